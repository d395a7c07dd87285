// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Statements
import Store
import Synchronization
import Tender
import Testing

@Suite struct ImporterTests {
    private static func importer(_ change: (inout ImportOptions) -> Void = { _ in }) -> Importer {
        var options = ImportOptions(clock: StoppedClock())
        change(&options)
        return Importer(options: options)
    }

    @Test func `a bill's rows become transactions, and the same bill again adds nothing`() async throws {
        let folder = try TestFolder()
        let shop = try await folder.openShop()
        let path = try folder.put("bill.csv", BillText.wechat(rows: 25))
        let importer = Self.importer { $0.batchRows = 10 }
        let first = try #require(try await importer.importFile(path: path, into: shop, by: .commandLine).first)
        #expect(first.isComplete)
        #expect(first.head.name == "bill.csv" && first.head.format == "wechat-bill" && first.head.source == .clearing)
        #expect(first.rowsRead == 25 && first.rowsAdded == 25 && first.rowsQuarantined == 0)
        #expect(try await shop.counts().transactions == 25)
        let again = try await importer.importFile(path: path, into: shop, by: .commandLine)
        #expect(again.map(\.id) == [first.id] && again.map(\.rowsAdded) == [0] && again.map(\.rowsAlreadyKnown) == [25])
        let renamed = try folder.put("copy.csv", BillText.wechat(rows: 25))
        #expect(try await importer.importFile(path: renamed, into: shop, by: .commandLine).map(\.id) == [first.id])
        #expect(try await shop.counts().observations == 25)
        await shop.close()
    }

    @Test func `rows of a larger file that were known add nothing, the others are added`() async throws {
        let folder = try TestFolder()
        let shop = try await folder.openShop()
        let small = try folder.put("a.csv", BillText.wechat(rows: 10))
        let large = try folder.put("b.csv", BillText.wechat(rows: 30))
        _ = try await Self.importer().importFile(path: small, into: shop, by: .commandLine)
        let record = try #require(try await Self.importer().importFile(path: large, into: shop, by: .commandLine).first)
        #expect(record.rowsRead == 30 && record.rowsAdded == 20 && record.rowsAlreadyKnown == 10)
        await shop.close()
    }

    @Test func `two equal rows in one file are two rows`() async throws {
        let folder = try TestFolder()
        let shop = try await folder.openShop()
        let row = "T1,7,sale,58.00,0.35\n"
        let path = try folder.put("acq.csv", "terminal,rrn,type,amount,fee\n" + row + row)
        let record = try #require(try await Self.importer().importFile(path: path, into: shop, by: .commandLine).first)
        #expect(record.rowsAdded == 2)
        #expect(try await shop.counts().observations == 2)
        await shop.close()
    }

    @Test func `a bill whose totals differ writes nothing, not even its name`() async throws {
        let folder = try TestFolder()
        let shop = try await folder.openShop()
        let path = try folder.put("bill.csv", BillText.wechat(rows: 25, statedCount: 26))
        let error = try await #require(throws: ImportError.self) {
            try await Self.importer { $0.batchRows = 5 }.importFile(path: path, into: shop, by: .commandLine)
        }
        #expect(error.isBadInput)
        #expect(error.explanation.english.contains("26") && error.explanation.english.contains("25"))
        #expect(try await shop.files(in: .all, limit: 10).isEmpty)
        #expect(try await shop.counts().observations == 0)
        await shop.close()
    }

    @Test func `an import that was broken off goes on where it stopped`() async throws {
        let folder = try TestFolder()
        let path = try folder.put("bill.csv", BillText.wechat(rows: 30))
        let small = try folder.put("small.csv", BillText.wechat(rows: 12))
        let first = try await folder.openShop()
        let head = try #require(try await Self.importer().preview(path: path).first).head
        guard case .new = try await first.beginFile(head, by: .commandLine) else {
            Issue.record("a file nobody saw is new")
            return
        }
        // Twelve of its rows were acknowledged before the power went.
        _ = try await Self.importer().importFile(path: small, into: first, by: .commandLine)
        await first.close()
        let second = try await folder.openShop()
        #expect(try await second.files(in: .all, limit: 10).count { !$0.isComplete } == 1)
        let record = try #require(
            try await Self.importer().importFile(path: path, into: second, by: .commandLine).first)
        #expect(record.isComplete && record.rowsRead == 30)
        #expect(try await second.counts().observations == 30)
        await second.close()
    }

    @Test func `one bad entry of an archive keeps all of it out`() async throws {
        let folder = try TestFolder()
        let shop = try await folder.openShop()
        var zip = ZipFixture.of("good.csv", Array(BillText.wechat(rows: 2).utf8))
        zip.entries.append(
            .init(name: Array("bad.csv".utf8), content: Array(BillText.wechat(rows: 2, statedCount: 3).utf8)))
        let path = try folder.put("bills.zip", zip.bytes)
        let error = try await #require(throws: ImportError.self) {
            try await Self.importer().importFile(path: path, into: shop, by: .commandLine)
        }
        #expect(error.name == "bad.csv")
        #expect(try await shop.files(in: .all, limit: 10).isEmpty)
        await shop.close()
    }

    @Test func `bad rows are kept in quarantine with their place and reason`() async throws {
        let folder = try TestFolder()
        let shop = try await folder.openShop()
        let path = try folder.put(
            "till.csv",
            "terminal,rrn,type,amount,time,printed\nT1,1,sale,1.00,2026-11-20 15:00:00,1\nT1,,sale,1.00,2026-11-20 15:00:00,1\n"
        )
        let record = try #require(try await Self.importer().importFile(path: path, into: shop, by: .commandLine).first)
        #expect(record.rowsRead == 2 && record.rowsAdded == 1 && record.rowsQuarantined == 1)
        let rows = try await shop.quarantine(of: record.id, cursor: nil, limit: 10).elements
        #expect(rows.map(\.line) == [3] && rows.map(\.byte) == [75])
        #expect(rows[0].reason.english.contains("batch") && rows[0].reason.chinese.contains("凭证号"))
        await shop.close()
    }

    @Test func `progress only grows and ends at the whole`() async throws {
        let folder = try TestFolder()
        let shop = try await folder.openShop()
        let path = try folder.put("bill.csv", BillText.wechat(rows: 5_000))
        let seen = Mutex<[ImportProgress]>([])
        _ = try await Self.importer { $0.batchRows = 500 }.importFile(path: path, into: shop, by: .commandLine) {
            progress in
            seen.withLock { $0.append(progress) }
        }
        let steps = seen.withLock { $0 }
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.bytesRead <= $1.bytesRead })
        #expect(steps.last?.percent == 100)
        #expect(steps.last?.rowsDurable == 5_000)
        #expect(steps.first?.phase == .checking && steps.last?.phase == .recording)
        await shop.close()
    }

    @Test func `the prefix marks the file and every row`() async throws {
        let folder = try TestFolder()
        let shop = try await folder.openShop()
        let path = try folder.put("bill.csv", BillText.wechat(rows: 1))
        let importer = Self.importer { $0.originPrefix = "sample:" }
        let record = try #require(try await importer.importFile(path: path, into: shop, by: .system).first)
        #expect(record.head.name == "sample:bill.csv")
        let page = try await shop.transactions(TransactionFilter(), in: .all, cursor: nil, limit: 1)
        let summary = try #require(page.elements.first)
        let detail = try await shop.transaction(summary.id, in: .all)
        #expect(detail.entries.map(\.observation.origin.reference) == ["sample:bill.csv:2@\(Self.secondLine)"])
        await shop.close()
    }

    /// Offset of the second line of the bill.
    private static var secondLine: Int {
        (BillText.wechat(rows: 1).utf8.firstIndex(of: 0x0A).map {
            BillText.wechat(rows: 1).utf8.distance(from: BillText.wechat(rows: 1).utf8.startIndex, to: $0)
        } ?? 0) + 1
    }

    @Test func `a preview says what would be recorded, and records nothing`() async throws {
        let folder = try TestFolder()
        let path = try folder.put("bill.csv", BillText.wechat(rows: 25))
        let preview = try #require(try await Self.importer().preview(path: path).first)
        #expect(preview.format == "wechat-bill" && preview.source == .clearing && preview.confidence == 100)
        #expect(preview.rowCount == 25 && preview.typedCount == 25 && preview.quarantinedCount == 0)
        #expect(preview.firstRows.count == Importer.previewRows)
        #expect(preview.firstRows.allSatisfy { $0.count == preview.columns.count })
        #expect(preview.columns.map(\.english).contains("fee"))
        #expect(preview.controlTotals.count == 5)
        #expect(preview.lines(chinese: true).first?.contains("微信支付商户交易账单") == true)
    }
}
