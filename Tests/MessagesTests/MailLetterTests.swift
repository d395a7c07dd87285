// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Messages
import Tender
import Testing

@Suite struct MailLetterTests {
    static func letter(
        subject: String = "您的小票", text: String = "第一行\n第二行 <b>", name: String = "示例超市", unsubscribe: String? = nil,
        enclosure: MailLetter.Enclosure? = nil
    ) throws -> MailLetter {
        MailLetter(
            from: try #require(MailBox(name: name, address: "shop@example.com")),
            to: try #require(MailBox(name: "", address: "c@example.com")), subject: subject, text: text,
            language: .chinese, enclosure: enclosure, unsubscribe: unsubscribe, messageID: "M0000000007@example.com",
            date: Instant(milliseconds: 1_763_622_187_000), zone: .shanghai)
    }

    static func lines(_ letter: MailLetter) -> [String] {
        String(decoding: letter.lines(), as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    @Test func `the head says who, when and what, and every line is short ASCII`() throws {
        let letter = try Self.letter(subject: String(repeating: "小票", count: 60))
        let lines = Self.lines(letter)
        #expect(lines[0] == "Date: Thu, 20 Nov 2025 15:03:07 +0800")
        #expect(lines.contains("Message-ID: <M0000000007@example.com>"))
        for line in lines {
            #expect(line.utf8.count <= 78, "\(line)")
            #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
        }
    }

    static let injections = [
        "x\r\nBcc: victim@example.com", "x\nBcc: victim@example.com", "x\u{0}\r\n\r\n<script>",
        "=?UTF-8?Q?x?=\r\nTo: y",
    ]

    @Test(arguments: injections)
    func `nothing that is typed adds a line to the head`(_ text: String) throws {
        let letter = try Self.letter(subject: text, name: text)
        let head = Self.lines(letter).prefix { !$0.isEmpty }
        #expect(!head.contains { $0.hasPrefix("Bcc") || $0.hasPrefix("To: y") })
        #expect(head.filter { $0.hasPrefix("To:") }.count == 1)
    }

    @Test func `only a promotion can be unsubscribed from`() throws {
        #expect(!Self.lines(try Self.letter()).contains { $0.hasPrefix("List-Unsubscribe") })
        let promotion = try Self.letter(unsubscribe: "https://r.example.cn/stop?x=1")
        #expect(Self.lines(promotion).contains("List-Unsubscribe: <https://r.example.cn/stop?x=1>"))
    }

    @Test func `the page form escapes what was typed`() throws {
        #expect(try Self.letter().html.contains("第二行 &lt;b&gt;"))
    }

    @Test func `a PDF lies in the letter and the same letter has the same bytes`() throws {
        let pdf = MailLetter.Enclosure(name: "小票 1.pdf", mediaType: "application/pdf", bytes: Array(0...255))
        let letter = try Self.letter(enclosure: pdf)
        let lines = Self.lines(letter)
        #expect(lines.contains(" filename=\"___1.pdf\""))
        #expect(lines.contains { $0.hasPrefix("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v") })
        #expect(letter.lines() == letter.lines())
    }
}
