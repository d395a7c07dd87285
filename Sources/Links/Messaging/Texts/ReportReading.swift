// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Messages
public import Store
public import Tender

/// Reports of delivery as providers push them, all as a JSON array of at most some hundreds:
///
///     Alibaba Cloud   [{"biz_id", "out_id", "success": true, "err_code": "DELIVERED", "err_msg"}]     {"code": 0}
///     Tencent Cloud   [{"sid", "report_status": "SUCCESS", "errmsg": "DELIVRD", "description"}]       {"result": 0}
///     a gateway       [{"id": "M0000000007", "state": "delivered", "code", "reference"}]              {"code": 0}
///
/// Neither cloud signs them: a secret in the address is what they can prove. A gateway of the merchant's own signs
/// like we do (`WebhookSignature`), within five minutes.
public enum ReportReading {
    /// Milliseconds by which a signed report may be late or early.
    public static let patience: Int64 = 300_000

    /// nil when the body is no list of this provider's.
    public static func read(_ body: [UInt8], from provider: ProviderRule.Provider) -> [DeliveryReport]? {
        guard let items = JSONAnswer(body).list(Shop.reportLimit) else { return nil }
        return items.compactMap { item in
            switch provider {
            case .alibaba: alibaba(item)
            case .tencent: tencent(item)
            case .huawei, .generic: gateway(item)
            }
        }
    }

    /// What the provider wants to hear: taken, or say it again.
    public static func answer(isTaken: Bool, to provider: ProviderRule.Provider) -> [UInt8] {
        switch provider {
        case .tencent: JSONAnswer.object(["result": isTaken ? 0 : 1, "errmsg": isTaken ? "OK" : "again"])
        case .alibaba, .huawei, .generic:
            JSONAnswer.object(["code": isTaken ? 0 : 1, "msg": isTaken ? "OK" : "again"])
        }
    }

    /// Whether a gateway's signature fits and is of now.
    public static func isSigned(
        _ body: [UInt8], timestamp: String, code: String, secret: String, now: Instant
    ) -> Bool {
        guard let seconds = Int64(timestamp), seconds > 0, seconds < 1 << 40, !secret.isEmpty,
            abs(now.milliseconds - seconds * 1_000) <= patience
        else { return false }
        return WebhookSignature.isValid(code, secret: secret, at: seconds, body: body)
    }

    private static func alibaba(_ item: JSONAnswer) -> DeliveryReport? {
        guard let success = item["success"].flag else { return nil }
        return report(
            item["biz_id"].text, item["out_id"].text, isDelivered: success,
            code: item["err_code"].text, words: item["err_msg"].text)
    }

    private static func tencent(_ item: JSONAnswer) -> DeliveryReport? {
        guard let status = item["report_status"].text else { return nil }
        return report(
            item["sid"].text, nil, isDelivered: status == "SUCCESS", code: item["errmsg"].text,
            words: item["description"].text)
    }

    private static func gateway(_ item: JSONAnswer) -> DeliveryReport? {
        guard let state = item["state"].text, state == "delivered" || state == "failed" else { return nil }
        return report(
            item["reference"].text, item["id"].text, isDelivered: state == "delivered", code: item["code"].text,
            words: nil)
    }

    static func report(
        _ reference: String?, _ message: String?, isDelivered: Bool, code: String?, words: String?
    ) -> DeliveryReport? {
        let reference = String((reference ?? "").prefix(120))
        let id = message.flatMap { MessageID($0) }
        guard !reference.isEmpty || id != nil else { return nil }
        let told = [code, words].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
        return DeliveryReport(
            reference: reference, message: id,
            outcome: isDelivered ? .delivered : .failed(told.isEmpty ? "undelivered" : told))
    }
}
