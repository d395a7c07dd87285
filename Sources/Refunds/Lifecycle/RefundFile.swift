// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// One refund from its request to its end: the fold of its events.
///
///     requested ─ agreed ─▶ ready ─ sent ─▶ unknown ─ same number again ─▶ …
///         │          ▲        ├─ accepted ─▶ accepted ─▶ succeeded
///         │          └─ not sent, provably ─┤
///         └─ refused ─▶ failed ◀── failed ──────┘
///
/// A refund that somebody must agree to cannot be answered before he did. Sending is recorded before anything is
/// sent, and what was sent and not answered is unknown, never failed. A channel that says "succeeded" after it
/// said "failed" is believed: the money moved. An event that says nothing new changes nothing.
public struct RefundFile: Hashable, Sendable {
    public let order: RefundOrder
    public let requestedAt: Instant
    public private(set) var state = RefundState.requested
    /// Who agreed, the first one first.
    public private(set) var approvals: [String] = []
    /// Refused by a second person or taken back: it never reached the channel.
    public private(set) var isRefused = false
    /// The channel's own number for it; empty until it gave one.
    public private(set) var reference = ""
    /// What the channel, or who refused it, said last.
    public private(set) var fault = ""
    /// How often the number went to the channel.
    public private(set) var attempts = 0
    public private(set) var changedAt: Instant
    public private(set) var changedBy: String

    public init(_ order: RefundOrder, requestedAt: Instant) {
        self.order = order
        self.requestedAt = requestedAt
        changedAt = requestedAt
        changedBy = order.requestedBy
    }

    public var id: RefundID { order.id }
    /// Who agreed; empty while nobody has, or when nobody need.
    public var approvedBy: String { approvals.joined(separator: ", ") }
    /// Whether somebody must still say yes or no.
    public var isWaiting: Bool { approvals.count < order.approval.count && !isRefused }
    /// Whether the channel may be asked now.
    public var isReady: Bool { state == .requested && !isWaiting }
    /// Whether its amount may have left or may still leave.
    public var holdsMoney: Bool { state.holdsMoney }

    /// Takes an event.
    ///
    /// - Returns: whether it says something new.
    /// - Throws: why it does not fit; the refund is then as it was.
    @discardableResult
    public mutating func step(_ event: RefundEvent) throws(RefundRefusal) -> Bool {
        guard event.words.utf8.count <= RefundOrder.wordsLimit else {
            throw .tooLong(limit: RefundOrder.wordsLimit)
        }
        let before = self
        switch event.kind {
        case .approved: try approve(by: event.by)
        case .refused: try refuse(event)
        case .sent: try send()
        case .accepted(let reference): try answer(.accepted, reference)
        case .succeeded(let reference): try answer(.succeeded, reference)
        case .failed: try fail(event)
        case .lost: try lose(event)
        case .notSent: try takeBack(event)
        }
        guard self != before else { return false }
        changedAt = event.at
        changedBy = event.by
        return true
    }

    private mutating func approve(by person: String) throws(RefundRefusal) {
        if isRefused { throw .wasRefused(id) }
        guard isWaiting else { return }
        guard person != order.requestedBy else { throw .ownRequest }
        // One person is one voice, however often the button is pressed.
        guard !approvals.contains(person) else { return }
        approvals.append(person)
    }

    private mutating func refuse(_ event: RefundEvent) throws(RefundRefusal) {
        if isRefused { return }
        guard state == .requested else {
            throw state == .succeeded || state == .failed ? .isOver(id, state) : .isUnderWay(id, state)
        }
        guard !event.words.isEmpty else { throw .reasonMissing }
        isRefused = true
        state = .failed
        fault = event.words
    }

    private mutating func send() throws(RefundRefusal) {
        try mustBeAgreed()
        guard state == .requested || state == .unknown else { throw .isOver(id, state) }
        attempts += 1
        state = .unknown
    }

    private mutating func answer(_ new: RefundState, _ told: String) throws(RefundRefusal) {
        try mustBeAgreed()
        guard !told.isEmpty else { throw .referenceMissing }
        guard told.utf8.count <= Self.referenceLimit else { throw .tooLong(limit: Self.referenceLimit) }
        guard reference.isEmpty || reference == told else { throw .otherReference(id, known: reference) }
        // "Accepted" after "succeeded" is old news that comes late.
        if state == .succeeded { return }
        reference = told
        state = new
        fault = ""
    }

    private mutating func fail(_ event: RefundEvent) throws(RefundRefusal) {
        try mustBeAgreed()
        if state == .failed { return }
        guard state != .succeeded else { throw .isOver(id, state) }
        guard !event.words.isEmpty else { throw .reasonMissing }
        state = .failed
        fault = event.words
    }

    private mutating func lose(_ event: RefundEvent) throws(RefundRefusal) {
        try mustBeAgreed()
        guard state == .requested || state == .unknown else { throw .isOver(id, state) }
        state = .unknown
        fault = event.words
    }

    private mutating func takeBack(_ event: RefundEvent) throws(RefundRefusal) {
        try mustBeAgreed()
        if state == .requested { return }
        guard state == .unknown else { throw .isOver(id, state) }
        state = .requested
        fault = event.words
    }

    private func mustBeAgreed() throws(RefundRefusal) {
        if isRefused { throw .wasRefused(id) }
        if isWaiting { throw .notApproved(id) }
    }

    /// Most bytes of a channel's reference.
    public static let referenceLimit = 64
}
