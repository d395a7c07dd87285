// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Messages
internal import Store
internal import Tender

/// Tencent Cloud's SendSms, version 2021-01-11.
///
///     POST / {"PhoneNumberSet", "SmsSdkAppId", "SignName", "TemplateId", "TemplateParamSet", "SessionContext"}
///     {"Response": {"SendStatusSet": [{"Code": "Ok", "SerialNo": "…"}]}}    or {"Response": {"Error": {"Code": …}}}
struct TencentDialect: GatewayDialect {
    let account: GatewayAccount

    func request(_ message: OutgoingMessage, at now: Instant, nonce: String) -> GatewayRequest {
        let address = account.address("https://sms.tencentcloudapi.com")
        let body = JSONAnswer.object([
            "PhoneNumberSet": [message.address.text], "SmsSdkAppId": account.settings.application,
            "SignName": account.sign, "TemplateId": account.template(message.order.template),
            "TemplateParamSet": message.order.values.map(\.text), "SessionContext": message.id.text,
        ])
        return signed("SendSms", body, address, at: now)
    }

    private func signed(_ action: String, _ body: [UInt8], _ address: String, at now: Instant) -> GatewayRequest {
        let seconds = now.milliseconds / 1_000
        let host = account.host(address)
        let signature = TencentSignature(keyID: account.settings.keyID, secret: account.secret)
        let authorization = signature.authorization(
            service: "sms", host: host, action: action, at: seconds, body: body)
        let region = account.settings.region.isEmpty ? "ap-guangzhou" : account.settings.region
        let headers = [
            (name: "host", value: host), (name: "content-type", value: TencentSignature.contentType),
            (name: "x-tc-action", value: action), (name: "x-tc-version", value: "2021-01-11"),
            (name: "x-tc-timestamp", value: String(seconds)), (name: "x-tc-region", value: region),
            (name: "authorization", value: authorization),
        ]
        return GatewayRequest(url: "\(address)/", headers: headers, body: body)
    }

    /// PullSmsSendStatus hands out each report once, whoever's it is; the provider opens it on request.
    ///
    ///     POST / {"Limit": 100, "SmsSdkAppId"}
    ///     {"Response": {"PullSmsSendStatusSet": [{"SerialNo", "SessionContext", "ReportStatus": "SUCCESS"}]}}
    func questions(_ awaited: [AwaitedReport], at now: Instant, nonce: () -> String) -> [GatewayRequest] {
        guard !awaited.isEmpty else { return [] }
        let body = JSONAnswer.object(["Limit": 100, "SmsSdkAppId": account.settings.application])
        return [signed("PullSmsSendStatus", body, account.address("https://sms.tencentcloudapi.com"), at: now)]
    }

    func reports(status: Int, _ body: [UInt8]) -> [DeliveryReport] {
        JSONAnswer(body)["Response"]["PullSmsSendStatusSet"].elements(100).compactMap { item in
            guard let status = item["ReportStatus"].text else { return nil }
            return ReportReading.report(
                item["SerialNo"].text, item["SessionContext"].text, isDelivered: status == "SUCCESS",
                code: nil, words: item["Description"].text)
        }
    }

    func answer(status: Int, _ body: [UInt8]) -> ChannelAnswer {
        let response = JSONAnswer(body)["Response"]
        let sent = response["SendStatusSet"].first
        let code = response["Error"]["Code"].text ?? sent["Code"].text
        guard let code else { return strange(status) }
        if code == "Ok" { return .sent(reference: sent["SerialNo"].text ?? "") }
        let words = "\(code) \(response["Error"]["Message"].text ?? sent["Message"].text ?? "")"
        return Self.passes.contains { code.hasPrefix($0) } ? .putOff(words) : .refused(words)
    }

    private static let passes = [
        "LimitExceeded", "RequestLimitExceeded", "InternalError", "AuthFailure", "ResourceUnavailable",
        "FailedOperation.InsufficientBalanceInSmsPackage", "FailedOperation.FailResolvePacket",
    ]
}
