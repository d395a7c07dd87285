// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// The accounts behind the host and what was booked on them: the truth of the simulated world.
public struct HostLedger: Sendable, Hashable {
    public struct Account: Sendable, Hashable {
        /// Minor units.
        public var balance: Int64
        /// Minor units that are held for completions.
        public var held: Int64 = 0

        public init(balance: Int64) { self.balance = balance }
    }

    /// By card number. Cards that nobody opened get this much.
    public private(set) var accounts: [String: Account] = [:]
    public let usualBalance: Int64
    public private(set) var entries: [HostEntry.Key: HostEntry] = [:]
    /// In the order of booking.
    public private(set) var order: [HostEntry.Key] = []

    public init(usualBalance: Int64 = 10_000_000) { self.usualBalance = usualBalance }

    mutating func open(_ card: String, balance: Int64) { accounts[card] = Account(balance: balance) }

    public func account(_ card: String) -> Account { accounts[card] ?? Account(balance: usualBalance) }

    /// Entries in the order of booking.
    public var booked: [HostEntry] { order.compactMap { entries[$0] } }

    // MARK: - Booking

    /// Money that a movement takes from its card's account and from what is held there.
    private func effect(of entry: HostEntry) -> (taken: Int64, held: Int64) {
        switch entry.kind {
        case .sale: (entry.amount, 0)
        case .void, .refund: (-entry.amount, 0)
        case .preauth, .addition: (0, entry.amount)
        case .preauthVoid: (0, -(entry.original.map { hold(of: $0) } ?? 0))
        case .completion: (entry.amount, -(entry.original.map { hold(of: $0) } ?? 0))
        case .completionVoid: (-entry.amount, entry.original.map { hold(behind: $0) } ?? 0)
        }
    }

    /// What was held before a completion took it.
    private func hold(behind completion: HostEntry.Key) -> Int64 {
        entries[completion]?.original.map { hold(of: $0) } ?? 0
    }

    /// What a hold and its additions hold together; nothing is added once it is completed or voided.
    private func hold(of preauth: HostEntry.Key) -> Int64 {
        entries.values.reduce(entries[preauth]?.amount ?? 0) { sum, entry in
            let isAdded = entry.kind == .addition && entry.original == preauth && entry.state == .approved
            return sum + (isAdded ? entry.amount : 0)
        }
    }

    /// Books a movement once; one with the same key is not booked again.
    mutating func book(_ entry: HostEntry) {
        guard entries[entry.key] == nil else { return }
        entries[entry.key] = entry
        order.append(entry.key)
        guard entry.state == .approved else { return }
        apply(entry, sign: 1)
    }

    private mutating func apply(_ entry: HostEntry, sign: Int64) {
        let effect = effect(of: entry)
        var account = account(entry.card)
        account.balance -= effect.taken * sign
        account.held += effect.held * sign
        accounts[entry.card] = account
        guard let original = entry.original, var before = entries[original] else { return }
        switch entry.kind {
        case .void, .preauthVoid, .completionVoid: before.state = sign > 0 ? .voided : .approved
        case .completion: before.state = sign > 0 ? .completed : .approved
        case .refund: before.refunded += entry.amount * sign
        case .sale, .preauth, .addition: break
        }
        entries[original] = before
        // A voided completion leaves its hold as it was before.
        if entry.kind == .completionVoid, let hold = before.original, var held = entries[hold] {
            held.state = sign > 0 ? .approved : .completed
            entries[hold] = held
        }
    }

    /// Takes a movement back; twice is once.
    ///
    /// - Returns: whether there is such a movement.
    mutating func reverse(_ key: HostEntry.Key) -> Bool {
        guard var entry = entries[key] else { return false }
        if entry.state == .approved {
            apply(entry, sign: -1)
            entry.state = .reversed
            entries[key] = entry
        }
        return true
    }

    // MARK: - Looking

    /// The newest movement that a test accepts.
    func newest(_ accepts: (HostEntry) -> Bool) -> HostEntry? {
        for key in order.reversed() {
            if let entry = entries[key], accepts(entry) { return entry }
        }
        return nil
    }

    /// Whether money, holds and states agree: for tests of the host itself.
    public var isSound: Bool {
        var taken: [String: Int64] = [:]
        for entry in booked where entry.state != .declined && entry.state != .reversed {
            taken[entry.card, default: 0] += effect(of: entry).taken
        }
        return accounts.allSatisfy { card, account in
            opened[card].map { $0 - taken[card, default: 0] == account.balance } ?? true
        }
    }

    /// Balances with which cards that only the ledger opened began.
    private var opened: [String: Int64] {
        Dictionary(booked.map { ($0.card, usualBalance) }) { first, _ in first }
    }
}
