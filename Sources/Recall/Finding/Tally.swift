// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// Points and reasons for one candidate under one reading.
struct Tally {
    struct Reason {
        let points: Int
        let text: Bilingual
    }

    private(set) var score = 0
    private(set) var reasons: [Reason] = []

    /// Whether reasons are wanted; sentences for hundreds of candidates that are not shown would cost the most.
    private let explains: Bool

    init(explaining explains: Bool) { self.explains = explains }

    private mutating func add(
        _ points: Int, _ chinese: @autoclosure () -> String, _ english: @autoclosure () -> String
    ) {
        score += points
        if explains { reasons.append(Reason(points: points, text: Bilingual(zh: chinese(), en: english()))) }
    }

    mutating func judge(_ candidate: RecallCandidate, by reading: Reading) {
        let facts = candidate.facts
        for key in reading.keys { self.key(key, candidate) }
        amount(facts, reading)
        time(facts, reading)
        card(facts, reading)
        place(facts, reading)
        channel(facts, reading)
        kind(candidate, reading)
    }

    private mutating func key(_ key: ExactKey, _ candidate: RecallCandidate) {
        let facts = candidate.facts
        let fits: Bool
        var points = 600
        switch key {
        case .transaction(let id): fits = id == candidate.id
        case .reference(let number): fits = facts.reference == number
        case .order(let number): fits = facts.order == number || facts.original == number.text
        case .channelOrder(let number): fits = facts.channelOrder == number || facts.original == number.text
        case .voucher(let number):
            fits = facts.voucher == number
            points = 400
        case .authorisation(let code):
            fits = facts.authorisation == code
            points = 400
        }
        guard fits else { return }
        add(points, "\(key.label.chinese) 一致", "\(key.label.english) matches")
    }

    private mutating func amount(_ facts: Facts, _ reading: Reading) {
        guard !reading.amounts.isEmpty, let amount = facts.amount else { return }
        if let range = reading.amounts.first(where: { $0.contains(amount) }) {
            if range.isExact {
                add(200, "金额一致 \(amount.grouped)", "amount equal \(amount.grouped)")
            } else {
                add(200, "金额 \(amount.grouped) 在 \(range.words) 之内", "amount \(amount.grouped) within \(range.words)")
            }
        } else {
            add(-60, "金额不同 \(amount.grouped)", "amount differs \(amount.grouped)")
        }
    }

    private mutating func time(_ facts: Facts, _ reading: Reading) {
        guard let window = reading.window, let time = facts.occurredAt else { return }
        let distance = window.distance(to: time)
        if window.contains(time) {
            // The nearer to the named moment, the better; a whole day says less than a quarter of an hour.
            let half = max(1, window.seconds / 2)
            let nearness = window.said == nil ? 0 : Int(50 * (half - min(distance, half)) / half)
            guard window.said != nil else { return add(130, "时间相符 \(time.minute)", "time fits \(time.minute)") }
            return distance < 60
                ? add(130 + nearness, "时间一致 \(time.minute)", "time equal \(time.minute)")
                : add(
                    130 + nearness, "时间相差 \(Self.duration(distance).chinese)",
                    "\(Self.duration(distance).english) apart")
        }
        if window.widened(by: 4).contains(time) {
            return add(40, "时间接近 \(time.minute)", "time near \(time.minute)")
        }
        add(0, "时间不同 \(time.minute)", "another time \(time.minute)")
    }

    private mutating func card(_ facts: Facts, _ reading: Reading) {
        guard !reading.cards.isEmpty else { return }
        guard let card = facts.card else { return }
        guard let said = reading.cards.first(where: { $0.last4 == card.last4 }) else {
            return add(-150, "尾号不同 \(card.last4)", "card ends differently, \(card.last4)")
        }
        add(120, "尾号 \(card.last4) 一致", "card ending \(card.last4) matches")
        guard !said.bin.isEmpty, card.bin.count == 6, said.bin.count == 6 else { return }
        if said.bin == card.bin {
            add(30, "卡号前六位 \(card.bin) 一致", "card begins \(card.bin) too")
        } else {
            add(-100, "卡号前六位不同 \(card.bin)", "card begins differently, \(card.bin)")
        }
    }

    private mutating func place(_ facts: Facts, _ reading: Reading) {
        if let terminal = facts.terminal, !reading.terminals.isEmpty {
            reading.terminals.contains(terminal)
                ? add(60, "终端 \(terminal) 一致", "terminal \(terminal) matches")
                : add(-40, "终端不同 \(terminal)", "another terminal \(terminal)")
        }
        if let store = facts.store, !reading.stores.isEmpty {
            reading.stores.contains(store)
                ? add(45, "门店一致", "store matches") : add(-60, "门店不同", "another store")
        }
        if let name = facts.operatorName, !reading.cashiers.isEmpty, reading.cashiers.contains(name) {
            add(45, "收银员 \(name) 一致", "cashier \(name) matches")
        }
        if let batch = facts.batch, reading.batches.contains(batch) {
            add(60, "批次 \(batch) 一致", "batch \(batch) matches")
        }
        if let merchant = facts.merchant, reading.merchants.contains(merchant) {
            add(45, "商户号 \(merchant) 一致", "merchant \(merchant) matches")
        }
        if let remark = facts.remark, let last4 = reading.phones.first(where: { remark.contains($0) }) {
            add(120, "备注中有手机尾号 \(last4)", "phone ending \(last4) is in the remark")
        }
    }

    private mutating func channel(_ facts: Facts, _ reading: Reading) {
        guard !reading.channels.isEmpty else { return }
        let said = [facts.channel, facts.product].compactMap { $0?.lowercased() }
        guard !said.isEmpty else { return }
        if let channel = reading.channels.first(where: { channel in
            said.contains { word in channel.words.contains { word.contains($0) } }
        }) {
            return add(45, "支付方式 \(channel.name.chinese) 一致", "\(channel.name.english) matches")
        }
        guard let product = facts.product?.lowercased() else { return }
        let products = reading.channels.flatMap(\.products)
        if products.contains(where: { product.contains($0) }) {
            add(25, "支付类型 \(product) 相符", "kind of payment fits, \(product)")
        } else if !products.isEmpty {
            add(-50, "支付方式不同 \(facts.channel ?? product)", "paid another way, \(facts.channel ?? product)")
        }
    }

    private mutating func kind(_ candidate: RecallCandidate, _ reading: Reading) {
        let type = candidate.facts.type
        if reading.types.isEmpty {
            // Who names no kind means the payment, not its refund.
            score += type.returnsMoney ? 0 : 5
        } else if reading.types.contains(type) {
            add(60, "类型 \(type.words.chinese) 一致", "kind \(type.words.english) matches")
        } else {
            add(-60, "类型不同 \(type.words.chinese)", "another kind, \(type.words.english)")
        }
        if let code = candidate.codes.first(where: { reading.codes.contains($0) }) {
            add(60, "已有差异 \(code)", "has finding \(code)")
        }
    }

    private static func duration(_ seconds: Int64) -> Bilingual {
        switch seconds {
        case ..<120: Bilingual(zh: "1 分钟", en: "1 minute")
        case ..<5_400: Bilingual(zh: "\(seconds / 60) 分钟", en: "\(seconds / 60) minutes")
        case ..<172_800: Bilingual(zh: "\((seconds + 1_800) / 3_600) 小时", en: "\((seconds + 1_800) / 3_600) hours")
        default: Bilingual(zh: "\(seconds / 86_400) 天", en: "\(seconds / 86_400) days")
        }
    }
}
