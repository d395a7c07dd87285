// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Columns
internal import Tender

/// Explanations of deposits in words.
struct RowWords: Sendable {
    /// Rows that are named one by one; of more, the first ones.
    private static let shown = 3

    private let labels: [[UInt8]]
    private let numbers: [[UInt8]: UInt32]
    private let decimals: Int
    private let reference: @Sendable (SettledRow) -> String

    /// - Parameters:
    ///   - labels: texts of terminals, batches and payouts by number.
    ///   - reference: `file:line@byte` of a row.
    init(_ labels: [[UInt8]], decimals: Int, reference: @escaping @Sendable (SettledRow) -> String) {
        self.labels = labels
        self.decimals = decimals
        self.reference = reference
        var numbers: [[UInt8]: UInt32] = [:]
        for (number, label) in labels.enumerated() where !label.isEmpty {
            numbers[label] = UInt32(truncatingIfNeeded: number)
        }
        self.numbers = numbers
    }

    func money(_ minor: Int128) -> String { Money.text(minor: minor, decimals: decimals) }

    private func label(_ number: UInt32) -> String {
        labels.indices.contains(Int(number)) ? String(decoding: labels[Int(number)], as: UTF8.self) : ""
    }

    private func sum(_ rows: [SettledRow]) -> Int128 { rows.reduce(0) { $0 + Int128($1.net) } }

    /// Numbers of the labels that a bank's reference is, or holds as a word with a digit in it.
    func identifiers(in reference: String) -> Set<UInt32> {
        let bytes = Array(reference.utf8)
        let isWordByte = { (byte: UInt8) in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
                || byte == 45
        }
        let words = bytes.split { !isWordByte($0) }.map(Array.init)
        return Set(
            ([bytes] + words.filter { $0.count >= 4 && $0.contains { (48...57).contains($0) } })
                .compactMap { numbers[$0] })
    }

    func members(of deposit: Deposit, _ group: [SettledRow]) -> Bilingual {
        let sum = money(Int128(deposit.amount))
        return Bilingual(
            zh: "到账 \(sum) 按流水号 \(deposit.bankReference) 对上 \(group.count) 行",
            en: "the deposit of \(sum) is \(deposit.bankReference): \(group.count) rows, complete")
    }

    func stillOpen(_ rows: [SettledRow]) -> Bilingual {
        let payouts = Set(rows.map(\.payout)).subtracting([0]).map(label).sorted().prefix(Self.shown)
        let named = payouts.isEmpty ? "" : " (" + payouts.joined(separator: ", ") + ")"
        return Bilingual(
            zh: "另有 \(rows.count) 行共 \(money(sum(rows))) 未到账\(named)",
            en: "\(rows.count) rows of \(money(sum(rows))) have not arrived\(named)")
    }

    private func name(_ group: [SettledRow], _ grouping: RowGrouping) -> Bilingual {
        guard let row = group.first else { return Bilingual(zh: "", en: "") }
        return switch grouping {
        case .payout: Bilingual(zh: "打款 \(label(row.payout))", en: "payout \(label(row.payout))")
        case .batch:
            Bilingual(
                zh: "终端 \(label(row.terminal)) 批次 \(label(row.batch))",
                en: "batch \(label(row.batch)) of terminal \(label(row.terminal))")
        case .terminal: Bilingual(zh: "终端 \(label(row.terminal))", en: "terminal \(label(row.terminal))")
        }
    }

    func group(_ group: [SettledRow], _ grouping: RowGrouping, isMissing: Bool) -> DepositExplanation {
        let (name, sum) = (name(group, grouping), money(sum(group)))
        return DepositExplanation(
            outcome: .explained,
            words: isMissing
                ? Bilingual(
                    zh: "缺的恰为\(name.chinese)的 \(group.count) 行，共 \(sum)",
                    en: "what is missing is \(name.english): \(group.count) rows of \(sum)")
                : Bilingual(
                    zh: "到账的恰为\(name.chinese)的 \(group.count) 行，共 \(sum)",
                    en: "what arrived is \(name.english): \(group.count) rows of \(sum)"),
            rows: group.count == 1 ? group.map(reference) : [])
    }

    func either(_ one: [SettledRow], _ other: [SettledRow], _ grouping: RowGrouping) -> DepositExplanation {
        let (first, second) = (name(one, grouping), name(other, grouping))
        return DepositExplanation(
            outcome: .ambiguous,
            words: Bilingual(
                zh: "不唯一：可能是\(first.chinese)，也可能是\(second.chinese)",
                en: "ambiguous: \(first.english), or \(second.english)"))
    }

    private func list(_ places: [Int], _ rows: [SettledRow], _ roles: [RowRole]) -> Bilingual {
        let shown = places.prefix(Self.shown).map { place in
            let (row, sum) = (reference(rows[place]), money(Int128(rows[place].net)))
            return switch roles[place] {
            case .notPaid: Bilingual(zh: "\(row) 的 \(sum) 未付", en: "\(row) of \(sum) not paid")
            case .paidHere: Bilingual(zh: "\(row) 的 \(sum) 在这里付了", en: "\(row) of \(sum) paid with it")
            case .paidTwice: Bilingual(zh: "\(row) 的 \(sum) 付了两次", en: "\(row) of \(sum) paid twice")
            }
        }
        let more = places.count - shown.count
        return Bilingual(
            zh: shown.map(\.chinese).joined(separator: "、") + (more > 0 ? " 等 \(places.count) 行" : ""),
            en: shown.map(\.english).joined(separator: ", ") + (more > 0 ? " and \(more) more" : ""))
    }

    func explanation(
        _ answer: SubsetSearch.Answer, _ rows: [SettledRow], difference: Int128, roles: [RowRole]
    ) -> DepositExplanation {
        switch answer {
        case .unique(let places):
            let (text, count) = (list(places, rows, roles), places.count)
            return DepositExplanation(
                outcome: .explained,
                words: Bilingual(
                    zh: "\(text.chinese)（\(count) 行，唯一）",
                    en: text.english + (count == 1 ? " (the only row that fits)" : " (the only \(count) rows that fit)")
                ),
                rows: places.map { reference(rows[$0]) })
        case .ambiguous(let one, let other):
            let (first, second) = (list(one, rows, roles), list(other, rows, roles))
            return DepositExplanation(
                outcome: .ambiguous,
                words: Bilingual(
                    zh: "不唯一：\(first.chinese)；或 \(second.chinese)",
                    en: "ambiguous: \(first.english); or \(second.english)"))
        case .none(let size):
            return DepositExplanation(
                outcome: .unexplained,
                words: Bilingual(
                    zh: "\(rows.count) 行中没有不超过 \(size) 行的组合能解释",
                    en: "no set of up to \(size) of \(rows.count) rows explains it"))
        case .undecided(let size):
            return DepositExplanation(
                outcome: .undecided,
                words: Bilingual(
                    zh: "未能判定：\(rows.count) 行中不超过 \(size) 行的组合都不符，更大的组合太多",
                    en:
                        "not decided: no set of up to \(size) of \(rows.count) rows fits, larger ones are too many to try"
                ))
        }
    }
}
