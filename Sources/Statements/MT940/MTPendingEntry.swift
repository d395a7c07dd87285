// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// A booking whose words may still come: field 61, its second line, and field 86.
struct MTPendingEntry {
    private let line: Int
    private let byte: Int64
    private var bytes: [UInt8]
    private let entry: MTEntryLine
    private let currency: Currency
    private let account: String?
    private var supplement: [UInt8] = []
    private var details: [[UInt8]] = []
    private var detailBytes = 0
    private var fault: RowFault?

    init(_ raw: RawRow, _ entry: MTEntryLine, currency: Currency, account: String?) {
        line = raw.line
        byte = raw.byte
        bytes = raw.bytes
        self.entry = entry
        self.currency = currency
        self.account = account
        fault = entry.fault
    }

    mutating func addSupplement(_ text: ArraySlice<UInt8>) {
        guard supplement.count + text.count <= ReadingLimits.rowBytes else { return spoil(Self.tooLong) }
        if !supplement.isEmpty { supplement.append(0x20) }
        supplement += text
    }

    mutating func addDetails(_ text: ArraySlice<UInt8>) {
        detailBytes += text.count + 1
        guard detailBytes <= ReadingLimits.rowBytes else { return spoil(Self.tooLong) }
        details.append(Array(text))
    }

    /// The first fault stands.
    mutating func spoil(_ fault: RowFault) { if self.fault == nil { self.fault = fault } }

    private static let tooLong = RowFault.rowTooLong(limit: ReadingLimits.rowBytes)

    func entry(_ decoder: TextDecoder) -> FileEntry {
        let outcome: Result<StatementRow, RowFault>
        do throws(RowFault) { outcome = .success(try row(decoder)) } catch { outcome = .failure(error) }
        return FileEntry(line: line, byte: byte, bytes: bytes, outcome: outcome)
    }

    private func row(_ decoder: TextDecoder) throws(RowFault) -> StatementRow {
        if let fault { throw fault }
        guard let amount = entry.amount, let day = entry.bookedOn else { throw .notAnAmount(column: ":61:") }
        var lines: [String] = []
        for line in details {
            guard let text = decoder.text(line[...]) else { throw .notText(column: ":86:", encoding: decoder.encoding) }
            lines.append(text)
        }
        guard let extra = decoder.text(supplement[...]) else {
            throw .notText(column: ":61:", encoding: decoder.encoding)
        }
        let details = MTDetails(lines)
        var booking = Booking(line: line, byte: byte)
        booking.isCredit = entry.isCredit
        booking.isReversal = entry.isReversal
        booking.isBooked = !entry.isExpected
        booking.amount = try amount.money(currency, field: MTEntryLine.amountField)
        booking.bookedOn = day
        booking.account = account
        let own = entry.customerReference.isEmpty ? details.endToEnd : entry.customerReference
        booking.reference = entry.bankReference.isEmpty ? (own.isEmpty ? nil : own) : entry.bankReference
        booking.referenceField = ":61: reference"
        booking.words = [details.name, details.purpose, details.endToEnd, own, extra, details.bookingText]
        return try booking.row()
    }
}
