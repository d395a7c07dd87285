// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// One observation while it is weighed. A reference, because an observation has many fields and weighing passes
/// it around far more often than it looks at one.
final class Witness: Sendable {
    let source: Source
    let origin: Origin
    let recordedAt: Instant
    let occurrence: Int
    let facts: Facts

    init(_ observation: Observation) {
        source = observation.source
        origin = observation.origin
        recordedAt = observation.recordedAt
        occurrence = observation.occurrence
        facts = observation.facts
    }

    /// A row of a file; otherwise something told as it happened.
    var isRow: Bool { origin.line > 0 }

    /// Whether the two are one row told twice.
    func repeats(_ other: Witness) -> Bool {
        source == other.source && occurrence == other.occurrence && facts == other.facts
    }

    var observation: Observation {
        Observation(source: source, origin: origin, recordedAt: recordedAt, facts: facts, occurrence: occurrence)
    }
}

/// The observations of one transaction put in order: each once, highest source first, earliest first in a source.
///
/// Nothing here depends on the order in which they were given, so nothing in the verdict can.
struct Testimony {
    let all: [Witness]
    /// Sources that spoke, highest first.
    let sources: [Source]
    /// By raw value of the source: where its witnesses stand, and what it says became of the transaction.
    private let ranges: [Range<Int>]
    private let statuses: [ReportedStatus?]

    init(_ observations: [Observation]) {
        var witnesses = observations.map { Witness($0) }
        if witnesses.count > 1 {
            // Sorted before the repeats are dropped: of two tellings of one row the earliest stays.
            witnesses.sort(by: Self.precedes)
            witnesses = Self.once(witnesses)
        }
        all = witnesses
        var ranges = [Range<Int>](repeating: 0..<0, count: Self.slots)
        var sources: [Source] = []
        for (index, witness) in witnesses.enumerated() {
            let slot = Int(witness.source.rawValue)
            if sources.last != witness.source {
                sources.append(witness.source)
                ranges[slot] = index..<index
            }
            ranges[slot] = ranges[slot].lowerBound..<(index + 1)
        }
        self.sources = sources
        self.ranges = ranges
        var statuses = [ReportedStatus?](repeating: nil, count: Self.slots)
        for source in sources {
            let slot = Int(source.rawValue)
            statuses[slot] = Self.status(of: source, witnesses[ranges[slot]])
        }
        self.statuses = statuses
    }

    private static let slots = Int(Source.allCases.map(\.rawValue).max() ?? 0) + 1

    private static func precedes(_ left: Witness, _ right: Witness) -> Bool {
        if left.source != right.source { return left.source > right.source }
        if left.recordedAt != right.recordedAt { return left.recordedAt < right.recordedAt }
        if left.origin.name != right.origin.name { return left.origin.name < right.origin.name }
        if left.origin.line != right.origin.line { return left.origin.line < right.origin.line }
        if left.origin.byte != right.origin.byte { return left.origin.byte < right.origin.byte }
        if left.occurrence != right.occurrence { return left.occurrence < right.occurrence }
        return left.observation.encoded().lexicographicallyPrecedes(right.observation.encoded())
    }

    private static func once(_ sorted: [Witness]) -> [Witness] {
        // A handful is compared pair by pair; many are hashed, so that a flood of repeats stays cheap.
        guard sorted.count > 8 else {
            return sorted.enumerated().filter { index, witness in
                !sorted[..<index].contains { $0.repeats(witness) }
            }.map(\.element)
        }
        var seen: Set<Content> = []
        return sorted.filter { seen.insert(Content($0)).inserted }
    }

    private struct Content: Hashable {
        let witness: Witness

        init(_ witness: Witness) { self.witness = witness }

        static func == (left: Self, right: Self) -> Bool { left.witness.repeats(right.witness) }

        func hash(into hasher: inout Hasher) {
            hasher.combine(witness.source)
            hasher.combine(witness.occurrence)
            hasher.combine(witness.facts)
        }
    }

    func from(_ source: Source) -> ArraySlice<Witness> { all[ranges[Int(source.rawValue)]] }
    func first(_ source: Source) -> Witness? { from(source).first }
    func has(_ source: Source) -> Bool { !ranges[Int(source.rawValue)].isEmpty }

    /// The side of the shop: the till, or the terminal where no till speaks.
    var counter: Source? { has(.till) ? .till : has(.terminal) ? .terminal : nil }

    /// What a source says became of the transaction; nil when it says nothing about that.
    func status(of source: Source) -> ReportedStatus? { statuses[Int(source.rawValue)] }

    /// Rows of a file say it once, and the first row counts. Live events follow each other: the latest counts,
    /// a final one before one that only says "not yet".
    private static func status(of source: Source, _ told: ArraySlice<Witness>) -> ReportedStatus? {
        guard source > .person else { return nil }
        let presumed = presumed(source)
        let row = told.first { $0.isRow }
        let fromRow = row.flatMap { $0.facts.status ?? presumed }
        let events = told.filter { !$0.isRow }
        guard !events.isEmpty else { return fromRow }
        let fromEvents = latest(events) ?? presumed
        guard let fromRow, let row else { return fromEvents }
        guard let fromEvents else { return fromRow }
        if fromRow.isFinal != fromEvents.isFinal { return fromRow.isFinal ? fromRow : fromEvents }
        let last = events.map(\.recordedAt).max() ?? row.recordedAt
        return last > row.recordedAt ? fromEvents : fromRow
    }

    /// What silence about the status means: being in a clearing file means charged, being in the till sold.
    private static func presumed(_ source: Source) -> ReportedStatus? {
        switch source {
        case .till, .terminal, .clearing, .bank: .approved
        case .callback, .inquiry, .receipt, .person: nil
        }
    }

    private static func latest(_ events: [Witness]) -> ReportedStatus? {
        let told = events.filter { $0.facts.status != nil }
        let final = told.filter { $0.facts.status?.isFinal == true }
        let pool = final.isEmpty ? told : final
        guard let last = pool.map(\.recordedAt).max() else { return nil }
        // At one instant the gravest wins: taken back beats refused, refused beats approved.
        let together = pool.filter { $0.recordedAt == last }.compactMap(\.facts.status)
        return together.max { $0.gravity < $1.gravity }
    }
}

extension ReportedStatus {
    /// Order in which statuses that were told at the same instant are believed.
    var gravity: Int {
        switch self {
        case .pending: 0
        case .unknown: 1
        case .approved: 2
        case .closed: 3
        case .declined: 4
        case .reversed: 5
        case .unpaid: -1
        }
    }
}

extension Facts {
    /// The facts believed: field by field from the highest source that gives them, the earliest telling first.
    init(believing testimony: Testimony, status: ReportedStatus?) {
        self.init(
            type: testimony.all.first { $0.source > .person }?.facts.type ?? testimony.all.first?.facts.type ?? .sale)
        if let first = testimony.all.first {
            let type = type
            self = first.facts
            self.type = type
        }
        for witness in testimony.all.dropFirst() { fill(from: witness.facts) }
        // A status is not a plain field: later news of one source replaces earlier news of the same source.
        self.status = status
        // What became of a slip and what a customer claims are events; the verdict tells them.
        slip = nil
        copy = nil
        claim = nil
        printJob = nil
        notice = nil
        isOffline = nil
        expiresAt = nil
    }

    private mutating func fill(from other: Facts) {
        amount = amount ?? other.amount
        store = store ?? other.store
        merchant = merchant ?? other.merchant
        terminal = terminal ?? other.terminal
        batch = batch ?? other.batch
        voucher = voucher ?? other.voucher
        reference = reference ?? other.reference
        authorisation = authorisation ?? other.authorisation
        order = order ?? other.order
        channelOrder = channelOrder ?? other.channelOrder
        card = card ?? other.card
        product = product ?? other.product
        channel = channel ?? other.channel
        acquirer = acquirer ?? other.acquirer
        occurredAt = occurredAt ?? other.occurredAt
        settledOn = settledOn ?? other.settledOn
        fee = fee ?? other.fee
        net = net ?? other.net
        printed = printed ?? other.printed
        operatorName = operatorName ?? other.operatorName
        original = original ?? other.original
        remark = remark ?? other.remark
    }
}
