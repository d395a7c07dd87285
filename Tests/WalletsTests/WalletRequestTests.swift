// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Tender
import Testing
import Wallets

@Suite struct WalletRequestTests {
    @Test(
        arguments: [
            ("134567890123456789", .wechat), ("283456789012345678", .alipay), ("6212345678901234567", nil),
            ("13456789012345678", nil), ("13456789012345678x", nil), ("", nil), ("1", nil),
        ] as [(String, WalletKind?)])
    func `a code tells its wallet`(_ code: String, _ wallet: WalletKind?) {
        #expect(WalletKind(code: code) == wallet)
    }

    @Test func `a payment with WeChat Pay, to the byte`() throws {
        let request = WeChatRequests(Scanned.weChat).pay(try Scanned.order(), code: "134567890123456789")
        #expect(request.target == "/v3/pay/transactions/codepay")
        let body = """
            {"appid":"wx0123456789abcdef","mchid":"1900000001","description":"街角茶店 R1","out_trade_no":"01SALE",\
            "payer":{"auth_code":"134567890123456789"},"amount":{"total":5800,"currency":"CNY"},\
            "scene_info":{"device_id":"T1","store_info":{"out_id":"S1"}}}
            """
        #expect(String(decoding: request.body, as: UTF8.self) == body)
    }

    @Test func `what WeChat Pay signs, to the byte`() throws {
        let query = WeChatRequests(Scanned.weChat).query(try Scanned.order())
        let text = WeChatSigning.text(query, second: 1_795_680_000, nonce: "N0")
        let path = "/v3/pay/transactions/out-trade-no/01SALE?mchid=1900000001"
        #expect(String(decoding: text, as: UTF8.self) == "GET\n\(path)\n1795680000\nN0\n\n")
        let file = WalletRequest(.get, "https://api.example.com/v3/billdownload/file?token=a%2Fb")
        #expect(
            String(decoding: WeChatSigning.text(file, second: 1, nonce: "n"), as: UTF8.self)
                == "GET\n/v3/billdownload/file?token=a%2Fb\n1\nn\n\n")
        let signed = WeChatSigning.signed(
            query, for: Scanned.weChat, by: PlainSecrets(), at: Scanned.start, nonce: "N0")
        let header = signed?.headers.last?.value ?? ""
        #expect(header.hasPrefix("WECHATPAY2-SHA256-RSA2048 mchid=\"1900000001\",nonce_str=\"N0\",timestamp="))
        #expect(header.contains("serial_no=\"5F00\""))
    }

    @Test func `what Alipay signs is sorted, without escapes and without what is empty`() throws {
        let text = AlipayRequests.text(of: [
            ("sign", "x"), ("method", "alipay.trade.query"), ("app_id", "1"), ("empty", ""),
            ("biz_content", "{\"a\":1}"),
        ])
        #expect(String(decoding: text, as: UTF8.self) == "app_id=1&biz_content={\"a\":1}&method=alipay.trade.query")
        let requests = AlipayRequests(Scanned.alipay)
        let signed = try #require(
            requests.signed(requests.query(try Scanned.order()), by: PlainSecrets(), at: Scanned.start))
        #expect(signed.target.contains("timestamp=2026-11-26%2016%3A00%3A00"))
        #expect(String(decoding: signed.body, as: UTF8.self) == "biz_content=%7B%22out_trade_no%22%3A%2201SALE%22%7D")
    }

    @Test func `a refund names its payment, its own number and both amounts`() throws {
        let turn = try Scanned.turn(.send, isRefund: true)
        let body = WeChatRequests(Scanned.weChat).refund(turn.order).body
        #expect(
            String(decoding: body, as: UTF8.self)
                == "{\"out_trade_no\":\"01SALE\",\"out_refund_no\":\"01BACK\",\"amount\":{\"refund\":800,\"total\":5800,"
                + "\"currency\":\"CNY\"}}")
        #expect(
            AlipayRequests(Scanned.alipay).refund(turn.order).content
                == "{\"out_trade_no\":\"01SALE\",\"refund_amount\":\"8.00\",\"out_request_no\":\"01BACK\"}")
    }

    @Test(
        arguments: [
            (.void, "01SALE2", .kind), (.preauth, "01SALE2", .kind), (.sale, "short", .number),
            (.sale, String(repeating: "A", count: 33), .number), (.sale, "01 SALE", .number),
            (.refund, "01BACK", .noOriginal),
        ] as [(MovementKind, String, WalletUnsendable)])
    func `what a wallet cannot do is not sent`(_ kind: MovementKind, _ id: String, _ why: WalletUnsendable) {
        #expect(throws: why) { try WalletOrder(Scanned.attempt(id, kind), original: nil) }
    }

    @Test func `a form reads back what was written, and refuses what is broken`() {
        let pairs = [("a", "1 + 1 = 2 & so"), ("名", "茶"), ("empty", "")]
        let text = FormText.encoded(pairs.map { (name: $0.0, value: $0.1) })
        let read = FormText.pairs(of: Array(text.utf8)) ?? []
        #expect(read.map(\.name) == pairs.map(\.0) && read.map(\.value) == pairs.map(\.1))
        #expect(FormText.pairs(of: Array("a=b+c".utf8))?.first?.value == "b c")
        for broken in ["a=%", "a=%4", "a=%G0", "a=%FF", "a=1&a=2"] {
            #expect(FormText.pairs(of: Array(broken.utf8)) == nil, "\(broken)")
        }
        let many = (0...FormText.pairLimit).map { "n\($0)=1" }.joined(separator: "&")
        #expect(FormText.pairs(of: Array(many.utf8)) == nil)
    }
}
