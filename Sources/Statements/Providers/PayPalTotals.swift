// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// The sums and counts that a settlement report states of its sections and of itself, held against its rows.
///
///     "SF","USD",credits,debits,fee credits,fee debits,balances …      "SC",rows      "RF" and "RC" the same for all
struct PayPalTotals {
    private struct Sum {
        var credits: Int128 = 0
        var debits: Int128 = 0
        var feeCredits: Int128 = 0
        var feeDebits: Int128 = 0
        var isStated = false
    }

    private struct Part {
        var sums: [Currency: Sum] = [:]
        var rows: Int64 = 0
    }

    /// Figures kept for people to look at; all are compared.
    private static let keptControls = 200

    private let map: ColumnMap
    private var section = Part()
    private var report = Part()
    private var isSectionOpen = true
    private var unreadable: Int64 = 0
    private var controls: [ControlTotal] = []
    /// The account of the section, which is the merchant.
    private(set) var account: MerchantID?

    init(_ context: ReadingContext) {
        map = context.map
        let line = context.preamble.last { $0.hasPrefix("\"SH\"") || $0.hasPrefix("SH") }
        let cells = line?.split(separator: ",", omittingEmptySubsequences: false) ?? []
        if cells.count > 3 { account = MerchantID(cells[3].filter { $0 != "\"" && $0 != " " }) }
    }

    mutating func noteUnreadable() {
        unreadable += 1
        count()
    }

    mutating func add(gross: Money, fee: Money?) {
        count()
        for isSection in [true, false] {
            var part = isSection ? section : report
            if gross.minor >= 0 {
                part.sums[gross.currency, default: Sum()].credits += Int128(gross.minor)
            } else {
                part.sums[gross.currency, default: Sum()].debits -= Int128(gross.minor)
            }
            if let fee {
                if fee.minor >= 0 {
                    part.sums[fee.currency, default: Sum()].feeCredits += Int128(fee.minor)
                } else {
                    part.sums[fee.currency, default: Sum()].feeDebits -= Int128(fee.minor)
                }
            }
            if isSection { section = part } else { report = part }
        }
    }

    private mutating func count() {
        section.rows += 1
        report.rows += 1
    }

    /// Whether a row is no data but part of the frame around it.
    mutating func takes(_ row: RawRow, _ decoder: TextDecoder) throws(StatementError) -> Bool {
        let mark = decoder.lenientText(row.trimmed(0))
        switch mark {
        case "RH", "FH", "FF": return true
        case "SH":
            section = Part()
            isSectionOpen = true
            account = MerchantID(decoder.lenientText(row.trimmed(3)))
        case "CH":
            for field in Field.allCases where map.has(field) {
                let name = decoder.lenientText(row.trimmed(map.position(of: field)))
                guard Layout.normal(name) == Layout.normal(map.name(of: field)) else { throw moved(row, field, name) }
            }
        case "SF":
            var part = section
            try compare(&part, row, decoder, mark)
            section = part
        case "SC":
            try compareCount(section, row, decoder, mark)
            isSectionOpen = false
        case "RF":
            var part = report
            try compare(&part, row, decoder, mark)
            report = part
        case "RC":
            try compareCount(report, row, decoder, mark)
        default: return false
        }
        return true
    }

    private func moved(_ row: RawRow, _ field: Field, _ name: String) -> StatementError {
        StatementError(
            .headerDrifted, line: row.line, field: map.name(of: field),
            zh: "第 \(row.line) 行：这一段的列与第一段不同，“\(map.name(of: field))”的位置上是“\(name.prefix(60))”",
            en: "line \(row.line): the columns of this section are not those of the first; where "
                + "“\(map.name(of: field))” was expected stands “\(name.prefix(60))”")
    }

    private mutating func compare(
        _ part: inout Part, _ row: RawRow, _ decoder: TextDecoder, _ mark: String
    ) throws(StatementError) {
        let code = decoder.lenientText(row.trimmed(1))
        guard let currency = Currency(code: code), row.count >= 6 else { throw unreadableTotals(row, mark) }
        var stated: [Int128] = []
        for place in 2...5 {
            guard let minor = try? AmountText.minor(row.trimmed(place), style: .minorUnits, decimals: 0), minor >= 0
            else { throw unreadableTotals(row, mark) }
            stated.append(Int128(minor))
        }
        let sum = part.sums[currency] ?? Sum()
        part.sums[currency, default: Sum()].isStated = true
        try agree("\(mark) \(code)", [stated[0], stated[1]], [sum.credits, sum.debits], currency, row)
        try agree("\(mark) \(code) fee", [stated[2], stated[3]], [sum.feeCredits, sum.feeDebits], currency, row)
    }

    /// Public descriptions put the two sides in either order; both sums must be there.
    private mutating func agree(
        _ name: String, _ stated: [Int128], _ counted: [Int128], _ currency: Currency, _ row: RawRow
    ) throws(StatementError) {
        let text = { (sums: [Int128]) in
            sums.map { Money.text(minor: $0, decimals: currency.decimals) }.joined(separator: " / ")
        }
        let ordered = stated == counted.reversed() ? Array(counted.reversed()) : counted
        try agree(ControlTotal(name: name, stated: text(stated), counted: text(ordered), isBinding: true), row)
    }

    private mutating func compareCount(
        _ part: Part, _ row: RawRow, _ decoder: TextDecoder, _ mark: String
    ) throws(StatementError) {
        let left = part.sums.filter { !$0.value.isStated && $0.value.credits + $0.value.debits > 0 }
        if let currency = left.keys.min(by: { $0.code < $1.code }) {
            throw StatementError(
                .truncated, line: row.line, field: currency.code, zh: "第 \(row.line) 行：缺少 \(currency.code) 的合计",
                en: "line \(row.line): the sums of \(currency.code) are missing")
        }
        guard let stated = Int64(decoder.lenientText(row.trimmed(1))) else { throw unreadableTotals(row, mark) }
        try agree(
            ControlTotal(name: mark, stated: String(stated), counted: String(part.rows), isBinding: true), row)
    }

    private mutating func agree(_ control: ControlTotal, _ row: RawRow) throws(StatementError) {
        guard control.agrees else {
            let zh = unreadable > 0 ? "（有 \(unreadable) 行读不出）" : ""
            let en = unreadable > 0 ? " (rows that could not be read: \(unreadable))" : ""
            throw StatementError(
                .totalsDiffer, line: row.line, field: control.name,
                zh: "“\(control.name)”不符：文件写 \(control.stated)，各行合计 \(control.counted)\(zh)",
                en: "“\(control.name)” does not agree: the file states \(control.stated), its rows add up to "
                    + "\(control.counted)\(en)")
        }
        if controls.count < Self.keptControls { controls.append(control) }
    }

    private func unreadableTotals(_ row: RawRow, _ mark: String) -> StatementError {
        StatementError(
            .totalsDiffer, line: row.line, field: mark, zh: "第 \(row.line) 行：合计“\(mark)”读不出",
            en: "line \(row.line): the totals “\(mark)” cannot be read")
    }

    func close() throws(StatementError) -> [ControlTotal] {
        guard !isSectionOpen else {
            throw StatementError(
                .truncated, field: "SC", zh: "文件末尾没有合计行（SF、SC），文件不完整",
                en: "the totals at the end (SF, SC) are missing: the file is cut short")
        }
        return controls
    }
}
