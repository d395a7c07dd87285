// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import ESCPOS
import Foundation
import Links
import Logging
import Messages
import Printing
import Rendering
import Store
import Tender

/// Puts the channels for messages together: settings, their secrets, and the receipt that lies in a letter.
enum MessagePost {
    /// What the server was told; in the sample shop, where nothing is set, a rehearsal that sends nothing.
    static func settings(_ told: ServerConfiguration, sample: Bool) -> MessagingSettings {
        var settings = told.messaging
        guard sample, settings.routes.isEmpty else { return settings }
        settings.isRehearsal = true
        if settings.sign.isEmpty { settings.sign = "示例超市" }
        if settings.site.isEmpty { settings.site = "r.example.cn" }
        if settings.phone.isEmpty { settings.phone = "400-000-0000" }
        return settings
    }

    /// - Throws: `SettingsError` or `MailSettingsError` that names the file or key that is wrong.
    static func channels(
        _ settings: MessagingSettings, shop: Shop, clock: SystemClock, logger: Logger
    ) throws -> [any MessageChannel] {
        if settings.isRehearsal { return MessageRoute.allCases.map { RehearsalChannel(route: $0) } }
        var channels: [any MessageChannel] = []
        if !settings.mail.host.isEmpty {
            let password = try secret("MAIL_PASSWORD", file: settings.mail.passwordFile)
            channels.append(
                try MailChannel(
                    settings.mail, password: password, zone: { _ in await zone(shop) },
                    enclosure: { message in await receipt(of: message, shop: shop, logger) }))
        }
        let textSecret = try secret("SMS_SECRET", file: settings.texts.secretFile)
        if let texts = GatewayChannel.texts(
            settings.texts, secret: textSecret, sign: settings.sign, now: { clock.now() })
        {
            channels.append(texts)
        }
        let webhookSecret = try secret("WEBHOOK_SECRET", file: settings.webhookSecretFile)
        if !webhookSecret.isEmpty {
            channels.append(GatewayChannel.webhooks(secret: webhookSecret, now: { clock.now() }))
        }
        return channels
    }

    /// What proves that a report of delivery is the provider's: the secret of the address, and the key of signatures.
    ///
    /// - Throws: for a secret that can be guessed.
    static func reportSecrets(_ settings: MessagingSettings.TextGateway) throws -> (address: String, key: String) {
        let address = try secret("SMS_REPORT_SECRET", file: settings.reportSecretFile)
        guard address.isEmpty || address.utf8.count >= 16 && address.utf8.allSatisfy(Self.isPlain) else {
            throw ValidationError("the secret for reports needs at least 16 letters, digits, - or _")
        }
        return (address, try secret("SMS_SECRET", file: settings.secretFile))
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
    }

    /// From the environment, else from the file, without the line's end.
    private static func secret(_ name: String, file: String) throws -> String {
        if let value = ProcessInfo.processInfo.environment["COUNTERFOIL_\(name)"] { return value }
        guard !file.isEmpty else { return "" }
        return try TextFile.read(file).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func zone(_ shop: Shop) async -> Zone { (try? await shop.calendar(of: nil).zone) ?? .shanghai }

    private static func profile(of printer: String, in shop: Shop) async throws -> Profile {
        let record = try await shop.printerRecords().first { $0.name == printer }
        return record.flatMap { Profile(named: $0.profile) } ?? .standard
    }

    /// The receipt as a PDF; a letter goes out without one when it cannot be drawn.
    private static func receipt(
        of message: OutgoingMessage, shop: Shop, _ logger: Logger
    ) async -> MailLetter.Enclosure? {
        guard message.order.template.name == .n1, let id = PrintJobID(message.order.receipt) else { return nil }
        do {
            let detail = try await shop.receipt(id, in: .all)
            let printout = Printout.read(detail.bytes, profile: try await profile(of: detail.record.printer, in: shop))
            let pdf = try ReceiptRenderer().pdf(printout, title: "\(id)")
            return MailLetter.Enclosure(name: "receipt-\(id).pdf", mediaType: "application/pdf", bytes: pdf)
        } catch {
            logger.warning("\(message.id): the letter goes out without its receipt: \(error)")
            return nil
        }
    }
}
