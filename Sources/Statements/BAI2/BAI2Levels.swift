// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// File, group and account as they open and close, each with what it adds up to.
struct BAI2Levels {
    /// What a level has so far, as the record that ends it will state it.
    private struct Sums {
        var total: Int128 = 0
        var parts: Int64 = 0
        var records: Int64 = 0
        var unreadable: Int64 = 0
        var line = 0

        /// Takes a level that was closed into the one around it.
        mutating func add(_ part: Sums) {
            total += part.total
            parts += 1
            records += part.records
            unreadable += part.unreadable
        }
    }

    private var file: Sums?
    private var group: Sums?
    private var account: Sums?
    private var files = 0
    private var bank = ""
    private var day = CivilDate(daysSinceEpoch: 0)
    private var groupCurrency: Currency? = Currency(code: "USD")
    private var entries = BAI2Entry.Account(currency: nil, label: nil, day: CivilDate(daysSinceEpoch: 0))

    mutating func take(
        _ record: BAI2Record, _ decoder: TextDecoder, _ totals: inout StatedTotals
    ) throws(StatementError) {
        let fields = record.fields()
        let text = { (place: Int) in place < fields.count ? decoder.lenientText(fields[place]) : "" }
        switch record.code {
        case "01":
            guard file == nil else { throw Self.outOfPlace(record) }
            files += 1
            file = Sums(records: record.lineCount, line: record.line)
        case "02": try openGroup(record, text, fields, &totals)
        case "03": try openAccount(record, text, fields)
        case "49": try closeAccount(record, fields, &totals)
        case "98": try closeGroup(record, fields, &totals)
        default: try closeFile(record, fields, &totals)
        }
    }

    /// - Throws: when no account is open.
    func accountOfEntries(_ record: BAI2Record) throws(StatementError) -> BAI2Entry.Account {
        guard account != nil else { throw Self.outOfPlace(record) }
        return entries
    }

    mutating func count(_ minor: Int64?, lines: Int64) {
        account?.records += lines
        if let minor { account?.total += Int128(minor) } else { account?.unreadable += 1 }
    }

    func end() throws(StatementError) {
        guard files > 0, file == nil else {
            let open = account?.line ?? group?.line ?? file?.line ?? 1
            throw StatementError(
                .truncated, line: open, field: "99", zh: "文件没有结束记录（49、98、99），不完整；第 \(open) 行开始的部分没有结束",
                en: "the records that end the file (49, 98, 99) are missing: it is cut short; what begins on line "
                    + "\(open) has no end")
        }
    }

    // MARK: Opening

    private mutating func openGroup(
        _ record: BAI2Record, _ text: (Int) -> String, _ fields: [ArraySlice<UInt8>], _ totals: inout StatedTotals
    ) throws(StatementError) {
        guard file != nil, group == nil else { throw Self.outOfPlace(record) }
        switch text(2) {
        case "", "1": break
        case "3":
            totals.warn(
                zh: "第 \(record.line) 行：这是更正文件，可能取代以前的文件",
                en: "line \(record.line): a correction, which may replace an earlier file")
        default:
            throw StatementError(
                .notDetail, line: record.line, field: "02 status",
                zh: "第 \(record.line) 行：组状态 \(text(2)) 是删除或测试，不是账单",
                en: "line \(record.line): group status \(text(2)) is a deletion or a test, not a statement")
        }
        guard fields.count > 3, let date = MTDate.date(fields[3]) else {
            throw StatementError.malformed(line: record.line, zh: "02 的日期不是 YYMMDD", en: "the day in 02 is not YYMMDD")
        }
        if ["1", "3"].contains(text(6)) {
            totals.warn(
                zh: "第 \(record.line) 行：这是日间报告；同一天的最终报告可能再次列出这些入账，请只导入其中一种",
                en: "line \(record.line): an interim report; the final one of the day may list the same bookings, "
                    + "import one of the two")
        }
        day = date
        bank = text(1)
        groupCurrency = text(5).isEmpty ? Currency(code: "USD") : Currency(code: text(5))
        group = Sums(records: record.lineCount, line: record.line)
    }

    private mutating func openAccount(
        _ record: BAI2Record, _ text: (Int) -> String, _ fields: [ArraySlice<UInt8>]
    ) throws(StatementError) {
        guard group != nil, account == nil else { throw Self.outOfPlace(record) }
        var sums = Sums(records: record.lineCount, line: record.line)
        // Balances: type, amount, count, funds type and its fields, again and again.
        var place = 2
        while place + 1 < fields.count {
            // Many banks end each line with a comma of its own before the stroke; a balance without a type is none.
            guard !fields[place].isEmpty else {
                place += 1
                continue
            }
            let amount = fields[place + 1]
            if !amount.isEmpty {
                guard let minor = BAI2Record.number(amount) else {
                    throw StatementError.malformed(
                        line: record.line, zh: "03 的金额不是整数", en: "an amount in 03 is not a whole number")
                }
                sums.total += Int128(minor)
            }
            place += try Self.width(from: place, fields, line: record.line)
        }
        account = sums
        entries = BAI2Entry.Account(
            currency: text(1).isEmpty ? groupCurrency : Currency(code: text(1)),
            label: Booking.accountLabel(bank: bank, number: text(0)), day: day)
    }

    /// How many fields one balance has.
    private static func width(
        from place: Int, _ fields: [ArraySlice<UInt8>], line: Int
    ) throws(StatementError) -> Int {
        guard place + 3 < fields.count else { return 4 }
        switch fields[place + 3] {
        case [0x53]: return 7
        case [0x56]: return 6
        case [0x44]:
            guard place + 4 < fields.count, let count = TimeText.number(fields[place + 4]), count <= fields.count
            else {
                throw StatementError.malformed(line: line, zh: "03 的资金类型 D 没有笔数", en: "funds type D in 03 has no count")
            }
            return 5 + 2 * count
        default: return 4
        }
    }

    // MARK: Closing

    private mutating func closeAccount(
        _ record: BAI2Record, _ fields: [ArraySlice<UInt8>], _ totals: inout StatedTotals
    ) throws(StatementError) {
        guard var sums = account else { throw Self.outOfPlace(record) }
        sums.records += record.lineCount
        try Self.compare("49", sums, fields, countsParts: false, record, &totals)
        account = nil
        group?.add(sums)
    }

    private mutating func closeGroup(
        _ record: BAI2Record, _ fields: [ArraySlice<UInt8>], _ totals: inout StatedTotals
    ) throws(StatementError) {
        guard account == nil, var sums = group else { throw Self.outOfPlace(record) }
        sums.records += record.lineCount
        try Self.compare("98", sums, fields, countsParts: true, record, &totals)
        group = nil
        file?.add(sums)
    }

    private mutating func closeFile(
        _ record: BAI2Record, _ fields: [ArraySlice<UInt8>], _ totals: inout StatedTotals
    ) throws(StatementError) {
        guard group == nil, var sums = file else { throw Self.outOfPlace(record) }
        sums.records += record.lineCount
        try Self.compare("99", sums, fields, countsParts: true, record, &totals)
        file = nil
    }

    /// Sum, number of parts and number of records, each where it is stated.
    private static func compare(
        _ code: String, _ sums: Sums, _ fields: [ArraySlice<UInt8>], countsParts: Bool, _ record: BAI2Record,
        _ totals: inout StatedTotals
    ) throws(StatementError) {
        var stated: [(String, Int128, Int64)] = [("\(code) sum", sums.total, sums.unreadable)]
        if countsParts { stated.append((code == "98" ? "98 accounts" : "99 groups", Int128(sums.parts), 0)) }
        stated.append(("\(code) records", Int128(sums.records), 0))
        for ((name, counted, unreadable), field) in zip(stated, fields) where !field.isEmpty {
            guard let number = BAI2Record.number(field) else {
                throw StatementError.malformed(
                    line: record.line, zh: "“\(name)”不是整数", en: "“\(name)” is not a whole number")
            }
            try totals.check(
                name, stated: String(number), counted: String(counted), unreadable: unreadable, line: record.line)
        }
    }

    private static func outOfPlace(_ record: BAI2Record) -> StatementError {
        StatementError.malformed(
            line: record.line, zh: "记录 \(record.code) 不应出现在这里，文件可能缺少一部分",
            en: "record \(record.code) does not belong here; a part of the file may be missing")
    }
}
