// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Messages
import Store
import Tender
import Testing

@testable import Links

/// Reports of delivery as the providers' documents show them, and the questions that bring them where nobody pushes.
@Suite struct ReportReadingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let provider: ProviderRule.Provider
        let body: String
        let reports: [DeliveryReport]?
    }

    static let rows = [
        Row(
            testDescription: "Alibaba: one arrived, one did not", provider: .alibaba,
            body: #"""
                [{"phone_number":"13800000000","send_time":"2026-11-20 15:03:07","report_time":"2026-11-20 15:03:09",
                "success":true,"err_code":"DELIVERED","err_msg":"用户接收成功","sms_size":"1","biz_id":"9^0",
                "out_id":"M0000000007"},{"success":false,"err_code":"MOBILE_NOT_ON_SERVICE","err_msg":"停机",
                "biz_id":"10^0","out_id":""}]
                """#,
            reports: [
                DeliveryReport(reference: "9^0", message: MessageID(7), outcome: .delivered),
                DeliveryReport(reference: "10^0", message: nil, outcome: .failed("MOBILE_NOT_ON_SERVICE 停机")),
            ]),
        Row(
            testDescription: "Tencent: one arrived, one did not", provider: .tencent,
            body: #"""
                [{"user_receive_time":"2026-11-20 15:03:09","nationcode":"86","mobile":"13800000000",
                "report_status":"SUCCESS","errmsg":"DELIVRD","description":"用户短信送达成功","sid":"8:1"},
                {"report_status":"FAIL","errmsg":"REJECTD","description":"blocked","sid":"8:2"}]
                """#,
            reports: [
                DeliveryReport(reference: "8:1", message: nil, outcome: .delivered),
                DeliveryReport(reference: "8:2", message: nil, outcome: .failed("REJECTD blocked")),
            ]),
        Row(
            testDescription: "own gateway", provider: .generic,
            body: #"[{"id":"M0000000007","state":"failed","code":"E1"},{"id":"M0000000008","state":"queued"}]"#,
            reports: [DeliveryReport(reference: "", message: MessageID(7), outcome: .failed("E1"))]),
        Row(testDescription: "no list", provider: .alibaba, body: #"{"success":true}"#, reports: nil),
        Row(testDescription: "no JSON", provider: .tencent, body: "<html>", reports: nil),
        Row(testDescription: "nothing that it knows", provider: .tencent, body: #"[1,"x",{},[]]"#, reports: []),
        Row(testDescription: "names nothing", provider: .alibaba, body: #"[{"success":true}]"#, reports: []),
    ]

    @Test(arguments: rows) func `what a provider pushes is read`(_ row: Row) {
        #expect(ReportReading.read(Array(row.body.utf8), from: row.provider) == row.reports)
    }

    @Test func `a batch is looked at as far as the limit goes`() {
        let item = #"{"report_status":"SUCCESS","sid":"8:1"}"#
        let body = "[" + Array(repeating: item, count: 2_000).joined(separator: ",") + "]"
        #expect(ReportReading.read(Array(body.utf8), from: .tencent)?.count == Shop.reportLimit)
    }

    @Test func `a gateway's signature fits its body, its secret and its minute`() {
        let (body, now) = (Array("[]".utf8), SignatureTests.now)
        let seconds = now.milliseconds / 1_000
        let code = WebhookSignature.code(secret: "s", at: seconds, body: body)
        func fits(
            _ body: [UInt8], _ at: String, _ code: String, _ secret: String = "s", later: Int64 = 0
        ) -> Bool {
            ReportReading.isSigned(
                body, timestamp: at, code: code, secret: secret, now: now.adding(milliseconds: later))
        }
        #expect(fits(body, "\(seconds)", code))
        #expect(fits(body, "\(seconds)", code, later: 299_000))
        #expect(!fits(body, "\(seconds)", code, later: 301_000))
        #expect(!fits(body, "\(seconds)", code, later: -301_000))
        #expect(!fits(body, "\(seconds + 1)", code))
        #expect(!fits(Array("[1]".utf8), "\(seconds)", code))
        #expect(!fits(body, "\(seconds)", code, "other"))
        #expect(!fits(body, "\(seconds)", "") && !fits(body, "", code) && !fits(body, "9223372036854775807", code))
        #expect(!fits(body, "\(seconds)", WebhookSignature.code(secret: "", at: seconds, body: body), ""))
    }

    private static func awaited() throws -> AwaitedReport {
        AwaitedReport(message: try SignatureTests.message(), reference: "9^0", sentAt: SignatureTests.now)
    }

    @Test func `Alibaba is asked about one number and sending on its day`() throws {
        let dialect = AlibabaDialect(account: SignatureTests.account(.alibaba))
        let asked = dialect.questions([try Self.awaited()], at: SignatureTests.now, nonce: { "n" })
        let url = try #require(asked.first).url
        #expect(asked.count == 1)
        #expect(
            url.hasSuffix("?BizId=9%5E0&CurrentPage=1&PageSize=10&PhoneNumber=13800000000&SendDate=20251120"), "\(url)")
        #expect(asked.first?.headers.contains { $0.name == "x-acs-action" && $0.value == "QuerySendDetails" } == true)
        let body = """
            {"Code":"OK","TotalCount":3,"SmsSendDetailDTOs":{"SmsSendDetailDTO":[
            {"OutId":"M0000000007","SendStatus":3,"ErrCode":"DELIVERED"},{"OutId":"M0000000008","SendStatus":1},
            {"OutId":"M0000000009","SendStatus":2,"ErrCode":"UNDELIVERED"}]}}
            """
        #expect(
            dialect.reports(status: 200, Array(body.utf8)) == [
                DeliveryReport(reference: "", message: MessageID(7), outcome: .delivered),
                DeliveryReport(reference: "", message: MessageID(9), outcome: .failed("UNDELIVERED")),
            ])
        #expect(dialect.reports(status: 403, Array(#"{"Code":"Forbidden"}"#.utf8)).isEmpty)
    }

    @Test func `Tencent hands out what it has`() throws {
        let dialect = TencentDialect(account: SignatureTests.account(.tencent))
        #expect(dialect.questions([], at: SignatureTests.now, nonce: { "n" }).isEmpty)
        let asked = try #require(
            dialect.questions([try Self.awaited()], at: SignatureTests.now, nonce: { "n" }).first)
        #expect(String(decoding: asked.body, as: UTF8.self) == #"{"Limit":100,"SmsSdkAppId":"1400000000"}"#)
        #expect(asked.headers.contains { $0.name == "x-tc-action" && $0.value == "PullSmsSendStatus" })
        let body = """
            {"Response":{"PullSmsSendStatusSet":[
            {"SerialNo":"8:1","SessionContext":"M0000000007","ReportStatus":"SUCCESS","Description":"ok"},
            {"SerialNo":"8:2","SessionContext":"","ReportStatus":"FAIL","Description":"blocked"}]}}
            """
        #expect(
            dialect.reports(status: 200, Array(body.utf8)) == [
                DeliveryReport(reference: "8:1", message: MessageID(7), outcome: .delivered),
                DeliveryReport(reference: "8:2", message: nil, outcome: .failed("blocked")),
            ])
    }
}
