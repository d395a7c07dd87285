// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Messages
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
public import Store
public import Tender

/// Hands letters to a mail server (RFC 5321).
///
///     220 ─▶ EHLO ─▶ STARTTLS, EHLO ─▶ AUTH ─▶ MAIL ─▶ RCPT ─▶ DATA ─▶ letter ─▶ “.” ─▶ 250 ─▶ QUIT
///     └──────────── lost or 4xx: put off; 5xx: refused ────────────────┘    └ lost: unknown
///
/// From the moment the final dot is written nobody knows whether the server took the letter until it says so.
public struct MailChannel: MessageChannel {
    private let settings: MessagingSettings.MailServer
    private let password: String
    private let context: NIOSSLContext?
    private let zone: @Sendable (OutgoingMessage) async -> Zone
    private let enclosure: @Sendable (OutgoingMessage) async -> MailLetter.Enclosure?

    /// Seconds after which a conversation that goes nowhere is ended.
    public static let patience: Int64 = 90

    public var route: MessageRoute { .email }

    /// - Parameters:
    ///   - password: empty where the server asks for none.
    ///   - zone: the store's clock, for the letter's date.
    ///   - enclosure: what lies in the letter: the receipt as a PDF.
    /// - Throws: `MailSettingsError` when the settings cannot work.
    public init(
        _ settings: MessagingSettings.MailServer, password: String,
        zone: @escaping @Sendable (OutgoingMessage) async -> Zone = { _ in .shanghai },
        enclosure: @escaping @Sendable (OutgoingMessage) async -> MailLetter.Enclosure? = { _ in nil }
    ) throws(MailSettingsError) {
        guard ContactAddress(settings.from, route: .email) != nil else { throw .noSender(settings.from) }
        self.settings = settings
        self.password = password
        self.zone = zone
        self.enclosure = enclosure
        context = settings.security == .none ? nil : try Self.context(settings)
    }

    private static func context(_ settings: MessagingSettings.MailServer) throws(MailSettingsError) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        do {
            if !settings.certificateFile.isEmpty {
                let own = try NIOSSLCertificate.fromPEMFile(settings.certificateFile)
                configuration.additionalTrustRoots = [.certificates(own)]
            }
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw .badCertificates("\(settings.certificateFile): \(error)")
        }
    }

    public func close() async {}

    public func send(_ message: OutgoingMessage) async -> ChannelAnswer {
        guard let from = MailBox(name: settings.fromName, address: settings.from),
            let to = MailBox(name: "", address: message.address.text)
        else { return .refused("address") }
        let domain = settings.from.split(separator: "@").last.map(String.init) ?? "localhost"
        let letter = MailLetter(
            from: from, to: to, subject: message.order.subject, text: message.order.text,
            language: message.order.template.language, enclosure: await enclosure(message),
            messageID: "\(message.id)@\(domain)", date: message.queuedAt, zone: await zone(message))
        let line: MailLine
        do throws(MailLine.Fault) {
            line = try await MailLine.open(
                host: settings.host, port: settings.port, tls: settings.security == .tls ? context : nil,
                seconds: Self.patience, on: MultiThreadedEventLoopGroup.singleton)
        } catch {
            return .putOff(error.words)
        }
        var talk = MailTalk(line: line, domain: domain)
        let answer = await talk.hand(over: letter, settings, password: password, context)
        await line.close()
        return answer
    }
}

/// Why letters cannot be sent with these settings.
public enum MailSettingsError: Error, Sendable, Hashable {
    /// `mail_from` is no address.
    case noSender(String)
    /// `mail_ca_file` holds no certificates, or cannot be read.
    case badCertificates(String)
}
