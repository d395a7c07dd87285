// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Reconciliation
import Statements
import Store
import Testing

/// Statements of banks, from the file to the shop and to the file job.
@Suite struct BankStatementImportTests {
    private static func statement(_ entries: [String], to closing: String) -> String {
        ([":20:X", ":25:DE89370400440532013000", ":28C:1/1", ":60F:C261119EUR0,"] + entries
            + [":62F:\(closing)", "-"]).joined(separator: "\n") + "\n"
    }

    /// A deposit, one taken back, a fee, a payment out that came back, a deposit of nothing.
    private static let day = statement(
        [
            ":61:261120C58,00NTRFNONREF//B-1", ":86:cards", ":61:261120RC8,00NTRFNONREF//B-2",
            ":61:261120D1,00NCHGNONREF", ":61:261120RD2,00NTRFNONREF//B-3", ":61:261120C0,00NTRFNONREF//B-4",
        ], to: "C261120EUR51,00")

    @Test func `deposits and deposits taken back are recorded, the rest is set aside with its reason`() async throws {
        let folder = try TestFolder()
        let path = try folder.put("day.sta", Self.day)
        let preview = try #require(try await Importer().preview(path: path).first)
        #expect(preview.format == "mt940" && preview.source == .bank)
        #expect(preview.typedCount == 2)
        #expect(
            preview.quarantine.map(\.reason.english) == [
                "money that left the account: no customer's payment and no deposit",
                "a payment out that came back: no deposit", "the amount is 0: no money moved",
            ])
        #expect(preview.quarantine.map(\.line) == [8, 9, 10])
    }

    @Test func `a longer statement adds only what the shorter one did not have`() async throws {
        let folder = try TestFolder()
        let shop = try await folder.openShop()
        let short = try folder.put("a.sta", Self.statement([":61:261120C58,00NTRFNONREF//B-1"], to: "C261120EUR58,"))
        let long = try folder.put(
            "b.sta",
            Self.statement(
                [":61:261120C58,00NTRFNONREF//B-1", ":61:261120C58,00NTRFNONREF//B-2"], to: "C261120EUR116,"))
        _ = try await Importer().importFile(path: short, into: shop, by: .commandLine)
        let record = try #require(try await Importer().importFile(path: long, into: shop, by: .commandLine).first)
        #expect(record.rowsRead == 2 && record.rowsAdded == 1 && record.rowsAlreadyKnown == 1)
        let again = try await Importer().importFile(path: long, into: shop, by: .commandLine)
        #expect(again.map(\.rowsAdded) == [0])
        await shop.close()
    }

    @Test func `the file job reads a statement as deposits, and refuses one that does not add up`() throws {
        let folder = try TestFolder()
        let good = try folder.put("day.sta", Self.day)
        let inputs = try FileJobIntake().inputs([good], side: .bank)
        #expect(inputs.map(\.name) == ["day.sta"])
        let bad = try folder.put("bad.sta", Self.day.replacing("EUR51,00", with: "EUR51,01"))
        #expect(throws: FileJobError.self) { try FileJobIntake().inputs([bad], side: .bank) }
        #expect(throws: FileJobError.self) { try FileJobIntake().inputs([good], side: .acquirer) }
    }
}
