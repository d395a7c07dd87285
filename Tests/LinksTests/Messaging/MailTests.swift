// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Messages
import NIOCore
import NIOPosix
import Store
import Synchronization
import Tender
import Testing

@testable import Links

/// Lines that a server heard.
private final class HeardLines: Sendable { let lines = Mutex<[String]>([]) }

/// A mail server that follows a script: what it answers to which command, and where it hangs up.
private final class ScriptedServer: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let script: MailTests.Script
    let heard: HeardLines
    private var buffer = ""
    private var isReadingLetter = false

    init(_ script: MailTests.Script, _ heard: HeardLines) {
        self.script = script
        self.heard = heard
    }

    func channelActive(context: ChannelHandlerContext) { say(script.greeting, context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        buffer += String(buffer: unwrapInboundIn(data))
        while let end = buffer.range(of: "\r\n") {
            let line = String(buffer[..<end.lowerBound])
            buffer.removeSubrange(..<end.upperBound)
            heard.lines.withLock { $0.append(line) }
            if isReadingLetter {
                guard line == "." else { continue }
                isReadingLetter = false
                answer("letter", context)
            } else {
                let word = line.split(separator: " ").first.map(String.init) ?? ""
                answer(word, context)
                if word == "DATA", script.answers["DATA"] == nil { isReadingLetter = true }
            }
        }
    }

    private func answer(_ word: String, _ context: ChannelHandlerContext) {
        let usual = [
            "EHLO": "250-mail.test\r\n250 AUTH PLAIN LOGIN", "AUTH": "235 in", "MAIL": "250 ok", "RCPT": "250 ok",
            "DATA": "354 go on", "letter": "250 2.0.0 kept as 42", "QUIT": "221 bye",
        ]
        let text = script.answers[word] ?? usual[word] ?? "502 what?"
        guard text != "hang up" else { return context.close(promise: nil) }
        say(text, context)
    }

    private func say(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "\(text)\r\n")), promise: nil)
    }
}

@Suite struct MailTests {
    struct Script: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var greeting = "220 mail.test"
        var answers: [String: String] = [:]
        let ends: ChannelAnswer
    }

    static let scripts = [
        Script(testDescription: "taken", ends: .sent(reference: "2.0.0 kept as 42")),
        Script(
            testDescription: "no such mailbox", answers: ["RCPT": "550 5.1.1 no such user"],
            ends: .refused("550 5.1.1 no such user")),
        Script(
            testDescription: "greylisted", answers: ["RCPT": "451 4.7.1 try again later"],
            ends: .putOff("451 4.7.1 try again later")),
        Script(
            testDescription: "full", answers: ["letter": "452 4.3.1 no room"], ends: .putOff("452 4.3.1 no room")),
        Script(
            testDescription: "spam", answers: ["letter": "554 5.7.1 not here"], ends: .refused("554 5.7.1 not here")),
        Script(
            testDescription: "the line drops after the final dot", answers: ["letter": "hang up"],
            ends: .unknown("the line was lost before the server confirmed")),
        Script(
            testDescription: "the line drops before", answers: ["RCPT": "hang up"],
            ends: .putOff("the connection was lost")),
        Script(testDescription: "closed for today", greeting: "554 no service", ends: .putOff("554 no service")),
        Script(
            testDescription: "the password is wrong", answers: ["AUTH": "535 5.7.8 no"], ends: .putOff("535 5.7.8 no")),
        Script(testDescription: "rubbish", greeting: "hello there", ends: .putOff("the server does not speak SMTP")),
        Script(
            testDescription: "an old server", answers: ["EHLO": "502 no", "HELO": "250 hi", "AUTH": "235 in"],
            ends: .sent(reference: "2.0.0 kept as 42")),
    ]

    static func send(_ script: Script) async throws -> (answer: ChannelAnswer, heard: [String]) {
        let heard = HeardLines()
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.pipeline.addHandler(ScriptedServer(script, heard))
            }
            .bind(host: "127.0.0.1", port: 0).get()
        var settings = MessagingSettings.MailServer()
        settings.host = "127.0.0.1"
        settings.port = server.localAddress?.port ?? 0
        settings.security = .none
        settings.from = "shop@example.com"
        settings.fromName = "示例超市"
        settings.user = "shop"
        let channel = try MailChannel(settings, password: "p")
        let order = MessageOrder(
            template: TemplateKey(.n1, .chinese), route: .email, contact: ContactID(1), subject: "您的小票",
            text: ".开头的点\r\nBcc: x@example.com", values: [], transaction: "T0000000001")
        let message = OutgoingMessage(
            id: MessageID(7), order: order, attempt: 1,
            address: try #require(ContactAddress(guessing: "c@example.com")),
            queuedAt: Instant(milliseconds: 1_763_622_187_000))
        let answer = await channel.send(message)
        try await server.close()
        return (answer, heard.lines.withLock { $0 })
    }

    @Test(arguments: scripts)
    func `a letter ends as its server says`(_ script: Script) async throws {
        #expect(try await Self.send(script).answer == script.ends)
    }

    @Test func `what is said is what RFC 5321 asks for`() async throws {
        let heard = try await Self.send(Self.scripts[0]).heard
        #expect(heard[0] == "EHLO example.com")
        #expect(heard[1] == "AUTH PLAIN AHNob3AAcA==")
        #expect(heard[2] == "MAIL FROM:<shop@example.com>" && heard[3] == "RCPT TO:<c@example.com>")
        #expect(heard.contains("Message-ID: <M0000000007@example.com>"))
        #expect(!heard.contains { $0.hasPrefix("Bcc") })
        #expect(heard.filter { $0 == "." }.count == 1)
    }

    @Test func `nobody listens`() async throws {
        var settings = MessagingSettings.MailServer()
        settings.host = "127.0.0.1"
        settings.port = 1
        settings.security = .none
        settings.from = "shop@example.com"
        let channel = try MailChannel(settings, password: "")
        guard case .putOff = await channel.send(try SignatureTests.message(to: "c@example.com")) else {
            Issue.record("not put off")
            return
        }
    }

    static let replies: [([String], String?)] = [
        (["250 ok\r\n"], "250 ok"), (["25", "0-a\r\n250", " b\r\n"], "250 a b"), (["250\r\n"], "250 "),
        (["250-a\r\n251 b\r\n"], nil), (["abc\r\n"], nil), (["999 x\r\n"], nil), (["250x\r\n"], nil),
        ([String(repeating: "x", count: 40_000)], nil),
    ]

    @Test(arguments: replies)
    func `replies are read however they are cut, and rubbish is refused`(_ pieces: [String], _ text: String?) {
        var reader = MailReplyReader()
        var reply: MailReply?
        do {
            for piece in pieces {
                reader.append(Array(piece.utf8))
                reply = try reader.next()
            }
        } catch {
            #expect(text == nil)
            return
        }
        #expect(reply?.text == text)
    }

    @Test func `a line that begins with a dot gets another one`() {
        #expect(MailTalk.stuffed(Array(".a\r\nb.\r\n..\r\n".utf8)) == Array("..a\r\nb.\r\n...\r\n".utf8))
    }
}
