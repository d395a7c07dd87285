// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One logical record: a line and the 88 lines that go on with it.
struct BAI2Record {
    static let codes = Set(["01", "02", "03", "16", "49", "88", "98", "99"].map { Array($0.utf8) })

    let code: String
    let line: Int
    let byte: Int64
    /// The first line as it stands in the file.
    let bytes: [UInt8]
    /// The record without its code and without the strokes that end its lines.
    private(set) var text: [UInt8]
    /// Lines in the file, continuations counted.
    private(set) var lineCount: Int64 = 1
    /// Whether the last line ended with a stroke, which stands where a comma would.
    private var endsWithStroke: Bool

    init(code: String, line: Int, byte: Int64, bytes: [UInt8], text: ArraySlice<UInt8>) {
        self.code = code
        self.line = line
        self.byte = byte
        self.bytes = bytes
        endsWithStroke = text.last == UInt8(ascii: "/")
        self.text = Array(endsWithStroke ? text.dropLast() : text)
    }

    mutating func continueWith(_ more: ArraySlice<UInt8>, line: Int) throws(StatementError) {
        guard text.count + more.count < ReadingLimits.rowBytes else {
            throw StatementError.malformed(
                line: line, zh: "一条记录连同续行超过 \(ReadingLimits.rowBytes) 字节",
                en: "a record with its continuations is longer than \(ReadingLimits.rowBytes) bytes")
        }
        lineCount += 1
        // Without a stroke the line ended within the free text of a booking.
        text.append(endsWithStroke ? UInt8(ascii: ",") : 0x20)
        endsWithStroke = more.last == UInt8(ascii: "/")
        text += endsWithStroke ? more.dropLast() : more
    }

    /// The fields; the last may be free text with commas of its own, see `rest`.
    func fields() -> [ArraySlice<UInt8>] {
        text[...].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { $0.trimmingBlanks() }
    }

    /// Everything from a field on, as free text.
    func rest(from field: Int) -> ArraySlice<UInt8> {
        var rest = text[...]
        for _ in 0..<field {
            guard let comma = rest.firstIndex(of: UInt8(ascii: ",")) else { return [] }
            rest = rest[(comma + 1)...]
        }
        return rest.trimmingBlanks()
    }

    /// A whole number with a sign, as sums and balances are written; nil for anything else.
    static func number(_ text: ArraySlice<UInt8>) -> Int64? {
        let digits = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") ? text.dropFirst() : text
        guard !digits.isEmpty, digits.count <= 19, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int64(String(decoding: text, as: UTF8.self))
    }
}
