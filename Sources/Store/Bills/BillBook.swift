// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
public import Tender
public import Wallets

/// An account whose daily bills are fetched.
public struct BillAccount: Sendable, Hashable {
    public let name: WalletAccountName
    /// The first day that matters to the shop.
    public let since: CivilDate
    /// That take payments for it, sorted.
    public let terminals: [TerminalID]

    public init(_ name: WalletAccountName, since: CivilDate, terminals: [TerminalID]) {
        self.name = name
        self.since = since
        self.terminals = terminals.sorted()
    }
}

/// One try to have a day's bill.
public struct BillTry: Sendable, Hashable {
    public let account: WalletAccountName
    /// The day, in Beijing, whose payments it lists.
    public let day: CivilDate
    public let outcome: BillRecord.Outcome
    /// Number of the file it was imported as; 0 for none.
    public var file: Int64 = 0
    /// The file's name; empty for none.
    public var name = ""
    public var rows: Int64 = 0
    public var added: Int64 = 0
    public var quarantined: Int64 = 0

    public init(account: WalletAccountName, day: CivilDate, outcome: BillRecord.Outcome) {
        self.account = account
        self.day = day
        self.outcome = outcome
    }
}

/// The bills of one account, day by day, as they stand.
public struct BillBook: Sendable, Hashable {
    public let account: BillAccount
    /// Stores of its terminals; nil among them where one is bound to none.
    public let stores: Set<StoreID?>
    public let days: [CivilDate: Kept]
    /// Days of which the wallet said "no bill" though the shop knows of payments.
    public let traded: Set<CivilDate>

    /// What is known of one day's bill.
    public struct Kept: Sendable, Hashable {
        /// The newest; a bill that is here stays here, whatever a later try says.
        public let last: BillTry
        public let tries: Int
        public let triedAt: Instant
        /// Sign-in name, or `system`.
        public let by: String
    }

    /// Where a day stands.
    public enum Standing: String, Sendable, Hashable, CaseIterable {
        /// Here and imported.
        case fetched
        /// The wallet says that nothing was traded, and the shop knows of nothing else.
        case noTrade
        /// What came is not what its hash says, or cannot be read.
        case damaged
        /// It should long be here.
        case missing
        /// It should be here by now; it is being fetched.
        case due
        /// The wallet makes it tomorrow morning.
        case notDue
    }

    public var calendar: BillCalendar { BillCalendar(account.name.wallet) }

    private var records: [CivilDate: BillRecord] {
        days.mapValues { BillRecord($0.last.outcome, triedAt: $0.triedAt) }
    }

    /// What is to be fetched next, and when.
    public func next(at now: Instant) -> BillCalendar.Errand {
        calendar.next(at: now, since: account.since, records: records, traded: traded)
    }

    /// Days whose bill should long be here and is not, oldest first.
    public func missing(at now: Instant) -> [MissingBill] {
        calendar.missing(at: now, since: account.since, records: records, traded: traded)
    }

    public func standing(of day: CivilDate, at now: Instant) -> Standing {
        switch days[day]?.last.outcome {
        case .imported: return .fetched
        case BillRecord.Outcome.none? where !traded.contains(day): return .noTrade
        case .damaged: return .damaged
        case BillRecord.Outcome.none?, .failed, nil: break
        }
        let ready = calendar.readyAt(day)
        if now < ready { return .notDue }
        return now < ready.adding(milliseconds: calendar.alarmAfter) ? .due : .missing
    }

    /// Days that can be fetched, newest first: from yesterday back to the first that matters.
    public func listed(at now: Instant) -> [CivilDate] {
        let today = Zone.shanghai.civil(at: now).date
        let first = max(account.since, today.adding(days: -BillCalendar.daysBack))
        let kept = days.keys.filter { $0 >= today }
        guard first < today else { return kept.sorted(by: >) }
        let before = (1...Int(today.daysSinceEpoch - first.daysSinceEpoch)).map { today.adding(days: -$0) }
        return kept.sorted(by: >) + before
    }
}

extension BillBook.Kept {
    /// What ends the search for a bill; nil while it goes on.
    func proof(of wallet: WalletKind) -> Bilingual? {
        let name = wallet.name
        switch last.outcome {
        case .imported:
            return Bilingual(
                zh: "\(name.chinese) \(last.day) 的账单已取到并导入：\(last.name)，\(last.rows) 行。",
                en: "The \(name.english) bill of \(last.day) is here: \(last.name), \(last.rows) rows.")
        case .none:
            return Bilingual(
                zh: "\(name.chinese) 说 \(last.day) 没有交易，没有账单。",
                en: "\(name.english) says that nothing was traded on \(last.day): there is no bill.")
        case .failed, .damaged: return nil
        }
    }
}
