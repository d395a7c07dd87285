// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Bytes
import Tender
import Testing
import Wallets

@Suite struct WalletNoticeTests {
    private static let secrets = PlainSecrets()
    private static let now = Scanned.start

    private static func weChat(_ resource: String, id: String = "EV1", nonce: String = "n") -> String {
        let sealed = Base64.text(of: Array(resource.utf8).reversed())
        return """
            {"id":"\(id)","event_type":"TRANSACTION.SUCCESS","resource_type":"encrypt-resource","resource":\
            {"algorithm":"AEAD_AES_256_GCM","ciphertext":"\(sealed)","nonce":"\(nonce)","associated_data":"transaction"}}
            """
    }

    private static func read(
        _ body: String, headers: [WalletHeader]? = nil, at now: Instant = now
    ) -> WalletNotice {
        WeChatNotices(Scanned.weChat).read(
            headers ?? Wire.signature(body), Array(body.utf8), at: now, secrets: secrets)
    }

    @Test func `a payment that WeChat Pay tells of becomes a late answer`() {
        let notice = Self.read(Self.weChat(WeChatReadingTests.payment("SUCCESS")))
        let report = LinkReport(Scanned.approved(5_800, "SUCCESS", "4200001"), words: "SUCCESS")
        #expect(notice == .late(LateAnswer(.attempt("01SALE"), report), id: "EV1"))
    }

    @Test func `a refund that WeChat Pay tells of becomes a late answer of the refund`() {
        let refund = """
            {"mchid":"1900000001","out_trade_no":"01SALE","out_refund_no":"01BACK","refund_id":"5030001",\
            "refund_status":"SUCCESS","amount":{"total":5800,"refund":800}}
            """
        let report = LinkReport(Scanned.approved(800, "SUCCESS", "5030001"), words: "SUCCESS")
        #expect(Self.read(Self.weChat(refund)) == .late(LateAnswer(.attempt("01BACK"), report), id: "EV1"))
    }

    @Test func `forged, old, sealed with another key, or for another merchant: not believed`() {
        let good = Self.weChat(WeChatReadingTests.payment("SUCCESS"))
        #expect(Self.read(good, headers: []) == .refused(.signature))
        #expect(Self.read(good, headers: Wire.signature(good + " ")) == .refused(.signature))
        #expect(Self.read(good, headers: Wire.signature(good, serial: "unknown")) == .refused(.signature))
        #expect(Self.read(good, headers: Wire.signature(good) + Wire.signature(good)) == .refused(.signature))
        #expect(Self.read(good, at: Self.now.adding(milliseconds: 300_001)) == .refused(.time))
        #expect(Self.read(good, at: Self.now.adding(milliseconds: -300_001)) == .refused(.time))
        let sealed = Self.weChat(WeChatReadingTests.payment("SUCCESS"), nonce: "m")
        #expect(Self.read(sealed) == .refused(.unreadable))
        let other = Self.weChat("{\"mchid\":\"1900000002\",\"trade_state\":\"SUCCESS\"}")
        #expect(Self.read(other) == .refused(.otherMerchant))
        let huge = Wire.signature(good, second: "9223372036854775807")
        #expect(Self.read(good, headers: huge) == .refused(.time))
    }

    private static func alipay(_ changes: [String: String?] = [:], forged: Bool = false) -> [UInt8] {
        var values: [String: String] = [
            "app_id": "2021000000000001", "notify_id": "N1", "notify_time": "2026-11-26 15:00:00",
            "notify_type": "trade_status_sync", "out_trade_no": "01SALE", "trade_no": "2026", "total_amount": "58.00",
            "trade_status": "TRADE_SUCCESS", "charset": "utf-8", "subject": "茶 & 点心",
        ]
        for (name, value) in changes { values[name] = value }
        let sorted = values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        let text = sorted.map { "\($0.key)=\($0.value)" }.joined(separator: "&") + (forged ? "x" : "")
        let sign = Base64.text(of: PlainSecrets.mark(Array(text.utf8)))
        let pairs = sorted.map { (name: $0.key, value: $0.value) } + [("sign_type", "RSA2"), ("sign", sign)]
        return Array(FormText.encoded(pairs).utf8)
    }

    private static func read(_ body: [UInt8]) -> WalletNotice {
        AlipayNotices(Scanned.alipay).read(body, at: now, secrets: secrets)
    }

    @Test func `a payment that Alipay tells of becomes a late answer`() {
        let report = LinkReport(Scanned.approved(5_800, "TRADE_SUCCESS", "2026"), words: "TRADE_SUCCESS")
        #expect(Self.read(Self.alipay()) == .late(LateAnswer(.attempt("01SALE"), report), id: "N1"))
        let closed = LinkReport(Scanned.declined("TRADE_CLOSED"), words: "TRADE_CLOSED")
        #expect(
            Self.read(Self.alipay(["trade_status": "TRADE_CLOSED"]))
                == .late(LateAnswer(.attempt("01SALE"), closed), id: "N1"))
    }

    @Test(
        arguments: [
            (["trade_status": "WAIT_BUYER_PAY"], .noted(id: "N1")),
            (["gmt_refund": "2026-11-26 14:00:00", "refund_fee": "8.00"], .noted(id: "N1")),
            (["app_id": "2"], .refused(.otherMerchant)), (["notify_time": "2026-11-25 13:00:00"], .refused(.time)),
            (["notify_time": "2026-11-26 16:06:00"], .refused(.time)), (["notify_id": ""], .refused(.unreadable)),
            (["total_amount": "5,800"], .refused(.unreadable)),
        ] as [([String: String?], WalletNotice)])
    func `what else Alipay tells`(_ changes: [String: String?], _ notice: WalletNotice) {
        #expect(Self.read(Self.alipay(changes)) == notice)
    }

    @Test func `a forged notification of Alipay is not believed`() {
        #expect(Self.read(Self.alipay(forged: true)) == .refused(.signature))
        #expect(Self.read(Array("trade_status=TRADE_SUCCESS".utf8)) == .refused(.signature))
    }

    @Test func `the machine ends the same whatever the order of notices and answers`() throws {
        let success = AttemptEvent.Kind.answered(
            Answer(.approved, amount: Money(minor: 5_800), code: "SUCCESS", reference: "4200001", linkNote: "4200001"))
        let kinds: [[AttemptEvent.Kind]] = [
            [success, success, .stillOpen], [.stillOpen, success, success],
            [.lost(.timeout), success, .stillOpen, success],
        ]
        let ends = try kinds.map { kinds in
            var attempt = Scanned.attempt()
            for kind in [.sent] + kinds { try attempt.step(AttemptEvent(at: Self.now, kind: kind)) }
            return attempt.charged
        }
        #expect(Set(ends) == [Money(minor: 5_800)])
    }

    @Test func `a notice is remembered within its window and forgotten after, and memory is bounded`() {
        var memory = NoticeMemory(window: 1_000)
        #expect(!memory.knows("A", at: Self.now))
        memory.remember("A", at: Self.now)
        #expect(memory.knows("A", at: Self.now.adding(milliseconds: 1_000)))
        #expect(!memory.knows("A", at: Self.now.adding(milliseconds: 1_001)))
        for number in 0..<(NoticeMemory.limit + 10) { memory.remember("N\(number)", at: Self.now) }
        #expect(memory.knows("N\(NoticeMemory.limit + 9)", at: Self.now))
        #expect(!memory.knows("N1", at: Self.now))
    }

    @Test func `no bytes are too strange to be read`() {
        var chance = UInt64(42)
        for round in 0..<400 {
            chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var body = round % 2 == 0 ? Self.alipay() : Array(Self.weChat(WeChatReadingTests.payment("SUCCESS")).utf8)
            let place = Int(chance >> 33) % body.count
            body[place] = UInt8(truncatingIfNeeded: chance >> 20)
            if round % 5 == 0 { body = Array(body.prefix(place)) }
            _ = Self.read(body)
            let text = String(decoding: body, as: UTF8.self)
            _ = Self.read(text)
            let exchange = WalletExchange.answer(WalletAnswer(status: 200, body: body))
            if let turn = try? Scanned.turn(.send) {
                _ = WeChatReading(Scanned.weChat).report(turn, [exchange], secrets: Self.secrets)
                _ = AlipayReading(Scanned.alipay).report(turn, [exchange], secrets: Self.secrets)
            }
        }
    }
}
