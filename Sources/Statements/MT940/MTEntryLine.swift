// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Field 61, one booking: value date, day of entry, direction, amount, kind, references.
///
///     2611201120C58,00NTRFNONREF//B-77
///     │     │   ││    │   │      └ the bank's reference
///     │     │   ││    │   └ the customer's reference
///     │     │   ││    └ S, N or F and three letters: kind
///     │     │   │└ amount, comma always
///     │     │   └ C, D, RC, RD (taken back), EC, ED (expected); a letter of the currency may follow
///     │     └ MMDD, the day of entry
///     └ YYMMDD, the value date
struct MTEntryLine {
    private(set) var valueDate: CivilDate?
    private(set) var bookedOn: CivilDate?
    /// The direction of the booking itself: RC takes a credit back and is money out.
    private(set) var isCredit = false
    private(set) var isReversal = false
    private(set) var isExpected = false
    private(set) var amount: FineAmount?
    private(set) var kind = ""
    private(set) var customerReference = ""
    private(set) var bankReference = ""
    private(set) var fault: RowFault?

    static let dateField = ":61: value date"
    static let amountField = ":61: amount"

    init(_ content: ArraySlice<UInt8>, _ decoder: TextDecoder) {
        do throws(RowFault) {
            try read(content.trimmingBlanks(), decoder)
        } catch {
            fault = error
        }
    }

    private mutating func read(_ content: ArraySlice<UInt8>, _ decoder: TextDecoder) throws(RowFault) {
        let isDigit = { (byte: UInt8) in (48...57).contains(byte) }
        let digits = content.prefix(while: isDigit)
        guard digits.count == 6 || digits.count == 10 else { throw .notADate(column: Self.dateField) }
        // Blanks in the place of the day of entry are none.
        var rest = try readMark(content[digits.endIndex...].trimmingBlanks())
        // A letter of the currency, as `R` of EUR.
        if let letter = rest.first, (65...90).contains(letter) { rest = rest.dropFirst() }
        // With points too, so that `58.50` is no amount at all, and not 58 with something behind it.
        let number = rest.prefix { isDigit($0) || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }
        amount = try FineAmount(number, mark: UInt8(ascii: ","), mayEndWithMark: true, field: Self.amountField)
        // From here on the sum is right, whatever else is wrong.
        rest = rest[number.endIndex...]
        let isCapital = { (byte: UInt8) in (65...90).contains(byte) }
        guard rest.count >= 4, rest.first.map(isCapital) ?? false,
            rest.prefix(4).allSatisfy({ isDigit($0) || isCapital($0) || $0 == 0x20 })
        else {
            throw .unknownWord(column: ":61: type", word: decoder.lenientText(rest.prefix(4)))
        }
        kind = decoder.lenientText(rest.prefix(4))
        try readReferences(rest.dropFirst(4), decoder)
        try readDates(digits)
    }

    private mutating func readMark(_ text: ArraySlice<UInt8>) throws(RowFault) -> ArraySlice<UInt8> {
        for (mark, isCredit) in [("RC", false), ("RD", true), ("EC", true), ("ED", false), ("C", true), ("D", false)]
        where text.starts(with: Array(mark.utf8)) {
            self.isCredit = isCredit
            isReversal = mark.hasPrefix("R")
            isExpected = mark.hasPrefix("E")
            return text.dropFirst(mark.utf8.count)
        }
        throw .unknownWord(column: ":61: C/D", word: String(decoding: text.prefix(2), as: UTF8.self))
    }

    private mutating func readReferences(_ text: ArraySlice<UInt8>, _ decoder: TextDecoder) throws(RowFault) {
        let slash = UInt8(ascii: "/")
        var customer = text
        var bank: ArraySlice<UInt8> = []
        for index in text.indices.dropLast() where text[index] == slash && text[index + 1] == slash {
            customer = text[..<index]
            bank = text[(index + 2)...]
            break
        }
        guard let own = decoder.text(customer.trimmingBlanks()), let banks = decoder.text(bank.trimmingBlanks()) else {
            throw .notText(column: ":61:", encoding: decoder.encoding)
        }
        // NONREF says that there is none, the others that it stands in field 86.
        let words: Set<String> = ["NONREF", "EREF", "PREF", "MARF"]
        customerReference = words.contains(own.uppercased()) ? "" : own
        bankReference = words.contains(banks.uppercased()) ? "" : banks
    }

    private mutating func readDates(_ digits: ArraySlice<UInt8>) throws(RowFault) {
        guard let value = MTDate.date(digits.prefix(6)) else { throw .notADate(column: Self.dateField) }
        valueDate = value
        bookedOn = value
        guard digits.count == 10 else { return }
        guard let entered = MTDate.date(digits.suffix(4), near: value) else {
            throw .notADate(column: ":61: entry date")
        }
        bookedOn = entered
    }
}
