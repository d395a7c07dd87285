// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Tender
import Testing

@Suite struct CardScrubberTests {
    struct Words: Sendable, CustomTestStringConvertible {
        let before: String
        let after: String
        var testDescription: String { before }
    }

    static let words = [
        Words(before: "卡 4111111111111111 付款", after: "卡 411111******1111 付款"),
        Words(before: "4111 1111 1111 1111", after: "4111 11** **** 1111"),
        Words(before: "4111-1111-1111-1111.", after: "4111-11**-****-1111."),
        Words(before: "6212345678900000003", after: "621234*********0003"),
        Words(before: "4111111111111112", after: "4111111111111112"),
        Words(before: "4200002168202406076349888061", after: "4200002168202406076349888061"),
        Words(before: "13800000000", after: "13800000000"),
        Words(before: "0000000000000000", after: "0000000000000000"),
        Words(before: "2026 1120 1503", after: "2026 1120 1503"),
        Words(before: "", after: ""),
    ]

    @Test(arguments: words)
    func `a card number is masked and an order number is not`(_ words: Words) {
        #expect(CardScrubber.scrub(words.before) == words.after)
    }

    @Test func `a full card number leaves the reader masked, in typed and in rejected rows`() throws {
        let header = "terminal,rrn,type,amount,time,card,order_no,operator\n"
        let row = { (amount: String) in
            "T1,1,sale,\(amount),2026-11-20 15:00:00,4111111111111111,4111111111111111,pay 4111111111111111\n"
        }
        let file = try ReadFile(header + row("1.00") + row("x"))
        #expect(file.rows.first?.card?.description == "411111******1111")
        #expect(file.rows.first?.operatorName == "pay 411111******1111")
        #expect(
            file.rejected.first?.text
                == "T1,1,sale,x,2026-11-20 15:00:00,411111******1111,4111111111111111,pay 411111******1111")
    }
}
