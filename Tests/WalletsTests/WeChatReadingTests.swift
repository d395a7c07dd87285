// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Tender
import Testing
import Wallets

@Suite struct WeChatReadingTests {
    private static let reading = WeChatReading(Scanned.weChat)
    private static let secrets = PlainSecrets()

    static func payment(_ state: String, fen: Int64 = 5_800, order: String = "01SALE") -> String {
        """
        {"appid":"wx0123456789abcdef","mchid":"1900000001","out_trade_no":"\(order)","transaction_id":"4200001",\
        "trade_type":"MICROPAY","trade_state":"\(state)","trade_state_desc":"说明","amount":{"total":\(fen),\
        "payer_total":5000,"currency":"CNY"}}
        """
    }

    static func error(_ code: String) -> String { "{\"code\":\"\(code)\",\"message\":\"原因\"}" }

    @Test(
        arguments: [
            (200, payment("SUCCESS"), Scanned.approved(5_800, "SUCCESS", "4200001")),
            (202, payment("USERPAYING"), .stillOpen),
            (200, payment("PAYERROR"), Scanned.declined("PAYERROR")),
            (200, payment("REVOKED"), Scanned.declined("REVOKED")),
            (200, payment("A NEW WORD"), .lost(.uncertain)),
            (200, payment("SUCCESS", fen: 5_799), .lost(.unreadable)),
            (200, payment("SUCCESS", order: "01OTHER"), .lost(.unreadable)),
            (200, "not JSON", .lost(.unreadable)), (502, "<html>", .lost(.uncertain)),
            (500, error("SYSTEM_ERROR"), .lost(.uncertain)), (400, error("SYSTEMERROR"), .lost(.uncertain)),
            (400, error("USERPAYING"), .stillOpen), (400, error("USER_PAYING"), .stillOpen),
            (400, error("AUTH_CODE_EXPIRED"), Scanned.declined("AUTH_CODE_EXPIRED")),
            (403, error("NOT_ENOUGH"), Scanned.declined("NOT_ENOUGH")),
            (403, error("NOTENOUGH"), Scanned.declined("NOTENOUGH")),
            (401, error("SIGN_ERROR"), Scanned.declined("SIGN_ERROR")),
            (500, error("BANK_ERROR"), .lost(.uncertain)), (400, error("ORDERPAID"), .lost(.uncertain)),
            (403, error("OUT_TRADE_NO_USED"), .lost(.uncertain)), (400, error("INVALID_REQUEST"), .lost(.uncertain)),
            (429, error("FREQUENCY_LIMITED"), .lost(.uncertain)), (400, error("BRAND_NEW_CODE"), .lost(.uncertain)),
        ] as [(Int, String, AttemptEvent.Kind)])
    func `what is said in answer to a scanned code`(_ status: Int, _ body: String, _ event: AttemptEvent.Kind) throws {
        let report = Self.reading.report(
            try Scanned.turn(.send), [Wire.weChat(body, status: status)], secrets: Self.secrets)
        #expect(report.kind == event)
    }

    @Test(
        arguments: [
            (200, payment("SUCCESS"), Scanned.approved(5_800, "SUCCESS", "4200001")),
            (200, payment("REFUND"), Scanned.approved(5_800, "REFUND", "4200001")),
            (200, payment("NOTPAY"), .stillOpen), (200, payment("ACCEPT"), .stillOpen),
            (200, payment("CLOSED"), Scanned.declined("CLOSED")), (404, error("ORDER_NOT_EXIST"), .notFound),
            (404, error("RESOURCE_NOT_EXISTS"), .notFound), (500, error("SYSTEM_ERROR"), .lost(.uncertain)),
            (401, error("SIGN_ERROR"), .lost(.uncertain)),
        ] as [(Int, String, AttemptEvent.Kind)])
    func `what a query says`(_ status: Int, _ body: String, _ event: AttemptEvent.Kind) throws {
        let report = Self.reading.report(
            try Scanned.turn(.ask), [Wire.weChat(body, status: status)], secrets: Self.secrets)
        #expect(report.kind == event)
    }

    @Test(
        arguments: [
            (204, "", payment("REVOKED"), .reversalDone), (204, "", payment("CLOSED"), .reversalDone),
            // It said that it reversed, and did not.
            (204, "", payment("SUCCESS"), .lost(.uncertain)), (200, "{}", payment("USERPAYING"), .lost(.uncertain)),
            // It said nothing good, and did reverse.
            (500, error("SYSTEM_ERROR"), payment("REVOKED"), .reversalDone),
        ] as [(Int, String, String, AttemptEvent.Kind)])
    func `a reversal is believed only when a query says so`(
        _ status: Int, _ body: String, _ query: String, _ event: AttemptEvent.Kind
    ) throws {
        let report = Self.reading.report(
            try Scanned.turn(.reverse, now: Scanned.later), [Wire.weChat(body, status: status), Wire.weChat(query)],
            secrets: Self.secrets)
        #expect(report.kind == event)
    }

    @Test func `an order that nobody knows is nothing to reverse`() throws {
        let report = Self.reading.report(
            try Scanned.turn(.reverse, now: Scanned.later),
            [Wire.weChat("", status: 204), Wire.weChat(Self.error("ORDER_NOT_EXIST"), status: 404)],
            secrets: Self.secrets)
        #expect(report.kind == .reversalNotFound)
    }

    @Test func `within 15 seconds a payment is asked for and not reversed, and not found is not believed`() throws {
        let turn = try Scanned.turn(.reverse)
        #expect(turn.calls == [.query])
        for (status, body) in [(200, Self.payment("SUCCESS")), (404, Self.error("ORDER_NOT_EXIST"))] {
            let report = Self.reading.report(turn, [Wire.weChat(body, status: status)], secrets: Self.secrets)
            #expect(report.kind == .lost(.uncertain))
        }
    }

    @Test func `after seven days a payment is asked for and no longer reversed`() throws {
        let late = Scanned.start.adding(milliseconds: 7 * 86_400_000 + 1)
        let turn = try Scanned.turn(.reverse, now: late)
        #expect(turn.calls == [.query])
        let report = Self.reading.report(turn, [Wire.weChat(Self.payment("SUCCESS"))], secrets: Self.secrets)
        guard case .reversalRefused = report.kind else {
            Issue.record("\(report.kind)")
            return
        }
        let closed = Self.reading.report(turn, [Wire.weChat(Self.payment("CLOSED"))], secrets: Self.secrets)
        #expect(closed.kind == .reversalDone)
    }

    static func refund(_ status: String, fen: Int64 = 800) -> String {
        """
        {"refund_id":"5030001","out_refund_no":"01BACK","out_trade_no":"01SALE","status":"\(status)",\
        "amount":{"total":5800,"refund":\(fen),"currency":"CNY"}}
        """
    }

    @Test(
        arguments: [
            (200, refund("SUCCESS"), Scanned.approved(800, "SUCCESS", "5030001")),
            (200, refund("PROCESSING"), .stillOpen), (200, refund("ABNORMAL"), .stillOpen),
            (200, refund("CLOSED"), Scanned.declined("CLOSED")), (200, refund("SUCCESS", fen: 900), .lost(.unreadable)),
            (403, error("NOT_ENOUGH"), Scanned.declined("NOT_ENOUGH")), (500, error("SYSTEM_ERROR"), .lost(.uncertain)),
            (404, error("RESOURCE_NOT_EXISTS"), Scanned.declined("RESOURCE_NOT_EXISTS")),
        ] as [(Int, String, AttemptEvent.Kind)])
    func `a refund's answer`(_ status: Int, _ body: String, _ event: AttemptEvent.Kind) throws {
        let turn = try Scanned.turn(.send, isRefund: true)
        #expect(Self.reading.report(turn, [Wire.weChat(body, status: status)], secrets: Self.secrets).kind == event)
        if status == 200 {
            let again = try Scanned.turn(.repeatMessage, isRefund: true)
            let query = [Wire.weChat(Self.error("SYSTEM_ERROR"), status: 500), Wire.weChat(body)]
            #expect(Self.reading.report(again, query, secrets: Self.secrets).kind == event)
        }
    }

    @Test func `an answer that is not signed, or by another, is not believed`() throws {
        let turn = try Scanned.turn(.send)
        let good = Self.payment("SUCCESS")
        let bare = Self.reading.report(turn, [Wire.weChat(good, isSigned: false)], secrets: Self.secrets)
        #expect(bare.kind == .lost(.wrongCode))
        let headers = Wire.signature(good, serial: "unknown")
        let other = WalletExchange.answer(WalletAnswer(status: 200, headers: headers, body: Array(good.utf8)))
        #expect(Self.reading.report(turn, [other], secrets: Self.secrets).kind == .lost(.wrongCode))
        let turned = WalletExchange.answer(
            WalletAnswer(status: 400, headers: Wire.signature(good), body: Array(Self.error("NOT_ENOUGH").utf8)))
        #expect(Self.reading.report(turn, [turned], secrets: Self.secrets).kind == .lost(.wrongCode))
    }

    @Test(
        arguments: [
            (.send, .notSent("refused"), .notSent), (.ask, .notSent("refused"), .lost(.cut)),
            (.send, .timeout, .lost(.timeout)), (.ask, .cut("reset"), .lost(.cut)),
        ] as [(Duty.Work, WalletExchange, AttemptEvent.Kind)])
    func `no answer at all`(_ work: Duty.Work, _ exchange: WalletExchange, _ event: AttemptEvent.Kind) throws {
        #expect(Self.reading.report(try Scanned.turn(work), [exchange], secrets: Self.secrets).kind == event)
    }
}
