// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// The last balance of each account, which the next message of that account must begin with.
///
///     page 5/1 ── 62M ─▶ 60M ── page 5/2 ── 62F ─▶ 60F ── page 6/1
struct MTChain {
    /// `:28C:5/1`: statement 5, page 1.
    struct Number: Hashable {
        let statement: Int
        let page: Int

        /// nil where the field is no number.
        init?(_ text: String) {
            let parts = text.split(separator: "/", maxSplits: 1).map { part in
                TimeText.number(Array(part.utf8)[...])
            }
            guard let statement = parts.first, let statement else { return nil }
            self.statement = statement
            page = (parts.count > 1 ? parts[1] : nil) ?? 1
        }

        func isFollowed(by next: Number) -> Bool {
            next.statement == statement ? next.page == page + 1 : next.statement == statement + 1 && next.page <= 1
        }

        var text: String { "\(statement)/\(page)" }
    }

    private struct Link {
        let number: Number?
        let balance: MTBalance
        let isLast: Bool
    }

    private var links: [String: Link] = [:]

    /// Compares an opening balance with the closing balance before it.
    ///
    /// - Throws: where the message follows directly and begins with another balance.
    func link(
        _ account: String, _ number: Number?, _ opening: MTBalance, isFirst: Bool, line: Int,
        _ totals: inout StatedTotals
    ) throws(StatementError) {
        guard let before = links[Self.key(account, opening)] else {
            if !isFirst {
                totals.warn(
                    zh: "第 \(line) 行：账单的前几页不在文件中",
                    en: "line \(line): earlier pages of the statement are not in the file")
            }
            return
        }
        let stated = FineAmount.text(opening.fine, opening.currency)
        let expected = FineAmount.text(before.balance.fine, opening.currency)
        if stated == expected || Self.follows(before, number, opening) {
            try totals.check(
                isFirst ? ":60F:" : ":60M:", stated: stated, counted: expected, line: line)
            return
        }
        totals.warn(
            zh: "第 \(line) 行：期初余额 \(stated) 与上一份账单的期末余额 \(expected) 不同，"
                + "中间可能缺账单（\(before.number?.text ?? "?") → \(number?.text ?? "?")）",
            en: "line \(line): the opening balance \(stated) is not the closing balance \(expected) before it; "
                + "statements may be missing between (\(before.number?.text ?? "?") to \(number?.text ?? "?"))")
    }

    /// Whether a message must begin where the one before it ended: by their numbers; where they have none, or always
    /// the same, by their days.
    private static func follows(_ before: Link, _ number: Number?, _ opening: MTBalance) -> Bool {
        if let last = before.number, let number, last != number { return last.isFollowed(by: number) }
        let days = opening.date.daysSinceEpoch - before.balance.date.daysSinceEpoch
        return (0...1).contains(days)
    }

    mutating func remember(
        _ account: String, _ number: Number?, _ closing: MTBalance, isLast: Bool, line: Int
    ) throws(StatementError) {
        links[Self.key(account, closing)] = Link(number: number, balance: closing, isLast: isLast)
        guard links.count <= ReadingLimits.accounts else {
            throw StatementError.malformed(
                line: line, zh: "文件中的账户超过 \(ReadingLimits.accounts) 个",
                en: "the file has more than \(ReadingLimits.accounts) accounts")
        }
    }

    /// A statement whose last page is missing.
    func warnOfOpenPages(_ totals: inout StatedTotals) {
        guard links.values.contains(where: { !$0.isLast }) else { return }
        totals.warn(
            zh: "有账单以 :62M: 结束，后续页不在文件中", en: "a statement ends with :62M:: its further pages are not in the file")
    }

    private static func key(_ account: String, _ balance: MTBalance) -> String {
        account.prefix(64) + "/" + balance.currency.code
    }
}
