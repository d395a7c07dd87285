// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// The cells of one row by field: the only way from bytes to typed values. Every refusal names the column.
struct Cells {
    let row: RawRow
    let map: ColumnMap
    let decoder: TextDecoder
    /// Whether `-`, `--`, `/` stand for "nothing", as in exports.
    let hasNullMarks: Bool
    /// Whether the row is one of a workbook, whose dates and times were made into text here.
    var isOfSheet = false

    /// Trimmed bytes; empty when the column is missing or says nothing.
    func bytes(_ field: Field) -> ArraySlice<UInt8> {
        let position = map.position(of: field)
        guard position >= 0 else { return [] }
        let cell = row.trimmed(position)
        return hasNullMarks && Self.isNullMark(cell) ? [] : cell
    }

    func isEmpty(_ field: Field) -> Bool { bytes(field).isEmpty }

    func text(_ field: Field) throws(RowFault) -> String? {
        let bytes = bytes(field)
        guard !bytes.isEmpty else { return nil }
        guard let text = decoder.text(bytes) else {
            throw .notText(column: map.name(of: field), encoding: decoder.encoding)
        }
        return text
    }

    /// A name in words (product, channel, operator): of bounded length, scrubbed of card numbers.
    func label(_ field: Field) throws(RowFault) -> String? {
        guard let text = try text(field) else { return nil }
        guard text.utf8.count <= ReadingLimits.labelBytes else {
            throw .tooLong(column: map.name(of: field), limit: ReadingLimits.labelBytes)
        }
        return CardScrubber.scrub(text)
    }

    /// A word that must be there.
    func word(_ field: Field) throws(RowFault) -> String {
        guard let text = try text(field) else { throw .missing(column: map.name(of: field)) }
        return text
    }

    func identifier<Kind>(_ field: Field, _ type: Identifier<Kind>.Type) throws(RowFault) -> Identifier<Kind>? {
        guard let text = try identifierText(field) else { return nil }
        return Identifier<Kind>(text)
    }

    /// An identifier as text: leading zeros kept, scientific notation refused, at most 64 bytes.
    func identifierText(_ field: Field) throws(RowFault) -> String? {
        let bytes = Self.withoutFormulaQuotes(bytes(field))
        guard !bytes.isEmpty else { return nil }
        guard !Self.isScientific(bytes) else { throw .scientific(column: map.name(of: field)) }
        guard bytes.count <= 64, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .notAnIdentifier(column: map.name(of: field))
        }
        guard let text = decoder.text(bytes) else {
            throw .notText(column: map.name(of: field), encoding: decoder.encoding)
        }
        guard text.utf8.count <= 64 else { throw .notAnIdentifier(column: map.name(of: field)) }
        return text
    }

    func time(_ field: Field) throws(RowFault) -> CivilTime? {
        let bytes = bytes(field)
        guard !bytes.isEmpty else { return nil }
        guard let time = TimeText.time(bytes) else { throw .notATime(column: map.name(of: field)) }
        return time
    }

    func date(_ field: Field) throws(RowFault) -> CivilDate? {
        let bytes = bytes(field)
        guard !bytes.isEmpty else { return nil }
        if let date = TimeText.date(bytes) { return date }
        // Programs that write workbooks often give a day the hour 0.
        if isOfSheet, let time = TimeText.time(bytes), time.secondOfDay == 0 { return time.date }
        throw .notADate(column: map.name(of: field))
    }

    func secondOfDay(_ field: Field) throws(RowFault) -> Int? {
        let bytes = bytes(field)
        guard !bytes.isEmpty else { return nil }
        guard let second = TimeText.secondOfDay(bytes) else { throw .notATime(column: map.name(of: field)) }
        return second
    }

    func currency(_ field: Field) throws(RowFault) -> Currency {
        guard let code = try text(field) else { return .cny }
        guard let currency = Currency(code: code) ?? Self.currencyNames[code] else {
            throw .unknownCurrency(column: map.name(of: field))
        }
        return currency
    }

    /// Signed minor units; nil when the cell is empty.
    func minor(_ field: Field, style: AmountStyle, currency: Currency) throws(RowFault) -> Int64? {
        let bytes = bytes(field)
        guard !bytes.isEmpty else { return nil }
        do throws(AmountFlaw) {
            return try AmountText.minor(bytes, style: style, decimals: currency.decimals)
        } catch {
            let column = map.name(of: field)
            switch error {
            case .notAnAmount where Self.isScientific(bytes): throw .scientific(column: column)
            case .notAnAmount: throw .notAnAmount(column: column)
            case .tooManyDecimals: throw .tooManyDecimals(column: column, allowed: currency.decimals)
            case .outOfRange: throw .amountOutOfRange(column: column)
            }
        }
    }

    /// Signed minor units that must be there.
    func amount(_ field: Field, style: AmountStyle, currency: Currency = .cny) throws(RowFault) -> Int64 {
        guard let minor = try minor(field, style: style, currency: currency) else {
            throw .missing(column: map.name(of: field))
        }
        return minor
    }

    func card(_ field: Field) throws(RowFault) -> MaskedPAN? {
        guard let text = try text(field) else { return nil }
        guard let card = MaskedPAN(reading: text) else { throw .notACard(column: map.name(of: field)) }
        return card
    }

    func flag(_ field: Field) throws(RowFault) -> Bool? {
        let bytes = bytes(field)
        switch (bytes.count, bytes.first) {
        case (0, _): return nil
        case (1, UInt8(ascii: "1")): return true
        case (1, UInt8(ascii: "0")): return false
        default: throw .notAFlag(column: map.name(of: field))
        }
    }

    /// Free words, cut and scrubbed.
    func remark(_ fields: [Field]) throws(RowFault) -> String? {
        var parts: [String] = []
        for field in fields {
            if let text = try text(field) { parts.append(text) }
        }
        guard !parts.isEmpty else { return nil }
        let words = CardScrubber.scrub(parts.joined(separator: " "))
        let clean =
            words.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
            ? String(
                String.UnicodeScalarView(words.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
            : words
        return clean.utf8.count <= ReadingLimits.remarkCharacters
            ? clean : String(clean.prefix(ReadingLimits.remarkCharacters))
    }

    func fault(unknown word: String, in field: Field) -> RowFault {
        .unknownWord(column: map.name(of: field), word: CardScrubber.scrub(String(word.prefix(40))))
    }

    private static let currencyNames: [String: Currency] = ["人民币": .cny, "人民币元": .cny, "RMB": .cny]

    /// `-`, `--`, a longer run of hyphens, or `/`.
    private static func isNullMark(_ cell: ArraySlice<UInt8>) -> Bool {
        guard let first = cell.first else { return false }
        if cell.count == 1, first == UInt8(ascii: "/") { return true }
        return first == UInt8(ascii: "-") && cell.allSatisfy { $0 == UInt8(ascii: "-") }
    }

    /// `="00123"`, which spreadsheets are given so that they keep the zeros.
    private static func withoutFormulaQuotes(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard cell.count >= 3, cell.starts(with: [UInt8(ascii: "="), UInt8(ascii: "\"")]),
            cell.last == UInt8(ascii: "\"")
        else { return cell }
        return cell.dropFirst(2).dropLast()
    }

    /// Digits with at most one point, `E+`, digits.
    static func isScientific(_ cell: ArraySlice<UInt8>) -> Bool {
        guard let mark = cell.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { return false }
        let mantissa = cell[..<mark]
        let exponent = cell[(mark + 1)...]
        guard exponent.first == UInt8(ascii: "+"), exponent.count >= 2 else { return false }
        let isDigit = { (byte: UInt8) in byte >= 48 && byte <= 57 }
        let points = mantissa.count { $0 == UInt8(ascii: ".") }
        return exponent.dropFirst().allSatisfy(isDigit) && points <= 1 && mantissa.contains(where: isDigit)
            && mantissa.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") }
    }
}
