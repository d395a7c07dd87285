// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// What became of a day's bill.
public struct BillRecord: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
        case imported
        /// The wallet knows of no bill for the day.
        case none
        /// Not made yet, not fetched, or not what its hash says.
        case failed(String)
        /// What came is not what its hash says, or no bill at all.
        case damaged(String)
    }

    public let outcome: Outcome
    public let triedAt: Instant

    public init(_ outcome: Outcome, triedAt: Instant) {
        self.outcome = outcome
        self.triedAt = triedAt
    }
}

/// When a wallet's daily bills are fetched, and which ones are missing: a function of the calendar and of what was
/// fetched, so that a restart or a week without current changes nothing.
///
///     day D ─────────│ D + 1 ── made ── fetched, again every half hour ── alarm ──▶ until it is there
///                    midnight   10:00 WeChat Pay, 9:00 Alipay             + 6 h
public struct BillCalendar: Hashable, Sendable {
    public let wallet: WalletKind
    /// Milliseconds between tries.
    public let retryAfter: Int64
    /// Milliseconds from when a bill should be there until people are told that it is missing.
    public let alarmAfter: Int64

    public init(_ wallet: WalletKind, retryAfter: Int64 = 1_800_000, alarmAfter: Int64 = 6 * 3_600_000) {
        self.wallet = wallet
        self.retryAfter = max(1_000, retryAfter)
        self.alarmAfter = max(0, alarmAfter)
    }

    /// Milliseconds between tries for a bill that is missing for days.
    static let oldRetryAfter: Int64 = 6 * 3_600_000

    /// Days back that the wallet still gives: WeChat Pay three months, Alipay years; we look back as long for both.
    public static let daysBack = 89

    /// When the bill of a day should be there (Beijing time).
    public func readyAt(_ day: CivilDate) -> Instant {
        let second = wallet == .wechat ? 10 * 3_600 : 9 * 3_600
        return Zone.shanghai.instant(of: CivilTime(day.adding(days: 1), secondOfDay: second))
    }

    /// A day whose bill is to be fetched, and when.
    public struct Errand: Hashable, Sendable {
        public let day: CivilDate
        public let at: Instant
    }

    /// What is to be fetched next: the oldest day that is due, or the time at which the next one is.
    ///
    /// - Parameters:
    ///   - since: the first day that matters to the shop.
    ///   - traded: days on which the shop knows of approved payments: "no bill" is not believed for them.
    public func next(
        at now: Instant, since: CivilDate, records: [CivilDate: BillRecord], traded: Set<CivilDate>
    ) -> Errand {
        let today = Zone.shanghai.civil(at: now).date
        var soonest = Errand(day: today, at: readyAt(today))
        for day in days(until: today, since) where isWanted(day, records[day], traded) {
            // A bill that has not come for days will not come within the half hour: its story stays short.
            let isOld = now.milliseconds - readyAt(day).milliseconds > 3 * 86_400_000
            let pause = isOld ? max(retryAfter, Self.oldRetryAfter) : retryAfter
            let again = records[day].map { $0.triedAt.adding(milliseconds: pause) }
            let at = max(readyAt(day), again ?? readyAt(day))
            if at <= now { return Errand(day: day, at: at) }
            if at < soonest.at { soonest = Errand(day: day, at: at) }
        }
        return soonest
    }

    /// The days whose bill should long be there and is not, oldest first.
    public func missing(
        at now: Instant, since: CivilDate, records: [CivilDate: BillRecord], traded: Set<CivilDate>
    ) -> [MissingBill] {
        let today = Zone.shanghai.civil(at: now).date
        return days(until: today, since).filter { day in
            isWanted(day, records[day], traded) && readyAt(day).adding(milliseconds: alarmAfter) <= now
        }.map { MissingBill(wallet: wallet, day: $0, last: records[$0]?.outcome) }
    }

    /// Days before today, oldest first, as far back as the wallet gives them.
    private func days(until today: CivilDate, _ since: CivilDate) -> [CivilDate] {
        let first = max(since, today.adding(days: -Self.daysBack))
        guard first < today else { return [] }
        return (0..<Int(today.daysSinceEpoch - first.daysSinceEpoch)).map { first.adding(days: $0) }
    }

    private func isWanted(_ day: CivilDate, _ record: BillRecord?, _ traded: Set<CivilDate>) -> Bool {
        switch record?.outcome {
        case .imported: false
        // Said on the day itself it may mean "not made yet"; where we know of payments it is wrong.
        case BillRecord.Outcome.none?: traded.contains(day)
        case .failed, .damaged, nil: true
        }
    }
}

/// A bill that should be there.
public struct MissingBill: Hashable, Sendable {
    public let wallet: WalletKind
    public let day: CivilDate
    public let last: BillRecord.Outcome?

    /// Marks the bill of an account and day wherever something is said about it.
    public static func mark(_ account: WalletAccountName, _ day: CivilDate) -> String { "\(account)/\(day)" }

    public init(wallet: WalletKind, day: CivilDate, last: BillRecord.Outcome?) {
        self.wallet = wallet
        self.day = day
        self.last = last
    }

    public var words: Bilingual {
        let name = wallet.name
        let why =
            switch last {
            case .damaged(let words):
                Bilingual(zh: "取到的文件是坏的（\(words)）", en: "what came is damaged (\(words))")
            case .failed(let words): Bilingual(zh: "最近一次没有取到（\(words)）", en: "the last try failed (\(words))")
            case BillRecord.Outcome.none?:
                Bilingual(zh: "钱包说这天没有账单，可店里有收款", en: "the wallet knows of no bill, yet the shop took money")
            case .imported, nil: Bilingual(zh: "还没有取过", en: "it was never fetched")
            }
        return Bilingual(
            zh: "\(name.chinese) \(day) 的账单还没有到：\(why.chinese)。会继续自动去取；也可以从商户平台下载后放进导入页。",
            en:
                "The \(name.english) bill of \(day) is missing: \(why.english). It goes on being fetched; or download it "
                + "from the merchant platform and put it on the import page.")
    }
}
