// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Bytes
import Tender
import Wallets

/// Answers and notices of WeChat Pay and Alipay. Half of the damaged ones carry a right signature over the damage, so
/// that what lies behind the signature is reached as well.
struct WalletTrial {
    private let secrets = PlainSecrets()
    private let turns: [(turn: WalletTurn, attempt: Attempt)]
    private let alipay = AlipayReading(Scanned.alipay)
    private let weChat = WeChatReading(Scanned.weChat)

    init() throws {
        var turns: [(WalletTurn, Attempt)] = []
        for work in [Duty.Work.send, .ask, .reverse] {
            var sale = Scanned.attempt()
            try sale.step(AttemptEvent(at: Scanned.start, kind: .sent))
            if work != .send { try sale.step(AttemptEvent(at: Scanned.start, kind: .lost(.timeout))) }
            if work == .reverse { try sale.step(AttemptEvent(at: Scanned.later, kind: .reversalSent)) }
            turns.append((WalletTurn(work, try Scanned.order(), at: .wechat, now: Scanned.later), sale))
        }
        for work in [Duty.Work.send, .ask, .repeatMessage] {
            var back = Scanned.attempt("01BACK", .refund, fen: 800, original: "01SALE")
            try back.step(AttemptEvent(at: Scanned.start, kind: .sent))
            let order = try Scanned.order(back, original: Scanned.attempt())
            if work != .send { try back.step(AttemptEvent(at: Scanned.start, kind: .lost(.timeout))) }
            turns.append((WalletTurn(work, order, at: .alipay, now: Scanned.later), back))
        }
        self.turns = turns
    }

    func run(_ damage: inout Damage) -> Outcome {
        switch damage.below(5) {
        case 0, 1: answers(of: .wechat, &damage)
        case 2, 3: answers(of: .alipay, &damage)
        default: damage.below(2) == 0 ? weChatNotice(&damage) : alipayNotice(&damage)
        }
    }

    private func answers(of wallet: WalletKind, _ damage: inout Damage) -> Outcome {
        let (turn, attempt) = damage.pick(turns)
        var size = 0
        let exchanges: [WalletExchange] = turn.calls.map { call in
            let samples = wallet == .wechat ? Self.weChatBodies : Self.alipayNodes
            let body = damage.text(damage.pick(samples), others: samples)
            let status = damage.pick([200, 200, 200, 204, 202, 400, 404, 500, 0, 999])
            let isSigned = damage.below(4) > 0
            size += body.count
            guard wallet == .alipay else {
                return .answer(
                    WalletAnswer(status: status, headers: isSigned ? Self.signature(over: body) : [], body: body))
            }
            let name = damage.pick(Self.names)
            let sign = isSigned ? Base64.text(of: PlainSecrets.mark(body)) : ""
            let whole = Array("{\"\(name)\":".utf8) + body + Array(",\"sign\":\"\(sign)\"}".utf8)
            return .answer(WalletAnswer(status: status == 204 ? 200 : status, body: whole))
        }
        let report =
            wallet == .wechat
            ? weChat.report(turn, exchanges, secrets: secrets) : alipay.report(turn, exchanges, secrets: secrets)
        var isRead = true
        if case .lost = report.kind { isRead = false }
        if case .answered(let answer) = report.kind, answer.outcome != .declined, answer.amount != turn.order.amount {
            return Outcome(bytes: size, isRead: true, fault: "approved for \(answer.amount)")
        }
        return Outcome(bytes: size, isRead: isRead, fault: Belief.fault(of: report, at: attempt))
    }

    // MARK: - Notices

    private func weChatNotice(_ damage: inout Damage) -> Outcome {
        let resource = damage.text(damage.pick(Self.weChatBodies), others: Self.weChatBodies)
        let sealed = Base64.text(of: resource.reversed())
        let whole = Array(
            """
            {"id":"EV1","event_type":"TRANSACTION.SUCCESS","resource":{"algorithm":"AEAD_AES_256_GCM",\
            "ciphertext":"\(sealed)","nonce":"n","associated_data":"transaction"}}
            """.utf8)
        let body = damage.below(2) == 0 ? whole : damage.text(whole, others: Self.weChatBodies)
        let isSigned = damage.below(2) == 0
        let notice = WeChatNotices(Scanned.weChat).read(
            Self.signature(over: isSigned ? body : whole), body, at: Scanned.start, secrets: secrets)
        return outcome(notice, body.count, mayBeBelieved: isSigned || body == whole)
    }

    private func alipayNotice(_ damage: inout Damage) -> Outcome {
        var values = Self.noticeValues
        for _ in 0..<damage.below(3) {
            let place = damage.below(values.count)
            let value = damage.text(Array(values[place].1.utf8), others: Self.alipayNodes)
            values[place].1 = String(decoding: value, as: UTF8.self)
        }
        let sorted = values.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
        let text = sorted.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        let isSigned = damage.below(2) == 0
        let sign = Base64.text(of: PlainSecrets.mark(Array((isSigned ? text : text + "x").utf8)))
        let pairs = sorted.map { (name: $0.0, value: $0.1) } + [("sign_type", "RSA2"), ("sign", sign)]
        let whole = Array(FormText.encoded(pairs).utf8)
        let body = damage.below(2) == 0 ? whole : damage.text(whole, others: Self.alipayNodes)
        let notice = AlipayNotices(Scanned.alipay).read(body, at: Scanned.start, secrets: secrets)
        // Damage may hit what is not signed, and leave the rest as it was.
        return outcome(notice, body.count, mayBeBelieved: isSigned)
    }

    private func outcome(_ notice: WalletNotice, _ size: Int, mayBeBelieved: Bool) -> Outcome {
        switch notice {
        case .refused: return Outcome(bytes: size, isRead: false)
        case .noted: return Outcome(bytes: size, isRead: true, fault: mayBeBelieved ? nil : "a forged notice was noted")
        case .late(let late, _):
            guard mayBeBelieved else {
                return Outcome(bytes: size, isRead: true, fault: "a forged notice was believed")
            }
            return Outcome(bytes: size, isRead: true, fault: Belief.fault(of: late.report, at: turns[1].attempt))
        }
    }

    private static func signature(over body: [UInt8]) -> [WalletHeader] {
        let mark = PlainSecrets.mark(WeChatSigning.text(answer: body, second: "1795680000", nonce: "abc"))
        return [
            WalletHeader("wechatpay-signature", Base64.text(of: mark)), WalletHeader("Wechatpay-Nonce", "abc"),
            WalletHeader("Wechatpay-Timestamp", "1795680000"), WalletHeader("Wechatpay-Serial", "7A"),
        ]
    }
}

extension WalletTrial {
    private static let weChatBodies: [[UInt8]] =
        ["SUCCESS", "USERPAYING", "REVOKED", "CLOSED", "REFUND", "PAYERROR", "NEW"].map { state in
            Array(
                """
                {"appid":"wx0123456789abcdef","mchid":"1900000001","out_trade_no":"01SALE","transaction_id":"4200001",\
                "trade_state":"\(state)","trade_state_desc":"说明","amount":{"total":5800,"currency":"CNY"}}
                """.utf8)
        }
        + ["SUCCESS", "PROCESSING", "ABNORMAL", "CLOSED"].map { state in
            Array(
                """
                {"mchid":"1900000001","refund_id":"5030001","out_refund_no":"01BACK","out_trade_no":"01SALE",\
                "status":"\(state)","refund_status":"\(state)","amount":{"total":5800,"refund":800}}
                """.utf8)
        }
        + ["ORDER_NOT_EXIST", "SYSTEM_ERROR", "USERPAYING", "NOT_ENOUGH", "NEW"].map { code in
            Array("{\"code\":\"\(code)\",\"message\":\"原因\"}".utf8)
        }

    private static let names = [
        "alipay_trade_pay_response", "alipay_trade_query_response", "alipay_trade_cancel_response",
        "alipay_trade_refund_response", "alipay_trade_fastpay_refund_query_response", "error_response",
    ]

    private static let alipayNodes: [[UInt8]] =
        ["TRADE_SUCCESS", "WAIT_BUYER_PAY", "TRADE_CLOSED", "TRADE_FINISHED", "NEW"].map { status in
            Array(
                """
                {"code":"10000","msg":"Success","out_trade_no":"01SALE","trade_no":"2026","total_amount":"58.00",\
                "trade_status":"\(status)","action":"close","retry_flag":"N","fund_change":"Y",\
                "out_request_no":"01BACK","refund_amount":"8.00","refund_status":"REFUND_SUCCESS"}
                """.utf8)
        }
        + ["ACQ.TRADE_NOT_EXIST", "ACQ.SYSTEM_ERROR", "ACQ.TRADE_HAS_CLOSE", "NEW"].map { code in
            Array("{\"code\":\"40004\",\"msg\":\"Business Failed\",\"sub_code\":\"\(code)\",\"sub_msg\":\"原因\"}".utf8)
        }
        + [Array("{\"code\":\"10003\",\"out_trade_no\":\"01SALE\"}".utf8), Array("{\"code\":\"20000\"}".utf8)]

    private static let noticeValues: [(String, String)] = [
        ("app_id", "2021000000000001"), ("notify_id", "N1"), ("notify_time", "2026-11-26 15:00:00"),
        ("notify_type", "trade_status_sync"), ("out_trade_no", "01SALE"), ("trade_no", "2026"),
        ("total_amount", "58.00"), ("trade_status", "TRADE_SUCCESS"), ("charset", "utf-8"), ("subject", "茶 & 点心"),
    ]
}
