// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Foundation
public import Store
public import Tender
public import Wallets

/// Fetches the daily bills of every linked wallet account when they are due and gives them to the importer.
///
///     calendar: what is due ─▶ wallet: file, hash checked ─▶ importer ─▶ shop: rows, then what came of it
///            ▲                                                              │
///            └────────── what the shop has on record, after a restart too ◀─┘
///
/// It remembers nothing: a bill that is on record is not fetched again, and one whose import a crash overtook is
/// fetched once more, which adds nothing.
public actor BillRound {
    private let shop: Shop
    private let accounts: [LinkedAccount]
    private let folder: String
    private let now: @Sendable () -> Instant
    private let log: @Sendable (String) -> Void
    private var runners: [Task<Void, Never>] = []
    private var underWay: [Place: Task<Result<BillTry, StoreError>, Never>] = [:]

    private struct Place: Hashable {
        let account: WalletAccountName
        let day: CivilDate
    }

    /// - Parameters:
    ///   - folder: for files on their way; made where it is missing.
    ///   - log: something a person at the machine should read.
    public init(
        shop: Shop, accounts: [LinkedAccount], folder: String, now: @escaping @Sendable () -> Instant,
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.shop = shop
        self.accounts = accounts
        self.folder = folder
        self.now = now
        self.log = log
    }

    /// Puts on record whose bills are fetched, and begins to fetch them.
    ///
    /// A new account is followed from yesterday on: what was before may be asked for day by day.
    public func start() async throws(StoreError) {
        let yesterday = Zone.shanghai.civil(at: now()).date.adding(days: -1)
        try await shop.followBills(of: accounts.map { ($0.name, $0.terminals) }, from: yesterday)
        for account in accounts { runners.append(Task { await self.run(account) }) }
    }

    /// Ends once what is under way is on record.
    public func stop() async {
        for runner in runners { runner.cancel() }
        for runner in runners { await runner.value }
        runners = []
        for task in underWay.values { _ = await task.value }
    }

    /// Fetches one day's bill now. Who asks while it is being fetched gets the same answer.
    ///
    /// - Throws: `.missing` for an account without a link; `.refused` for a day that is not over or that the wallet no
    ///   longer gives.
    public func fetch(
        _ name: WalletAccountName, _ day: CivilDate, by actor: Actor
    ) async throws(StoreError) -> BillTry {
        guard let account = accounts.first(where: { $0.name == name }) else { throw .missing }
        let today = Zone.shanghai.civil(at: now()).date
        guard day < today, day >= today.adding(days: -BillCalendar.daysBack) else {
            throw .refused(Self.outside)
        }
        let place = Place(account: name, day: day)
        if let task = underWay[place] { return try await task.value.get() }
        let task = Task { () async -> Result<BillTry, StoreError> in
            do throws(StoreError) {
                return .success(try await self.carryOut(account, day, by: actor))
            } catch {
                return .failure(error)
            }
        }
        underWay[place] = task
        let result = await task.value
        underWay[place] = nil
        return try result.get()
    }

    // MARK: - At work

    /// Seconds that a runner sleeps at most: a clock that is set, and a day that a person fetched, show then.
    private static let patience: Int64 = 60

    private func run(_ account: LinkedAccount) async {
        while !Task.isCancelled {
            var pause = Self.patience
            do throws(StoreError) {
                let books = try await shop.billBooks(in: .all)
                if let book = books.first(where: { $0.account.name == account.name }) {
                    let errand = book.next(at: now())
                    if errand.at <= now() {
                        let one = try await fetch(account.name, errand.day, by: .system)
                        if one.outcome == .imported { continue }
                    } else {
                        pause = min(pause, (errand.at.milliseconds - now().milliseconds) / 1_000 + 1)
                    }
                }
            } catch {
                log("bill of \(account.name): \(error)")
            }
            // Also behind a try that failed: a wallet that refuses everything is not asked without end.
            try? await Task.sleep(for: .seconds(max(1, pause)))
        }
    }

    private func carryOut(
        _ account: LinkedAccount, _ day: CivilDate, by actor: Actor
    ) async throws(StoreError) -> BillTry {
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let fetched = await account.bills.fetchBill(of: day, into: folder)
        var one: BillTry
        if case .file(let path, let name) = fetched {
            one = try await taken(path, name, account.name, day, by: actor)
            try? FileManager.default.removeItem(atPath: path)
        } else {
            one = BillTry(account: account.name, day: day, outcome: fetched.failure ?? .failed(""))
        }
        switch one.outcome {
        case .failed(let words), .damaged(let words): log("bill of \(account.name) for \(day): \(words)")
        case .imported, .none: break
        }
        try await shop.note(one, by: actor)
        return one
    }

    /// A file whose hash is right may still be none that the importer knows.
    private func taken(
        _ path: String, _ name: String, _ account: WalletAccountName, _ day: CivilDate, by actor: Actor
    ) async throws(StoreError) -> BillTry {
        let records: [FileRecord]
        do throws(ImportError) {
            records = try await Importer().importFile(path: path, name: name, into: shop, by: actor)
        } catch {
            if case .store(let error) = error.cause { throw error }
            return BillTry(account: account, day: day, outcome: .damaged(error.explanation.english))
        }
        var one = BillTry(account: account, day: day, outcome: .imported)
        one.name = name
        one.file = records.first?.id ?? 0
        for record in records {
            one.rows += record.rowsRead
            one.added += record.rowsAdded
            one.quarantined += record.rowsQuarantined
        }
        return one
    }

    private static let outside = Bilingual(
        zh: "只能取昨天以及此前 \(BillCalendar.daysBack) 天以内的账单，没有去取。",
        en:
            "Only bills of yesterday and of the \(BillCalendar.daysBack) days before today can be fetched; nothing was asked."
    )
}
