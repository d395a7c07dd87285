// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import ESCPOS
internal import Evidence
internal import Foundation
internal import JSON
internal import SimKit
internal import Tender
internal import Wallets

/// Alipay's side of a simulated wallet: one gateway, its methods, its words and its signatures.
struct AlipayCounter {
    private let stage: WalletStage

    init(_ stage: WalletStage) { self.stage = stage }

    func answer(_ request: StageRequest) -> StageAnswer {
        let query = request.target.drop { $0 != "?" }.dropFirst()
        let pairs = (FormText.pairs(of: Array(query.utf8)) ?? []) + (FormText.pairs(of: request.body) ?? [])
        let values = Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        let method = values["method"] ?? ""
        let name = method.replacing(".", with: "_") + "_response"
        guard values["app_id"] == stage.merchant.alipayApp else {
            return refused("error_response", "40002", "isv.invalid-app-id")
        }
        guard let signature = values["sign"].flatMap({ Base64.bytes(of: $0) }), values["sign_type"] == "RSA2",
            stage.secrets.isSigned(AlipayRequests.text(of: pairs), signature, serial: "")
        else { return refused("error_response", "40002", "isv.invalid-signature") }
        guard let content = values["biz_content"].flatMap({ try? JSONReader.read(Array($0.utf8)) }) else {
            return refused(name, "40001", "isv.missing-biz-content")
        }
        let number = content["out_trade_no"]?.string ?? trade(content["trade_no"]?.string)
        switch method {
        case "alipay.trade.pay": return carry(name, true) { pay(content, &$0) }
        case "alipay.trade.query": return carry(name, false) { $0.query(number ?? "") }
        case "alipay.trade.cancel": return carry(name, true) { $0.reverse(number ?? "", at: stage.now) }
        case "alipay.trade.refund": return carry(name, true) { refund(content, number, &$0) }
        case "alipay.trade.fastpay.refund.query":
            let asked = content["out_request_no"]?.string ?? ""
            return carry(name, false) { $0.refundQuery(asked, of: number) }
        case "alipay.data.dataservice.bill.downloadurl.query": return bill(name, content, request)
        default: return refused("error_response", "40002", "isv.invalid-method")
        }
    }

    private func trade(_ walletNumber: String?) -> String? {
        walletNumber.flatMap { number in stage.alipay.truth.first { $0.walletNumber == number }?.number }
    }

    // MARK: - Matters

    private static func fen(_ node: JSONNode?) -> Int64? {
        if let text = node?.string { return (try? Money(text: text))?.minor }
        return node?.number?.minorUnits(decimals: 2)
    }

    private func pay(_ content: JSONNode, _ wallet: inout SimulatedWallet) -> SimulatedReply {
        guard let number = content["out_trade_no"]?.string, let fen = Self.fen(content["total_amount"]),
            content["scene"]?.string == "bar_code", let code = content["auth_code"]?.string,
            let subject = content["subject"]?.string
        else { return .error(.otherContent) }
        guard WalletKind(code: code) == .alipay else { return .error(.oldCode) }
        return wallet.pay(
            number, fen: fen, terminal: content["terminal_id"]?.string ?? "", title: subject, prefix: "202622",
            at: stage.now)
    }

    private func refund(_ content: JSONNode, _ payment: String?, _ wallet: inout SimulatedWallet) -> SimulatedReply {
        guard let payment, let fen = Self.fen(content["refund_amount"]) else { return .error(.otherContent) }
        let number = content["out_request_no"]?.string ?? payment
        return wallet.refund(number, of: payment, fen: fen, prefix: "R", at: stage.now)
    }

    private func carry(
        _ name: String, _ moves: Bool, _ work: (inout SimulatedWallet) -> SimulatedReply
    ) -> StageAnswer {
        let (reply, delivery) = stage.alipay.carry(moves: moves, at: stage.now, work)
        switch delivery {
        case .silence: return .silence
        case .cut: return .cut
        case .plain: return .answer(signed(name, words(reply, name), by: stage.secrets))
        case .wrongSignature: return .answer(signed(name, words(reply, name), by: stage.stranger))
        }
    }

    private static func text(_ members: [(String, String)]) -> JSONNode {
        .object(members.map { .init(name: $0.0, value: .text($0.1)) })
    }

    private func words(_ reply: SimulatedReply, _ name: String) -> JSONNode {
        switch reply {
        case .order(let order): return payment(order, isPay: name == "alipay_trade_pay_response")
        case .refund(let refund, let order, let isNew):
            if name == "alipay_trade_refund_response" {
                return Self.text([
                    ("code", "10000"), ("msg", "Success"), ("trade_no", order.walletNumber),
                    ("out_trade_no", order.number), ("fund_change", isNew ? "Y" : "N"),
                    ("refund_fee", Money(minor: order.refunded).text), ("gmt_refund_pay", stage.time(refund.at)),
                ])
            }
            guard refund.state == .success else { return Self.text([("code", "10000"), ("msg", "Success")]) }
            return Self.text([
                ("code", "10000"), ("msg", "Success"), ("trade_no", order.walletNumber), ("out_trade_no", order.number),
                ("out_request_no", refund.number), ("total_amount", Money(minor: order.fen).text),
                ("refund_amount", Money(minor: refund.fen).text), ("refund_status", "REFUND_SUCCESS"),
            ])
        case .reversed(let order):
            var members = [("code", "10000"), ("msg", "Success"), ("retry_flag", "N")]
            if let order {
                members += [
                    ("out_trade_no", order.number), ("trade_no", order.walletNumber),
                    ("action", order.paidAt == nil ? "close" : "refund"),
                ]
            }
            return Self.text(members)
        case .error(let error): return Self.failure(error, isPay: name == "alipay_trade_pay_response")
        }
    }

    private func payment(_ order: SimulatedOrder, isPay: Bool) -> JSONNode {
        let status =
            switch order.state {
            case .waiting: "WAIT_BUYER_PAY"
            case .paid: order.charged == 0 ? "TRADE_CLOSED" : "TRADE_SUCCESS"
            case .reversed, .closed, .failed: "TRADE_CLOSED"
            }
        let yuan = Money(minor: order.fen).text
        let isWaiting = isPay && order.state == .waiting
        var members = [
            ("code", isWaiting ? "10003" : "10000"), ("msg", isWaiting ? "order success pay inprocess" : "Success"),
            ("trade_no", order.walletNumber), ("out_trade_no", order.number), ("buyer_logon_id", "138****0000"),
            ("total_amount", yuan), ("receipt_amount", yuan), ("buyer_pay_amount", yuan),
        ]
        if let paidAt = order.paidAt { members.append((isPay ? "gmt_payment" : "send_pay_date", stage.time(paidAt))) }
        if !isPay { members.append(("trade_status", status)) }
        return Self.text(members)
    }

    private static func failure(_ error: SimulatedError, isPay: Bool) -> JSONNode {
        let (code, sub) =
            switch error {
            case .system: ("20000", "isp.unknow-error")
            case .unknownOrder: ("40004", "ACQ.TRADE_NOT_EXIST")
            case .unknownRefund: ("10000", "")
            case .oldCode: ("40004", "ACQ.PAYMENT_AUTH_CODE_INVALID")
            case .noMoney: ("40004", "ACQ.BUYER_BALANCE_NOT_ENOUGH")
            case .numberUsed: ("40004", "ACQ.TRADE_HAS_SUCCESS")
            case .closed: ("40004", isPay ? "ACQ.TRADE_HAS_CLOSE" : "ACQ.TRADE_STATUS_ERROR")
            case .tooMuch: ("40004", "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL")
            case .otherContent: ("40004", isPay ? "ACQ.CONTEXT_INCONSISTENT" : "ACQ.DISCORDANT_REPEAT_REQUEST")
            }
        guard !sub.isEmpty else { return text([("code", code), ("msg", "Success")]) }
        let message = code == "20000" ? "Service Currently Unavailable" : "Business Failed"
        return text([("code", code), ("msg", message), ("sub_code", sub), ("sub_msg", "业务失败：\(sub)")])
    }

    // MARK: - Bills

    private func bill(_ name: String, _ content: JSONNode, _ request: StageRequest) -> StageAnswer {
        guard let day = content["bill_date"]?.string.flatMap({ CivilDate(text: $0) }) else {
            return refused(name, "40004", "isp.invaild_arguments")
        }
        if stage.alipay.take(.billLate) { return refused(name, "20000", "isp.unknow-error") }
        let bills = WalletBills(stage.alipay, day: day, isDoubled: stage.alipay.take(.billDuplicates))
        guard !bills.isEmpty else { return refused(name, "40004", "isp.bill_not_exist") }
        let text = PrintEncoding.gbk.bytes(bills.alipay(account: stage.merchant.alipaySeller)) ?? []
        let file = "\(stage.merchant.alipaySeller)_\(day)_details.csv"
        var archive = ZipWriter.archive([ZipEntry(name: file, bytes: text)]) ?? []
        if stage.alipay.take(.billDamaged), archive.count > 100 { archive[archive.count / 2] ^= 1 }
        let token = stage.keep(archive)
        let host = request.header("Host") ?? "127.0.0.1"
        let node = Self.text([
            ("code", "10000"), ("msg", "Success"), ("bill_download_url", "http://\(host)/bills/\(token)"),
        ])
        return .answer(signed(name, node, by: stage.secrets))
    }

    // MARK: - Signatures

    private func refused(_ name: String, _ code: String, _ sub: String) -> StageAnswer {
        let node = Self.text([("code", code), ("msg", "refused"), ("sub_code", sub), ("sub_msg", sub)])
        return .answer(signed(name, node, by: stage.secrets))
    }

    private func signed(_ name: String, _ node: JSONNode, by keys: WalletKeys) -> WalletAnswer {
        let inner = JSONWriter.text(of: node)
        let sign = Base64.text(of: keys.sign(Array(inner.utf8)) ?? [])
        return WalletAnswer(
            status: 200, headers: [WalletHeader("Content-Type", "text/html;charset=utf-8")],
            body: Array("{\"\(name)\":\(inner),\"sign\":\"\(sign)\"}".utf8))
    }
}
