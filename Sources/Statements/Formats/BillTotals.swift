// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// The totals at the end of a WeChat Pay bill, and the running sums that must meet them.
///
/// Sums are kept in 0.00001, the finest a bill shows, so that a fee of 0.20300 is counted as it stands.
struct BillTotals {
    /// One sum for each of `WeChatBill.totals`.
    private var sums = [Int128](repeating: 0, count: WeChatBill.totals.count)
    private let fields: [(place: Int, field: Field)]
    private var unreadable: Int64 = 0
    /// Cells of the totals' header, then of the totals.
    private var names: [String] = []
    private var values: [String] = []
    private var nameLine = 0

    init(_ map: ColumnMap) {
        fields = WeChatBill.totals.enumerated().compactMap { place, total in
            total.field.flatMap { map.has($0) ? (place, $0) : nil }
        }
    }

    mutating func noteUnreadable() { unreadable += 1 }

    mutating func add(_ cells: Cells) {
        var isWhole = true
        for (place, field) in fields {
            let bytes = cells.bytes(field)
            guard !bytes.isEmpty else { continue }
            guard let fine = AmountText.fine(bytes) else {
                isWhole = false
                continue
            }
            sums[place] += Int128(fine)
        }
        if !isWhole { unreadable += 1 }
    }

    mutating func takesAsFooter(_ row: RawRow, _ decoder: TextDecoder) throws(StatementError) -> Bool {
        if !values.isEmpty {
            throw StatementError(
                .truncated, line: row.line, zh: "第 \(row.line) 行：合计之后还有数据，文件可能由几份拼接而成",
                en: "line \(row.line): there are rows after the totals; the file may be several joined together")
        }
        if !names.isEmpty {
            values = (0..<row.count).map { decoder.lenientText(row.trimmed($0)) }
            return true
        }
        // Data begins with a back-tick; the header of the totals does not.
        guard row.bytes.first != UInt8(ascii: "`") else { return false }
        let text = decoder.lenientText(row.trimmed(0))
        guard text.hasPrefix("总交易单数") else { return false }
        // Where back-ticks tell the cells, a row without them is one cell.
        let cells =
            row.count > 1
            ? (0..<row.count).map { decoder.lenientText(row.trimmed($0)) }
            : text.split(omittingEmptySubsequences: false, whereSeparator: { ",;\t|".contains($0) }).map(String.init)
        names = cells.map(Layout.normal)
        while names.last == "" { names.removeLast() }
        nameLine = row.line
        return true
    }

    func close(rows: Int64, map: ColumnMap) throws(StatementError) -> [ControlTotal] {
        guard !names.isEmpty, !values.isEmpty else {
            throw StatementError(
                .truncated, field: "总交易单数", zh: "文件末尾没有合计行，文件不完整",
                en: "the totals at the end are missing: the file is cut short")
        }
        guard names.count <= values.count else {
            throw StatementError(
                .truncated, line: nameLine + 1, field: "总交易单数", zh: "合计行的列数不足",
                en: "the line of totals has fewer cells than its header")
        }
        var controls: [ControlTotal] = []
        for (name, value) in zip(names, values) {
            controls.append(try control(name, value, rows: rows, map: map))
        }
        return controls
    }

    private func control(
        _ name: String, _ value: String, rows: Int64, map: ColumnMap
    ) throws(StatementError) -> ControlTotal {
        guard let place = WeChatBill.totals.firstIndex(where: { $0.names.contains(name) }) else {
            throw StatementError(
                .headerDrifted, line: nameLine, field: name, zh: "合计项“\(name)”不认识，账单格式可能已改变",
                en: "the total “\(name)” is not known: the layout of the bill may have changed")
        }
        let counted: String
        let stated: String
        if WeChatBill.totals[place].field != nil {
            guard let fine = AmountText.fine(Array(value.utf8)[...]) else { throw badTotal(name, value) }
            counted = Self.amountText(sums[place])
            stated = Self.amountText(Int128(fine))
        } else {
            guard let count = Int64(value) else { throw badTotal(name, value) }
            counted = String(rows)
            stated = String(count)
        }
        guard counted == stated else { throw differs(name, stated: stated, counted: counted) }
        return ControlTotal(name: name, stated: stated, counted: counted, isBinding: true)
    }

    private func badTotal(_ name: String, _ value: String) -> StatementError {
        StatementError(
            .totalsDiffer, line: nameLine + 1, field: name, zh: "合计“\(name)”不是数字：\(value.prefix(40))",
            en: "the total “\(name)” is not a number: \(value.prefix(40))")
    }

    private func differs(_ name: String, stated: String, counted: String) -> StatementError {
        let zh = unreadable > 0 ? "（有 \(unreadable) 行读不出）" : ""
        let en = unreadable > 0 ? " (rows that could not be read: \(unreadable))" : ""
        return StatementError(
            .totalsDiffer, line: nameLine + 1, field: name,
            zh: "“\(name)”不符：文件写 \(stated)，各行合计 \(counted)\(zh)",
            en: "“\(name)” does not agree: the file states \(stated), its rows add up to \(counted)\(en)")
    }

    /// Two decimals, more only where they say something.
    private static func amountText(_ fine: Int128) -> String {
        var text = Money.text(minor: fine, decimals: AmountText.fineDecimals)
        while text.hasSuffix("0"), text.suffix(4).first != "." { text.removeLast() }
        while text.hasSuffix("0"), let point = text.firstIndex(of: "."),
            text.distance(from: point, to: text.endIndex) > 3
        {
            text.removeLast()
        }
        return text
    }
}
