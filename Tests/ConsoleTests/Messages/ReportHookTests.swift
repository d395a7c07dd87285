// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Links
import Messages
import Store
import Tender
import Testing

/// Where providers push their reports: behind a secret address, and for a gateway of our own with a signature.
@Suite struct ReportHookTests {
    private static let secret = "0123456789abcdef-hook"

    private static func play(
        _ provider: ProviderRule.Provider,
        _ act: @escaping @Sendable (Stage, any TestClientProtocol, MessageID) async throws -> Void
    ) async throws {
        try await Stage.play(
            prepare: { options in
                options.messaging.texts.provider = provider
                (options.reportSecret, options.reportKey) = (secret, "key of signatures")
            },
            { stage, client in
                let number = try await stage.sell("58.00", store: "N1", reference: "115888880001", printed: false)
                try await stage.keepSlip()
                let service = try await Program.signedIn("service", client)
                let queued = try await service.send(
                    .post, "/api/v1/messages",
                    json: #"{"template":"N1.zh","transaction":"\#(number)","to":"13800000000"}"#)
                let text = try #require(queued.json["id"] as? String, "\(queued.text)")
                let id = try #require(MessageID(text))
                let sender = Actor(name: "sender")
                _ = try await stage.shop.claimMessages(5, routes: [.sms], by: sender)
                try await stage.shop.noteMessage(id, .sent(reference: "9^0"), by: sender)
                try await act(stage, client, id)
            })
    }

    private static func push(
        _ body: String, to secret: String = secret, with headers: HTTPFields = [:], _ client: any TestClientProtocol
    ) async throws -> (status: Int, text: String) {
        var headers = headers
        headers[.contentType] = "application/json"
        return try await client.execute(
            uri: "/hooks/messages/\(secret)", method: .post, headers: headers, body: ByteBuffer(string: body)
        ) { ($0.status.code, String(buffer: $0.body)) }
    }

    @Test func `Alibaba's report turns sent into delivered, once, and a wrong secret finds nothing`() async throws {
        try await Self.play(.alibaba) { stage, client, id in
            let body = #"[{"success":true,"err_code":"DELIVERED","biz_id":"9^0","out_id":"\#(id.text)"}]"#
            for wrong in ["0123456789abcdef-hooK", "x", Self.secret + "a"] {
                #expect(try await Self.push(body, to: wrong, client).status == 404)
            }
            #expect(try await stage.shop.message(id, in: .all).record.file.state == .sent)
            for _ in 0..<3 {
                let answer = try await Self.push(body, client)
                #expect(answer.status == 200 && answer.text == #"{"code":0,"msg":"OK"}"#, "\(answer)")
            }
            let detail = try await stage.shop.message(id, in: .all)
            #expect(detail.record.file.state == .delivered)
            #expect(detail.steps.filter { $0.event.kind == .delivered }.map(\.event.by) == ["gateway"])
            #expect(try await Self.push("[]", client).status == 200)
            for broken in ["{}", "<html>", ""] {
                let status = try await Self.push(broken, client).status
                #expect((400..<500).contains(status), "\(broken): \(status)")
            }
            let huge = try await Self.push("[" + String(repeating: " ", count: 1_100_000) + "]", client)
            #expect(huge.status == 413)
        }
    }

    @Test func `Tencent's failure is told, and what is not ours is taken without a word`() async throws {
        try await Self.play(.tencent) { stage, client, id in
            let strange = #"[{"report_status":"SUCCESS","errmsg":"DELIVRD","sid":"none of ours"}]"#
            let answer = try await Self.push(strange, client)
            #expect(answer.status == 200 && answer.text == #"{"errmsg":"OK","result":0}"#, "\(answer)")
            let failed = #"[{"report_status":"FAIL","errmsg":"REJECTD","description":"blocked","sid":"9^0"}]"#
            #expect(try await Self.push(failed, client).status == 200)
            let file = try await stage.shop.message(id, in: .all).record.file
            #expect(file.state == .failed && file.fault == "REJECTD blocked" && file.isUndeliverable)
        }
    }

    @Test func `a gateway's report needs its signature, of this minute and of this body`() async throws {
        try await Self.play(.generic) { stage, client, id in
            let body = #"[{"id":"\#(id.text)","state":"delivered"}]"#
            let seconds = stage.clock.now().milliseconds / 1_000
            func headers(_ at: Int64, _ body: String) throws -> HTTPFields {
                let code = WebhookSignature.code(secret: "key of signatures", at: at, body: Array(body.utf8))
                return [
                    try #require(HTTPField.Name("X-Counterfoil-Timestamp")): "\(at)",
                    try #require(HTTPField.Name("X-Counterfoil-Signature")): code,
                ]
            }
            for wrong in [[:], try headers(seconds - 400, body), try headers(seconds, body + " ")] {
                let answer = try await Self.push(body, with: wrong, client)
                #expect(answer.status == 401)
            }
            let before = try await stage.shop.message(id, in: .all).record.file
            #expect(before.state == .sent)
            let signed = try await Self.push(body, with: try headers(seconds, body), client)
            #expect(signed.status == 200)
            let after = try await stage.shop.message(id, in: .all).record.file
            #expect(after.state == .delivered)
        }
    }

    @Test func `where no secret is set there is no door`() async throws {
        try await Stage.play { _, client in
            for secret in [Self.secret, "x"] {
                let answer = try await Self.push("[]", to: secret, client)
                #expect(answer.status == 404)
            }
        }
    }
}
