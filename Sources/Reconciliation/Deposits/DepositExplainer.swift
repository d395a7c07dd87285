// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Columns
internal import Matching
internal import Synchronization
internal import Tender

/// Explains settlement days whose deposits are another sum, and deposits without a settlement.
///
///     payout or batch named by the bank ─▶ whole days ─▶ one payout, batch or terminal ─▶ the fewest rows
///
/// Each step is exact; the first that has an answer gives it. Two answers are no answer: both are shown.
struct DepositExplainer {
    /// Rows that are read again, at most; days beyond it are not decided.
    static let mostRows = 2_000_000
    /// Sets looked at for one item, and for all of them together.
    private static let mostSets = 400_000
    private static let allSets = 40_000_000

    private let plan: ReadingPlan
    private let reading: any SettledRowSource
    private let threads: Int

    init(
        plan: ReadingPlan, lines: [LineIndex], quarantine: [QuarantinedPlace], settled: [Partitions<MatchRow>],
        threads: Int
    ) {
        self.init(
            plan: plan,
            reading: SettledRowReading(
                plan, lines: lines, quarantine: quarantine, settled: settled, threads: threads),
            threads: threads)
    }

    init(plan: ReadingPlan, reading: any SettledRowSource, threads: Int) {
        self.plan = plan
        self.reading = reading
        self.threads = threads
    }

    /// The findings with their explanations.
    ///
    /// - Parameter stop: looked at between accounts; what is returned then is not whole.
    func explain(_ settlement: Settlement, stop: FileJobStop = FileJobStop()) -> [DepositFinding] {
        var findings = settlement.findings()
        guard findings.contains(where: { !$0.deposits.isEmpty }) else { return findings }
        var numbers: [String: UInt32] = [:]
        for (number, text) in plan.merchants.texts().enumerated() {
            numbers[String(decoding: text, as: UTF8.self)] = UInt32(truncatingIfNeeded: number)
        }
        let accounts = OpenAccount.all(settlement, findings: findings, merchants: numbers)
        let budget = max(2_000, min(Self.mostSets, Self.allSets / max(1, findings.count)))
        let decimals = plan.amounts.decimals
        let days = accounts.map {
            DayMatching($0.items, budget: budget) { Money.text(minor: $0, decimals: decimals) }
        }
        let byDays = days.map { $0.explain() }
        let wanted = Self.wanted(accounts, byDays, all: reading.hasIdentifiers)
        let rows = Dictionary(grouping: reading.rows(of: Set(wanted.flatMap { accounts[$0].keys }))) {
            DayKey(day: $0.day, merchant: $0.merchant)
        }
        let words = RowWords(reading.labelTexts, decimals: decimals, reference: reading.reference)
        // Accounts have nothing to do with each other.
        let next = Atomic(0)
        let found = Crew.run(max(1, min(threads, accounts.count))) { _ in
            var found: [(finding: Int, explanation: DepositExplanation?)] = []
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < accounts.count, !stop.isAsked else { return found }
                let account = accounts[index]
                let matching =
                    wanted.contains(index)
                    ? RowMatching(
                        items: account.items, rows: account.keys.flatMap { rows[$0] ?? [] }, budget: budget,
                        words: words)
                    : nil
                let cancelling = days[index].cancelling()
                for (place, item) in account.items.enumerated() {
                    guard let finding = item.finding else { continue }
                    let explanation =
                        Self.identified(item, matching) ?? byDays[index][place]
                        ?? Self.explanation(item, matching, cancelling[place], account)
                    found.append((finding, explanation))
                }
            }
        }
        for one in found.joined() { findings[one.finding].explanation = one.explanation }
        return findings
    }

    /// Accounts whose rows are read, by day and merchant, for as long as the rows are not too many.
    private static func wanted(
        _ accounts: [OpenAccount], _ byDays: [[Int: DepositExplanation]], all: Bool
    ) -> Set<Int> {
        var left = mostRows
        var wanted: Set<Int> = []
        for (index, account) in accounts.enumerated() where account.hasDeposit {
            let isOpen = account.items.indices.contains {
                !account.items[$0].deposits.isEmpty && byDays[index][$0] == nil
            }
            guard all || isOpen, account.rowCount > 0, account.rowCount <= left else { continue }
            left -= account.rowCount
            wanted.insert(index)
        }
        return wanted
    }

    private static func identified(_ item: OpenItem, _ matching: RowMatching?) -> DepositExplanation? {
        matching?.byIdentifier(item).flatMap { $0.outcome == .explained ? $0 : nil }
    }

    /// - Parameter cancelled: the other days that this one's difference came with.
    private static func explanation(
        _ item: OpenItem, _ matching: RowMatching?, _ cancelled: DepositExplanation?, _ account: OpenAccount
    ) -> DepositExplanation? {
        // Nothing arrived and nothing says where it is: no rows could tell more.
        guard !item.deposits.isEmpty else { return cancelled }
        guard let matching else {
            guard cancelled == nil, account.rowCount > mostRows else { return cancelled }
            return DepositExplanation(
                outcome: .undecided, words: Bilingual(zh: "未能判定：行数太多", en: "not decided: too many rows to look at"))
        }
        let found = matching.byGroup(item) ?? matching.byRows(item)
        guard let cancelled else { return found }
        // The days are sure; one single row, where it is the only one, says more.
        guard found.outcome == .explained, found.rows.count == 1 else { return cancelled }
        return DepositExplanation(
            outcome: .explained, words: DepositExplanation.joined([cancelled.words, found.words]), rows: found.rows)
    }
}
