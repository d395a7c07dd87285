// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Store
import Tender
import Testing

@testable import Console

/// What a reader of the page of one disputed payment reads, line by line, in both languages.
@Suite struct OutlineTests {
    static let disputed = MarkupTests.Sample(testDescription: "disputed", template: "transactions/one") { words in
        TransactionPage(
            detail: Shelf.detail(
                Shelf.verdict(money: .unknown(since: nil), findings: [Shelf.finding(.py02, by: Money(minor: 5))]),
                [
                    Shelf.entry(.till, Shelf.facts(fen: 580), journal: 3),
                    Shelf.entry(.clearing, Shelf.facts(), journal: 9),
                ]),
            stores: Shelf.stores, now: Shelf.afternoon, words: words)
    }

    /// The text of the page's main part, a line for each run of text between tags, up to the table of sources.
    static func outline(_ language: Language) async throws -> [String] {
        let html = try await MarkupTests.render(disputed, language)
        let main = html.split(separator: "<main", maxSplits: 1).last ?? ""
        let head = main.split(separator: "<tbody>").prefix(2).joined()
        return head.drop { $0 != ">" }.split(separator: "<").compactMap { part in
            let text = part.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false).last ?? ""
            let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
            return trimmed.isEmpty ? nil : trimmed
        }
    }

    @Test func `a cashier reads it in Chinese`() async throws {
        let lines = try await Self.outline(.chinese)
        #expect(
            lines.prefix(17) == [
                "交易", "/", "T0000000001", "不要再次扣款",
                "这笔付款的结果还不清楚，钱可能已经扣了。在查清之前，不要让顾客再付，也不要再刷一次。",
                "消费 ·", "2025-11-20 15:03", "周四 · 和平路店 · 10000001", "¥58.00", "借记卡 ·", "622200 **** 1234",
                "结论：", "已扣款，各方一致。", "钱", "结果不明", "小票", "已出票",
            ])
        #expect(lines.contains("下一步："))
        #expect(lines.contains("不要再次收款。"))
    }

    @Test func `an auditor reads it in English`() async throws {
        let lines = try await Self.outline(.english)
        #expect(
            lines.dropFirst(11).prefix(8) == [
                "Verdict:", "Charged; all agree.", "Money", "Outcome unknown", "Slip", "Slip issued", "Settlement",
                "Due",
            ])
        #expect(lines.contains("PY-02"))
        #expect(lines.contains("Approved, till failed"))
        #expect(lines.contains("clearing.csv:12@345"))
    }
}
