// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Tender
import Testing
import Wallets

@Suite struct AlipayReadingTests {
    private static let reading = AlipayReading(Scanned.alipay)
    private static let secrets = PlainSecrets()
    private static let pay = "alipay_trade_pay_response"
    private static let query = "alipay_trade_query_response"
    private static let refund = "alipay_trade_refund_response"
    private static let refundQuery = "alipay_trade_fastpay_refund_query_response"

    private static func failed(_ code: String, _ sub: String) -> String {
        "{\"code\":\"\(code)\",\"msg\":\"m\",\"sub_code\":\"\(sub)\",\"sub_msg\":\"原因 } \\\" \"}"
    }

    private static func paid(_ more: String, yuan: String = "\"58.00\"") -> String {
        "{\"code\":\"10000\",\"out_trade_no\":\"01SALE\",\"trade_no\":\"2026\",\"total_amount\":\(yuan)\(more)}"
    }

    private static func status(_ word: String) -> String { paid(",\"trade_status\":\"\(word)\"") }

    @Test(
        arguments: [
            (paid(""), Scanned.approved(5_800, "TRADE_SUCCESS", "2026")),
            (paid("", yuan: "58.0"), Scanned.approved(5_800, "TRADE_SUCCESS", "2026")),
            (paid("", yuan: "\"57.99\""), .lost(.unreadable)), (failed("10003", ""), .stillOpen),
            (failed("20000", "isp.unknow-error"), .lost(.uncertain)),
            (failed("40004", "ACQ.SYSTEM_ERROR"), .lost(.uncertain)),
            (failed("40004", "ACQ.TRADE_HAS_SUCCESS"), .lost(.uncertain)),
            (failed("40004", "ACQ.SOMETHING_NEW"), .lost(.uncertain)),
            (
                failed("40004", "ACQ.PAYMENT_AUTH_CODE_INVALID"),
                Scanned.declined("ACQ.PAYMENT_AUTH_CODE_INVALID")
            ),
            (failed("40002", "isv.invalid-signature"), Scanned.declined("isv.invalid-signature")),
        ] as [(String, AttemptEvent.Kind)])
    func `what is said in answer to a scanned code`(_ node: String, _ event: AttemptEvent.Kind) throws {
        let turn = try Scanned.turn(.send, at: .alipay)
        #expect(Self.reading.report(turn, [Wire.alipay(Self.pay, node)], secrets: Self.secrets).kind == event)
    }

    @Test(
        arguments: [
            (status("TRADE_SUCCESS"), Scanned.approved(5_800, "TRADE_SUCCESS", "2026")),
            (status("TRADE_FINISHED"), Scanned.approved(5_800, "TRADE_FINISHED", "2026")),
            (status("WAIT_BUYER_PAY"), .stillOpen), (status("TRADE_CLOSED"), Scanned.declined("TRADE_CLOSED")),
            (failed("40004", "ACQ.TRADE_NOT_EXIST"), .notFound),
            (failed("20000", "aop.unknow-error"), .lost(.uncertain)),
        ] as [(String, AttemptEvent.Kind)])
    func `what a query says`(_ node: String, _ event: AttemptEvent.Kind) throws {
        let turn = try Scanned.turn(.ask, at: .alipay)
        #expect(Self.reading.report(turn, [Wire.alipay(Self.query, node)], secrets: Self.secrets).kind == event)
    }

    @Test(
        arguments: [
            ("close", status("TRADE_CLOSED"), .reversalDone), ("refund", status("TRADE_CLOSED"), .reversalDone),
            ("close", status("TRADE_SUCCESS"), .lost(.uncertain)),
            ("close", failed("40004", "ACQ.TRADE_NOT_EXIST"), .reversalNotFound),
        ] as [(String, String, AttemptEvent.Kind)])
    func `a cancel is believed only when a query says so`(
        _ action: String, _ query: String, _ event: AttemptEvent.Kind
    ) throws {
        let told = "{\"code\":\"10000\",\"out_trade_no\":\"01SALE\",\"retry_flag\":\"N\",\"action\":\"\(action)\"}"
        let report = Self.reading.report(
            try Scanned.turn(.reverse, at: .alipay),
            [Wire.alipay("alipay_trade_cancel_response", told), Wire.alipay(Self.query, query)], secrets: Self.secrets)
        #expect(report.kind == event)
    }

    @Test(
        arguments: [
            (
                "{\"code\":\"10000\",\"out_trade_no\":\"01SALE\",\"trade_no\":\"2026\",\"fund_change\":\"Y\"}",
                Scanned.approved(800, "10000", "2026")
            ),
            ("{\"code\":\"10000\",\"out_trade_no\":\"01SALE\",\"fund_change\":\"N\"}", .stillOpen),
            (failed("40004", "ACQ.SELLER_BALANCE_NOT_ENOUGH"), Scanned.declined("ACQ.SELLER_BALANCE_NOT_ENOUGH")),
            (failed("40004", "ACQ.DISCORDANT_REPEAT_REQUEST"), .lost(.uncertain)),
        ] as [(String, AttemptEvent.Kind)])
    func `a refund's answer`(_ node: String, _ event: AttemptEvent.Kind) throws {
        let turn = try Scanned.turn(.send, isRefund: true, at: .alipay)
        #expect(Self.reading.report(turn, [Wire.alipay(Self.refund, node)], secrets: Self.secrets).kind == event)
    }

    @Test(
        arguments: [
            (
                "{\"code\":\"10000\",\"out_trade_no\":\"01SALE\",\"out_request_no\":\"01BACK\",\"trade_no\":\"2026\","
                    + "\"refund_amount\":\"8.00\",\"refund_status\":\"REFUND_SUCCESS\"}",
                Scanned.approved(800, "REFUND_SUCCESS", "2026")
            ),
            ("{\"code\":\"10000\"}", .notFound), (failed("40004", "ACQ.TRADE_NOT_EXIST"), .notFound),
        ] as [(String, AttemptEvent.Kind)])
    func `what a refund query says`(_ node: String, _ event: AttemptEvent.Kind) throws {
        let turn = try Scanned.turn(.ask, isRefund: true, at: .alipay)
        #expect(Self.reading.report(turn, [Wire.alipay(Self.refundQuery, node)], secrets: Self.secrets).kind == event)
    }

    @Test func `an answer that is not signed is believed only where it refuses`() throws {
        let turn = try Scanned.turn(.send, at: .alipay)
        let bare = Wire.alipay(Self.pay, Self.paid(""), isSigned: false)
        #expect(Self.reading.report(turn, [bare], secrets: Self.secrets).kind == .lost(.wrongCode))
        let refused = Wire.alipay("error_response", Self.failed("40002", "isv.invalid-app-id"), isSigned: false)
        #expect(
            Self.reading.report(turn, [refused], secrets: Self.secrets).kind == Scanned.declined("isv.invalid-app-id"))
        let wrong = WalletExchange.answer(
            WalletAnswer(status: 200, body: Array("{\"\(Self.pay)\":\(Self.paid("")),\"sign\":\"AAAA\"}".utf8)))
        #expect(Self.reading.report(turn, [wrong], secrets: Self.secrets).kind == .lost(.wrongCode))
    }
}
