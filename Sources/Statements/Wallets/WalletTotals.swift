// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// What a wallet export says of itself before its rows: how many, how much in, how much out. Such files warn that
/// their sums may differ, so a difference is shown and refuses nothing.
struct WalletTotals {
    private let preamble: [String]
    private var rows: [String: Int64] = [:]
    private var sums: [String: Int128] = [:]

    init(_ preamble: [String]) { self.preamble = preamble }

    /// Counts a row under the file's own word for its direction.
    mutating func add(_ direction: String, minor: Int64) {
        rows[direction, default: 0] += 1
        sums[direction, default: 0] += Int128(minor)
    }

    /// - Parameter directions: the label in the preamble and the word in the rows.
    func controls(read: Int64, directions: [(label: String, word: String)]) -> [ControlTotal] {
        var controls: [ControlTotal] = []
        for line in preamble {
            if line.hasPrefix("共"), let count = StatedFigure.count(in: line) {
                controls.append(
                    ControlTotal(name: "共（笔）", stated: String(count), counted: String(read), isBinding: false))
            }
            for (label, word) in directions where line.hasPrefix(label) {
                controls += figures(of: label, word, in: line)
            }
        }
        return controls
    }

    private func figures(of label: String, _ word: String, in line: String) -> [ControlTotal] {
        var controls: [ControlTotal] = []
        if let count = StatedFigure.count(in: line) {
            controls.append(
                ControlTotal(
                    name: "\(label)（笔）", stated: String(count), counted: String(rows[word] ?? 0), isBinding: false))
        }
        if let amount = StatedFigure.amount(in: line),
            let minor = try? AmountText.minor(Array(amount.utf8)[...], style: [], decimals: 2)
        {
            controls.append(
                ControlTotal(
                    name: "\(label)（元）", stated: Money.text(minor: Int128(minor), decimals: 2),
                    counted: Money.text(minor: sums[word] ?? 0, decimals: 2), isBinding: false))
        }
        return controls
    }
}
