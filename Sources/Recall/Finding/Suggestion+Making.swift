// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

extension Suggestion {
    /// Next steps for a query that found nothing good, likeliest first.
    static func all(for query: MemoryQuery) -> [Suggestion] {
        guard !query.isEmpty else { return examples }
        return [widenTime(query), roughAmount(query), otherStores(query), anotherWay(query), anyCard(query)]
            .compactMap { $0 } + [notInRecords(query)]
    }

    /// The same text without some chips and with other words at its end.
    private static func text(
        of query: MemoryQuery, without isUnwanted: (Chip) -> Bool, adding words: String = ""
    ) -> String {
        var scalars = Array(query.text.unicodeScalars)
        for chip in query.chips.reversed() where isUnwanted(chip) {
            let range = chip.range.clamped(to: 0..<scalars.count)
            scalars.replaceSubrange(range, with: [" "])
        }
        let kept = Scan.joined(scalars[...], []).split(whereSeparator: { $0 == " " || $0 == "\n" })
        return (kept.map(String.init) + (words.isEmpty ? [] : [words])).joined(separator: " ")
    }

    /// Four times the window, as two days where it is long and as two times where it is short.
    private static func widenTime(_ query: MemoryQuery) -> Suggestion? {
        guard let window = query.window else { return nil }
        let wide = window.widened(by: 4)
        let days =
            wide.from.date == wide.to.date
            ? "\(wide.from.date)" : "\(wide.from.date) 至 \(min(wide.to.date, query.now.date))"
        let isShort = wide.from.date == wide.to.date && wide.seconds < 86_400
        let clocks = isShort ? " \(wide.from.clock.prefix(5)) 至 \(wide.to.clock.prefix(5))" : ""
        return Suggestion(
            kind: .widenTime,
            label: Bilingual(
                zh: "放宽时间 4 倍：\(wide.from.minute) 至 \(wide.to.minute)",
                en: "four times the time: \(wide.from.minute) to \(wide.to.minute)"),
            text: text(of: query, without: { $0.kind == "time" }, adding: days + clocks))
    }

    private static func roughAmount(_ query: MemoryQuery) -> Suggestion? {
        guard let amount = query.amount, amount.isExact else { return nil }
        return Suggestion(
            kind: .roughAmount,
            label: Bilingual(zh: "金额约 \(amount.low.text)（±10%）", en: "about \(amount.low.text) (±10%)"),
            text: text(of: query, without: { $0.kind == "money" }, adding: "约\(amount.low.text)"))
    }

    private static func otherStores(_ query: MemoryQuery) -> Suggestion? {
        let isTied = query.chips.contains { $0.kind == "store" || $0.kind == "terminal" || $0.kind == "cashier" }
        guard isTied else { return nil }
        return Suggestion(
            kind: .otherStores, label: Bilingual(zh: "查其他门店和终端", en: "look in other stores and terminals"),
            text: text(of: query, without: { ["store", "terminal", "cashier"].contains($0.kind) }))
    }

    /// People who paid by wallet remember the card behind it, and the other way round.
    private static func anotherWay(_ query: MemoryQuery) -> Suggestion? {
        let channels = query.chips.compactMap { chip -> PaymentChannel? in
            if case .channel(let channel) = chip.meaning { channel } else { nil }
        }
        let saidWallet = channels.contains { $0.products == ["qr"] }
        if saidWallet {
            return Suggestion(
                kind: .cardInstead, label: Bilingual(zh: "可能是刷卡：按银行卡查", en: "perhaps by card: look for a card"),
                text: text(of: query, without: { $0.kind == "channel" }, adding: "银行卡"))
        }
        let saidCard = !channels.isEmpty || query.chips.contains { $0.kind == "card" }
        guard saidCard else { return nil }
        return Suggestion(
            kind: .walletInstead, label: Bilingual(zh: "可能是扫码：按钱包查", en: "perhaps by wallet: look for a QR payment"),
            text: text(of: query, without: { $0.kind == "channel" || $0.kind == "card" }, adding: "扫码"))
    }

    private static func anyCard(_ query: MemoryQuery) -> Suggestion? {
        let hasCard = query.chips.contains { $0.kind == "card" }
        guard hasCard, query.chips.contains(where: { $0.kind == "money" || $0.kind == "time" }) else { return nil }
        return Suggestion(
            kind: .anyCard, label: Bilingual(zh: "不限卡号（顾客可能有多张卡）", en: "any card (the customer may have several)"),
            text: text(of: query, without: { $0.kind == "card" }))
    }

    private static func notInRecords(_ query: MemoryQuery) -> Suggestion {
        Suggestion(
            kind: .notInRecords,
            label: Bilingual(
                zh: "已扣款但我方没有记录：登记并向收单机构查询", en: "charged but not in our records: note it and ask the acquirer"),
            text: query.text, code: FindingCode("PY-04"))
    }

    private static let examples = [
        Suggestion(
            kind: .example, label: Bilingual(zh: "金额、时间和卡尾号", en: "amount, time and card"), text: "58 昨天 15点 尾号1234"),
        Suggestion(
            kind: .example, label: Bilingual(zh: "大概的金额和时间", en: "a rough amount and time"),
            text: "about 60 yesterday 3pm"),
        Suggestion(
            kind: .example, label: Bilingual(zh: "小票没出来的", en: "payments without a slip"), text: "今天 没出票"),
    ]
}
