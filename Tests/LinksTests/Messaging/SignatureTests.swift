// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import Messages
import Store
import Tender
import Testing

@testable import Links

/// Signatures against the examples that the providers publish, and requests against what they say must be in them.
@Suite struct SignatureTests {
    @Test func `Alibaba's published example is signed as published`() {
        let signature = AlibabaSignature(keyID: "YourAccessKeyId", secret: "YourAccessKeySecret")
        let authorization = signature.authorization(
            method: "POST",
            query: [
                ("RegionId", "cn-shanghai"), ("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"),
            ],
            headers: [
                ("x-acs-version", "2014-05-26"), ("host", "ecs.cn-shanghai.aliyuncs.com"),
                ("x-acs-action", "RunInstances"), ("x-acs-date", "2023-10-26T10:22:32Z"),
                ("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"),
                ("x-acs-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ],
            bodyDigest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            authorization == "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
                + "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
                + "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0")
    }

    @Test func `Tencent's published example is signed as published`() {
        let body = #"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#
        let signature = TencentSignature(
            keyID: "AKID********************************", secret: "********************************")
        let authorization = signature.authorization(
            service: "cvm", host: "cvm.tencentcloudapi.com", action: "DescribeInstances", at: 1_551_113_065,
            body: Array(body.utf8))
        #expect(
            authorization == "TC3-HMAC-SHA256 Credential=AKID********************************/2019-02-25/cvm/"
                + "tc3_request, SignedHeaders=content-type;host;x-tc-action, "
                + "Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f")
    }

    @Test func `a query is escaped as RFC 3986 says`() {
        #expect(
            AlibabaSignature.query([("b", "a b*~"), ("a", "示{\"x\":1}")]) == "a=%E7%A4%BA%7B%22x%22%3A1%7D&b=a%20b%2A~")
    }

    static func message(to phone: String = "13800000000") throws -> OutgoingMessage {
        let order = MessageOrder(
            template: TemplateKey(.n1, .chinese), route: .sms, contact: ContactID(1), text: "【示例超市】…",
            values: [
                MessageOrder.Value(name: "day", text: "11月20日"), MessageOrder.Value(name: "code", text: "8K4P2QTX"),
            ],
            caseID: "K0000000001-RC", transaction: "T0000000001")
        return OutgoingMessage(
            id: MessageID(7), order: order, attempt: 1,
            address: try #require(ContactAddress(guessing: phone)), queuedAt: Instant(milliseconds: 0))
    }

    static func account(_ provider: ProviderRule.Provider) -> GatewayAccount {
        var settings = MessagingSettings.TextGateway()
        settings.provider = provider
        settings.keyID = "key"
        settings.application = "1400000000"
        settings.templates = ["N1.zh": "SMS_1"]
        return GatewayAccount(settings: settings, secret: "secret", sign: "示例超市")
    }

    static let now = Instant(milliseconds: 1_763_622_187_000)

    @Test func `a request to Alibaba names number, sign, template and values`() throws {
        let request = AlibabaDialect(account: Self.account(.alibaba)).request(
            try Self.message(), at: Self.now, nonce: "n")
        #expect(
            request.url.hasPrefix("https://dysmsapi.aliyuncs.com/?OutId=M0000000007&PhoneNumbers=13800000000&SignName=")
        )
        #expect(request.url.contains("TemplateCode=SMS_1&TemplateParam=%7B%22code%22%3A%228K4P2QTX%22%2C%22day%22"))
        #expect(request.headers.contains { $0.name == "x-acs-date" && $0.value == "2025-11-20T07:03:07Z" })
        #expect(request.headers.last?.value.hasPrefix("ACS3-HMAC-SHA256 Credential=key,SignedHeaders=host;") == true)
    }

    @Test func `a request to Tencent fills the template in its order`() throws {
        let request = TencentDialect(account: Self.account(.tencent)).request(
            try Self.message(to: "+442079460000"), at: Self.now, nonce: "n")
        let body = String(decoding: request.body, as: UTF8.self)
        #expect(body.contains(#""TemplateParamSet":["11月20日","8K4P2QTX"]"#))
        #expect(
            body.contains(#""PhoneNumberSet":["+442079460000"]"#) && body.contains(#""SessionContext":"M0000000007""#))
        #expect(request.headers.contains { $0.name == "x-tc-timestamp" && $0.value == "1763622187" })
    }

    struct Answer: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let provider: ProviderRule.Provider
        var status = 200
        let body: String
        let means: ChannelAnswer
    }

    static let answers = [
        Answer(
            testDescription: "Alibaba took it", provider: .alibaba,
            body: #"{"Code":"OK","BizId":"9^0","Message":"OK"}"#,
            means: .sent(reference: "9^0")),
        Answer(
            testDescription: "too often for Alibaba", provider: .alibaba,
            body: #"{"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"limit"}"#,
            means: .putOff("isv.BUSINESS_LIMIT_CONTROL limit")),
        Answer(
            testDescription: "no such number", provider: .alibaba,
            body: #"{"Code":"isv.MOBILE_NUMBER_ILLEGAL","Message":"bad"}"#,
            means: .refused("isv.MOBILE_NUMBER_ILLEGAL bad")),
        Answer(
            testDescription: "the key is wrong, which somebody mends", provider: .alibaba, status: 400,
            body: #"{"Code":"SignatureDoesNotMatch","Message":"no"}"#, means: .putOff("SignatureDoesNotMatch no")),
        Answer(
            testDescription: "Tencent took it", provider: .tencent,
            body: #"{"Response":{"SendStatusSet":[{"SerialNo":"5000:1","Code":"Ok","Message":"send success"}]}}"#,
            means: .sent(reference: "5000:1")),
        Answer(
            testDescription: "Tencent's template is not approved", provider: .tencent,
            body:
                #"{"Response":{"SendStatusSet":[{"SerialNo":"","Code":"FailedOperation.TemplateIncorrectOrUnapproved","Message":"t"}]}}"#,
            means: .refused("FailedOperation.TemplateIncorrectOrUnapproved t")),
        Answer(
            testDescription: "Tencent's limit", provider: .tencent,
            body: #"{"Response":{"Error":{"Code":"LimitExceeded.PhoneNumberDailyLimit","Message":"l"}}}"#,
            means: .putOff("LimitExceeded.PhoneNumberDailyLimit l")),
        Answer(
            testDescription: "a proxy's page", provider: .tencent, status: 502, body: "<html>",
            means: .unknown("HTTP 502")),
        Answer(testDescription: "busy", provider: .alibaba, status: 503, body: "", means: .putOff("HTTP 503")),
        Answer(
            testDescription: "own gateway", provider: .generic, status: 202, body: #"{"id":"x"}"#,
            means: .sent(reference: "x")),
        Answer(
            testDescription: "own gateway, delivered at once", provider: .generic, body: #"{"id":7,"delivered":true}"#,
            means: .delivered(reference: "7")),
        Answer(
            testDescription: "own gateway refuses", provider: .generic, status: 422, body: "",
            means: .refused("HTTP 422")),
        Answer(
            testDescription: "own gateway breaks", provider: .generic, status: 500, body: "",
            means: .unknown("HTTP 500")),
    ]

    @Test(arguments: answers)
    func `an answer means what its provider says`(_ row: Answer) {
        let dialect: any GatewayDialect =
            switch row.provider {
            case .alibaba: AlibabaDialect(account: Self.account(.alibaba))
            case .tencent: TencentDialect(account: Self.account(.tencent))
            case .huawei, .generic: PlainDialect(address: "http://127.0.0.1/", secret: "s")
            }
        #expect(dialect.answer(status: row.status, Array(row.body.utf8)) == row.means)
    }

    @Test func `our own signature covers time and body`() {
        let body = Array("{}".utf8)
        let code = WebhookSignature.code(secret: "s", at: 1, body: body)
        // HMAC-SHA256("s", "1.{}"), by another implementation.
        #expect(code == "b253639bcd705ed1cda3073f66104f16988bd40272584dea7d0d345ae93e61cc")
        #expect(code != WebhookSignature.code(secret: "s", at: 2, body: body))
    }
}
