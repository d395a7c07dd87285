// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
public import Tender

/// Keeps cases about no transaction in step with what is found: which to open, join, reopen, clear or close.
///
///     things now ─┐                    ┌─ fresh ──▶ open · join · reopen     one case for a subject and family
///                 ├─▶ steps(…) ─▶ code ┤
///     cases now ──┘                    └─ gone, with proof ──▶ clear · close
///
/// Pure and total. A code that is neither found nor proved gone changes nothing: a terminal that is silent because
/// the shop is closed was not heard again. Many things at once are one case of their store, and many stores one of
/// the shop, so that a broken line never buries the queue.
public struct Watch: Sendable {
    /// Bounds of what one look may open.
    public struct Limits: Hashable, Sendable {
        /// Things of one store with one code; more are one case of the store.
        public var ofStore = 20
        /// Silent terminals that are one case of the store, where they are at least half of those that stand there.
        public var silentTogether = 3
        /// Cases of one code over all stores; more are one case of the shop.
        public var ofShop = 20
        /// Milliseconds after its closing in which a case that comes back keeps its number.
        public var reopening: Int64 = 72 * 3_600_000

        public init() {}
    }

    private let things: [WatchSubject: WatchedThing]
    private let cases: [WatchedCase]
    private let now: Instant
    private let limits: Limits
    /// Things by code: those that have it, and those that are shown not to.
    private let members: [FindingCode: [WatchedThing]]
    /// What a person closed although it holds: it counts among no many, and opens nothing.
    private let accepted: Set<Held>

    private struct Held: Hashable {
        let subject: WatchSubject
        let code: FindingCode
    }

    private struct Key: Hashable {
        let subject: WatchSubject
        let family: CodeRow.Family
    }

    /// A code as it will stand in a case.
    private struct Fresh {
        let subject: WatchSubject
        let store: StoreID?
        let code: FindingCode
        let words: Bilingual
    }

    private init(_ things: [WatchedThing], _ cases: [WatchedCase], now: Instant, limits: Limits) {
        self.things = Dictionary(things.map { ($0.subject, $0) }) { first, _ in first }
        self.cases = cases.sorted { $0.file.id < $1.file.id }
        self.now = now
        self.limits = limits
        var accepted: Set<Held> = []
        for one in cases where !one.file.state.isOpen {
            for code in one.holding.keys { accepted.insert(Held(subject: one.subject, code: code)) }
        }
        self.accepted = accepted
        var members: [FindingCode: [WatchedThing]] = [:]
        for thing in self.things.values.sorted(by: { $0.subject < $1.subject }) {
            for code in Set(thing.findings.keys).union(thing.proofs.keys)
            where !accepted.contains(Held(subject: thing.subject, code: code)) {
                members[code, default: []].append(thing)
            }
        }
        self.members = members
    }

    /// What is to be done, in the order in which it is to be done; the same for the same things and cases in any
    /// order.
    ///
    /// - Parameters:
    ///   - things: all that was looked at; of one subject the first counts.
    ///   - cases: those that are open, hold a code, or were closed within `reopening`.
    public static func steps(
        _ things: [WatchedThing], _ cases: [WatchedCase], now: Instant, limits: Limits = Limits()
    ) -> [WatchStep] {
        let watch = Watch(things, cases, now: now, limits: limits)
        let gone = watch.gone()
        let beginnings = watch.beginnings(gone)
        return watch.endings(gone, goingOn: Set(beginnings.compactMap(\.goesOn))) + beginnings
    }

    // MARK: What is gone

    private func gone() -> [CaseID: [FindingCode: Bilingual]] {
        var found: [CaseID: [FindingCode: Bilingual]] = [:]
        for one in cases {
            for (code, since) in one.holding {
                if let words = proof(of: code, since: since, one) { found[one.file.id, default: [:]][code] = words }
            }
        }
        return found
    }

    private func proof(of code: FindingCode, since: Instant, _ one: WatchedCase) -> Bilingual? {
        guard one.subject.kind.isGroup else {
            return things[one.subject]?.proof(of: code, since: since)?.words
        }
        let all = (members[code] ?? []).filter { one.subject.kind == .shop || $0.store?.text == one.subject.name }
        let still = all.filter { $0.proof(of: code, since: since) == nil }
        // Nothing was looked at: nothing is known.
        guard !all.isEmpty else { return nil }
        let isMany =
            one.subject.kind == .shop
            ? units(still, of: code).count > limits.ofShop : isMany(still.count, of: all.count, code)
        guard !isMany else { return nil }
        return WatchWords.recovered(all.count - still.count, of: all.count)
    }

    /// - Parameter goingOn: cases that another code joins in the same look: they are not over.
    private func endings(
        _ gone: [CaseID: [FindingCode: Bilingual]], goingOn: Set<CaseID>
    ) -> [WatchStep] {
        cases.flatMap { one -> [WatchStep] in
            guard let codes = gone[one.file.id] else { return [] }
            let sorted = codes.sorted { $0.key < $1.key }
            let isAwaited = one.file.state == .resolved && one.file.followUpOn != nil
            guard codes.count == one.holding.count, !one.isTold, !isAwaited, one.file.state != .closed,
                !goingOn.contains(one.file.id)
            else {
                return sorted.map { .clear(one.file.id, $0.key, $0.value) }
            }
            return [.close(one.file.id, WatchWords.joined(sorted.map(\.value)))]
        }
    }

    // MARK: What is new

    private func beginnings(_ gone: [CaseID: [FindingCode: Bilingual]]) -> [WatchStep] {
        var held: Set<Held> = []
        for one in cases {
            for code in one.holding.keys where gone[one.file.id]?[code] == nil {
                held.insert(Held(subject: one.subject, code: code))
            }
        }
        var fresh: [Key: [Fresh]] = [:]
        for code in members.keys.sorted() {
            guard let family = CodeTable.row(for: code)?.family else { continue }
            let having = (members[code] ?? []).filter { $0.findings[code] != nil }
            for one in units(having, of: code).map({ $0.fresh(code) }) {
                guard !isHeld(one, held) else { continue }
                fresh[Key(subject: one.subject, family: family), default: []].append(one)
            }
        }
        let latest = Dictionary(cases.map { (Key(subject: $0.subject, family: $0.family), $0) }) { left, right in
            (left.file.openedAt, left.file.id) < (right.file.openedAt, right.file.id) ? right : left
        }
        return fresh.sorted { ($0.key.subject, $0.key.family.rawValue) < ($1.key.subject, $1.key.family.rawValue) }
            .flatMap { key, all in begin(all, latest[key]) }
    }

    private func begin(_ all: [Fresh], _ latest: WatchedCase?) -> [WatchStep] {
        guard let first = all.first else { return [] }
        let (codes, words) = (all.map(\.code), WatchWords.joined(all.map(\.words)))
        guard let latest else { return [.open(first.subject, first.store, codes, words)] }
        if latest.file.state.isOpen { return all.map { .join(latest.file.id, $0.code, $0.words) } }
        let isRecent = latest.file.closedAt.map { now.milliseconds - $0.milliseconds <= limits.reopening } ?? true
        return isRecent
            ? [.reopen(latest.file.id, codes, words)] : [.open(first.subject, first.store, codes, words)]
    }

    private func isHeld(_ one: Fresh, _ held: Set<Held>) -> Bool {
        let groups = [one.store.flatMap { WatchSubject(.store, $0.text) }, WatchSubject(.shop)].compactMap { $0 }
        return ([one.subject] + groups).contains { held.contains(Held(subject: $0, code: one.code)) }
    }

    // MARK: Many at once

    /// One case's worth of things: a single one, those of a store, or all of them.
    private struct Unit {
        let subject: WatchSubject
        let store: StoreID?
        let things: [WatchedThing]

        func fresh(_ code: FindingCode) -> Fresh {
            let words =
                subject.kind.isGroup
                ? WatchWords.many(things.map(\.subject.name), code) : things.first?.findings[code] ?? code.name
            return Fresh(subject: subject, store: store, code: code, words: words)
        }
    }

    private func units(_ having: [WatchedThing], of code: FindingCode) -> [Unit] {
        let all = Dictionary(grouping: members[code] ?? [], by: \.store)
        var units: [Unit] = []
        for (store, things) in Dictionary(grouping: having, by: \.store) {
            if let store, let subject = WatchSubject(.store, store.text),
                isMany(things.count, of: all[store]?.count ?? 0, code)
            {
                units.append(Unit(subject: subject, store: store, things: things))
            } else {
                units += things.map { Unit(subject: $0.subject, store: $0.store, things: [$0]) }
            }
        }
        guard units.count > limits.ofShop, let shop = WatchSubject(.shop) else {
            return units.sorted { $0.subject < $1.subject }
        }
        return [Unit(subject: shop, store: nil, things: having)]
    }

    private func isMany(_ count: Int, of all: Int, _ code: FindingCode) -> Bool {
        count > limits.ofStore || (code == .dv01 && count >= limits.silentTogether && count * 2 >= all)
    }
}
