// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// A slip that somebody left behind (拾到的小票): noted, matched to whoever misses it, shredded after thirty days.
///
///     found ─ matched to a charge ─▶ handed back
///       └──────── after 30 days ───▶ shredded, with who and when
public struct FoundSlip: Hashable, Sendable {
    public var store: String
    public var terminal: String
    public var voucher: String
    /// As printed on it; nil when it cannot be read.
    public var amount: Money?
    public var foundAt: Instant
    /// Where it lay, and what else identifies it; at most 400 bytes.
    public var words: String

    public init(store: String, terminal: String, voucher: String, amount: Money?, foundAt: Instant, words: String) {
        self.store = store
        self.terminal = terminal
        self.voucher = voucher
        self.amount = amount
        self.foundAt = foundAt
        self.words = words
    }

    /// Days that a slip is kept.
    public static let keptDays = 30

    /// When it is to be shredded.
    public var shredAt: Instant { foundAt.adding(milliseconds: Int64(Self.keptDays) * 86_400_000) }

    /// Whether it may be the slip of a charge: the numbers that both have agree.
    public func mayBe(of facts: Facts) -> Bool {
        guard !voucher.isEmpty, let number = facts.voucher?.text, Self.same(voucher, number) else { return false }
        if let amount, let other = facts.amount, amount != other { return false }
        if !terminal.isEmpty, let other = facts.terminal?.text, terminal != other { return false }
        if let charged = facts.occurredAt, charged.secondsSinceEpoch > foundAt.milliseconds / 1_000 + 86_400 {
            return false
        }
        return true
    }

    /// `1234` and `001234` are one voucher.
    private static func same(_ left: String, _ right: String) -> Bool {
        left.drop { $0 == "0" } == right.drop { $0 == "0" }
    }
}

/// What became of a found slip.
public struct FoundSlipFile: Hashable, Sendable {
    public enum Event: Hashable, Sendable {
        case matched(String)
        case handedBack
        case shredded
    }

    public enum State: String, CaseIterable, Hashable, Sendable {
        case kept, handedBack, shredded

        /// What people call it.
        public var label: Bilingual {
            switch self {
            case .kept: Bilingual(zh: "保管中", en: "kept")
            case .handedBack: Bilingual(zh: "已归还", en: "handed back")
            case .shredded: Bilingual(zh: "已销毁", en: "shredded")
            }
        }
    }

    public enum Fault: Error, Hashable, Sendable {
        case isGone(State)
        /// Thirty days are not over.
        case tooEarly

        /// What is wrong and what to do.
        public var words: Bilingual {
            switch self {
            case .isGone(let state):
                Bilingual(zh: "这张小票\(state.label.chinese)。", en: "This slip is \(state.label.english).")
            case .tooEarly:
                Bilingual(zh: "拾到的小票至少保管 30 天。", en: "Found slips are kept for thirty days at least.")
            }
        }
    }

    public let slip: FoundSlip
    public private(set) var state = State.kept
    /// Public number of the charge it belongs to; empty while nobody knows.
    public private(set) var charge = ""
    public private(set) var endedAt: Instant?
    public private(set) var endedBy = ""

    public init(_ slip: FoundSlip) { self.slip = slip }

    /// Takes an event.
    ///
    /// - Returns: whether it says something new.
    @discardableResult
    public mutating func step(_ event: Event, at: Instant, by person: String) throws(Fault) -> Bool {
        switch event {
        case .matched(let id):
            if charge == id { return false }
            guard state == .kept else { throw .isGone(state) }
            charge = id
            return true
        case .handedBack:
            if state == .handedBack { return false }
            guard state == .kept else { throw .isGone(state) }
            state = .handedBack
        case .shredded:
            if state == .shredded { return false }
            guard state == .kept else { throw .isGone(state) }
            guard at >= slip.shredAt else { throw .tooEarly }
            state = .shredded
        }
        endedAt = at
        endedBy = person
        return true
    }
}
