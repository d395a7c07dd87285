// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// A letter by e-mail before it is put into lines: what the customer reads, in two forms, and what lies in it.
public struct MailLetter: Hashable, Sendable {
    /// A file that lies in the letter.
    public struct Enclosure: Hashable, Sendable {
        public let name: String
        /// For example `application/pdf`.
        public let mediaType: String
        public let bytes: [UInt8]

        public init(name: String, mediaType: String, bytes: [UInt8]) {
            self.name = name
            self.mediaType = mediaType
            self.bytes = bytes
        }
    }

    public let from: MailBox
    public let to: MailBox
    public let subject: String
    public let text: String
    public let language: MessageLanguage
    public let enclosure: Enclosure?
    /// Address at which a promotion can be ended; a letter of service has none.
    public let unsubscribe: String?
    /// The same for every try, so that the reader's program shows it once. Without `<>`.
    public let messageID: String
    public let date: Instant
    public let zone: Zone

    public init(
        from: MailBox, to: MailBox, subject: String, text: String, language: MessageLanguage,
        enclosure: Enclosure? = nil, unsubscribe: String? = nil, messageID: String, date: Instant, zone: Zone
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
        self.language = language
        self.enclosure = enclosure
        self.unsubscribe = unsubscribe
        self.messageID = messageID
        self.date = date
        self.zone = zone
    }

    /// The text as a page: every sign escaped, nothing loaded from anywhere.
    public var html: String {
        let paragraphs = text.split(separator: "\n", omittingEmptySubsequences: true)
            .map { "<p>\(Self.escaped(String($0)))</p>" }
        let tag = language == .chinese ? "zh-CN" : "en"
        return "<!DOCTYPE html>\r\n<html lang=\"\(tag)\"><head><meta charset=\"utf-8\"><title>"
            + Self.escaped(subject)
            + "</title></head>\r\n<body>\(paragraphs.joined(separator: "\r\n"))</body></html>\r\n"
    }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}

/// A name and an address: `示例超市 <shop@example.com>`.
public struct MailBox: Hashable, Sendable {
    public let name: String
    public let address: String

    /// nil unless the address is one; see `ContactAddress`.
    public init?(name: String, address: String) {
        guard let checked = ContactAddress(address, route: .email) else { return nil }
        self.name = name
        self.address = checked.text
    }
}
