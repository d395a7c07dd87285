// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Store
import Testing

/// Chargebacks of an acquirer's file, from the file to the case's code.
@Suite struct DisputeImportTests {
    static let till = """
        terminal,rrn,type,amount,time,status,printed
        T1,112010000451,sale,58.00,2026-11-20 15:03:07,approved,1

        """
    static let charge = "T1,112010000451,sale,58.00,0.35,2026-11-21\n"
    static let head = "terminal,rrn,type,amount,fee,settle_date\n"

    /// What is found about the only sale after each file was taken in.
    static func codes(_ files: [(String, String)]) async throws -> [[FindingCode]] {
        let folder = try TestFolder()
        let shop = try await folder.openShop()
        let importer = Importer(options: ImportOptions(clock: StoppedClock()))
        var found: [[FindingCode]] = []
        for (name, text) in files {
            let path = try folder.put(name, text)
            _ = try await importer.importFile(path: path, into: shop, by: .commandLine)
            let page = try await shop.transactions(TransactionFilter(), in: .all, cursor: nil, limit: 9)
            #expect(page.elements.count == 1, "one sale, whatever is said about it")
            let detail = try await shop.transaction(try #require(page.elements.first).id, in: .all)
            found.append(detail.verdict.findings.map(\.code).filter { $0 != .st01 })
        }
        await shop.close()
        return found
    }

    @Test func `a chargeback is a notice about its sale, a representment closes it`() async throws {
        let found = try await Self.codes([
            ("pos.csv", Self.till), ("day1.csv", Self.head + Self.charge),
            ("day9.csv", Self.head + "T1,112010000451,chargeback,50.00,,2026-11-29\n"),
            ("day20.csv", Self.head + "T1,112010000451,representment,50.00,,2026-12-10\n"),
        ])
        #expect(found == [[], [], [.cs03], []])
    }

    @Test func `a chargeback in the file of its sale is no second charge`() async throws {
        let found = try await Self.codes([
            ("pos.csv", Self.till),
            ("day1.csv", Self.head + Self.charge + "T1,112010000451,chargeback,58.00,,2026-11-29\n"),
        ])
        #expect(found == [[], [.cs03]])
    }

    @Test(arguments: ["chargeback", "representment"])
    func `a till has no disputes`(_ type: String) async throws {
        let folder = try TestFolder()
        let text = Self.till + "T1,112010000452,\(type),58.00,2026-11-20 15:03:07,approved,1\n"
        let path = try folder.put("pos.csv", text)
        let preview = try #require(try await Importer().preview(path: path).first)
        #expect(preview.typedCount == 1 && preview.quarantinedCount == 1)
        #expect(preview.quarantine[0].reason.english.contains("told by acquirers"))
    }
}
