// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Record 16, one booking: `16,type,amount,funds type[,…],bank reference,customer reference,text`.
///
/// The funds type says when the money can be used and brings fields of its own:
///
///     (nothing) 0 1 2 Z ── none          V ── date, time
///     S ── three amounts                 D ── n, then n times days and amount
struct BAI2Entry {
    /// The account a booking belongs to.
    struct Account {
        /// nil where the currency is not known.
        let currency: Currency?
        let label: String?
        let day: CivilDate
    }

    private let record: BAI2Record
    private let decoder: TextDecoder
    private let fields: [ArraySlice<UInt8>]
    /// The amount as the control total counts it; nil where it cannot be read.
    let minor: Int64?

    init(_ record: BAI2Record, _ decoder: TextDecoder) {
        self.record = record
        self.decoder = decoder
        fields = record.fields()
        let amount: ArraySlice<UInt8> = fields.count > 1 ? fields[1] : []
        // A booking without an amount counts as nothing.
        minor = amount.isEmpty ? 0 : BAI2Record.number(amount)
    }

    /// A payment out that came back: debit reversal, cheque posted and returned, return item, transfer reversal.
    private static let cameBack: Set<Int> = [252, 255, 257, 258, 395]
    /// A deposit that was taken back: credit reversal, deposited item returned, return item, transfer reversal.
    private static let takenBack: Set<Int> = [552, 555, 557, 558, 694]

    func row(_ account: Account) throws(RowFault) -> StatementRow {
        let type = fields.first ?? []
        guard type.count == 3, let code = TimeText.number(type) else {
            throw .unknownWord(column: "16 type", word: decoder.lenientText(type.prefix(8)))
        }
        if code == 890 {
            throw .setAside(Phrase(zh: "类型 890 只是信息，没有资金变动", en: "type 890 is information: no money moved"))
        }
        guard (100...699).contains(code) else {
            throw .unknownWord(column: "16 type", word: String(code))
        }
        guard let currency = account.currency else { throw .unknownCurrency(column: "03 currency") }
        let field = "16 amount"
        let text = fields.count > 1 ? fields[1] : []
        if text.first == UInt8(ascii: "-") { throw .negativeAmount(column: field) }
        let amount = try FineAmount(
            minorUnits: text.first == UInt8(ascii: "+") ? text.dropFirst() : text, currency: currency, field: field)
        var booking = Booking(line: record.line, byte: record.byte)
        booking.isCredit = code < 400
        booking.isReversal = Self.cameBack.contains(code) || Self.takenBack.contains(code)
        booking.amount = try amount.money(currency, field: field)
        booking.bookedOn = account.day
        booking.account = account.label
        try addWords(to: &booking, from: try fundsEnd(), code: code)
        return try booking.row()
    }

    /// The first field after those of the funds type.
    private func fundsEnd() throws(RowFault) -> Int {
        guard fields.count > 2 else { return 3 }
        switch fields[2] {
        case [], [0x30], [0x31], [0x32], [0x5A]: return 3
        case [0x53]: return 6
        case [0x56]: return 5
        case [0x44]:
            guard fields.count > 3, let count = TimeText.number(fields[3]), count <= fields.count else {
                throw .unknownWord(column: "16 funds type", word: "D")
            }
            return 4 + 2 * count
        default:
            throw .unknownWord(column: "16 funds type", word: decoder.lenientText(fields[2].prefix(8)))
        }
    }

    private func addWords(to booking: inout Booking, from place: Int, code: Int) throws(RowFault) {
        var texts: [String] = []
        for place in place..<(place + 2) {
            texts.append(try text(place < fields.count ? fields[place] : []))
        }
        let words = try text(record.rest(from: place + 2))
        booking.reference = texts.first { !$0.isEmpty && $0.contains { $0 != "0" } }
        booking.referenceField = "16 reference"
        booking.words = [words, texts[1], "BAI \(code)"]
    }

    private func text(_ bytes: ArraySlice<UInt8>) throws(RowFault) -> String {
        guard let text = decoder.text(bytes) else { throw .notText(column: "16", encoding: decoder.encoding) }
        return text
    }
}
