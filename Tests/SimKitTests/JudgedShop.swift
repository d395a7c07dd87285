// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import SimKit
import Tariffs
import Tender

/// The sample shop with its rows joined by terminal, reference and kind, and every transaction judged: a small
/// twin of what the store does, made of nothing but the verdict.
struct JudgedShop: Sendable {
    struct Transaction: Sendable {
        let observations: [Observation]
        /// What the sources say together, the till first.
        let facts: Facts
        var verdict: Verdict?

        var codes: [String] { verdict.map { $0.findings.map(\.code.text) } ?? [] }
    }

    struct Key: Hashable {
        let terminal: TerminalID?
        let reference: String
        let type: TransactionType
    }

    static let today = CivilDate(daysSinceEpoch: 20_777)
    /// 2026-11-20, the day that the other tests speak of.
    static let shop = JudgedShop(SampleShop.make(today: today))

    let sample: SampleShop
    private(set) var transactions: [Key: Transaction] = [:]

    init(_ sample: SampleShop) {
        self.sample = sample
        var rows: [Key: [Observation]] = [:]
        for observation in sample.observations where observation.source != .bank {
            rows[Self.key(observation.facts), default: []].append(observation)
        }
        transactions = rows.mapValues { Transaction(observations: $0, facts: Self.joined($0), verdict: nil) }
        judge()
    }

    static func key(_ facts: Facts) -> Key {
        let reference = facts.reference?.text ?? "none \(facts.settledOn?.description ?? "")"
        return Key(terminal: facts.terminal, reference: reference, type: facts.type)
    }

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

    private mutating func judge() {
        var byOrder: [String: [Key]] = [:]
        var byOriginal: [String: [Key]] = [:]
        var byNumber: [String: [Key]] = [:]
        for (key, transaction) in transactions {
            if let order = transaction.facts.order { byOrder[order.text, default: []].append(key) }
            if let original = transaction.facts.original { byOriginal[original, default: []].append(key) }
            byNumber["\(key.terminal?.text ?? "") \(key.reference)", default: []].append(key)
        }
        let stores = Dictionary(uniqueKeysWithValues: sample.terminals.map { ($0.id, $0.store) })
        for (key, transaction) in transactions {
            var surroundings = Surroundings.none
            surroundings.boundStore = key.terminal.flatMap { stores[$0] }
            let facts = transaction.facts
            for other in facts.order.flatMap({ byOriginal[$0.text] }) ?? [] {
                surroundings.linked.append(movement(other))
            }
            if let original = facts.original {
                surroundings.original = byOrder[original]?.first { !$0.type.returnsMoney }.map { movement($0) }
            }
            let twins = byNumber["\(key.terminal?.text ?? "") \(key.reference)"] ?? []
            surroundings.otherTypes = twins.filter { $0.type != key.type }.map { movement($0) }
            let sameSale = facts.order.flatMap { byOrder[$0.text] } ?? []
            surroundings.lookAlikes = sameSale.filter { $0 != key && key.type == .sale && $0.type == .sale }
                .compactMap { lookAlike($0, of: facts) }
            let store = facts.terminal.flatMap { stores[$0] } ?? "S01"
            let calendar = sample.calendar(of: store)
            transactions[key]?.verdict = Verdict.judge(
                transaction.observations, surroundings: surroundings, tariff: sample.tariff, calendar: calendar,
                now: Zone.shanghai.instant(of: CivilTime(sample.today, secondOfDay: 86_399)))
        }
    }

    private func movement(_ key: Key) -> Surroundings.Movement {
        let facts = transactions[key]?.facts
        let state: Surroundings.Movement.State =
            switch facts?.status {
            case .approved: .done
            case .pending: .pending
            case .declined, .closed, .reversed: .failed
            case .unknown, nil: .unknown
            }
        return Surroundings.Movement(
            id: key.reference, type: key.type, amount: facts?.amount, state: state, at: facts?.occurredAt)
    }

    private func lookAlike(_ key: Key, of facts: Facts) -> Surroundings.LookAlike? {
        guard let other = transactions[key]?.facts, other.amount == facts.amount, other.card == facts.card,
            let mine = facts.occurredAt, let theirs = other.occurredAt, mine != theirs
        else { return nil }
        return Surroundings.LookAlike(
            id: key.reference, at: theirs, order: other.order,
            hasSale: transactions[key]?.observations.contains { $0.source == .till } ?? false, isEarlier: theirs < mine)
    }

    /// The transaction of a specimen.
    func transaction(of specimen: Specimen) -> Transaction? { transactions[Self.key(specimen.facts)] }

    /// How many transactions carry each code.
    var counts: [String: Int] {
        var counts: [String: Int] = [:]
        for transaction in transactions.values {
            for code in transaction.codes { counts[code, default: 0] += 1 }
        }
        return counts
    }
}
