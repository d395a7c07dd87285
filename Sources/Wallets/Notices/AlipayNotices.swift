// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Bytes
internal import Charges
public import Tender

/// Notifications of Alipay: a form, signed over its parameters.
///
/// The same one comes eight times within 25 hours until it is answered with `success`; it keeps its `notify_id`.
public struct AlipayNotices: Sendable {
    public let account: AlipayAccount

    public init(_ account: AlipayAccount) { self.account = account }

    /// Milliseconds that a notification may be old, and ahead.
    public static let window: Int64 = 26 * 3_600_000
    public static let ahead: Int64 = 300_000
    /// Most bytes of a notification.
    public static let bodyLimit = 64 << 10

    public func read(_ body: [UInt8], at now: Instant, secrets: any WalletSecrets) -> WalletNotice {
        guard body.count <= Self.bodyLimit, let pairs = FormText.pairs(of: body) else { return .refused(.unreadable) }
        let values = Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        guard values["sign_type"] == "RSA2", isProven(pairs, values["sign"] ?? "", secrets) else {
            return .refused(.signature)
        }
        guard values["app_id"] == account.app else { return .refused(.otherMerchant) }
        guard let time = values["notify_time"].flatMap({ CivilTime(text: $0) }) else { return .refused(.unreadable) }
        let age = now.milliseconds - Zone.shanghai.instant(of: time).milliseconds
        guard age <= Self.window, age >= -Self.ahead else { return .refused(.time) }
        guard let id = values["notify_id"], !id.isEmpty else { return .refused(.unreadable) }
        // A refund's notice names the sum of all refunds, not its own amount: the refund query tells of it.
        guard values["gmt_refund"] == nil, let status = values["trade_status"] else { return .noted(id: id) }
        guard let attempt = values["out_trade_no"].flatMap({ AttemptID($0) }),
            let amount = values["total_amount"].flatMap({ try? Money(text: $0) })
        else { return .refused(.unreadable) }
        return WalletNotice(
            attempt, AlipayWords.payment(status), amount, status, id: id, number: values["trade_no"])
    }

    private func isProven(
        _ pairs: [(name: String, value: String)], _ sign: String, _ secrets: any WalletSecrets
    ) -> Bool {
        guard let signature = Base64.bytes(of: sign), !signature.isEmpty else { return false }
        let signed = pairs.filter { $0.name != "sign" && $0.name != "sign_type" }
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return [signed, signed.filter { !$0.value.isEmpty }].contains { pairs in
            let text = pairs.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
            return secrets.isSigned(Array(text.utf8), signature, serial: "")
        }
    }
}
