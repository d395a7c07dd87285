// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Crypto
internal import Foundation
internal import JSON
internal import SimKit
internal import Tender
internal import Wallets

/// WeChat Pay's side of a simulated wallet: its paths, its words and its signatures.
struct WeChatCounter {
    private let stage: WalletStage

    init(_ stage: WalletStage) { self.stage = stage }

    func answer(_ request: StageRequest) -> StageAnswer {
        guard isSigned(request) else { return .answer(signed(401, Self.error("SIGN_ERROR", "签名错误"))) }
        let parts = request.path.split(separator: "/").map(String.init)
        let body = (try? JSONReader.read(request.body)) ?? .object([JSONNode.Member]())
        switch (request.method, parts.dropFirst().first, parts.last) {
        case ("GET", "certificates", _): return .answer(signed(200, certificates))
        case ("GET", "bill", "tradebill"): return .answer(bill(request.query))
        case ("GET", "billdownload", _):
            let file = request.query["token"].flatMap { stage.files[$0] }
            return .answer(file.map { WalletAnswer(status: 200, body: $0) } ?? WalletStage.plain("no such bill", 404))
        case ("POST", "pay", "codepay"):
            return carry(true) { pay(body, &$0) }
        case ("GET", "pay", let number?) where parts.count == 5: return carry(false) { $0.query(number) }
        case ("POST", "pay", "reverse") where parts.count == 6:
            return carry(true) { wallet in
                if case .reversed(nil) = wallet.reverse(parts[4], at: stage.now) { return .error(.unknownOrder) }
                return .reversed(nil)
            }
        case ("POST", "pay", "close") where parts.count == 6:
            return carry(false) { wallet in
                let reply = wallet.close(parts[4], at: stage.now)
                if case .reversed = reply { return .reversed(nil) }
                return reply
            }
        case ("POST", "refund", "refunds"): return carry(true) { refund(body, &$0) }
        case ("GET", "refund", let number?) where parts.count == 5:
            return carry(false) { $0.refundQuery(number, of: nil) }
        default: return .answer(signed(404, Self.error("RESOURCE_NOT_EXISTS", "没有这个接口")))
        }
    }

    // MARK: - Matters

    private func pay(_ body: JSONNode, _ wallet: inout SimulatedWallet) -> SimulatedReply {
        guard let number = body["out_trade_no"]?.string, let fen = body["amount"]?["total"]?.number?.whole,
            body["mchid"]?.string == stage.merchant.weChat, body["appid"]?.string == stage.merchant.weChatApp,
            let code = body["payer"]?["auth_code"]?.string, body["description"]?.string?.isEmpty == false,
            body["scene_info"] != nil
        else { return .error(.otherContent) }
        guard WalletKind(code: code) == .wechat else { return .error(.oldCode) }
        let terminal = body["scene_info"]?["device_id"]?.string ?? ""
        return wallet.pay(
            number, fen: fen, terminal: terminal, title: body["description"]?.string ?? "", prefix: "420000",
            at: stage.now)
    }

    private func refund(_ body: JSONNode, _ wallet: inout SimulatedWallet) -> SimulatedReply {
        let wanted = body["out_trade_no"]?.string
        let told = body["transaction_id"]?.string
        let found = wanted ?? wallet.truth.first { $0.walletNumber == told }?.number
        guard let payment = found, let number = body["out_refund_no"]?.string,
            let fen = body["amount"]?["refund"]?.number?.whole,
            let total = body["amount"]?["total"]?.number?.whole
        else { return .error(.otherContent) }
        if let order = wallet.orders[payment], order.fen != total { return .error(.otherContent) }
        return wallet.refund(number, of: payment, fen: fen, prefix: "503000", at: stage.now)
    }

    private func carry(_ moves: Bool, _ work: (inout SimulatedWallet) -> SimulatedReply) -> StageAnswer {
        let (reply, delivery) = stage.weChat.carry(moves: moves, at: stage.now, work)
        switch delivery {
        case .silence: return .silence
        case .cut: return .cut
        case .plain, .wrongSignature:
            let (status, node) = words(reply)
            return .answer(signed(status, node, by: delivery == .plain ? stage.secrets : stage.stranger))
        }
    }

    private func words(_ reply: SimulatedReply) -> (Int, JSONNode?) {
        switch reply {
        case .order(let order): return (order.state == .waiting ? 202 : 200, payment(order))
        case .refund(let refund, let order, _): return (200, self.refund(refund, order, "status"))
        case .reversed: return (204, nil)
        case .error(let error):
            switch error {
            case .system: return (500, Self.error("SYSTEM_ERROR", "系统异常，请用相同参数重新调用"))
            case .unknownOrder: return (404, Self.error("ORDER_NOT_EXIST", "订单不存在"))
            case .unknownRefund: return (404, Self.error("RESOURCE_NOT_EXISTS", "退款单不存在"))
            case .oldCode: return (400, Self.error("AUTH_CODE_EXPIRED", "二维码已过期，请刷新再试"))
            case .noMoney: return (403, Self.error("NOT_ENOUGH", "余额不足"))
            case .numberUsed: return (403, Self.error("OUT_TRADE_NO_USED", "商户订单号重复"))
            case .closed: return (400, Self.error("ORDER_CLOSED", "订单已关闭"))
            case .tooMuch: return (403, Self.error("NOT_ENOUGH", "退款金额超出可退金额"))
            case .otherContent: return (400, Self.error("PARAM_ERROR", "参数错误"))
            }
        }
    }

    static func error(_ code: String, _ message: String) -> JSONNode {
        .object([.init(name: "code", value: .text(code)), .init(name: "message", value: .text(message))])
    }

    func payment(_ order: SimulatedOrder) -> JSONNode {
        let (state, words) =
            switch order.state {
            case .waiting: ("USERPAYING", "需要用户输入支付密码")
            case .paid: (order.refunded > 0 ? "REFUND" : "SUCCESS", "支付成功")
            case .reversed: ("REVOKED", "已撤销")
            case .closed: ("CLOSED", "已关闭")
            case .failed: ("PAYERROR", "支付失败")
            }
        var members: [(String, JSONNode)] = [
            ("appid", .text(stage.merchant.weChatApp)), ("mchid", .text(stage.merchant.weChat)),
            ("out_trade_no", .text(order.number)), ("trade_type", .text("MICROPAY")), ("trade_state", .text(state)),
            ("trade_state_desc", .text(words)),
            (
                "amount",
                .object([
                    .init(name: "total", value: .number(JSONNumber(order.fen))),
                    .init(name: "payer_total", value: .number(JSONNumber(order.fen))),
                    .init(name: "currency", value: .text("CNY")), .init(name: "payer_currency", value: .text("CNY")),
                ])
            ),
        ]
        if let paidAt = order.paidAt {
            members += [
                ("transaction_id", .text(order.walletNumber)), ("bank_type", .text("OTHERS")),
                ("success_time", .text(Zone.shanghai.rfc3339(paidAt))),
                ("payer", .object([.init(name: "openid", value: .text("oUser0000000000000000000001"))])),
            ]
        }
        return .object(members.map { .init(name: $0.0, value: $0.1) })
    }

    /// - Parameter name: of the state: `status` in answers, `refund_status` in notifications.
    func refund(_ refund: SimulatedRefund, _ order: SimulatedOrder, _ name: String) -> JSONNode {
        let amount = JSONNode.object([
            .init(name: "total", value: .number(JSONNumber(order.fen))),
            .init(name: "refund", value: .number(JSONNumber(refund.fen))),
            .init(name: "payer_total", value: .number(JSONNumber(order.fen))),
            .init(name: "payer_refund", value: .number(JSONNumber(refund.fen))),
            .init(name: "currency", value: .text("CNY")),
        ])
        return .object([
            .init(name: "mchid", value: .text(stage.merchant.weChat)),
            .init(name: "refund_id", value: .text(refund.walletNumber)),
            .init(name: "out_refund_no", value: .text(refund.number)),
            .init(name: "transaction_id", value: .text(order.walletNumber)),
            .init(name: "out_trade_no", value: .text(order.number)),
            .init(name: "channel", value: .text("ORIGINAL")),
            .init(name: "user_received_account", value: .text("支付用户零钱")),
            .init(name: "create_time", value: .text(Zone.shanghai.rfc3339(refund.at))),
            .init(name: name, value: .text(refund.state.rawValue.uppercased())), .init(name: "amount", value: amount),
        ])
    }

    // MARK: - Bills and certificates

    private func bill(_ query: [String: String]) -> WalletAnswer {
        guard let day = query["bill_date"].flatMap({ CivilDate(text: $0) }) else {
            return signed(400, Self.error("PARAM_ERROR", "bill_date"))
        }
        if stage.weChat.take(.billLate) { return signed(400, Self.error("STATEMENT_CREATING", "账单生成中")) }
        let bills = WalletBills(stage.weChat, day: day, isDoubled: stage.weChat.take(.billDuplicates))
        guard !bills.isEmpty else { return signed(400, Self.error("NO_STATEMENT_EXIST", "账单文件不存在")) }
        var bytes = bills.weChat(app: stage.merchant.weChatApp, merchant: stage.merchant.weChat)
        let hash = Hexadecimal.text(of: Insecure.SHA1.hash(data: bytes))
        if stage.weChat.take(.billDamaged), !bytes.isEmpty { bytes[bytes.count / 2] ^= 1 }
        let token = stage.keep(query["tar_type"] == "GZIP" ? GzipWriter.file(of: bytes) : bytes)
        let address = "https://api.mch.weixin.qq.com/v3/billdownload/file?token=\(token)"
        return signed(
            200,
            .object([
                .init(name: "download_url", value: .text(address)), .init(name: "hash_type", value: .text("SHA1")),
                .init(name: "hash_value", value: .text(hash)),
            ]))
    }

    private var certificates: JSONNode {
        let sealed = stage.sealed(Array(stage.keys.certificatePEM.utf8), associated: "certificate")
        return .object([
            .init(
                name: "data",
                value: .array([
                    .object([
                        .init(name: "serial_no", value: .text(SimulatedWalletKeys.serial)),
                        .init(name: "effective_time", value: .text("2024-01-01T08:00:00+08:00")),
                        .init(name: "expire_time", value: .text("2049-12-31T23:59:59+08:00")),
                        .init(name: "encrypt_certificate", value: sealed),
                    ])
                ]))
        ])
    }

    // MARK: - Signatures

    /// `WECHATPAY2-SHA256-RSA2048 mchid="…",nonce_str="…",signature="…",timestamp="…",serial_no="…"`
    private func isSigned(_ request: StageRequest) -> Bool {
        guard let header = request.header("Authorization"), header.hasPrefix(WeChatSigning.scheme + " ") else {
            return false
        }
        var values: [String: String] = [:]
        for part in header.dropFirst(WeChatSigning.scheme.count + 1).split(separator: ",") {
            let sides = part.split(separator: "=", maxSplits: 1)
            guard sides.count == 2 else { return false }
            values[sides[0].trimmingCharacters(in: .whitespaces)] =
                sides[1].trimmingCharacters(in: CharacterSet(charactersIn: " \""))
        }
        guard values["mchid"] == stage.merchant.weChat, let nonce = values["nonce_str"],
            let second = values["timestamp"].flatMap({ Int64($0) }), let serial = values["serial_no"],
            let signature = values["signature"].flatMap({ Base64.bytes(of: $0) })
        else { return false }
        guard abs(stage.now.milliseconds / 1_000 - stage.ahead / 1_000 - second) <= 300 else { return false }
        let method: WalletRequest.Method = request.method == "GET" ? .get : .post
        let text = WeChatSigning.text(
            WalletRequest(method, request.target, body: request.body), second: second, nonce: nonce)
        return stage.secrets.isSigned(text, signature, serial: serial)
    }

    private func signed(_ status: Int, _ node: JSONNode?, by keys: WalletKeys? = nil) -> WalletAnswer {
        let body = node.map { JSONWriter.bytes(of: $0) } ?? []
        let headers = stage.signature(body, by: keys ?? stage.secrets)
        return WalletAnswer(
            status: status, headers: headers + [WalletHeader("Content-Type", "application/json; charset=utf-8")],
            body: body)
    }
}

extension WalletStage {
    /// Headers that prove a body of WeChat Pay's side.
    func signature(_ body: [UInt8], by keys: WalletKeys) -> [WalletHeader] {
        let second = String(clockSecond)
        let nonce = WalletWire.nonce()
        let signature = keys.sign(WeChatSigning.text(answer: body, second: second, nonce: nonce)) ?? []
        return [
            WalletHeader("Wechatpay-Signature", Base64.text(of: signature)),
            WalletHeader("Wechatpay-Timestamp", second), WalletHeader("Wechatpay-Nonce", nonce),
            WalletHeader("Wechatpay-Serial", SimulatedWalletKeys.serial),
            WalletHeader("Wechatpay-Signature-Type", WeChatSigning.scheme),
        ]
    }

    /// The computer's clock: what is signed is always fresh, also when the wallet's day is another.
    private var clockSecond: Int64 { (now.milliseconds - ahead) / 1_000 }

    func sealed(_ text: [UInt8], associated: String) -> JSONNode {
        let nonce = String((WalletWire.nonce() + "000000000000").prefix(12))
        let key = SymmetricKey(data: Array(keys.apiKey.utf8))
        let box = (try? AES.GCM.Nonce(data: Array(nonce.utf8))).flatMap {
            try? AES.GCM.seal(text, using: key, nonce: $0, authenticating: Array(associated.utf8))
        }
        let bytes = box.map { Array($0.ciphertext) + Array($0.tag) } ?? []
        return .object([
            .init(name: "algorithm", value: .text("AEAD_AES_256_GCM")),
            .init(name: "ciphertext", value: .text(Base64.text(of: bytes))),
            .init(name: "associated_data", value: .text(associated)), .init(name: "nonce", value: .text(nonce)),
        ])
    }
}
