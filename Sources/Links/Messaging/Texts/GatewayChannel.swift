// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import AsyncHTTPClient
public import Messages
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
public import Store
public import Tender

/// Hands messages to a provider over HTTP.
public struct GatewayChannel: MessageChannel {
    public let route: MessageRoute
    private let dialect: any GatewayDialect
    private let client: HTTPClient
    private let now: @Sendable () -> Instant

    /// Most bytes of an answer that are read.
    static let answerLimit = 65_536

    private init(route: MessageRoute, dialect: any GatewayDialect, now: @escaping @Sendable () -> Instant) {
        self.route = route
        self.dialect = dialect
        self.now = now
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = HTTPClient.Configuration.Timeout(connect: .seconds(10), read: .seconds(30))
        // An attempt that failed for certain is ours to repeat, with its record; never the client's.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// The channel of short messages; nil where none is set.
    ///
    /// - Parameter sign: the shop's, where the gateway has none of its own.
    public static func texts(
        _ settings: MessagingSettings.TextGateway, secret: String, sign: String,
        now: @escaping @Sendable () -> Instant
    ) -> GatewayChannel? {
        guard let provider = settings.provider else { return nil }
        let account = GatewayAccount(
            settings: settings, secret: secret, sign: settings.sign.isEmpty ? sign : settings.sign)
        let dialect: any GatewayDialect =
            switch provider {
            case .alibaba: AlibabaDialect(account: account)
            case .tencent: TencentDialect(account: account)
            // Huawei's own scheme is not spoken here: its messages go through a gateway of the merchant's.
            case .huawei, .generic: PlainDialect(address: settings.address, secret: secret)
            }
        return GatewayChannel(route: .sms, dialect: dialect, now: now)
    }

    /// The channel of webhooks.
    public static func webhooks(secret: String, now: @escaping @Sendable () -> Instant) -> GatewayChannel {
        GatewayChannel(route: .webhook, dialect: PlainDialect(address: nil, secret: secret), now: now)
    }

    public func close() async { try? await client.shutdown() }

    public func send(_ message: OutgoingMessage) async -> ChannelAnswer {
        let asked = dialect.request(message, at: now(), nonce: Self.nonce())
        do {
            let (status, body) = try await ask(asked)
            return dialect.answer(status: status, body)
        } catch {
            return Self.hasNotLeft(error) ? .putOff("\(error)") : .unknown("\(error)")
        }
    }

    public func reports(of awaited: [AwaitedReport]) async -> [DeliveryReport] {
        var reports: [DeliveryReport] = []
        for question in dialect.questions(awaited, at: now(), nonce: Self.nonce) {
            // A question that fails is asked again in the next round.
            guard let (status, body) = try? await ask(question) else { return reports }
            reports += dialect.reports(status: status, body)
        }
        return reports
    }

    private func ask(_ asked: GatewayRequest) async throws -> (status: Int, body: [UInt8]) {
        var request = HTTPClientRequest(url: asked.url)
        request.method = .POST
        for (name, value) in asked.headers { request.headers.replaceOrAdd(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: asked.body))
        let response = try await client.execute(request, timeout: .seconds(45))
        let body = try await response.body.collect(upTo: Self.answerLimit)
        return (Int(response.status.code), Array(body.readableBytesView))
    }

    private static func nonce() -> String {
        var generator = SystemRandomNumberGenerator()
        return String(generator.next(), radix: 16) + String(generator.next(), radix: 16)
    }

    /// Whether the request did certainly not reach the other side.
    private static func hasNotLeft(_ error: any Error) -> Bool {
        if let error = error as? HTTPClientError {
            return error == .connectTimeout || error == .invalidURL || error == .emptyHost || error == .emptyScheme
                || error == .tlsHandshakeTimeout
        }
        return error is NIOConnectionError
    }
}
