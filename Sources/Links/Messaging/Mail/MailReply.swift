// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One answer of a mail server (RFC 5321 §4.2): lines of one code, all but the last with a hyphen.
///
///     250-mail.example.com          code 250, lines ["mail.example.com", "STARTTLS", "AUTH PLAIN"]
///     250-STARTTLS
///     250 AUTH PLAIN
struct MailReply: Hashable, Sendable {
    let code: Int
    let lines: [String]

    var isGood: Bool { code / 100 == 2 }
    var isMore: Bool { code / 100 == 3 }
    var isFinal: Bool { code / 100 == 5 }
    /// `451 4.7.1 try again later`.
    var text: String { "\(code) \(lines.joined(separator: " "))" }

    /// Whether an extension was named.
    func offers(_ name: String) -> Bool { lines.contains { $0.uppercased().split(separator: " ").first ?? "" == name } }

    /// Words after the name of an extension.
    func words(of name: String) -> [String] {
        let line = lines.first { $0.uppercased().hasPrefix("\(name) ") || $0.uppercased().hasPrefix("\(name)=") }
        return (line ?? "").uppercased().split { $0 == " " || $0 == "=" }.dropFirst().map(String.init)
    }
}

/// Reads replies out of bytes as they come.
struct MailReplyReader {
    enum Fault: Error { case malformed, tooLong }

    /// Most bytes of one reply; RFC 5321 allows 512 a line.
    static let limit = 32_768

    private var buffer: [UInt8] = []
    private var lines: [String] = []
    private var code = 0
    private var size = 0

    /// Whether bytes lie here that belong to no reply that was given out yet.
    var isEmpty: Bool { buffer.isEmpty && lines.isEmpty }

    mutating func append(_ bytes: some Collection<UInt8>) { buffer.append(contentsOf: bytes) }

    /// The next reply; nil until its last line has come.
    mutating func next() throws(Fault) -> MailReply? {
        while let end = buffer.firstIndex(of: 10) {
            var line = buffer[..<end]
            if line.last == 13 { line = line.dropLast() }
            size += end + 1
            guard size <= Self.limit else { throw .tooLong }
            let reply = try take(Array(line))
            buffer.removeFirst(end + 1)
            if let reply {
                size = 0
                return reply
            }
        }
        guard buffer.count + size <= Self.limit else { throw .tooLong }
        return nil
    }

    private mutating func take(_ line: [UInt8]) throws(Fault) -> MailReply? {
        guard line.count >= 3, line[0..<3].allSatisfy({ $0 >= 48 && $0 <= 57 }) else { throw .malformed }
        let number = line[0..<3].reduce(0) { $0 * 10 + Int($1 - 48) }
        guard (200...599).contains(number), lines.isEmpty || number == code else { throw .malformed }
        code = number
        let mark = line.count > 3 ? line[3] : UInt8(ascii: " ")
        guard mark == UInt8(ascii: " ") || mark == UInt8(ascii: "-") else { throw .malformed }
        lines.append(String(decoding: line.dropFirst(4), as: UTF8.self))
        guard mark == UInt8(ascii: " ") else { return nil }
        defer { lines = [] }
        return MailReply(code: code, lines: lines)
    }
}
