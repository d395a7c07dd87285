// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// The observations of one transaction put in order: each once, highest source first, earliest first in a source.
///
/// Nothing here depends on the order in which they were given, so nothing in the verdict can.
struct Testimony {
    let all: [Observation]

    init(_ observations: [Observation]) {
        guard observations.count > 1 else {
            all = observations
            return
        }
        var seen: Set<Content> = []
        // Sorted before the repeats are dropped: of two tellings of one row the earliest stays.
        all = observations.sorted(by: Self.precedes).filter { seen.insert(Content($0)).inserted }
    }

    /// What makes two tellings the same row.
    private struct Content: Hashable {
        let source: Source
        let occurrence: Int
        let facts: Facts

        init(_ observation: Observation) {
            source = observation.source
            occurrence = observation.occurrence
            facts = observation.facts
        }
    }

    private static func precedes(_ left: Observation, _ right: Observation) -> Bool {
        if left.source != right.source { return left.source > right.source }
        if left.recordedAt != right.recordedAt { return left.recordedAt < right.recordedAt }
        if left.origin.name != right.origin.name { return left.origin.name < right.origin.name }
        if left.origin.line != right.origin.line { return left.origin.line < right.origin.line }
        if left.origin.byte != right.origin.byte { return left.origin.byte < right.origin.byte }
        if left.occurrence != right.occurrence { return left.occurrence < right.occurrence }
        return left.encoded().lexicographicallyPrecedes(right.encoded())
    }

    func from(_ source: Source) -> [Observation] { all.filter { $0.source == source } }
    func first(_ source: Source) -> Observation? { all.first { $0.source == source } }

    /// Sources that spoke, highest first.
    var sources: [Source] {
        var found: [Source] = []
        for observation in all where found.last != observation.source { found.append(observation.source) }
        return found
    }

    /// The side of the shop: the till, or the terminal where no till speaks.
    var counter: Source? { has(.till) ? .till : has(.terminal) ? .terminal : nil }

    func has(_ source: Source) -> Bool { all.contains { $0.source == source } }

    /// What a source says became of the transaction; nil when it says nothing about that.
    ///
    /// Rows of a file say it once, and the first row counts. Live events follow each other: the latest counts,
    /// a final one before one that only says "not yet".
    func status(of source: Source) -> ReportedStatus? {
        guard source > .person else { return nil }
        let told = from(source)
        guard !told.isEmpty else { return nil }
        let row = told.first { $0.origin.line > 0 }
        let events = told.filter { $0.origin.line == 0 }
        let presumed = Self.presumed(source)
        let fromRow = row.flatMap { $0.facts.status ?? presumed }
        let fromEvents = Self.latest(events) ?? (events.isEmpty ? nil : presumed)
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

    private static func latest(_ events: [Observation]) -> ReportedStatus? {
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
        }
    }
}

extension Facts {
    /// The facts believed: field by field from the highest source that gives them, the earliest telling first.
    init(believing testimony: Testimony, status: ReportedStatus?) {
        self.init(
            type: testimony.all.first { $0.source > .person }?.facts.type ?? testimony.all.first?.facts.type ?? .sale)
        for observation in testimony.all { fill(from: observation.facts) }
        // A status is not a plain field: later news of one source replaces earlier news of the same source.
        self.status = status
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
