// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
public import Tariffs
public import Tender

/// A letter to an acquirer that asks for fees back: one page of sums, then every fee.
///
/// Self-contained HTML, printable on A4, without scripts.
public struct ClaimLetter: Sendable {
    /// What a letter says beside the figures.
    public struct Particulars: Sendable {
        /// The acquirer; empty leaves a line to be filled in.
        public var to = ""
        /// The merchant; empty leaves a line to be filled in.
        public var from = ""
        /// Number of the contract.
        public var contract = ""
        public var date: CivilDate
        /// The money is asked for by this day.
        public var payBy: CivilDate
        public var currency: Currency
        /// Name and SHA-256 of each acquirer file.
        public var files: [(name: String, sha256: String)] = []
        public var tariffVersion = ""
        /// To cite the rows in words; nil cites their numbers only.
        public var tariff: Tariff?

        public init(date: CivilDate, payBy: CivilDate, currency: Currency) {
            self.date = date
            self.payBy = payBy
            self.currency = currency
        }
    }

    /// In which language.
    public enum Language: Sendable, Hashable { case chinese, english }

    let list: ClaimList
    let particulars: Particulars
    let language: Language

    /// Reads the `overcharges.csv` that a file job has written.
    ///
    /// - Throws: `FileJobError` where it is none.
    public init(path: String, particulars: Particulars, language: Language) throws(FileJobError) {
        list = try ClaimList(path: path, decimals: particulars.currency.decimals)
        self.particulars = particulars
        self.language = language
    }

    init(list: ClaimList, particulars: Particulars, language: Language) {
        self.list = list
        self.particulars = particulars
        self.language = language
    }

    /// Fees in the claim.
    public var rows: Int { list.total.rows }
    /// What is asked for, in minor units.
    public var sum: Int128 { list.total.over }

    func say(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }

    func money(_ minor: Int128) -> String { Money.grouped(minor: minor, decimals: particulars.currency.decimals) }

    /// With the currency, as a letter writes it.
    func sum(_ minor: Int128) -> String {
        particulars.currency.code == "CNY" && language == .chinese
            ? "人民币 \(money(minor)) 元" : "\(particulars.currency.code) \(money(minor))"
    }

    func count(_ number: Int) -> String { Money.grouped(minor: Int128(number), decimals: 0) }

    /// The whole page.
    public var html: String {
        var html = HTMLText()
        html.raw("<!doctype html>\n<html lang=\"\(say("zh-CN", "en"))\">\n<head>\n<meta charset=\"utf-8\">\n")
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        html.element("title", text: say("关于退还多收手续费的函", "Claim for fees charged above contract"))
        html.raw("<style>\n\(ReportStyle.css)\(ClaimStyle.css)</style>\n</head>\n<body>\n")
        html.element("main", "class=\"letter\"") { html in
            head(&html)
            body(&html)
            clauses(&html)
            demands(&html)
            basis(&html)
            signature(&html)
            ClaimLines(letter: self).write(to: &html)
        }
        html.raw("</body>\n</html>\n")
        return html.text
    }

    private func head(_ html: inout HTMLText) {
        html.element("p", "class=\"date\"", text: particulars.date.description)
        html.element("h1", text: say("关于退还多收手续费的函", "Claim for fees charged above contract"))
        html.element("p") { html in
            html.put(say("致：", "To: "))
            blank(particulars.to, &html)
        }
        html.element("p") { html in
            html.put(say("发函方：", "From: "))
            blank(particulars.from, &html)
        }
        html.element("p") { html in
            html.put(say("合同编号：", "Contract: "))
            blank(particulars.contract, &html)
        }
    }

    /// A text, or a line to write on.
    private func blank(_ text: String, _ html: inout HTMLText) {
        if text.isEmpty { html.raw("<span class=\"blank\"></span>") } else { html.put(text) }
    }

    private var months: String {
        let months = Set(list.sums.keys.map(\.month)).filter { !$0.isEmpty }.sorted()
        guard let first = months.first, let last = months.last else { return "" }
        if first == last { return say("\(first) 的", " for \(first)") }
        return say("\(first) 至 \(last) 的", " from \(first) to \(last)")
    }

    private func body(_ html: inout HTMLText) {
        let rows = count(list.total.rows)
        html.element(
            "p",
            text: say(
                "我方逐笔核对了贵方\(months)对账单中的手续费。其中 \(rows) 笔高于合同约定，共多收\(sum(list.total.over))。"
                    + "请贵方核实并退还。",
                "We have checked, payment by payment, the fees in your clearing files\(months). \(rows) of them are "
                    + "above the contract; in all \(sum(list.total.over)) was charged too much. Please verify and "
                    + "return it."
            )
        )
    }

    private func clauses(_ html: inout HTMLText) {
        html.element("h2", text: say("按合同条款和月份", "By clause and month"))
        var rows = list.sums.sorted { $0.key < $1.key }.map { place, sum in
            [
                place.month, cite(place.rowNumber, place.clause), count(sum.rows), money(sum.fee), money(sum.expected),
                money(sum.over),
            ]
        }
        let total = list.total
        rows.append([
            say("合计", "total"), "", count(total.rows), money(total.fee), money(total.expected), money(total.over),
        ])
        html.element("div", "class=\"wide\"") { html in
            html.plainTable(
                [
                    say("月份", "month"), say("合同条款", "clause"), say("笔数", "fees"), say("实收", "charged"),
                    say("应收", "by contract"), say("多收", "too much"),
                ], numbers: [2, 3, 4, 5], lastIsTotal: true, rows: rows)
        }
    }

    /// `附件二 3.1：debit 0.50%，封顶 20.00`, or the row's number where the clause is not told.
    private func cite(_ rowNumber: Int, _ clause: String) -> String {
        let name = clause.isEmpty ? say("费率表第 \(rowNumber) 行", "row \(rowNumber) of the tariff") : clause
        guard let tariff = particulars.tariff, tariff.version == particulars.tariffVersion,
            tariff.rows.indices.contains(rowNumber - 1)
        else { return name }
        let words = tariff.rows[rowNumber - 1].words(in: particulars.currency)
        return say("\(name)：\(words.chinese)", "\(name): \(words.english)")
    }

    private func demands(_ html: inout HTMLText) {
        html.element("h2", text: say("我方要求", "What we ask for"))
        html.element("ol") { html in
            html.element(
                "li",
                text: say(
                    "在 \(particulars.payBy) 前将多收的\(sum(list.total.over))退还至结算账户。",
                    "Return \(sum(list.total.over)) to the settlement account by \(particulars.payBy)."))
            html.element(
                "li",
                text: say(
                    "书面说明多收的原因，以及费率改正的日期。", "Tell us in writing why, and from which day the rate is right."))
            html.element(
                "li",
                text: say(
                    "如有异议，请在同一日期前按附表逐笔答复。",
                    "If you disagree, answer by the same day, payment by payment, against the list below."))
        }
    }

    private func basis(_ html: inout HTMLText) {
        html.element("h2", text: say("依据", "How this was found"))
        html.element(
            "p",
            text: say(
                "每笔手续费均按合同费率（版本 \(particulars.tariffVersion)）精确计算，与贵方对账单所列手续费比较；少收的不抵扣。"
                    + "对账单文件及其 SHA-256：",
                "Each fee was computed exactly from the contract's rates (version \(particulars.tariffVersion)) and "
                    + "compared with the fee in your file; undercharges are not set off. The files and their SHA-256:"))
        html.element("ul", "class=\"k\"") { html in
            for file in particulars.files { html.element("li", text: "\(file.name)  \(file.sha256)") }
        }
    }

    private func signature(_ html: inout HTMLText) {
        html.element("div", "class=\"sign\"") { html in
            html.element("p") { html in
                html.put(say("签章：", "Signature: "))
                html.raw("<span class=\"blank\"></span>")
            }
            html.element("p") { html in
                html.put(say("联系人及电话：", "Contact: "))
                html.raw("<span class=\"blank\"></span>")
            }
        }
    }
}

/// The letter's annex: fee by fee.
struct ClaimLines {
    let letter: ClaimLetter

    func write(to html: inout HTMLText) {
        let list = letter.list
        guard !list.lines.isEmpty else { return }
        html.element("section", "class=\"annex\"") { html in
            html.element("h2", text: letter.say("附表：逐笔清单", "Annex: fee by fee"))
            if list.lines.count < list.count {
                let (shown, all) = (letter.count(list.lines.count), letter.count(list.count))
                html.element(
                    "p",
                    text: letter.say(
                        "前 \(shown) 行，共 \(all) 行；全部见 overcharges.csv。",
                        "The first \(shown) of \(all) lines; all are in overcharges.csv."))
            }
            html.element("div", "class=\"wide\"") { html in
                html.plainTable(
                    [
                        letter.say("日期", "day"), letter.say("终端 参考号", "terminal, reference"),
                        letter.say("品种", "product"), letter.say("金额", "amount"), letter.say("实收", "charged"),
                        letter.say("应收", "by contract"), letter.say("多收", "too much"), letter.say("说明", "why"),
                        letter.say("对账单位置", "place in your file"),
                    ], numbers: [3, 4, 5, 6], lastIsTotal: false, rows: list.lines.map(cells))
            }
        }
    }

    private func cells(_ line: Overcharge) -> [String] {
        let key = [line.merchant, line.terminal, line.rrn].filter { !$0.isEmpty }.joined(separator: " ")
        let many = line.rows == 1 ? "" : letter.say("\(line.rows) 笔合计；", "sum of \(line.rows); ")
        return [
            line.day?.description ?? "", key, "\(line.product) \(line.type)", letter.money(line.amount),
            letter.money(line.fee), letter.money(line.expected), letter.money(line.over),
            many + letter.say(line.reason.chinese, line.reason.english), line.reference,
        ]
    }
}

/// What a letter has beside the report's style.
enum ClaimStyle {
    static let css = """
        .letter .date { text-align: right } .letter h1 { text-align: center; margin: 1rem 0 1.4rem }
        .letter p, .letter li { font-size: 1rem } .letter ul { list-style: none; padding: 0 }
        .letter ul.k li { font-size: .78rem; overflow-wrap: anywhere }
        .blank { display: inline-block; min-width: 16rem; border-bottom: 1px solid var(--ink) }
        .sign { margin: 2.5rem 0 1rem; display: grid; gap: 1.6rem; break-inside: avoid }
        tr.total td { font-weight: 600; border-top: 2px solid var(--ink) }
        .annex table { font-size: .74rem } .annex td { overflow-wrap: anywhere }
        .annex td:first-child { white-space: nowrap }
        .annex td:nth-child(2), .annex td:nth-child(9) { min-width: 8rem }
        @media print { .annex { break-before: page } }
        @media (max-width: 600px) { .blank { min-width: 9rem } }

        """
}
