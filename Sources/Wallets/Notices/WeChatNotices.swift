// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Bytes
internal import Charges
internal import JSON
public import Tender

/// Notifications of WeChat Pay v3: signed like an answer, with a sealed body.
///
///     headers ─ signature, serial, seconds, nonce ─▶ proven, within five minutes
///     body ─ {id, event_type, resource{ciphertext, nonce, associated_data}} ─ opened ─▶ a payment or a refund
public struct WeChatNotices: Sendable {
    public let account: WeChatAccount

    public init(_ account: WeChatAccount) { self.account = account }

    /// Milliseconds that a signature may be old, or ahead.
    public static let window: Int64 = 300_000
    /// Most bytes of a notification.
    public static let bodyLimit = 64 << 10

    public func read(
        _ headers: [WalletHeader], _ body: [UInt8], at now: Instant, secrets: any WalletSecrets
    ) -> WalletNotice {
        guard body.count <= Self.bodyLimit else { return .refused(.unreadable) }
        guard WeChatSigning.isProven(headers, body, by: secrets) == true else { return .refused(.signature) }
        guard let second = headers.value("Wechatpay-Timestamp").flatMap({ Int64($0) }),
            let at = Instant(exactly: second.multipliedReportingOverflow(by: 1_000).partialValue),
            abs(now.milliseconds - at.milliseconds) <= Self.window
        else { return .refused(.time) }
        guard let node = try? JSONReader.read(body, limits: .wallet), let id = node["id"]?.string, !id.isEmpty,
            let opened = opened(node, secrets), let told = try? JSONReader.read(opened, limits: .wallet)
        else { return .refused(.unreadable) }
        guard told["mchid"]?.string == account.merchant else { return .refused(.otherMerchant) }
        if told["out_refund_no"] != nil { return refund(told, id: id) }
        return told["trade_state"] == nil ? .noted(id: id) : payment(told, id: id)
    }

    private func opened(_ node: JSONNode, _ secrets: any WalletSecrets) -> [UInt8]? {
        guard let resource = node["resource"], resource["algorithm"]?.string == "AEAD_AES_256_GCM",
            let nonce = resource["nonce"]?.string,
            let sealed = resource["ciphertext"]?.string.flatMap({ Base64.bytes(of: $0) })
        else { return nil }
        let associated = resource["associated_data"]?.string ?? ""
        return secrets.open(sealed, nonce: Array(nonce.utf8), associated: Array(associated.utf8))
    }

    private func payment(_ node: JSONNode, id: String) -> WalletNotice {
        guard let state = node["trade_state"]?.string, let total = node["amount"]?["total"]?.number?.whole else {
            return .refused(.unreadable)
        }
        return notice(
            node["out_trade_no"], WeChatWords.payment(state), Money(minor: total), state, id: id,
            number: node["transaction_id"]?.string)
    }

    private func refund(_ node: JSONNode, id: String) -> WalletNotice {
        guard let status = node["refund_status"]?.string, let amount = node["amount"]?["refund"]?.number?.whole else {
            return .refused(.unreadable)
        }
        return notice(
            node["out_refund_no"], WeChatWords.refund(status), Money(minor: amount), status, id: id,
            number: node["refund_id"]?.string)
    }

    private func notice(
        _ name: JSONNode?, _ word: MoneyWord, _ amount: Money, _ code: String, id: String, number: String?
    ) -> WalletNotice {
        guard let attempt = name?.string.flatMap({ AttemptID($0) }) else { return .refused(.unreadable) }
        return WalletNotice(attempt, word, amount, code, id: id, number: number)
    }
}

extension WalletNotice {
    /// What a proven notification tells the machine. Only ends are told; in between, the machine asks.
    init(_ attempt: AttemptID, _ word: MoneyWord, _ amount: Money, _ code: String, id: String, number: String?) {
        let number = number?.shortened(to: 64)
        let answer: Answer
        switch word {
        case .done:
            answer = Answer(
                .approved, amount: amount, code: code, reference: number.flatMap { ReferenceNumber($0) },
                linkNote: number ?? "")
        case .nothing: answer = Answer(.declined, amount: Money(minor: 0, currency: amount.currency), code: code)
        case .moving, .missing, .unclear:
            self = .noted(id: id)
            return
        }
        self = .late(LateAnswer(.attempt(attempt), LinkReport(.answered(answer), words: code)), id: id)
    }
}
