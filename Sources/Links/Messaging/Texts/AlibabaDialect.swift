// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Messages
internal import Store
internal import Tender

/// Alibaba Cloud's SendSms, version 2017-05-25.
///
///     POST /?OutId&PhoneNumbers&SignName&TemplateCode&TemplateParam     signed by AlibabaSignature
///     {"Code": "OK", "BizId": "900619746936498440^0", "Message": "OK"}
struct AlibabaDialect: GatewayDialect {
    let account: GatewayAccount

    func request(_ message: OutgoingMessage, at now: Instant, nonce: String) -> GatewayRequest {
        let address = account.address("https://dysmsapi.aliyuncs.com")
        var values: [String: Any] = [:]
        for value in message.order.values { values[value.name] = value.text }
        let query = [
            ("PhoneNumbers", domestic(message.address.text)),
            ("SignName", account.sign), ("TemplateCode", account.template(message.order.template)),
            ("TemplateParam", String(decoding: JSONAnswer.object(values), as: UTF8.self)),
            ("OutId", message.id.text),
        ]
        return signed("SendSms", query, address, at: now, nonce: nonce)
    }

    private func signed(
        _ action: String, _ query: [(String, String)], _ address: String, at now: Instant, nonce: String
    ) -> GatewayRequest {
        let digest = CloudSignature.digest([])
        let time = Zone.utc.rfc3339(now).split(separator: "+").first.map { "\($0)Z" } ?? ""
        let headers = [
            ("host", account.host(address)), ("x-acs-action", action), ("x-acs-content-sha256", digest),
            ("x-acs-date", time), ("x-acs-signature-nonce", nonce), ("x-acs-version", "2017-05-25"),
        ]
        let signature = AlibabaSignature(keyID: account.settings.keyID, secret: account.secret)
        let authorization = signature.authorization(
            method: "POST", query: query, headers: headers, bodyDigest: digest)
        return GatewayRequest(
            url: "\(address)/?\(AlibabaSignature.query(query))",
            headers: headers.map { (name: $0.0, value: $0.1) } + [(name: "authorization", value: authorization)],
            body: [])
    }

    /// QuerySendDetails answers for one number and sending at a time.
    ///
    ///     POST /?BizId&CurrentPage&PageSize&PhoneNumber&SendDate
    ///     {"Code": "OK", "SmsSendDetailDTOs": {"SmsSendDetailDTO": [{"OutId", "SendStatus": 3, "ErrCode"}]}}
    func questions(_ awaited: [AwaitedReport], at now: Instant, nonce: () -> String) -> [GatewayRequest] {
        let address = account.address("https://dysmsapi.aliyuncs.com")
        return awaited.map { one in
            let day = "\(Zone.shanghai.civil(at: one.sentAt).date)".filter { $0 != "-" }
            let query = [
                ("PhoneNumber", domestic(one.message.address.text)), ("BizId", one.reference), ("SendDate", day),
                ("PageSize", "10"), ("CurrentPage", "1"),
            ]
            return signed("QuerySendDetails", query, address, at: now, nonce: nonce())
        }
    }

    func reports(status: Int, _ body: [UInt8]) -> [DeliveryReport] {
        let answer = JSONAnswer(body)
        guard answer["Code"].text == "OK" else { return [] }
        return answer["SmsSendDetailDTOs"]["SmsSendDetailDTO"].elements(10).compactMap { item in
            // 1 is under way, 2 failed, 3 arrived.
            guard let status = item["SendStatus"].text, status == "2" || status == "3" else { return nil }
            return ReportReading.report(
                nil, item["OutId"].text, isDelivered: status == "3", code: item["ErrCode"].text, words: nil)
        }
    }

    private func domestic(_ phone: String) -> String {
        phone.hasPrefix("+86") ? String(phone.dropFirst(3)) : String(phone.dropFirst())
    }

    func answer(status: Int, _ body: [UInt8]) -> ChannelAnswer {
        let answer = JSONAnswer(body)
        guard let code = answer["Code"].text else { return strange(status) }
        if code == "OK" { return .sent(reference: answer["BizId"].text ?? "") }
        let words = "\(code) \(answer["Message"].text ?? "")"
        return Self.passes.contains { code.hasPrefix($0) } ? .putOff(words) : .refused(words)
    }

    /// What passes with time, or when somebody puts the account in order. All else is about this message.
    private static let passes = [
        "isv.BUSINESS_LIMIT_CONTROL", "isv.AMOUNT_NOT_ENOUGH", "isv.OUT_OF_SERVICE", "isp.", "Throttling",
        "ServiceUnavailable", "InternalError", "SignatureDoesNotMatch", "InvalidAccessKeyId", "InvalidTimeStamp",
        "SignatureNonceUsed", "Forbidden",
    ]
}
