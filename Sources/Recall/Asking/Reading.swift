// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// One way to understand the whole text: each chip with one of its meanings.
struct Reading: Sendable, Hashable {
    /// How many chips are not taken at their likeliest meaning, weighted by how unlikely.
    let rank: Int
    var amounts: [AmountRange] = []
    var cards: [MaskedPAN] = []
    var phones: [String] = []
    var keys: [ExactKey] = []
    var batches: [BatchNumber] = []
    var terminals: [TerminalID] = []
    var merchants: [MerchantID] = []
    var stores: [StoreID] = []
    var cashiers: [String] = []
    var channels: [PaymentChannel] = []
    var types: [TransactionType] = []
    var codes: [FindingCode] = []
    var window: TimeWindow?

    /// More combinations than this are not worth a person's waiting time.
    static let most = 16

    var isEmpty: Bool {
        amounts.isEmpty && cards.isEmpty && keys.isEmpty && batches.isEmpty && terminals.isEmpty && merchants.isEmpty
            && stores.isEmpty && cashiers.isEmpty && channels.isEmpty && types.isEmpty && codes.isEmpty
            && phones.isEmpty && window == nil
    }

    /// The likeliest reading, then those that differ in one chip, then in two.
    static func all(of chips: [Chip], now: CivilTime, businessDay: BusinessDay) -> [Reading] {
        let open = chips.indices.filter { !chips[$0].alternatives.isEmpty }.prefix(6)
        var choices: [[Int: Int]] = [[:]]
        for index in open {
            for other in chips[index].alternatives.indices { choices.append([index: other + 1]) }
        }
        for (place, first) in open.enumerated() {
            for second in open.dropFirst(place + 1) { choices.append([first: 1, second: 1]) }
        }
        let ranked = choices.enumerated().sorted {
            let left = $0.element.values.reduce(0, +)
            let right = $1.element.values.reduce(0, +)
            return left == right ? $0.offset < $1.offset : left < right
        }
        return ranked.prefix(most).map { choice in
            Reading(chips, choice: choice.element, now: now, businessDay: businessDay)
        }
    }

    private init(_ chips: [Chip], choice: [Int: Int], now: CivilTime, businessDay: BusinessDay) {
        rank = choice.values.reduce(0, +)
        var time = TimeJoin(now: now, businessDay: businessDay)
        for (index, chip) in chips.enumerated() {
            let meaning = chip.meanings[choice[index] ?? 0]
            time.add(meaning)
            take(meaning)
        }
        window = time.window
    }

    private mutating func take(_ meaning: Meaning) {
        switch meaning {
        case .money(let range): amounts.append(range)
        case .card(let card): cards.append(card)
        case .phone(let last4): phones.append(last4)
        case .key(let key): keys.append(key)
        case .batch(let batch): batches.append(batch)
        case .terminal(let terminal): terminals.append(terminal)
        case .merchant(let merchant): merchants.append(merchant)
        case .store(let store, _): if !stores.contains(store) { stores.append(store) }
        case .cashier(let name): cashiers.append(name)
        case .channel(let channel): channels.append(channel)
        case .type(let type): types.append(type)
        case .trouble(let trouble): codes += trouble.codes
        case .day, .clock, .moment, .balance, .merchantName, .word: break
        }
    }
}
