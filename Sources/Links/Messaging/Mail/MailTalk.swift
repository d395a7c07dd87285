// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Messages
internal import NIOSSL

/// The conversation that hands one letter over.
struct MailTalk {
    let line: MailLine
    /// How we introduce ourselves.
    let domain: String
    /// Whether the final dot was written, or may have been.
    private var isDotted = false

    init(line: MailLine, domain: String) {
        self.line = line
        self.domain = domain
    }

    /// What ends a conversation before its end.
    private struct Ending: Error { let answer: ChannelAnswer }

    mutating func hand(
        over letter: MailLetter, _ settings: MessagingSettings.MailServer, password: String, _ context: NIOSSLContext?
    ) async -> ChannelAnswer {
        do {
            let hello = try await greet(settings, context)
            if !settings.user.isEmpty { try await signIn(hello, settings, password) }
            try await ask("MAIL FROM:<\(letter.from.address)>")
            try await ask("RCPT TO:<\(letter.to.address)>")
            let go = try await exchange("DATA")
            guard go.isMore else { throw refusal(go) }
            isDotted = true
            try await line.say(Self.stuffed(letter.lines()) + Array(".\r\n".utf8))
            let taken = try await line.reply()
            guard taken.isGood else { throw refusal(taken) }
            // The letter is the server's now; whether it hears our good-bye changes nothing.
            try? await line.say("QUIT")
            return .sent(reference: taken.lines.joined(separator: " "))
        } catch let ending as Ending {
            return ending.answer
        } catch let fault as MailLine.Fault {
            return isDotted ? .unknown("the line was lost before the server confirmed") : .putOff(fault.words)
        } catch {
            return isDotted ? .unknown("\(error)") : .putOff("\(error)")
        }
    }

    private func greet(
        _ settings: MessagingSettings.MailServer, _ context: NIOSSLContext?
    ) async throws -> MailReply {
        let greeting = try await line.reply()
        // A server that turns everybody away is in trouble, not our letter.
        guard greeting.isGood else { throw Ending(answer: .putOff(greeting.text)) }
        var hello = try await introduce()
        guard settings.security == .starttls, let context else { return hello }
        guard hello.offers("STARTTLS") else {
            throw Ending(answer: .putOff("the server offers no STARTTLS; set mail_security where that is meant"))
        }
        let ready = try await exchange("STARTTLS")
        guard ready.isGood else { throw Ending(answer: .putOff(ready.text)) }
        try await line.startTLS(context, host: settings.host)
        hello = try await introduce()
        return hello
    }

    private func introduce() async throws -> MailReply {
        let hello = try await exchange("EHLO \(domain)")
        if hello.isGood { return hello }
        let old = try await exchange("HELO \(domain)")
        guard old.isGood else { throw Ending(answer: .putOff(old.text)) }
        return old
    }

    private func signIn(
        _ hello: MailReply, _ settings: MessagingSettings.MailServer, _ password: String
    ) async throws {
        let isNear = ["127.0.0.1", "::1", "localhost"].contains(settings.host)
        guard settings.security != .none || isNear else {
            throw Ending(answer: .putOff("the password is not sent over a line without TLS"))
        }
        let ways = hello.words(of: "AUTH")
        let reply: MailReply
        if ways.contains("PLAIN") || ways.isEmpty {
            let secret = [UInt8](settings.user.utf8)
            reply = try await exchange("AUTH PLAIN \(Base64.text(of: [0] + secret + [0] + Array(password.utf8)))")
        } else if ways.contains("LOGIN") {
            guard try await exchange("AUTH LOGIN").isMore,
                try await exchange(Base64.text(of: Array(settings.user.utf8))).isMore
            else { throw Ending(answer: .putOff("AUTH LOGIN was not taken")) }
            reply = try await exchange(Base64.text(of: Array(password.utf8)))
        } else {
            throw Ending(answer: .putOff("the server takes neither AUTH PLAIN nor LOGIN"))
        }
        // A wrong password is put right in the settings; the letter waits for that.
        guard reply.isGood else { throw Ending(answer: .putOff(reply.text)) }
    }

    private func exchange(_ command: String) async throws(MailLine.Fault) -> MailReply {
        try await line.say(command)
        return try await line.reply()
    }

    private func ask(_ command: String) async throws {
        let reply = try await exchange(command)
        guard reply.isGood else { throw refusal(reply) }
    }

    private func refusal(_ reply: MailReply) -> Ending {
        Ending(answer: reply.isFinal ? .refused(reply.text) : .putOff(reply.text))
    }

    /// A line that begins with a dot gets another one (RFC 5321 §4.5.2).
    static func stuffed(_ bytes: [UInt8]) -> [UInt8] {
        var stuffed: [UInt8] = []
        stuffed.reserveCapacity(bytes.count + 16)
        var isLineStart = true
        for byte in bytes {
            if isLineStart, byte == UInt8(ascii: ".") { stuffed.append(byte) }
            stuffed.append(byte)
            isLineStart = byte == 10
        }
        return stuffed
    }
}
