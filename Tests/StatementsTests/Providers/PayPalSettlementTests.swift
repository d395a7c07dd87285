// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct PayPalSettlementTests {
    static func text() throws -> String { String(decoding: try Samples.bytes("paypal.csv"), as: UTF8.self) }

    @Test func `unsigned minor units take their direction from the column beside them`() throws {
        let file = try ReadFile(try Self.text())
        #expect(file.recognition.format.name == "paypal-settlement" && file.recognition.headerLine == 4)
        #expect(file.rows.map(\.kind) == [.sale, .sale, .refund, .sale])
        #expect(file.rows.map(\.amount?.text) == ["128.00", "5800", "28.00", "1.250"])
        #expect(file.rows.map(\.fee?.text) == ["4.02", "250", "-0.81", "0.040"])
        #expect(file.rows.map(\.net?.text) == ["123.98", "5550", "-27.19", "1.210"])
        #expect(file.rows.map(\.merchant) == ["ACCOUNT00001", "ACCOUNT00001", "ACCOUNT00001", "ACCOUNT00002"])
        #expect(file.rows[0].occurredAt?.description == "2026-11-21 10:30:00")
        #expect(file.rows[0].order == "A-1" && file.rows[0].channelOrder == "1AA")
        #expect(file.rows[2].original == "A-1" && file.rows[2].channelOrder == "3AA" && file.rows[2].order == nil)
    }

    @Test func `event codes that are no payment are set aside with what they are`() throws {
        let file = try ReadFile(try Self.text())
        let reasons = file.rejected.map(\.fault.phrase.english)
        #expect(reasons.count == 4)
        #expect(reasons[0].contains("payout to the merchant") && reasons[1].contains("dispute"))
        #expect(reasons[2].contains("merchant paid"))
        #expect(file.rejected[3].fault == .unknownWord(column: "Transaction Event Code", word: "T7700"))
        #expect(!file.rejected.contains { $0.text.contains("CONSUMER") })
    }

    @Test func `a chargeback that names its payment has the payment's numbers`() throws {
        let text = try Self.text().replacing(
            "\"5AA\",\"\",\"\",\"\",\"T1201\"", with: "\"5AA\",\"A-1\",\"1AA\",\"TXN\",\"T1201\"")
        let row = try #require(try ReadFile(text).rows.first { $0.kind == .chargeback })
        #expect(
            row.order == "A-1" && row.channelOrder == "1AA" && row.amount?.text == "10.00" && row.net?.text == "-30.00")
    }

    @Test func `sums and counts of each section and of the report agree`() throws {
        let totals = try ReadFile(try Self.text()).summary.controlTotals
        #expect(totals.map(\.name).contains("SF USD") && totals.map(\.name).contains("RF KWD"))
        #expect(totals.allSatisfy { $0.agrees && $0.isBinding })
        #expect(totals.first { $0.name == "SF USD" }?.stated == "133.00 / 133.00")
        #expect(totals.last?.name == "RC" && totals.last?.stated == "8")
    }

    struct Bent: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let from: String
        let to: String
        let code: StatementError.Code
    }

    static let bent = [
        Bent(testDescription: "a sum", from: #""SF","USD",13300"#, to: #""SF","USD",13301"#, code: .totalsDiffer),
        Bent(
            testDescription: "a fee sum", from: #""SF","KWD",1250,0,0,40"#, to: #""SF","KWD",1250,0,0,41"#,
            code: .totalsDiffer),
        Bent(testDescription: "a count", from: #""SC",7"#, to: #""SC",8"#, code: .totalsDiffer),
        Bent(testDescription: "the report's count", from: #""RC",8"#, to: #""RC",9"#, code: .totalsDiffer),
        Bent(
            testDescription: "a currency without its sums", from: #""SF","JPY""#, to: #""RH","JPY""#, code: .truncated),
        Bent(
            testDescription: "an amount nobody can read", from: #""CR",12800,"USD""#, to: #""CR",128.00,"USD""#,
            code: .totalsDiffer),
        Bent(testDescription: "a column that moved", from: #""Invoice ID""#, to: #""Invoice""#, code: .headerDrifted),
    ]

    @Test(arguments: bent)
    func `a report that does not prove itself is refused whole`(_ bent: Bent) throws {
        let text = try Self.text()
        #expect(text.contains(bent.from))
        let error = try #require(throws: StatementError.self) {
            try ReadFile(text.replacing(bent.from, with: bent.to))
        }
        #expect(error.code == bent.code, "\(error.message.english)")
    }

    @Test func `a report that ends before its totals is cut short`() throws {
        let text = try Self.text()
        let end = try #require(text.firstRange(of: "\"SF\""))
        let error = try #require(throws: StatementError.self) { try ReadFile(String(text[..<end.lowerBound])) }
        #expect(error.code == .truncated)
    }
}
