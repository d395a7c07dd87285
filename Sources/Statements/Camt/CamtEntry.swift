// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// One `Ntry` while it is read. Of a batch the first transaction's names and numbers are kept, of the rest the count.
struct CamtEntry {
    let line: Int
    let byte: Int64
    private(set) var amount: FineAmount?
    private(set) var currency = ""
    private(set) var isCredit: Bool?
    /// BOOK, PDNG, INFO or what else the bank says; empty is booked.
    private(set) var state = ""
    private var isReversal = false
    private var bookingDay: String?
    private var valueDay: String?
    private var fault: RowFault?
    private var bankReference = ""
    private var entryReference = ""
    private var batchReference = ""
    private var endToEnd = ""
    private var detailReference = ""
    private var words: [String] = []
    private var addition = ""
    private var details: Int64 = 0
    private var statedDetails: Int64?
    private var seen: [String] = []

    init(line: Int, byte: Int64) {
        self.line = line
        self.byte = byte
    }

    mutating func beginDetails() { details += 1 }

    /// Takes the text of an element; its path begins under `Ntry`.
    mutating func take(
        _ path: ArraySlice<String>, _ value: String, currency: String, isText: Bool, _ encoding: TextEncoding
    ) {
        guard isText else { return spoil(.notText(column: path.last ?? "", encoding: encoding)) }
        guard !value.isEmpty else { return }
        let name = path.joined(separator: "/")
        if path.count <= 2, seen.count < 12 { seen.append("\(name)=\(value.prefix(60))") }
        switch name {
        case "Amt": takeAmount(value, currency)
        case "CdtDbtInd": takeDirection(value)
        case "RvslInd": takeReversal(value)
        case "Sts", "Sts/Cd", "Sts/Prtry": state = value
        case "BookgDt/Dt", "BookgDt/DtTm": bookingDay = value
        case "ValDt/Dt", "ValDt/DtTm": valueDay = value
        case "NtryRef": entryReference = value
        case "AcctSvcrRef": bankReference = value
        case "AddtlNtryInf": addition = value
        case "NtryDtls/Btch/MsgId", "NtryDtls/Btch/PmtInfId": if batchReference.isEmpty { batchReference = value }
        case "NtryDtls/Btch/NbOfTxs":
            if let count = Int64(value), count >= 0, count < 1 << 40 { statedDetails = (statedDetails ?? 0) + count }
        default: if details == 1, name.hasPrefix("NtryDtls/TxDtls/") { takeDetail(path.dropFirst(2), value) }
        }
    }

    private mutating func takeDetail(_ path: ArraySlice<String>, _ value: String) {
        switch path.joined(separator: "/") {
        case "Refs/EndToEndId": if value != "NOTPROVIDED" { endToEnd = value }
        case "Refs/AcctSvcrRef": detailReference = value
        case "Refs/MsgId", "Refs/PmtInfId": if batchReference.isEmpty { batchReference = value }
        case "RltdPties/Dbtr/Nm", "RltdPties/Dbtr/Pty/Nm": if isCredit != false { addWords(value) }
        case "RltdPties/Cdtr/Nm", "RltdPties/Cdtr/Pty/Nm": if isCredit == false { addWords(value) }
        case "RmtInf/Ustrd", "RmtInf/Strd/CdtrRefInf/Ref", "AddtlTxInf": addWords(value)
        default: break
        }
    }

    private mutating func addWords(_ value: String) {
        if words.count < 8 { words.append(String(value.prefix(ReadingLimits.remarkCharacters))) }
    }

    private mutating func takeAmount(_ value: String, _ currency: String) {
        self.currency = currency
        do throws(RowFault) { amount = try FineAmount(Array(value.utf8)[...], field: "Amt") } catch { spoil(error) }
    }

    private mutating func takeDirection(_ value: String) {
        switch value {
        case "CRDT": isCredit = true
        case "DBIT": isCredit = false
        default: spoil(.unknownWord(column: "CdtDbtInd", word: String(value.prefix(20))))
        }
    }

    private mutating func takeReversal(_ value: String) {
        switch value {
        case "true", "1": isReversal = true
        case "false", "0": isReversal = false
        default: spoil(.unknownWord(column: "RvslInd", word: String(value.prefix(20))))
        }
    }

    private mutating func spoil(_ fault: RowFault) { if self.fault == nil { self.fault = fault } }

    var isBooked: Bool { state.isEmpty || state == "BOOK" }
    /// Whether it is known if the booking counts.
    var isStateKnown: Bool { ["", "BOOK", "PDNG", "INFO", "FUTR"].contains(state) }

    /// A batch that holds another number of transactions than it says. The booking itself is one sum all the same.
    var batchWarning: Phrase? {
        guard let statedDetails, details > 0, statedDetails != details else { return nil }
        return Phrase(
            zh: "第 \(line) 行：批次写有 \(statedDetails) 笔，明细中有 \(details) 笔",
            en: "line \(line): the batch states \(statedDetails) transactions and lists \(details)")
    }

    /// The booking as far as its own elements tell it, for people who look at a row set aside.
    var excerpt: [UInt8] { Array("<Ntry> \(seen.joined(separator: " "))".utf8) }

    func row(account: String?, storeZone: Zone) throws(RowFault) -> StatementRow {
        if let fault { throw fault }
        guard let amount else { throw .missing(column: "Amt") }
        guard let isCredit else { throw .missing(column: "CdtDbtInd") }
        guard let money = Currency(code: currency) else { throw .unknownCurrency(column: "Amt Ccy") }
        guard let day = bookingDay ?? valueDay else { throw .missing(column: "BookgDt") }
        guard let moment = CamtMoment(day) else { throw .notADate(column: bookingDay == nil ? "ValDt" : "BookgDt") }
        guard isStateKnown else {
            throw .unknownWord(column: "Sts", word: String(state.prefix(20)))
        }
        var booking = Booking(line: line, byte: byte)
        booking.isCredit = isCredit
        booking.isReversal = isReversal
        booking.isBooked = isBooked
        booking.amount = try amount.money(money, field: "Amt")
        booking.bookedOn = moment.date
        booking.occurredAt = moment.time(in: storeZone)
        booking.account = account
        let single = details <= 1
        let references = [
            bankReference, single ? detailReference : "", single ? endToEnd : "", batchReference, entryReference,
        ]
        booking.reference = references.first { !$0.isEmpty && $0 != "NONREF" && $0 != "NOTPROVIDED" }
        booking.referenceField = "AcctSvcrRef"
        booking.words = (single ? words + [endToEnd] : [batchReference] + words.prefix(1)) + [addition]
        return try booking.row()
    }
}

/// `2026-11-20`, `2026-11-20+01:00`, `2026-11-20T15:03:07.123+01:00`: the day as the bank writes it, and the instant
/// where it names one.
struct CamtMoment: Hashable {
    let date: CivilDate
    private let second: Int?
    /// Seconds east of UTC.
    private let offset: Int32?

    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), let date = TimeText.date(bytes[0..<10]) else {
            return nil
        }
        self.date = date
        var rest = bytes[10...]
        guard rest.first == UInt8(ascii: "T") else {
            guard rest.isEmpty || Self.offset(rest) != nil else { return nil }
            (second, offset) = (nil, nil)
            return
        }
        guard rest.count >= 9, let second = TimeText.secondOfDay(rest.dropFirst().prefix(8)) else { return nil }
        rest = rest.dropFirst(9)
        if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop { (48...57).contains($0) } }
        if rest.isEmpty {
            offset = nil
        } else {
            guard let known = Self.offset(rest) else { return nil }
            offset = known
        }
        self.second = second
    }

    private static func offset(_ text: ArraySlice<UInt8>) -> Int32? {
        if text == [UInt8(ascii: "Z")] { return 0 }
        guard text.count == 6, let sign = text.first, let second = TimeText.secondOfDay(text.dropFirst()) else {
            return nil
        }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), second <= 14 * 3_600 else { return nil }
        return sign == UInt8(ascii: "+") ? Int32(second) : -Int32(second)
    }

    /// The time on the store's clock; on the bank's where the file does not say how far it is from UTC.
    func time(in zone: Zone) -> CivilTime? {
        guard let second else { return nil }
        let written = CivilTime(date, secondOfDay: second)
        guard let offset else { return written }
        return zone.civil(at: Instant(milliseconds: (written.secondsSinceEpoch - Int64(offset)) * 1_000))
    }
}
