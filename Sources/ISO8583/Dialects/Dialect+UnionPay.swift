// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// UnionPay's terminals speak so to their acquirers (银联 POS 终端规范): numbers packed, lengths in BCD that count
/// digits or bytes, text in GBK.
///
/// Field 22 is left-justified (`051` → `0510`), field 23 right-justified (`001` → `0001`); the message authentication
/// code of field 64 is eight characters of hexadecimal. Fields 46, 56, 57 and 59 are what acquirers add.
extension Dialect {
    public static let unionPay = Dialect(
        builtIn: "unionpay", typeEncoding: .bcd, bitmap: BitmapRule(isHexadecimal: false, most: 2), characters: .gbk,
        headerBytes: 6, rules: unionPayCard + unionPayPlace + unionPayPrivate, requirements: [])

    private static let unionPayCard: [FieldRule] = [
        .packed(2, upTo: 19, digits: 2, "Primary account number"),
        .packed(3, 6, "Processing code"),
        .packed(4, 12, "Amount, transaction"),
        .packed(11, 6, "System trace audit number"),
        .packed(12, 6, "Local time", form: .time),
        .packed(13, 4, "Local date", form: .monthDay),
        .packed(14, 4, "Expiry", form: .yearMonth),
        .packed(15, 4, "Settlement date", form: .monthDay),
        .packed(22, 3, "Entry mode", odd: .rightZero),
        .packed(23, 3, "Card sequence number", odd: .leftZero),
        .packed(25, 2, "Condition code"),
        .packed(26, 2, "PIN capture code"),
        .packed(32, upTo: 11, digits: 2, "Acquiring institution"),
        .packed(35, upTo: 37, digits: 2, "Track 2", content: .z),
        .packed(36, upTo: 104, digits: 3, "Track 3", content: .z),
    ]

    private static let unionPayPlace: [FieldRule] = [
        .text(37, 12, .an, "Retrieval reference number"),
        .text(38, 6, .an, "Authorisation code"),
        .text(39, 2, .an, "Response code"),
        .text(41, 8, .ans, "Terminal"),
        .text(42, 15, .ans, "Merchant"),
        .text(43, 40, .ans, "Merchant name and place"),
        .text(
            44, upTo: 25, digits: 2, "Additional response data",
            pieces: [.init("44.1", 11, "Issuer"), .init("44.2", 0, "Acquirer")]),
        .text(46, upTo: 999, digits: 3, "Additional data of the acquirer"),
        .packed(48, upTo: 322, digits: 3, "Settlement totals or upload details", masking: .details),
        .text(49, 3, .an, "Currency"),
        .bytes(52, 8, "PIN block"),
        .packed(
            53, 16, "Security control",
            pieces: [
                .init("53.1", 1, "PIN format"), .init("53.2", 1, "Encryption method"),
                .init("53.3", 1, "Track encryption"), .init("53.4", 0, "Reserved"),
            ]),
        .text(
            54, upTo: 20, digits: 3, "Balance",
            pieces: [
                .init("54.1", 2, "Account type"), .init("54.2", 2, "Amount type"), .init("54.3", 3, "Currency"),
                .init("54.4", 1, "Sign"), .init("54.5", 12, "Amount"),
            ]),
    ]

    private static let unionPayPrivate: [FieldRule] = [
        .bytes(55, upTo: 255, digits: 3, "Chip data"),
        .text(56, upTo: 999, digits: 3, "Response text of the acquirer"),
        .text(57, upTo: 999, digits: 3, "Additional data of the acquirer"),
        .bytes(58, upTo: 100, digits: 3, "Electronic purse"),
        .text(59, upTo: 999, digits: 3, "Own use", content: .any),
        .packed(
            60, upTo: 17, digits: 3, "Kind of transaction and batch", odd: .rightZero,
            pieces: [
                .init("60.1", 2, "Message kind"), .init("60.2", 6, "Batch"), .init("60.3", 3, "Network code"),
                .init("60.4", 1, "Reader capability"), .init("60.5", 1, "Chip condition"),
                .init("60.6", 1, "Partial approval"), .init("60.7", 0, "Account type"),
            ]),
        .packed(
            61, upTo: 29, digits: 3, "Original transaction", odd: .rightZero,
            pieces: [
                .init("61.1", 6, "Batch"), .init("61.2", 6, "Trace"), .init("61.3", 4, "Date"),
                .init("61.4", 2, "Authorisation mode"), .init("61.5", 0, "Authorising institution"),
            ]),
        .bytes(62, upTo: 999, digits: 3, "Keys, parameters or queue"),
        .text(
            63, upTo: 163, digits: 3, "Operator, card organisation, texts", content: .any,
            pieces: [.init("63.1", 3, "Operator or card organisation"), .init("63.2", 0, "Texts")]),
        .text(64, 8, .any, "Message authentication code"),
    ]
}

extension FieldRule {
    /// Digits (or a track), two in a byte; hosts write zeros for a date that they do not know.
    fileprivate static func packed(
        _ number: Int, _ count: UInt16, _ name: String, odd: FieldLayout.OddNibble = .leftZero,
        form: DateForm = .none, pieces: [Piece] = []
    ) -> FieldRule {
        FieldRule(
            number, name,
            FieldLayout(
                content: .n, encoding: .bcd, prefix: .fixed, prefixDigits: 0, limit: count, oddNibble: odd,
                padding: .leftZeros, form: form, zerosAreNoDate: true),
            pieces: pieces)
    }

    fileprivate static func packed(
        _ number: Int, upTo limit: UInt16, digits: UInt8, _ name: String, content: ContentClass = .n,
        odd: FieldLayout.OddNibble = .rightZero, masking: Masking = .open, pieces: [Piece] = []
    ) -> FieldRule {
        FieldRule(
            number, name,
            FieldLayout(
                content: content, encoding: .bcd, prefix: .bcd, prefixDigits: digits, limit: limit, oddNibble: odd),
            masking: masking, pieces: pieces)
    }

    fileprivate static func text(
        _ number: Int, _ count: UInt16, _ content: ContentClass, _ name: String
    ) -> FieldRule {
        FieldRule(
            number, name,
            FieldLayout(
                content: content, encoding: .ascii, prefix: .fixed, prefixDigits: 0, limit: count,
                padding: content == .any ? .none : .rightBlanks))
    }

    fileprivate static func text(
        _ number: Int, upTo limit: UInt16, digits: UInt8, _ name: String, content: ContentClass = .ans,
        pieces: [Piece] = []
    ) -> FieldRule {
        FieldRule(
            number, name,
            FieldLayout(content: content, encoding: .ascii, prefix: .bcd, prefixDigits: digits, limit: limit),
            pieces: pieces)
    }

    fileprivate static func bytes(_ number: Int, _ count: UInt16, _ name: String) -> FieldRule {
        FieldRule(
            number, name,
            FieldLayout(content: .b, encoding: .binary, prefix: .fixed, prefixDigits: 0, limit: count))
    }

    fileprivate static func bytes(_ number: Int, upTo limit: UInt16, digits: UInt8, _ name: String) -> FieldRule {
        FieldRule(
            number, name,
            FieldLayout(content: .b, encoding: .binary, prefix: .bcd, prefixDigits: digits, limit: limit))
    }
}
