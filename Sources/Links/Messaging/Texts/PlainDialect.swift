// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Messages
internal import Store
internal import Tender

/// A gateway of the merchant's own, and webhooks: one JSON object, signed by `WebhookSignature`.
///
///     POST {"id": "M0000000007", "template": "N1.zh", "text": "…", "to": "+86…", "values": {…}, "case", "transaction"}
///     200 {"id": "its own number", "delivered": true}          both optional
struct PlainDialect: GatewayDialect {
    /// Where short messages go; nil for webhooks, which go to their contact's own address.
    let address: String?
    let secret: String

    func request(_ message: OutgoingMessage, at now: Instant, nonce: String) -> GatewayRequest {
        let order = message.order
        var values: [String: Any] = [:]
        for value in order.values { values[value.name] = value.text }
        let body = JSONAnswer.object([
            "id": message.id.text, "attempt": message.attempt, "template": order.template.text,
            "language": order.template.language.rawValue, "text": order.text, "values": values,
            "to": address == nil ? "" : message.address.text, "case": order.caseID, "transaction": order.transaction,
        ])
        let seconds = now.milliseconds / 1_000
        let headers = [
            (name: "content-type", value: "application/json"),
            // The same for every attempt: a gateway that knows it sends nothing twice.
            (name: "idempotency-key", value: message.id.text),
            (name: "x-counterfoil-timestamp", value: String(seconds)),
            (
                name: "x-counterfoil-signature",
                value: WebhookSignature.code(secret: secret, at: seconds, body: body)
            ),
        ]
        return GatewayRequest(url: address ?? message.address.text, headers: headers, body: body)
    }

    func answer(status: Int, _ body: [UInt8]) -> ChannelAnswer {
        guard (200..<300).contains(status) else { return strange(status) }
        let answer = JSONAnswer(body)
        let reference = answer["id"].text ?? ""
        // Who takes a webhook has it; a gateway says so itself.
        let isDelivered = address == nil || answer["delivered"].flag == true
        return isDelivered ? .delivered(reference: reference) : .sent(reference: reference)
    }
}
