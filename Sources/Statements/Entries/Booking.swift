// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// One booking on an account, as every format of a bank tells it.
///
///     money in ────────────── incoming, approved: a deposit
///     money in, reversal ──── incoming, reversed: a payment out that came back
///     money out ───────────── outgoing, approved: no deposit
///     money out, reversal ─── outgoing, reversed: a deposit that was taken back
///     announced only ──────── pending: not money yet
struct Booking {
    let line: Int
    let byte: Int64
    var isCredit = true
    /// Whether the booking takes an earlier one back; `isCredit` is its own direction all the same.
    var isReversal = false
    var isBooked = true
    /// Not negative.
    var amount = Money(minor: 0)
    var bookedOn = CivilDate(daysSinceEpoch: 0)
    var occurredAt: CivilTime?
    /// The number that tells this booking from others, and the field it stands in.
    var reference: String?
    var referenceField = ""
    /// The bank and the end of the account's number.
    var account: String?
    /// Who paid and what for, the most telling first.
    var words: [String] = []

    func row() throws(RowFault) -> StatementRow {
        var row = StatementRow(line: line, byte: byte, kind: isCredit ? .incoming : .outgoing)
        row.status = isBooked ? (isReversal ? .reversed : .approved) : .pending
        row.amount = amount
        row.settledOn = bookedOn
        row.occurredAt = occurredAt
        row.channel = account
        if let reference {
            guard let number = ReferenceNumber(reference) else { throw .notAnIdentifier(column: referenceField) }
            row.reference = number
        }
        // As in our own bank files the number opens the remark, which pages show.
        row.remark = RemarkText.joined((reference.map { [$0] } ?? []) + words)
        return row
    }

    /// `DEUTDEFF …3000`: the bank and the last four of the account, enough to tell two accounts apart.
    static func accountLabel(bank: String, number: String) -> String? {
        let bank = String(RemarkText.clean(bank).prefix(40))
        let signs = number.unicodeScalars.filter { $0.value > 0x20 && $0.value < 0x7F }.suffix(4)
        let end = String(String.UnicodeScalarView(signs))
        let label = [bank, end.isEmpty ? "" : "…" + end].filter { !$0.isEmpty }.joined(separator: " ")
        return label.isEmpty ? nil : label
    }
}

/// Free words of a row: one line, without card numbers, of bounded length.
enum RemarkText {
    /// nil when there are no words.
    static func joined(_ parts: [String]) -> String? {
        var seen: [String] = []
        for part in parts {
            let words = clean(part)
            if !words.isEmpty, !seen.contains(words) { seen.append(words) }
        }
        guard !seen.isEmpty else { return nil }
        let words = CardScrubber.scrub(seen.count == 1 ? seen[0] : seen.joined(separator: " "))
        return words.utf8.count <= ReadingLimits.remarkCharacters
            ? words : String(words.prefix(ReadingLimits.remarkCharacters))
    }

    /// Without control characters, and with single blanks.
    static func clean(_ text: String) -> String {
        if isClean(text) { return text }
        var result = String.UnicodeScalarView()
        var owesBlank = false
        for scalar in text.unicodeScalars {
            if scalar.value <= 0x20 || (0x7F...0x9F).contains(scalar.value) {
                owesBlank = !result.isEmpty
                continue
            }
            if owesBlank { result.append(" ") }
            owesBlank = false
            result.append(scalar)
        }
        return String(result)
    }

    /// Whether there is surely nothing to clean: most texts are so, and going over bytes costs little.
    private static func isClean(_ text: String) -> Bool {
        var last: UInt8 = 0x20
        for byte in text.utf8 {
            // 0xC2 begins the control characters from 0x80 on, among others.
            guard byte >= 0x20, byte != 0x7F, byte != 0xC2, byte != 0x20 || last != 0x20 else { return false }
            last = byte
        }
        return last != 0x20
    }
}
