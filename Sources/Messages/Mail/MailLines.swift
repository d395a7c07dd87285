// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Tender

/// Puts a letter into the lines of RFC 5322 with the parts of RFC 2046.
///
///     multipart/mixed                 only with an enclosure
///     ├─ multipart/alternative
///     │  ├─ text/plain   base64       what every program shows
///     │  └─ text/html    base64       the same words
///     └─ application/pdf base64
///
/// Everything that is not ASCII is base64, so no line is ever longer than 78 signs and none begins with a dot.
/// Nothing that a person typed can end a line of the head: names and subjects are encoded words (RFC 2047).
extension MailLetter {
    /// The letter with CRLF at the end of each line.
    public func lines() -> [UInt8] {
        let seed = Self.boundarySeed(messageID)
        let outer = "=_counterfoil_\(seed)_m"
        let inner = "=_counterfoil_\(seed)_a"
        var text = head()
        let alternative =
            "Content-Type: multipart/alternative; boundary=\"\(inner)\"\r\n\r\n"
            + part(inner, "text/plain; charset=utf-8", Array(crlf(self.text).utf8))
            + part(inner, "text/html; charset=utf-8", Array(html.utf8)) + "--\(inner)--\r\n"
        guard let enclosure else { return Array((text + alternative).utf8) }
        text += "Content-Type: multipart/mixed; boundary=\"\(outer)\"\r\n\r\n--\(outer)\r\n\(alternative)"
        text += "--\(outer)\r\nContent-Type: \(Self.token(enclosure.mediaType))\r\n"
        text += "Content-Transfer-Encoding: base64\r\n"
        text += "Content-Disposition: attachment;\r\n filename=\"\(Self.fileName(enclosure.name))\"\r\n\r\n"
        text += Base64.lines(enclosure.bytes) + "--\(outer)--\r\n"
        return Array(text.utf8)
    }

    private func head() -> String {
        var head = "Date: \(Self.date(date, in: zone))\r\n"
        head += "From: \(Self.box(from))\r\nTo: \(Self.box(to))\r\n"
        head += "Message-ID: <\(Self.token(messageID))>\r\n"
        head += "Subject: \(EncodedWord.header(subject, after: "Subject: ".count))\r\n"
        head += "Content-Language: \(language == .chinese ? "zh-CN" : "en")\r\n"
        head += "Auto-Submitted: auto-generated\r\n"
        if let unsubscribe {
            head += "List-Unsubscribe: <\(Self.token(unsubscribe))>\r\n"
        }
        return head + "MIME-Version: 1.0\r\n"
    }

    private func part(_ boundary: String, _ type: String, _ bytes: [UInt8]) -> String {
        "--\(boundary)\r\nContent-Type: \(type)\r\nContent-Transfer-Encoding: base64\r\n\r\n\(Base64.lines(bytes))"
    }

    /// Line ends as mail wants them, however they were typed.
    private func crlf(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.filter { $0 != "\r" } }.joined(separator: "\r\n") + "\r\n"
    }

    private static func box(_ box: MailBox) -> String {
        guard !box.name.isEmpty else { return "<\(box.address)>" }
        return "\(EncodedWord.header(box.name, after: 6))\r\n <\(box.address)>"
    }

    /// Only signs that cannot leave the place they stand in.
    private static func token(_ text: String) -> String {
        text.filter { $0.isASCII && !$0.isWhitespace && !"<>\"\\()".contains($0) && ($0.asciiValue ?? 0) > 0x20 }
    }

    private static func fileName(_ name: String) -> String {
        let safe = name.map { character in
            character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
                ? character : "_"
        }
        return String(safe.suffix(60))
    }

    /// The same letter always has the same boundaries; base64 lines cannot contain them.
    private static func boundarySeed(_ text: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(hash, radix: 36)
    }

    /// `Thu, 20 Nov 2025 15:03:07 +0800`.
    static func date(_ instant: Instant, in zone: Zone) -> String {
        let time = zone.civil(at: instant)
        let (year, month, day) = time.date.components
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let weekday = days[((Int(time.date.daysSinceEpoch) % 7) + 7) % 7]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let minutes = Int(zone.offset(at: instant)) / 60
        let pad = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        let offset = "\(minutes < 0 ? "-" : "+")\(pad(abs(minutes) / 60))\(pad(abs(minutes) % 60))"
        return "\(weekday), \(day) \(months[month - 1]) \(year) \(time.clock) \(offset)"
    }
}
