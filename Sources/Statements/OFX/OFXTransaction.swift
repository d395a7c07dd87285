// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// One `STMTTRN` while it is read.
struct OFXTransaction {
    let line: Int
    let byte: Int64
    private var values: [String: String] = [:]
    private var seen: [String] = []
    /// Currency of the amount, where it is not the account's.
    private var currency: String?
    private var fault: RowFault?

    init(line: Int, byte: Int64) {
        self.line = line
        self.byte = byte
    }

    private static let kept: Set<String> = [
        "TRNTYPE", "DTPOSTED", "TRNAMT", "FITID", "CORRECTFITID", "CHECKNUM", "REFNUM", "NAME", "EXTDNAME", "MEMO",
    ]

    mutating func take(_ name: String, parent: String, _ value: String?, _ encoding: TextEncoding) {
        guard let value else {
            if fault == nil { fault = .notText(column: name, encoding: encoding) }
            return
        }
        if seen.count < 12 { seen.append("\(name)=\(value.prefix(60))") }
        // Within ORIGCURRENCY the symbol is that of the amount before it was converted.
        if name == "CURSYM" { if parent == "CURRENCY" { currency = value } }
        let isOwn = parent == "STMTTRN" || (parent == "PAYEE" && name == "NAME")
        if isOwn, Self.kept.contains(name), values[name] == nil { values[name] = value }
    }

    /// The values as they were read, for people who look at a row set aside.
    var excerpt: [UInt8] { Array("<STMTTRN> \(seen.joined(separator: " "))".utf8) }

    func row(currency account: String, account label: String?) throws(RowFault) -> StatementRow {
        if let fault { throw fault }
        if values["CORRECTFITID"] != nil {
            throw .setAside(
                Phrase(
                    zh: "这是对以前某笔的更正（CORRECTFITID），请核对后人工处理",
                    en: "a correction of an earlier transaction (CORRECTFITID): compare the two and decide"))
        }
        guard let posted = values["DTPOSTED"] else { throw .missing(column: "DTPOSTED") }
        guard let day = Self.day(posted) else { throw .notADate(column: "DTPOSTED") }
        guard let text = values["TRNAMT"] else { throw .missing(column: "TRNAMT") }
        guard let money = Currency(code: (currency ?? account).uppercased()) else {
            throw .unknownCurrency(column: currency == nil ? "CURDEF" : "CURSYM")
        }
        let (amount, isCredit) = try Self.amount(text)
        var booking = Booking(line: line, byte: byte)
        booking.isCredit = isCredit
        booking.amount = try amount.money(money, field: "TRNAMT")
        booking.bookedOn = day
        booking.account = label
        booking.reference = values["FITID"]
        booking.referenceField = "FITID"
        booking.words = ["NAME", "EXTDNAME", "MEMO", "CHECKNUM", "REFNUM", "TRNTYPE"].compactMap { values[$0] }
        return try booking.row()
    }

    /// `+58.00`, `-58`, `58,00`: a sign, then digits with a point or a comma.
    private static func amount(_ text: String) throws(RowFault) -> (FineAmount, isCredit: Bool) {
        var bytes = Array(text.utf8)[...]
        let isCredit = bytes.first != UInt8(ascii: "-")
        if bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
        // `.58` is how some write 0.58.
        if bytes.first == UInt8(ascii: ".") || bytes.first == UInt8(ascii: ",") { bytes = [48] + bytes }
        let mark = bytes.contains(UInt8(ascii: ",")) ? UInt8(ascii: ",") : UInt8(ascii: ".")
        return (try FineAmount(bytes, mark: mark, field: "TRNAMT"), isCredit)
    }

    /// The day in `20261120`, `20261120153007`, `20261120153007.123[-5:EST]`: as the bank writes it in the zone it
    /// names. The time of day is left out: most banks fill it in with noon or midnight.
    static func day(_ text: String) -> CivilDate? {
        let bytes = Array(text.utf8)
        let digits = bytes.prefix { (48...57).contains($0) }
        guard [8, 10, 12, 14].contains(digits.count), let date = TimeText.date(digits.prefix(8)) else { return nil }
        let clock = digits.dropFirst(8) + [48, 48, 48, 48, 48, 48].prefix(14 - digits.count)
        guard TimeText.secondOfDay(clock[...]) != nil else { return nil }
        var rest = bytes[digits.count...]
        if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop { (48...57).contains($0) } }
        guard rest.isEmpty || (rest.first == UInt8(ascii: "[") && rest.last == UInt8(ascii: "]")) else { return nil }
        return date
    }
}
