// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import SimKit
import Tariffs
import Tender

/// The sample shop with its rows joined by terminal, reference and kind, to be judged one by one: a small twin of
/// what the store does, made of nothing but the verdict.
struct JudgedShop: Sendable {
    struct Transaction: Sendable {
        let observations: [Observation]
        /// What the sources say together, the highest first.
        let facts: Facts
        let codes: [String]
    }

    struct Key: Hashable {
        let terminal: TerminalID?
        let reference: String
        let type: TransactionType
    }

    /// 2026-11-20, the day that the other tests speak of.
    static let today = CivilDate(daysSinceEpoch: 20_777)
    static let shop = JudgedShop(SampleShop.make(today: today))
    /// Every transaction of it, judged once for all tests.
    static let transactions = shop.rows.keys.map { shop.transaction($0) }

    let sample: SampleShop
    private let rows: [Key: [Observation]]
    private let joined: [Key: Facts]
    private let byOrder: [String: [Key]]
    private let byOriginal: [String: [Key]]
    private let byNumber: [String: [Key]]
    private let stores: [TerminalID: StoreID]

    init(_ sample: SampleShop) {
        self.sample = sample
        rows = Dictionary(grouping: sample.observations.filter { $0.source != .bank }) { Self.key($0.facts) }
        joined = rows.mapValues { Self.joined($0) }
        stores = Dictionary(uniqueKeysWithValues: sample.terminals.map { ($0.id, $0.store) })
        var byOrder: [String: [Key]] = [:]
        var byOriginal: [String: [Key]] = [:]
        var byNumber: [String: [Key]] = [:]
        for (key, facts) in joined {
            if let order = facts.order { byOrder[order.text, default: []].append(key) }
            if let original = facts.original { byOriginal[original, default: []].append(key) }
            byNumber[Self.number(key), default: []].append(key)
        }
        (self.byOrder, self.byOriginal, self.byNumber) = (byOrder, byOriginal, byNumber)
    }

    private static func key(_ facts: Facts) -> Key {
        let reference = facts.reference?.text ?? "none \(facts.settledOn?.description ?? "")"
        return Key(terminal: facts.terminal, reference: reference, type: facts.type)
    }

    private static func number(_ key: Key) -> String { "\(key.terminal?.text ?? "") \(key.reference)" }

    private static func joined(_ observations: [Observation]) -> Facts {
        var joined = observations[0].facts
        for observation in observations.sorted(by: { $0.source < $1.source }) {
            joined.order = joined.order ?? observation.facts.order
            joined.original = joined.original ?? observation.facts.original
            joined.card = joined.card ?? observation.facts.card
            joined.amount = observation.facts.amount ?? joined.amount
            joined.status = observation.facts.status ?? joined.status
        }
        return joined
    }

    /// The transaction of a specimen; nil when nobody said anything of it.
    func transaction(of specimen: Specimen) -> Transaction? {
        let key = Self.key(specimen.facts)
        return rows[key] == nil ? nil : transaction(key)
    }

    private func transaction(_ key: Key) -> Transaction {
        let observations = rows[key] ?? []
        let facts = joined[key] ?? Facts(type: key.type)
        let store = facts.terminal.flatMap { stores[$0] } ?? "S01"
        let verdict = Verdict.judge(
            observations, surroundings: surroundings(key, facts), tariff: sample.tariff,
            calendar: sample.calendar(of: store),
            now: Zone.shanghai.instant(of: CivilTime(sample.today, secondOfDay: 86_399)))
        return Transaction(observations: observations, facts: facts, codes: verdict.findings.map(\.code.text))
    }

    private func surroundings(_ key: Key, _ facts: Facts) -> Surroundings {
        var surroundings = Surroundings.none
        surroundings.boundStore = key.terminal.flatMap { stores[$0] }
        surroundings.linked = (facts.order.flatMap { byOriginal[$0.text] } ?? []).map { movement($0) }
        if let original = facts.original {
            surroundings.original = byOrder[original]?.first { !$0.type.returnsMoney }.map { movement($0) }
        }
        let sameNumber = byNumber[Self.number(key)] ?? []
        surroundings.otherTypes = sameNumber.filter { $0.type != key.type }.map { movement($0) }
        let sameSale = facts.order.flatMap { byOrder[$0.text] } ?? []
        surroundings.lookAlikes = sameSale.filter { $0 != key && key.type == .sale && $0.type == .sale }
            .compactMap { lookAlike($0, of: facts) }
        return surroundings
    }

    private func movement(_ key: Key) -> Surroundings.Movement {
        let facts = joined[key]
        let state: Surroundings.Movement.State =
            switch facts?.status {
            case .approved: .done
            case .pending: .pending
            case .declined, .closed, .reversed, .unpaid: .failed
            case .unknown, nil: .unknown
            }
        return Surroundings.Movement(
            id: key.reference, type: key.type, amount: facts?.amount, state: state, at: facts?.occurredAt)
    }

    private func lookAlike(_ key: Key, of facts: Facts) -> Surroundings.LookAlike? {
        guard let other = joined[key], other.amount == facts.amount, other.card == facts.card,
            let mine = facts.occurredAt, let theirs = other.occurredAt, mine != theirs
        else { return nil }
        return Surroundings.LookAlike(
            id: key.reference, at: theirs, order: other.order,
            hasSale: rows[key]?.contains { $0.source == .till } ?? false, isEarlier: theirs < mine)
    }

    /// How many transactions carry each code.
    static let counts = Dictionary(transactions.flatMap(\.codes).map { ($0, 1) }, uniquingKeysWith: +)
}
