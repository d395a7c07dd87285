// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

/// One connection to a mail server, spoken over line by line. A deadline closes it, whatever waits.
///
///     open ─▶ reply ─▶ say … reply ─▶ (startTLS) ─▶ say … reply ─▶ close
final class MailLine: Sendable {
    enum Fault: Error {
        case unreachable(String)
        case lost
        case malformed
        /// No encrypted line that can be trusted: a certificate that nobody vouches for, most often.
        case insecure(String)
        /// Something was said before the line was encrypted that belongs after it: somebody sits between.
        case injected
    }

    private let channel: any NIOCore.Channel
    private let inbox: Inbox
    private let alarm: Scheduled<Void>

    private init(_ channel: any NIOCore.Channel, _ inbox: Inbox, _ alarm: Scheduled<Void>) {
        self.channel = channel
        self.inbox = inbox
        self.alarm = alarm
    }

    /// - Parameter tls: a context encrypts from the first byte on.
    static func open(
        host: String, port: Int, tls: NIOSSLContext?, seconds: Int64, on group: any EventLoopGroup
    ) async throws(Fault) -> MailLine {
        let inbox = Inbox()
        do {
            let channel = try await ClientBootstrap(group: group)
                .connectTimeout(.seconds(15))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        if let tls { try pipeline.addHandler(Self.handler(tls, host)) }
                        try pipeline.addHandler(MailLineHandler(inbox))
                    }
                }
                .connect(host: host, port: port).get()
            let alarm = channel.eventLoop.scheduleTask(in: .seconds(seconds)) { channel.close(promise: nil) }
            return MailLine(channel, inbox, alarm)
        } catch {
            throw .unreachable("\(host):\(port): \(error)")
        }
    }

    private static func handler(_ context: NIOSSLContext, _ host: String) throws -> NIOSSLClientHandler {
        // An address of digits is no name that a certificate could be asked for.
        let isName = host.contains { $0.isLetter } && !host.contains(":")
        return try NIOSSLClientHandler(context: context, serverHostname: isName ? host : nil)
    }

    /// The next reply.
    func reply() async throws(Fault) -> MailReply {
        do {
            return try await inbox.next()
        } catch let fault as Fault {
            throw fault
        } catch {
            throw .lost
        }
    }

    /// Sends bytes and returns when the system took them.
    func say(_ bytes: [UInt8]) async throws(Fault) {
        do {
            try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
        } catch {
            throw inbox.fault ?? .lost
        }
    }

    func say(_ line: String) async throws(Fault) { try await say(Array("\(line)\r\n".utf8)) }

    /// Encrypts from here on.
    func startTLS(_ context: NIOSSLContext, host: String) async throws(Fault) {
        guard inbox.isEmpty else { throw .injected }
        let channel = channel
        do {
            try await channel.eventLoop.submit {
                try channel.pipeline.syncOperations.addHandler(Self.handler(context, host), position: .first)
            }.get()
        } catch {
            throw .lost
        }
    }

    func close() async {
        alarm.cancel()
        try? await channel.close().get()
    }
}

extension MailLine.Fault {
    /// What happened, and what to do where anything can be done.
    var words: String {
        switch self {
        case .unreachable(let why): "no connection: \(why)"
        case .lost: "the connection was lost"
        case .malformed: "the server does not speak SMTP"
        case .insecure(let why): "the certificate of the mail server is not trusted (mail_ca_file): \(why)"
        case .injected: "something was said before the line was encrypted; nothing was sent"
        }
    }
}

/// Replies that came and those that are waited for.
final class Inbox: Sendable {
    private struct State {
        var reader = MailReplyReader()
        var replies: [MailReply] = []
        var waiting: CheckedContinuation<MailReply, any Error>?
        var fault: MailLine.Fault?
    }

    private let state = Mutex(State())

    var isEmpty: Bool { state.withLock { $0.replies.isEmpty && $0.reader.isEmpty } }

    func take(_ bytes: [UInt8]) {
        state.withLock { state in
            guard state.fault == nil else { return }
            state.reader.append(bytes)
            do throws(MailReplyReader.Fault) {
                while let reply = try state.reader.next() { Self.hand(.success(reply), &state) }
            } catch {
                state.fault = .malformed
                Self.hand(.failure(MailLine.Fault.malformed), &state)
            }
        }
    }

    /// Why nothing more comes; nil while something may.
    var fault: MailLine.Fault? { state.withLock { $0.fault } }

    func end(_ fault: MailLine.Fault = .lost) {
        state.withLock { state in
            let first = state.fault ?? fault
            state.fault = first
            Self.hand(.failure(first), &state)
        }
    }

    private static func hand(_ result: Result<MailReply, any Error>, _ state: inout State) {
        if let waiting = state.waiting {
            state.waiting = nil
            waiting.resume(with: result)
        } else if case .success(let reply) = result, state.replies.count < 16 {
            state.replies.append(reply)
        }
    }

    func next() async throws -> MailReply {
        try await withCheckedThrowingContinuation { continuation in
            state.withLock { state in
                if !state.replies.isEmpty {
                    continuation.resume(returning: state.replies.removeFirst())
                } else if let fault = state.fault {
                    continuation.resume(throwing: fault)
                } else if state.waiting != nil {
                    continuation.resume(throwing: MailLine.Fault.lost)
                } else {
                    state.waiting = continuation
                }
            }
        }
    }
}

/// Brings what the server says into the inbox.
private final class MailLineHandler: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let inbox: Inbox

    init(_ inbox: Inbox) { self.inbox = inbox }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        inbox.take(Array(unwrapInboundIn(data).readableBytesView))
    }

    func channelInactive(context: ChannelHandlerContext) {
        inbox.end()
        context.fireChannelInactive()
    }

    private static func fault(of error: any Error) -> MailLine.Fault {
        guard error is NIOSSLError || error is BoringSSLError || error is NIOSSLExtraError else { return .lost }
        // Of what the library says only its reason is of use to anybody: CERTIFICATE_VERIFY_FAILED.
        let text = "\(error)"
        guard let mark = text.firstRange(of: "OPENSSL_internal:") else { return .insecure(String(text.prefix(80))) }
        return .insecure(String(text[mark.upperBound...].prefix { $0 == "_" || $0.isUppercase || $0.isNumber }))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        inbox.end(Self.fault(of: error))
        context.close(promise: nil)
    }
}
