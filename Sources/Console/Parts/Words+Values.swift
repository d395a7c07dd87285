// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// How values look on a page, the same everywhere.
extension Words {
    /// `¥1,234.50`, `-¥58.00`; other currencies by their code: `USD 12.00`.
    func amount(_ money: Money) -> String { amount(minor: Int128(money.minor), currency: money.currency) }

    /// A total, which may be wider than one amount.
    func amount(minor: Int128, currency: Currency) -> String {
        let sign = minor < 0 ? "-" : ""
        let digits = Money.grouped(minor: minor < 0 ? -minor : minor, decimals: currency.decimals)
        return currency == .cny ? "\(sign)¥\(digits)" : "\(sign)\(currency.code) \(digits)"
    }

    /// `2025-11-20 15:03`.
    func moment(_ time: CivilTime) -> String { "\(time.date) \(time.clock.prefix(5))" }

    /// `周四`, `Thu`.
    func weekday(_ date: CivilDate) -> String { self["weekday.\(date.weekday)"] }

    /// `12,345`.
    func count(_ number: Int64) -> String { Money.grouped(minor: Int128(number), decimals: 0) }

    /// `98.7%`, rounded down so that 100 % always means all; nil of nothing.
    func percent(_ part: Int64, of whole: Int64) -> String? {
        guard whole > 0, part >= 0 else { return nil }
        let perMille = Int128(part) * 1_000 / Int128(whole)
        return perMille % 10 == 0 ? "\(perMille / 10)%" : "\(perMille / 10).\(perMille % 10)%"
    }

    /// The side of a bilingual text that the reader reads.
    func pick(_ text: Bilingual) -> String { language == .chinese ? text.chinese : text.english }

    /// `5.3 MB`, in steps of 1,000.
    func bytes(_ count: Int64) -> String {
        var value = count
        var tenth: Int64 = 0
        var unit = 0
        while value >= 1_000, unit < 4 {
            tenth = value % 1_000 / 100
            value /= 1_000
            unit += 1
        }
        let name = ["B", "kB", "MB", "GB", "TB"][unit]
        return unit == 0 || value >= 100 ? "\(value) \(name)" : "\(value).\(tenth) \(name)"
    }

    /// `622200 **** 1234`, as slips print it.
    func card(_ card: MaskedPAN) -> String {
        card.bin.isEmpty ? "**** \(card.last4)" : "\(card.bin) **** \(card.last4)"
    }

    /// What a source's own word for a way of paying means; the word itself when we do not know it.
    func product(_ name: String) -> String { text(ifKnown: "product.\(name.lowercased())") ?? name }

    func type(_ type: TransactionType) -> String { self["type.\(type.rawValue)"] }
    func source(_ source: Source) -> String { self["source.\(source.name)"] }
    func status(_ status: ReportedStatus) -> String { self["status.\(status.rawValue)"] }

    func name(of code: FindingCode) -> String { pick(code.name) }

    /// How a code comes about, which is what it means.
    func meaning(of code: FindingCode) -> String { CodeTable.row(for: code).map { pick($0.detection) } ?? "" }

    /// What to do about a code, in order.
    func steps(for code: FindingCode) -> [String] { CodeTable.row(for: code)?.steps.map(pick) ?? [] }

    /// Who acts on a code and by when: `财务，2 个工作日内`.
    func duty(for code: FindingCode) -> String {
        guard let row = CodeTable.row(for: code) else { return "" }
        let owners = row.owners.map { pick($0.label) }.joined(separator: self["common.comma"])
        let values = ["who": owners, "first": pick(row.firstAct.label), "end": pick(row.resolve.label)]
        return text("findings.duty", values)
    }
}
