// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct OwnFileTests {
    static let till = """
        terminal,rrn,type,amount,time,merchant,card,product,status,printed,order_no
        T0000001,000000000001,sale,128.00,2026-11-20 15:03:07,898440154110001,622200******1234,credit,,1,A1
        T0000001,000000000002,refund,0.5,2026-11-20 15:04:00,,,,unknown,0,
        T0000001,000000000003,sale,1,2026-11-20 15:05:00,,,,declined,,
        """

    @Test func `a till journal is known by its columns, in any order`() throws {
        let file = try ReadFile(Self.till)
        #expect(file.recognition.format.name == "till-csv")
        #expect(file.rejected.isEmpty)
        #expect(file.rows.map(\.status) == [.approved, .unknown, .declined])
        #expect(file.rows.map(\.printed) == [true, false, nil])
        #expect(file.rows.map(\.amount?.minor) == [12_800, 50, 100])
        #expect(file.rows[0].reference == "000000000001")
        #expect(file.rows[0].card?.description == "622200******1234")
        let turned = try ReadFile(
            "time,amount,printed,type,rrn,terminal\n2026-11-20 15:03:07,1.00,1,sale,7,T1\n")
        #expect(turned.rows.first?.terminal == "T1")
    }

    @Test func `an acquirer file carries fee, net and settlement day`() throws {
        let file = try ReadFile(
            "merchant,terminal,rrn,type,amount,fee,net,settle_date\nM1,T1,1,refund,58.00,-0.35,-57.65,2026-11-21\n")
        #expect(file.recognition.format.name == "acquirer-csv")
        let row = try #require(file.rows.first)
        #expect(row.kind == .refund && row.status == .approved)
        #expect(row.fee == Money(minor: -35) && row.net == Money(minor: -5_765))
        #expect(row.settledOn?.description == "2026-11-21")
    }

    @Test func `a bank file is money in and money out`() throws {
        let file = try ReadFile(
            "date,amount,merchant,reference\n2026-11-21,1234.50,M1,SETTLE M1\n2026-11-22,-3,M1,\n")
        #expect(file.recognition.format.name == "bank-csv")
        #expect(file.rows.map(\.kind) == [.incoming, .outgoing])
        #expect(file.rows.map(\.amount?.minor) == [123_450, 300])
        #expect(file.rows[0].remark == "SETTLE M1")
    }

    struct BadRow: Sendable, CustomTestStringConvertible {
        let row: String
        let fault: RowFault
        var testDescription: String { row }
    }

    static let badRows = [
        BadRow(row: "T1,,,,sale,1.00,2026-11-20 15:00:00", fault: .noKey),
        BadRow(row: "T1,,000001,,sale,1.00,2026-11-20 15:00:00", fault: .noKey),
        BadRow(row: "T1,1,,,sale,1.005,2026-11-20 15:00:00", fault: .tooManyDecimals(column: "amount", allowed: 2)),
        BadRow(row: "T1,1,,,sale,1e3,2026-11-20 15:00:00", fault: .notAnAmount(column: "amount")),
        BadRow(row: "T1,1,,,sale,1.2E+05,2026-11-20 15:00:00", fault: .scientific(column: "amount")),
        BadRow(row: "T1,1,,,sale,\"1,000.00\",2026-11-20 15:00:00", fault: .notAnAmount(column: "amount")),
        BadRow(row: "T1,1,,,sale,-1.00,2026-11-20 15:00:00", fault: .negativeAmount(column: "amount")),
        BadRow(row: "T1,1,,,sale,,2026-11-20 15:00:00", fault: .missing(column: "amount")),
        BadRow(
            row: "T1,1,,,sale,92233720368547758.08,2026-11-20 15:00:00", fault: .amountOutOfRange(column: "amount")),
        BadRow(row: "T1,1,,,gift,1.00,2026-11-20 15:00:00", fault: .unknownWord(column: "type", word: "gift")),
        BadRow(row: "T1,1,,,,1.00,2026-11-20 15:00:00", fault: .missing(column: "type")),
        BadRow(row: ",1,,,sale,1.00,2026-11-20 15:00:00", fault: .missing(column: "terminal")),
        BadRow(row: "T1,1,,,sale,1.00,2026-02-30 15:00:00", fault: .notATime(column: "time")),
        BadRow(row: "T1,1,,,sale,1.00,", fault: .missing(column: "time")),
        BadRow(row: "T1,1.2E+11,,,sale,1.00,2026-11-20 15:00:00", fault: .scientific(column: "rrn")),
        BadRow(row: "T1,1,,,sale,1.00", fault: .columnCount(seen: 6, expected: 7)),
        BadRow(row: "T1,1,,,sale,1.00,2026-11-20 15:00:00,x", fault: .columnCount(seen: 8, expected: 7)),
        BadRow(row: "T1,\"1\"2,,,sale,1.00,2026-11-20 15:00:00", fault: .strayQuote),
    ]

    @Test(arguments: badRows)
    func `a bad row is set aside with its reason, and its neighbours are read`(_ bad: BadRow) throws {
        let good = "T1,9,,,sale,1.00,2026-11-20 15:00:00"
        let file = try ReadFile("terminal,rrn,batch,trace,type,amount,time\n\(good)\n\(bad.row)\n\(good)\n")
        #expect(file.rows.count == 2)
        #expect(file.rejected.map(\.fault) == [bad.fault])
        #expect(file.rejected.map(\.line) == [3])
        #expect(file.rejected.first?.text == bad.row)
        #expect(!bad.fault.phrase.chinese.isEmpty && !bad.fault.phrase.english.isEmpty)
    }

    @Test func `batch and trace are a key too`() throws {
        let file = try ReadFile(
            "terminal,batch,trace,type,amount,time,printed\nT1,000001,000002,sale,1.00,2026-11-20 15:00:00,1\n")
        #expect(file.rows.first?.voucher == "000002")
    }

    @Test func `quotes, doubled quotes and line ends inside a cell follow RFC 4180`() throws {
        let file = try ReadFile(
            "terminal,rrn,type,amount,time,operator\r\n\"T1\",1,sale,1.00,2026-11-20 15:00:00,\"Li \"\"Lucky\"\"\r\nWang\"\r\n"
                + "T1,2,sale,2.00,2026-11-20 15:00:00,\"a,b\"")
        #expect(file.rejected.isEmpty)
        #expect(file.rows.map(\.operatorName) == ["Li \"Lucky\"\r\nWang", "a,b"])
        #expect(file.rows.map(\.line) == [2, 4])
    }

    @Test func `a quote that never closes costs one row`() throws {
        let good = "T1,2,sale,2.00,2026-11-20 15:00:00,x\n"
        let file = try ReadFile(
            "terminal,rrn,type,amount,time,operator\nT1,1,sale,1.00,2026-11-20 15:00:00,\"open\n" + good + good)
        #expect(file.rejected.map(\.fault) == [.quoteNeverCloses])
        #expect(file.rejected.map(\.line) == [2])
        #expect(file.rows.map(\.line) == [3, 4])
    }

    @Test func `an empty cell is what the source did not say`() throws {
        let row = try #require(try ReadFile(Self.till).rows.last)
        #expect(row.merchant == nil && row.card == nil && row.product == nil && row.order == nil)
    }

    @Test func `a currency has its own decimals`() throws {
        let file = try ReadFile(
            "terminal,rrn,type,amount,time,currency,printed\nT1,1,sale,580,2026-11-20 15:00:00,JPY,1\n"
                + "T1,2,sale,580.00,2026-11-20 15:00:00,JPY,1\nT1,3,sale,1,2026-11-20 15:00:00,XXX,1\n")
        #expect(file.rows.map(\.amount?.minor) == [580])
        #expect(
            file.rejected.map(\.fault) == [
                .tooManyDecimals(column: "amount", allowed: 0), .unknownCurrency(column: "currency"),
            ])
    }
}
