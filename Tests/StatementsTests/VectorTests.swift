// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

/// Real exports of wallets and banks. Each row is typed or set aside with its reason; the numbers were counted by hand.
@Suite struct VectorTests {
    struct Export: Sendable, CustomTestStringConvertible {
        let name: String
        let format: String
        let headerLine: Int
        let typed: Int
        let rejectedLines: [Int]
        /// Control totals that disagree because the samples were edited by hand.
        let differing: Int
        var testDescription: String { name }
    }

    static let exports = [
        Export(name: "abc_debit", format: "abc-account", headerLine: 1, typed: 4, rejectedLines: [4], differing: 0),
        Export(name: "alipay", format: "alipay-wallet", headerLine: 25, typed: 10, rejectedLines: [], differing: 6),
        Export(name: "boc", format: "boc-account", headerLine: 2, typed: 17, rejectedLines: [], differing: 0),
        Export(name: "cmb", format: "cmb-account", headerLine: 1, typed: 5, rejectedLines: [], differing: 0),
        Export(
            name: "icbc-debit-v1", format: "icbc-account", headerLine: 7, typed: 11, rejectedLines: [], differing: 2),
        Export(name: "jd", format: "jd-wallet", headerLine: 22, typed: 26, rejectedLines: [], differing: 0),
        Export(name: "mt", format: "meituan-wallet", headerLine: 20, typed: 29, rejectedLines: [], differing: 0),
        Export(name: "wechat", format: "wechat-wallet", headerLine: 17, typed: 26, rejectedLines: [44], differing: 7),
    ]

    static func bytes(_ name: String) throws -> [UInt8] {
        guard let bytes = Vectors.bytes("statements/example-\(name)-records.csv") else {
            try Test.cancel("the public vectors are not installed at \(Vectors.folder)")
        }
        return bytes
    }

    @Test(arguments: exports)
    func `every row is typed or set aside with its reason`(_ export: Export) throws {
        let bytes = try Self.bytes(export.name)
        let file = try ReadFile(bytes)
        #expect(file.recognition.format.name == export.format)
        #expect(file.recognition.headerLine == export.headerLine)
        #expect(file.rows.count == export.typed)
        #expect(file.rejected.map(\.line) == export.rejectedLines)
        #expect(file.summary.counts.read == Int64(file.rows.count + file.rejected.count))
        #expect(file.summary.controlTotals.count { !$0.agrees } == export.differing)
        #expect(file.summary.warnings.count == export.differing)
        for row in file.rows { #expect(Self.line(of: row.byte, in: bytes) == row.line) }
        for row in file.rejected { #expect(Self.line(of: row.byte, in: bytes) == row.line) }
    }

    @Test(arguments: exports, [1, 13, 1_000])
    func `the rows are the same however the bytes arrive`(_ export: Export, _ chunk: Int) throws {
        let bytes = try Self.bytes(export.name)
        let (whole, split) = (try ReadFile(bytes), try ReadFile(bytes, chunk: chunk))
        #expect(whole.rows == split.rows)
        #expect(whole.rejected == split.rejected)
    }

    @Test func `JD's amount with a refund inside keeps both figures and counts the refund once`() throws {
        let file = try ReadFile(try Self.bytes("jd"))
        let row = try #require(file.rows.first { $0.line == 26 })
        #expect(row.kind == .sale)
        #expect(row.amount == Money(minor: 13_177))
        #expect(row.refundedPart == Money(minor: 8_984))
        let refund = try #require(file.rows.first { $0.line == 25 })
        #expect(refund.kind == .refund)
        #expect(refund.amount == Money(minor: 8_984))
        let whole = try #require(file.rows.first { $0.line == 36 })
        #expect(whole.amount == whole.refundedPart)
        // JD states 1,648.43 spent without what came back: its own proof that the cell was understood.
        let spent = try #require(file.summary.controlTotals.first { $0.name == "支出（元）" })
        #expect(spent.stated == "1648.43" && spent.agrees)
    }

    @Test func `what is not a payment is not called one`() throws {
        let file = try ReadFile(try Self.bytes("wechat"))
        let kinds = Dictionary(grouping: file.rows, by: \.kind).mapValues(\.count)
        #expect(kinds == [.sale: 9, .outgoing: 2, .neutral: 11, .incoming: 4])
        #expect(file.rejected[0].fault == .unknownWord(column: "交易类型", word: "deg-不认识的-txType"))
        let receipt = try #require(file.rows.first { $0.line == 22 })
        #expect(receipt.side == .merchant && receipt.order == nil)
    }

    @Test func `bank columns with padding, thousands and two directions are read to the fen`() throws {
        let industrial = try ReadFile(try Self.bytes("icbc-debit-v1"))
        #expect(industrial.rows[1].amount == Money(minor: 123_456) && industrial.rows[1].kind == .outgoing)
        #expect(industrial.rows[2].amount == Money(minor: 123_456) && industrial.rows[2].kind == .incoming)
        let china = try ReadFile(try Self.bytes("boc"))
        #expect(china.rows[7].amount == Money(minor: 260_000) && china.rows[7].kind == .outgoing)
        let agricultural = try ReadFile(try Self.bytes("abc_debit"))
        #expect(agricultural.rejected[0].fault == .columnCount(seen: 7, expected: 9))
        #expect(agricultural.rows[2].reference == nil, "a serial of zeros is no number")
    }

    private static func line(of byte: Int64, in bytes: [UInt8]) -> Int {
        bytes[..<Int(byte)].count { $0 == 0x0A } + 1
    }
}
