// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import AsyncHTTPClient
internal import Foundation
internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Wallets

/// One wallet over HTTPS. It sends what it is given, once: whether something is sent again is decided elsewhere.
struct WalletWire: Sendable {
    /// Scheme, host and port.
    let address: String

    /// One for the whole process: a client must be shut down before it goes, and links come and go with the settings.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = HTTPClient.Configuration.Timeout(connect: .seconds(5), read: .seconds(60))
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Most bytes of an answer.
    static let answerLimit = 1 << 20
    /// Most bytes of a bill, packed.
    static let billLimit = 1 << 30

    init(address: String) { self.address = address.hasSuffix("/") ? String(address.dropLast()) : address }

    /// - Parameter milliseconds: until no answer counts as none.
    func exchange(_ request: WalletRequest, within milliseconds: Int64) async -> WalletExchange {
        do {
            let response = try await Self.client.execute(
                outgoing(request), timeout: .milliseconds(max(1, milliseconds)))
            let body = try await response.body.collect(upTo: Self.answerLimit)
            let headers = response.headers.map { WalletHeader($0.name, $0.value) }
            return .answer(
                WalletAnswer(
                    status: Int(response.status.code), headers: headers, body: Array(body.readableBytesView)))
        } catch {
            return Self.loss(error)
        }
    }

    /// Writes what an address gives into a file.
    ///
    /// - Returns: what went wrong; nil when the file is whole.
    func download(_ request: WalletRequest, to path: String) async -> String? {
        do {
            let response = try await Self.client.execute(outgoing(request), timeout: .minutes(10))
            guard response.status == .ok else { return "HTTP \(response.status.code)" }
            guard FileManager.default.createFile(atPath: path, contents: nil),
                let file = FileHandle(forWritingAtPath: path)
            else { return "cannot write \(path)" }
            defer { try? file.close() }
            var count = 0
            for try await chunk in response.body {
                count += chunk.readableBytes
                guard count <= Self.billLimit else { return "longer than \(Self.billLimit) bytes" }
                try file.write(contentsOf: Data(chunk.readableBytesView))
            }
            try file.synchronize()
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Whether something takes connections at the wallet's address.
    func isReachable() async -> Bool {
        guard let url = URL(string: address), let host = url.host() else { return false }
        let port = url.port ?? (url.scheme == "http" ? 80 : 443)
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connectTimeout(.seconds(3))
        guard let channel = try? await bootstrap.connect(host: host, port: port).get() else { return false }
        try? await channel.close().get()
        return true
    }

    private func outgoing(_ request: WalletRequest) -> HTTPClientRequest {
        let isWhole = !request.target.hasPrefix("/")
        var outgoing = HTTPClientRequest(url: isWhole ? request.target : address + request.target)
        outgoing.method = request.method == .get ? .GET : .POST
        outgoing.headers.add(name: "User-Agent", value: "Counterfoil")
        for header in request.headers { outgoing.headers.add(name: header.name, value: header.value) }
        if request.method == .post { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
        return outgoing
    }

    private static func loss(_ error: any Error) -> WalletExchange {
        if let error = error as? HTTPClientError {
            switch error {
            case .connectTimeout, .invalidURL, .emptyHost, .emptyScheme, .tlsHandshakeTimeout:
                return .notSent("\(error)")
            case .deadlineExceeded, .readTimeout: return .timeout
            default: return .cut("\(error)")
            }
        }
        // An address in figures is refused by the system itself; nothing but a connection can be refused.
        if let error = error as? IOError, error.errnoCode == ECONNREFUSED { return .notSent("\(error)") }
        return error is NIOConnectionError ? .notSent("\(error)") : .cut("\(error)")
    }

    static func nonce() -> String {
        var generator = SystemRandomNumberGenerator()
        return String(generator.next(), radix: 36) + String(generator.next(), radix: 36)
    }
}
