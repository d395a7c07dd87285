// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Whether the words in front of a number say that it is a card's, in the encodings that tills use.
struct CardLabel: Sendable {
    /// The last bytes of text on the line, capitals folded; digits are not among them.
    private var context: [UInt8] = []
    /// The line before ended with such words.
    private var isCarried = false

    private static let longest = 64
    /// Bytes that may stand between the words and the number.
    private static let reach = 24

    private static let words: [[UInt8]] = [
        Array("CARD".utf8), Array("ACCT".utf8), Array("ACCOUNT".utf8), Array("PAN:".utf8), Array("PAN ".utf8),
        // 卡号, 账号, 帐号 in GBK
        [0xBF, 0xA8, 0xBA, 0xC5], [0xD5, 0xCB, 0xBA, 0xC5], [0xD5, 0xCA, 0xBA, 0xC5],
        // 卡号, 账号, 卡號 in UTF-8
        Array("卡号".utf8), Array("账号".utf8), Array("卡號".utf8),
        // 卡號 in Big5
        [0xA5, 0x64, 0xB8, 0xB9],
    ]

    /// Words behind which another number than the card's stands.
    private static let others: [[UInt8]] = [
        Array("ORDER".utf8), Array("REF".utf8), Array("TRACE".utf8), Array("TXN".utf8), Array("单号".utf8),
        [0xB5, 0xA5, 0xBA, 0xC5], Array("参考号".utf8), [0xB2, 0xCE, 0xBF, 0xBC, 0xBA, 0xC5],
    ]

    var isInForce: Bool {
        if Self.stands(in: context) { return true }
        return isCarried && context.allSatisfy { $0 == 0x20 }
    }

    mutating func append(_ byte: UInt8) {
        context.append((0x61...0x7A).contains(byte) ? byte - 0x20 : byte)
        if context.count > 2 * Self.longest { context.removeFirst(Self.longest) }
    }

    /// A number of some length has used the words up.
    mutating func use() {
        context = []
        isCarried = false
    }

    mutating func endLine() {
        isCarried = Self.stands(in: context)
        context = []
    }

    private static func stands(in context: [UInt8]) -> Bool {
        let text = context.suffix(longest)
        guard let end = words.compactMap({ Self.end(of: $0, in: text) }).max() else { return false }
        let between = text[end...]
        return between.count <= reach && !others.contains { Self.end(of: $0, in: between) != nil }
    }

    /// Index behind the last place where the word stands.
    private static func end(of word: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        guard text.count >= word.count else { return nil }
        for start in (text.startIndex...(text.endIndex - word.count)).reversed()
        where text[start] == word[0] && text[start..<(start + word.count)].elementsEqual(word) {
            return start + word.count
        }
        return nil
    }
}
