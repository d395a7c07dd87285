// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import GRDB
public import Tender
public import Wallets

extension Shop {
    /// Says whose daily bills are fetched. An account that is new is followed from `first` on, one that is known from
    /// its own first day; one that is not named any more is left, with all that is known of it.
    public func followBills(
        of accounts: [(name: WalletAccountName, terminals: Set<TerminalID>)], from first: CivilDate
    ) async throws(StoreError) {
        let named = accounts.map { BillAccount($0.name, since: first, terminals: Array($0.terminals)) }
        try await write { planning throws(StoreError) in
            let known = try planning.ask { database in try BillTable.accounts(in: database) }
            for account in named {
                let before = known.first { $0.name == account.name }
                if before?.terminals == account.terminals { continue }
                let since = before?.since ?? account.since
                let whole = BillAccount(account.name, since: since, terminals: account.terminals)
                try planning.add(.bill(.followed(whole)), by: .system)
            }
            for gone in known where !named.contains(where: { $0.name == gone.name }) {
                try planning.add(.bill(.left(gone.name)), by: .system)
            }
        }
    }

    /// Records what came of a try.
    public func note(_ one: BillTry, by actor: Actor) async throws(StoreError) {
        let kept = one.shortened
        try await write { planning throws(StoreError) in
            try planning.add(.bill(.tried(kept)), by: actor)
            planning.announcements.append((.file, kept.file == 0 ? "" : String(kept.file), nil))
        }
    }

    /// The bills of every account that is followed and whose terminals all stand in the caller's stores.
    public func billBooks(in scope: StoreScope) async throws(StoreError) -> [BillBook] {
        try await read { [known] database in
            try BillTable.accounts(in: database).map { account in
                try BillTable.book(of: account, known: Reader(database, known).known, in: database)
            }
        }.filter { book in book.stores.allSatisfy { scope.holds($0) } }
    }

    /// Days whose bill should long be here and is not, the oldest first.
    public func missingBills(in scope: StoreScope) async throws(StoreError) -> [MissingBill] {
        let now = clock.now()
        return try await billBooks(in: scope).flatMap { $0.missing(at: now) }.sorted {
            ($0.day, $0.wallet.rawValue) < ($1.day, $1.wallet.rawValue)
        }
    }
}

extension BillTry {
    /// What the wallet said as far as the journal keeps it.
    fileprivate var shortened: BillTry {
        let (word, words) = BillWord.coded(outcome)
        let short = words.shortened(to: BillEntry.wordsLimit)
        var one = BillTry(account: account, day: day, outcome: BillWord.outcome(word, short) ?? outcome)
        (one.file, one.name, one.rows, one.added, one.quarantined) = (file, name, rows, added, quarantined)
        return one
    }
}
