// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tariffs
import Tender
import Testing

@testable import Reconciliation

/// Silent errors that reconciliation programs were seen to make, each as a story that must come out right here.
/// docs/TESTING.md lists where each of the thirteen is.
@Suite struct ReadingFaultTests {
    static let tillHeader = "terminal,rrn,type,amount,time\n"
    static let acquirerHeader = "terminal,rrn,type,amount,fee,product,settle_date,time\n"

    // MARK: F1

    @Test(arguments: ["abc", "", "1.2.3", "１２.００", "12,00", "1e2", "0x10", "--5", "12.345", "99999999999999999999"])
    func `F1 an amount that cannot be read is no zero: the row is put aside with the reason`(_ amount: String) throws {
        let job = Job(
            tills: [Self.tillHeader + "T1,000000000001,sale,\"\(amount)\",2026-11-20 10:00:00\n"],
            acquirers: [Self.acquirerHeader + "T1,000000000001,sale,\"\(amount)\",,,,\n"])
        let outcome = try job.run()
        #expect(outcome.summary.quarantined == 2)
        #expect(outcome.summary.matched == 0 && outcome.findings.isEmpty)
        #expect(outcome.rows("quarantine.csv").allSatisfy { $0.count >= 4 && !$0[3].isEmpty })
        #expect(outcome.summary.isConserved)
    }

    @Test(arguments: [
        "yesterday", "", "0001-01-01", "2026-02-30 10:00:00", "20.11.2026 10:00:00", "2026-11-20 25:00:00",
    ])
    func `F1 a time that cannot be read is not the year 1: the row is put aside with the reason`(_ time: String) throws
    {
        let outcome = try Job(
            tills: [Self.tillHeader + "T1,000000000001,sale,1.00,\(time)\n"],
            acquirers: [Self.acquirerHeader + "T1,000000000002,sale,1.00,,,,2026-11-20 10:00:00\n"]
        ).run()
        #expect(outcome.summary.quarantined == 1)
        #expect(outcome.findings == ["PY-04 000000000002"])
    }

    // MARK: F2

    @Test func `F2 sums are exact beyond what binary fractions can hold`() throws {
        // 90,071,992,547,409.93 is 2⁵³ + 1 fen: a binary fraction has no such number. Ten dimes are one yuan.
        let large = "90071992547409.93"
        var rows = ["T1,000000000099,sale,\(large),0.00,qr,2026-11-21,2026-11-20 10:00:00"]
        rows += (1...10).map { "T1,00000000000\($0 % 10),sale,0.10,0.00,qr,2026-11-21,2026-11-20 10:00:00" }
        let till = rows.map { row in
            let cells = row.split(separator: ",", omittingEmptySubsequences: false)
            return "\(cells[0]),\(cells[1]),\(cells[2]),\(cells[3]),2026-11-20 10:00:00"
        }
        let outcome = try Job(
            tills: [Self.tillHeader + till.joined(separator: "\n") + "\n"],
            acquirers: [Self.acquirerHeader + rows.joined(separator: "\n") + "\n"],
            banks: ["date,amount\n2026-11-21,90071992547410.93\n"], tariff: .none
        ).run()
        #expect(outcome.summary.matched == 11)
        #expect(outcome.findings.isEmpty)
        #expect(outcome.rows("settlement.csv").first?[3] == "90071992547410.93")
        #expect(outcome.summary.isConserved)
    }

    @Test func `F2 one fen beside a very large amount is a difference`() throws {
        let outcome = try Job(
            tills: [Self.tillHeader + "T1,000000000001,sale,90071992547409.93,2026-11-20 10:00:00\n"],
            acquirers: [Self.acquirerHeader + "T1,000000000001,sale,90071992547409.92,,,,\n"]
        ).run()
        #expect(outcome.findings == ["ST-04 000000000001"])
    }

    // MARK: F6

    @Test func `F6 a refund's fee is negative, and cap, floor and dates of the tariff hold for it too`() throws {
        let tariff = Tariff(rows: [
            TariffRow(
                product: "debit", rate: Job.rate("0.50%"), floor: 10, cap: 2_000, refund: .returned,
                validTo: Job.day("2026-11-19")),
            TariffRow(
                product: "debit", rate: Job.rate("1.00%"), floor: 10, cap: 3_000, refund: .returned,
                validFrom: Job.day("2026-11-20")),
        ])
        let rows = [
            ("000000000001", "sale", "100000.00", "20.00", "2026-11-19"),  // the cap of the old row
            ("000000000002", "sale", "100000.00", "30.00", "2026-11-20"),  // the cap of the new one
            ("000000000003", "refund", "50.00", "-0.50", "2026-11-20"),  // the fee comes back
            ("000000000004", "sale", "1.00", "0.10", "2026-11-20"),  // the floor
            ("000000000005", "refund", "50.00", "-0.40", "2026-11-20"),  // too little came back
            ("000000000006", "sale", "100000.00", "30.00", "2026-11-19"),  // the new cap a day early
        ]
        let till = rows.map { "T1,\($0.0),\($0.1),\($0.2),\($0.4) 10:00:00\n" }.joined()
        let acquirer = rows.map { "T1,\($0.0),\($0.1),\($0.2),\($0.3),debit,2026-11-21,\($0.4) 10:00:00\n" }.joined()
        let outcome = try Job(
            tills: [Self.tillHeader + till], acquirers: [Self.acquirerHeader + acquirer], tariff: tariff
        ).run()
        #expect(outcome.findings.sorted() == ["ST-05 000000000005", "ST-05 000000000006"])
        #expect(outcome.summary.quarantined == 0)
    }

    @Test func `F6 a number that comes twice is a duplicate, within a file and across files`() throws {
        let row = "T1,000000000001,sale,58.00,,,,2026-11-20 10:00:00\n"
        let till = Self.tillHeader + "T1,000000000001,sale,58.00,2026-11-20 10:00:00\n"
        for acquirers in [[Self.acquirerHeader + row + row], [Self.acquirerHeader + row, Self.acquirerHeader + row]] {
            let outcome = try Job(tills: [till], acquirers: acquirers).run()
            #expect(outcome.findings == ["PY-06 000000000001"])
            #expect(outcome.summary.matched == 1)
        }
    }

    // MARK: F13

    static let walletExport =
        "支付宝（中国）网络技术有限公司\n交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,\n"
        + "2026-11-20 10:00:00,其他,顾客,a***@x,收钱码收款,收入,58.00,余额,交易成功,2026112022001,A-1,,\n"
        + "2026-11-20 11:00:00,餐饮美食,面馆,/,午餐,支出,30.00,中国银行(1234),交易成功,2026112022002,B-1,,\n"
    static let bankExport =
        "交易日期,交易时间,交易摘要,交易金额,本次余额,对手信息,日志号,交易渠道,交易附言\n"
        + "20261121,090000,转存,58.00,1058.00,支付宝,123456789,网上银行,清算\n"
        + "20261120,110000,消费,-30.00,1000.00,面馆,123456788,快捷支付,快捷支付\n"

    @Test func `F13 one payment in a wallet's export and in the bank's is counted once`() throws {
        let wallet = try Self.input(Self.walletExport, side: .acquirer, name: "alipay.csv") { row in
            row.side == .payer ? Phrase(zh: "自己的付款", en: "what somebody paid") : nil
        }
        let bank = try Self.input(Self.bankExport, side: .bank, name: "abc.csv") { row in
            row.kind == .outgoing ? Phrase(zh: "转出", en: "money that left") : nil
        }
        let till = "terminal,order_no,rrn,type,amount,time\nT1,A-1,,sale,58.00,2026-11-20 10:00:00\n"
        var sink = MemorySink()
        let summary = try FileJob(
            inputs: FileJobInputs(
                tills: [.bytes(Array(till.utf8), name: "pos.csv")], acquirers: [wallet], banks: [bank],
                today: Job.day("2026-12-02")),
            tariff: .none, calendar: SettlementCalendar(), threads: 1, version: "test"
        ).run().write(into: &sink)
        #expect(summary.matched == 1)
        #expect(summary.codes.first { $0.code.text == "PY-06" }?.count == 0)
        let settlement = String(decoding: sink.files["settlement.csv"] ?? [], as: UTF8.self)
        // One gross of 58.00 on the acquirer's side; the bank's 58.00 stands against it as a deposit, never beside it.
        #expect(settlement.split(separator: "\n").dropFirst().filter { $0.contains("58.00,0.00,58.00") }.count == 1)
        #expect(!settlement.contains("116.00") && !settlement.contains("88.00"))
        #expect(summary.isConserved)
    }

    static func input(
        _ text: String, side: NativeFiles.Side, name: String, setAside: @escaping @Sendable (StatementRow) -> Phrase?
    ) throws -> FileJobInput {
        let bytes = Array(text.utf8)
        let recognition = try Recogniser.recognise(bytes, isWhole: true)
        var reader = try StatementReader(recognition, name: name, screen: setAside)
        var batch = RowBatch()
        try reader.read(bytes[...], into: &batch)
        _ = try reader.finish(into: &batch)
        return .statement(batch.rows, rejected: batch.rejected, side: side, name: name, digest: "")
    }
}
