// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Messages
internal import Store
internal import Tender

/// A request to a gateway, complete but for the line it goes over.
struct GatewayRequest: Sendable {
    let url: String
    let headers: [(name: String, value: String)]
    let body: [UInt8]
}

/// What one provider is asked, and what its answers mean. Pure, so that it can be held against examples.
protocol GatewayDialect: Sendable {
    /// - Parameters:
    ///   - nonce: never the same twice.
    func request(_ message: OutgoingMessage, at now: Instant, nonce: String) -> GatewayRequest
    func answer(status: Int, _ body: [UInt8]) -> ChannelAnswer
    /// How the provider is asked what became of messages that it took; empty where it cannot be asked.
    func questions(_ awaited: [AwaitedReport], at now: Instant, nonce: () -> String) -> [GatewayRequest]
    /// What its answer to one of these says.
    func reports(status: Int, _ body: [UInt8]) -> [DeliveryReport]
}

extension GatewayDialect {
    func questions(_ awaited: [AwaitedReport], at now: Instant, nonce: () -> String) -> [GatewayRequest] { [] }

    func reports(status: Int, _ body: [UInt8]) -> [DeliveryReport] { [] }

    /// For answers that are no answer: a proxy's page, nothing at all.
    func strange(_ status: Int) -> ChannelAnswer {
        switch status {
        case 408, 429, 503: .putOff("HTTP \(status)")
        case 400..<500: .refused("HTTP \(status)")
        // It may have been carried out before the answer was lost.
        default: .unknown("HTTP \(status)")
        }
    }
}

/// Where and as whom a provider is asked.
struct GatewayAccount: Sendable {
    let settings: MessagingSettings.TextGateway
    let secret: String
    /// The shop's sign where the gateway has none of its own.
    let sign: String

    /// Address of the provider, without a path.
    func address(_ standard: String) -> String { settings.address.isEmpty ? standard : settings.address }

    /// Name of the host that is signed: the provider's own where a stand-in is addressed.
    func host(_ address: String) -> String {
        let rest = address.split(separator: "/").dropFirst().first.map(String.init) ?? address
        return rest
    }

    /// The provider's number of our template.
    func template(_ key: TemplateKey) -> String { settings.templates[key.text] ?? "" }
}
