// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Tender

/// What goes to the other side.
public struct Message: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case request, ask, reverse, again
        case totals(BatchTotals)
        case row(Int)
        case end
    }

    public let kind: Kind
    public let voucher: VoucherNumber
    public let movement: MovementKind
    public let minor: Int64
    /// Which wish of the flow it serves: for the judge alone, the host does not read it.
    public let wish: Int
    /// Whether the host is to refuse it.
    public let isHopeless: Bool

    public init(
        _ kind: Kind, _ voucher: VoucherNumber, _ movement: MovementKind, minor: Int64, wish: Int,
        isHopeless: Bool = false
    ) {
        self.kind = kind
        self.voucher = voucher
        self.movement = movement
        self.minor = minor
        self.wish = wish
        self.isHopeless = isHopeless
    }
}

/// What comes back.
public enum Reply: Hashable, Sendable {
    case approved, declined, notFound, reversed, reversalNotFound, reversalRefused
    case balanced, different, taken, ended
    /// Its authentication code is wrong: nothing in it is believed.
    case unbelievable
}

/// A host that keeps its own books: the truth of every trial. The same number twice is the same row.
public struct Host: Hashable, Sendable {
    public struct Row: Hashable, Sendable {
        public let movement: MovementKind
        public let minor: Int64
        public let wish: Int
        public let isApproved: Bool
        public var isReversed = false

        /// The money of it moved and stays moved.
        public var stands: Bool { isApproved && !isReversed }
    }

    public private(set) var rows: [VoucherNumber: Row] = [:]
    /// Vouchers that somebody tried to reverse, or asked about.
    public private(set) var chased: Set<VoucherNumber> = []
    /// How often each row of the batch was taken.
    public private(set) var uploaded: [Int: Int] = [:]
    public private(set) var isClosed = false
    /// Whether the host counts otherwise, so that every row is to be shown to it.
    public let differs: Bool

    public init(differs: Bool = false) { self.differs = differs }

    public mutating func take(_ message: Message) -> Reply {
        switch message.kind {
        case .request, .again:
            let row =
                rows[message.voucher]
                ?? Row(
                    movement: message.movement, minor: message.minor, wish: message.wish,
                    isApproved: !message.isHopeless)
            rows[message.voucher] = row
            return row.isApproved ? .approved : .declined
        case .ask:
            chased.insert(message.voucher)
            guard let row = rows[message.voucher] else { return .notFound }
            return row.stands ? .approved : .declined
        case .reverse:
            chased.insert(message.voucher)
            guard let row = rows[message.voucher] else { return .reversalNotFound }
            rows[message.voucher]?.isReversed = true
            return row.isApproved ? .reversed : .declined
        case .totals: return differs ? .different : .balanced
        case .row(let place):
            uploaded[place, default: 0] += 1
            return .taken
        case .end:
            isClosed = true
            return .ended
        }
    }

    mutating func noteChase(_ message: Message) {
        switch message.kind {
        case .ask, .reverse: chased.insert(message.voucher)
        case .request, .again, .totals, .row, .end: break
        }
    }
}
