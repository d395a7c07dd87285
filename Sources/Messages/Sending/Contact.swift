// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The number of a contact: `P` and digits. It stands for an address wherever the address itself must not stand.
public struct ContactID: Hashable, Sendable, CustomStringConvertible {
    public let number: Int64

    public init(_ number: Int64) { self.number = number }

    /// nil for a text that is no number of a contact.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 20, text.utf8.first == UInt8(ascii: "P"),
            let number = Int64(text.dropFirst()), number > 0
        else { return nil }
        self.number = number
    }

    public var text: String { "P\(number)" }
    public var description: String { text }
}

/// Where a customer can be reached, checked and in its one spelling.
public struct ContactAddress: Hashable, Sendable {
    public let route: MessageRoute
    /// `+8613800000000`; `name@example.com`; `https://…`.
    public let text: String

    /// Reads what a person typed; nil when it is no address of that kind.
    public init?(_ typed: String, route: MessageRoute) {
        let cleaned: String?
        switch route {
        case .sms: cleaned = Self.phone(typed)
        case .email: cleaned = Self.mail(typed)
        case .webhook: cleaned = Self.link(typed)
        }
        guard let cleaned else { return nil }
        self.route = route
        text = cleaned
    }

    /// Reads a telephone or an e-mail address, whichever it is.
    public init?(guessing typed: String) {
        if let mail = ContactAddress(typed, route: .email) {
            self = mail
        } else if let phone = ContactAddress(typed, route: .sms) {
            self = phone
        } else {
            return nil
        }
    }

    private static func phone(_ typed: String) -> String? {
        guard typed.utf8.count <= 40 else { return nil }
        var digits = ""
        for character in typed {
            switch character {
            case "0"..."9": digits.append(character)
            case "+" where digits.isEmpty: digits.append(character)
            case " ", "-", "(", ")", "\u{A0}": break
            default: return nil
            }
        }
        if digits.hasPrefix("00") { digits = "+" + digits.dropFirst(2) }
        if digits.hasPrefix("86"), digits.count == 13 { digits = "+" + digits }
        // A mobile number as people in China write it.
        if digits.count == 11, digits.hasPrefix("1"), digits.dropFirst().first.map({ $0 >= "3" }) == true {
            digits = "+86" + digits
        }
        guard digits.hasPrefix("+"), (8...16).contains(digits.count), !digits.hasPrefix("+0") else { return nil }
        return digits
    }

    /// One `@`, a name of safe signs and a domain with a dot. Nothing that could end a line of a mail's head.
    private static func mail(_ typed: String) -> String? {
        let trimmed = typed.filter { !$0.isWhitespace || $0.isNewline }
        guard (3...254).contains(trimmed.utf8.count) else { return nil }
        let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count) else { return nil }
        let nameSigns = Set("!#$%&'*+-/=?^_`{|}~.")
        let isName = parts[0].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || nameSigns.contains($0)) }
        guard isName, !parts[0].hasPrefix("."), !parts[0].hasSuffix("."), !parts[0].contains("..") else { return nil }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2 else { return nil }
        for label in labels {
            let isLabel = label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            guard isLabel, (1...63).contains(label.utf8.count), !label.hasPrefix("-"), !label.hasSuffix("-") else {
                return nil
            }
        }
        return parts[0] + "@" + parts[1].lowercased()
    }

    private static func link(_ typed: String) -> String? {
        guard typed.hasPrefix("https://") || typed.hasPrefix("http://"), (10...500).contains(typed.utf8.count),
            typed.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        return typed
    }

    /// What staff see of it: `138****0000`, `c***@example.com`.
    public var hint: String {
        switch route {
        case .sms:
            let digits = text.hasPrefix("+86") && text.count == 14 ? String(text.dropFirst(3)) : text
            return "\(digits.prefix(3))****\(digits.suffix(4))"
        case .email:
            let parts = text.split(separator: "@")
            return "\(parts.first?.prefix(1) ?? "")***@\(parts.last ?? "")"
        case .webhook: return text.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        }
    }

    /// Where a text to it is carried, and so what a part of it is.
    public var region: SegmentCount.Region { text.hasPrefix("+86") ? .china : .abroad }
}
