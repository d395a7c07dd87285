// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

/// Files that a spreadsheet or a till wrote in its own way: other separators, old line ends, back-ticks taken off.
@Suite struct OtherDressTests {
    static let separators = [";", "\t", "|"]

    @Test(arguments: separators)
    func `a till journal may have another separator`(_ separator: String) throws {
        let file = try ReadFile(OwnFileTests.till.replacing(",", with: separator))
        let plain = try ReadFile(OwnFileTests.till)
        #expect(file.recognition.format.name == "till-csv")
        #expect(file.rejected.isEmpty)
        #expect(file.rows.map(\.amount) == plain.rows.map(\.amount))
        #expect(file.rows.map(\.reference) == plain.rows.map(\.reference))
        #expect(file.rows.map(\.line) == plain.rows.map(\.line))
        #expect(file.rows.map(\.byte) == plain.rows.map(\.byte))
        let chosen = try ReadFile(OwnFileTests.till.replacing(",", with: separator), format: "till-csv")
        #expect(chosen.rows.count == 3)
    }

    @Test(arguments: separators)
    func `a provider's file may have another separator, quoted cells and all`(_ separator: String) throws {
        let bytes = try Samples.bytes("adyen.csv")
        let plain = try ReadFile(bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.contains("\""))
        let file = try ReadFile(text.replacing(",", with: separator))
        #expect(file.recognition.format.name == "adyen-settlement")
        #expect(file.rows.map(\.net) == plain.rows.map(\.net))
        #expect(file.rejected.map(\.line) == plain.rejected.map(\.line))
        let bank = "date,amount,reference\n2026-11-21,1.00,\"a, b\"\n".replacing(",", with: separator)
        #expect(try ReadFile(bank).rows.first?.remark == "a\(separator == "\t" ? " " : separator) b")
    }

    @Test func `names stay out of quarantine whatever the separator`() throws {
        let text =
            "automatic_payout_id,balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,"
            + "source_id,customer_email\npo,t,2026-11-20 02:15:30,eur,1.00,0.00,1.00,charge,ch,a@example.com,x,y\n"
        for separator in Self.separators {
            let file = try ReadFile(text.replacing(",", with: separator))
            #expect(file.rejected.count == 1)
            #expect(file.rejected.first?.text.contains("example.com") == false, "\(separator)")
        }
    }

    @Test func `a line may end with a carriage return alone`() throws {
        for ending in ["\r", "\r\n", "\n"] {
            let file = try ReadFile(OwnFileTests.till.replacing("\n", with: ending), chunk: 7)
            #expect(file.rows.map(\.amount?.minor) == [12_800, 50, 100])
            #expect(file.rows.map(\.line) == [2, 3, 4])
        }
    }

    static let ticked = """
        交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,\
        交易状态,付款银行,货币种类,总金额,企业红包金额,商品名称,商户数据包,手续费,费率
        `2026-11-20 10:15:30,`wx1,`1900000109,`0,`,`42000020261120,`ORD1,`o,`JSAPI,\
        `SUCCESS,`CFT,`CNY,`58.00,`0.00,`茶,`,`0.35000,`0.60%
        总交易单数,总交易额,总退款金额,总企业红包退款金额,手续费总金额
        `1,`58.00,`0.00,`0.00,`0.35000

        """

    @Test func `a WeChat bill without its back-ticks is plain CSV`() throws {
        let plain = try ReadFile(Self.ticked.replacing("`", with: ""))
        let ticked = try ReadFile(Self.ticked)
        #expect(plain.recognition.format.name == "wechat-bill")
        #expect(plain.rows.map(\.order) == ticked.rows.map(\.order))
        #expect(plain.rows.map(\.fee) == [Money(minor: 35)])
        #expect(plain.summary.controlTotals.count == ticked.summary.controlTotals.count)
        #expect(throws: StatementError.self) {
            try ReadFile(Self.ticked.replacing("`", with: "").replacing("0.35000\n", with: "0.36000\n"))
        }
    }

    @Test func `a WeChat bill may be saved again with quotes around every cell, or with another separator`() throws {
        let ticked = try ReadFile(Self.ticked)
        let lines = Self.ticked.split(separator: "\n")
        let quoted = lines.map { line in line.split(separator: ",").map { "\"\($0)\"" }.joined(separator: ",") }
        for text in [
            quoted.joined(separator: "\r\n"), Self.ticked.replacing(",", with: ";"),
            Self.ticked.replacing(",", with: "\t"),
            Self.ticked.replacing("`", with: "").replacing(",", with: "\t"),
        ] {
            let file = try ReadFile(text, chunk: 9)
            #expect(file.rows.map(\.order) == ticked.rows.map(\.order))
            #expect(file.rows.map(\.fee) == [Money(minor: 35)])
        }
    }

    @Test(arguments: ["(分)", "（单位：分）", "(单位:分)", "_分", "/分"])
    func `fen may be written in several ways`(_ unit: String) throws {
        let text = "商户订单号,交易类型,交易时间,交易金额\(unit),手续费\(unit)\nA-1,支付,2026-11-20 10:00:00,5800,22\n"
        let file = try ReadFile(text)
        #expect(file.recognition.format.name == "fen-bill")
        #expect(file.rows.first?.amount == Money(minor: 5_800))
    }

    static let times: [(text: String, isTime: String?)] = [
        ("2026/1/5 9:05", "2026-01-05 09:05:00"), ("2026-11-5 9:05:07", "2026-11-05 09:05:07"),
        ("2026/1/15 10:00", "2026-01-15 10:00:00"), ("2026/11/20 0:00", "2026-11-20 00:00:00"),
        ("2026/1/5", nil), ("26/1/5 9:05", nil), ("2026/13/5 9:05", nil), ("2026/1-5 9:05", nil), ("2026/1/ 9:05", nil),
        ("2026/1/5 9:5", nil), ("2026/1/5 24:00", nil), ("2026/1/5 :05", nil), ("5/1/2026 9:05", nil),
        ("2026/+1/5 9:05", nil), ("2026/2/30 9:05", nil),
    ]

    @Test(arguments: times)
    func `a spreadsheet's days and hours may lack their zeros`(_ text: String, _ isTime: String?) throws {
        let file = try ReadFile("terminal,rrn,type,amount,time\nT1,1,sale,1.00,\(text)\n")
        #expect(file.rows.first?.occurredAt?.description == isTime)
        #expect(file.rejected.count == (isTime == nil ? 1 : 0))
        #expect(CivilTime(fileText: text)?.description == isTime)
    }

    @Test func `the answer of an interface is no file, a SWIFT message is`() throws {
        for text in ["{\"return_code\":\"FAIL\"}", "[ {\"id\": 1} ]", "{}"] {
            let error = try #require(throws: StatementError.self) { try ReadFile(text) }
            #expect(error.message.english.contains("JSON"))
        }
        let error = try #require(throws: StatementError.self) { try ReadFile("{1:F01BANKCNBJ}{2:x}\n") }
        #expect(!error.message.english.contains("JSON"))
    }

    @Test func `titles have the right article`() throws {
        let error = try #require(throws: StatementError.self) {
            try ReadFile("商户订单号,交易类型,交易时间,交易金额(元),手续费(分)\n")
        }
        #expect(error.message.english.contains("not that of an aggregator bill in fen"))
    }

    static let tables: [(text: String, rows: [[String]], bytes: [Int64])] = [
        ("sep=;\nterminal;rrn\n T1 ;1\n\n\"T;2\";2;\n", [["T1", "1"], ["T;2", "2"]], [19, 27]),
        ("export of a till\rterminal,rrn\rT1,1\r", [["T1", "1"]], [30]),
        ("\u{FEFF}terminal\trrn\r\nT1\t1\r\nT1\r\n", [["T1", "1"], []], [17, 23]),
    ]

    @Test(arguments: tables)
    func `a table is found under its dress, each row with its place`(
        _ text: String, _ rows: [[String]], _ bytes: [Int64]
    ) throws {
        for chunk in [1, 5, 1_000] {
            let all = Array(text.utf8)
            var table = try #require(TableText(all, isWhole: true) { $0.contains("rrn") })
            var found: [SheetRow] = []
            for start in stride(from: 0, to: all.count, by: chunk) {
                table.append(all[start..<min(start + chunk, all.count)])
                while let row = try table.next(isLast: false) { found.append(row) }
            }
            while let row = try table.next(isLast: true) { found.append(row) }
            #expect(found.map(\.byte) == bytes)
            #expect(
                found.map { row in
                    row.flaw(within: 2) == nil ? (0..<2).map { String(decoding: row.cell($0), as: UTF8.self) } : []
                } == rows)
        }
        #expect(TableText(Array(text.utf8), isWhole: true) { $0.contains("amount") } == nil)
    }
}
