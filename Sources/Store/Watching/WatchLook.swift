// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
internal import Charges
internal import GRDB
internal import Printing
internal import Tender
internal import Wallets

/// One look at everything that is found about no single transaction, on one snapshot.
struct WatchLook {
    let reader: Reader
    let now: Instant
    /// What printers said last.
    let printerConditions: [String: PrinterCondition]

    init(_ reader: Reader, now: Instant, printers: [String: PrinterCondition]) {
        self.reader = reader
        self.now = now
        printerConditions = printers
    }

    struct Seen: Sendable {
        var things: [WatchedThing] = []
        /// Those that belong to the sample shop.
        var samples: Set<WatchSubject> = []
    }

    private var database: Database { reader.database }

    func see(_ parts: Set<WatchPart>) throws -> Seen {
        var seen = Seen()
        if parts.contains(.devices) {
            let own = try batches()
            let known = Set(own.map(\.subject))
            seen.things += try terminals().filter { !known.contains($0.subject) } + printers() + own
        }
        if parts.contains(.books) { seen.things += try settlements() + gaps() + bills() }
        seen.samples = try samples(of: seen.things)
        return seen
    }

    // MARK: Devices

    private func terminals() throws -> [WatchedThing] {
        let open = Dictionary(grouping: try WatchTable.open(.batch, in: database)) { $0.terminal ?? "" }
        let devices = try DeviceReader(reader, now: now)
        return try devices.all().flatMap { health -> [WatchedThing] in
            var things = health.thing.map { [$0] } ?? []
            let older = (open[health.terminal.text] ?? []).compactMap { subject in
                subject.name.split(separator: "/").last.flatMap { BatchNumber(String($0)) }
            }
            let books = try health.batches + devices.books(of: health.state, olderNumbered: Set(older))
            let calendar = reader.known.calendar(of: health.store)
            for book in books { if let thing = thing(book, of: health.store, calendar) { things.append(thing) } }
            return things
        }
    }

    private func thing(_ book: BatchBook, of store: StoreID?, _ calendar: SettlementCalendar) -> WatchedThing? {
        guard let subject = WatchSubject(.batch, "\(book.terminal)/\(book.number)") else { return nil }
        var thing = WatchedThing(subject, store: store)
        if let finding = book.finding(calendar, now: now) {
            thing.findings[finding.code] = finding.explanation
        } else if let proof = book.proof {
            thing.proofs[.st03] = WatchedThing.Proof(at: nil, proof)
        } else {
            return nil
        }
        return thing
    }

    private func printers() throws -> [WatchedThing] {
        try PrinterState.all(live: printerConditions, in: database).compactMap { state in
            guard let subject = WatchSubject(.printer, state.record.name) else { return nil }
            var thing = WatchedThing(subject, store: state.record.store)
            let name = state.record.name
            if let finding = state.finding {
                thing.findings[finding.code] = finding.explanation
            } else if state.record.address.isEmpty {
                thing.proofs[.dv02] = WatchedThing.Proof(
                    at: nil,
                    Bilingual(zh: "打印机 \(name) 已停用。", en: "Printer \(name) was taken out of use."))
            } else if let condition = state.condition, condition.isReady {
                let clock = reader.known.calendar(of: state.record.store).zone.civil(at: condition.changedAt)
                thing.proofs[.dv02] = WatchedThing.Proof(
                    at: nil,
                    Bilingual(
                        zh: "打印机 \(name) 恢复正常（\(clock.date) \(clock.clock) 自报）。",
                        en: "Printer \(name) is in order again (told \(clock.date) \(clock.clock))."))
            } else {
                return nil
            }
            return thing
        }
    }

    // MARK: Books

    private func settlements() throws -> [WatchedThing] {
        let today = reader.known.day(at: now)
        let days = try SettlementDay.days(from: today.adding(days: -92), to: today, in: database)
        return days.compactMap { day in
            guard day.isJudged, let subject = WatchSubject(.settlement, day.name) else { return nil }
            var thing = WatchedThing(subject, store: nil)
            if let finding = day.finding { thing.findings[finding.code] = finding.explanation }
            let (net, deposited) = ("\(day.net.text) \(day.net.currency.code)", day.deposited.text)
            let proof = WatchedThing.Proof(
                at: nil,
                Bilingual(
                    zh: "\(day.day) 应到 \(net)，银行到账 \(deposited)，已经对平。",
                    en: "\(day.day): \(net) was due and \(deposited) arrived; they agree."))
            for code in [FindingCode.st07, .st08] where thing.findings[code] == nil { thing.proofs[code] = proof }
            return thing
        }
    }

    /// Bills of wallets that should long be here. A missing file is the first cause of charges that are never settled.
    private func bills() throws -> [WatchedThing] {
        try BillTable.accounts(in: database).flatMap { account in
            let book = try BillTable.book(of: account, known: reader.known, in: database)
            let missing = book.missing(at: now)
            let store = book.stores.count == 1 ? book.stores.first ?? nil : nil
            var things = missing.compactMap { one in
                WatchSubject(.bill, MissingBill.mark(account.name, one.day)).map {
                    WatchedThing($0, store: store, findings: [.st01: one.words])
                }
            }
            let late = Set(missing.map(\.day))
            for (day, kept) in book.days where !late.contains(day) {
                guard let subject = WatchSubject(.bill, MissingBill.mark(account.name, day)) else { continue }
                var thing = WatchedThing(subject, store: store)
                let proof = kept.proof(of: account.name.wallet)
                thing.proofs[.st01] = proof.map { WatchedThing.Proof(at: nil, $0) }
                things.append(thing)
            }
            return things
        }
    }

    private func gaps() throws -> [WatchedThing] {
        let today = reader.known.day(at: now)
        // A day is judged when it is over: until then the next number may still be on its way.
        let look = try Shop.look(
            from: today.adding(days: -Shop.gapDaysWatched), to: today.adding(days: -1), in: database)
        var things = (look?.gaps ?? []).compactMap { seen in
            WatchSubject(.gap, seen.gap.id).map {
                WatchedThing($0, store: seen.store, findings: [.rc10: seen.gap.explanation])
            }
        }
        let found = Set(things.map(\.subject))
        for subject in try WatchTable.open(.gap, in: database) where !found.contains(subject) {
            guard let proof = try GapProof(subject.name)?.find(in: database) else { continue }
            things.append(WatchedThing(subject, store: nil, proofs: [.rc10: WatchedThing.Proof(at: nil, proof)]))
        }
        return things
    }
}

/// Finds the number that was missing.
struct GapProof {
    private let series: NumberGap.Series
    private let place: String
    private let run: String
    private let number: String

    /// - Parameter id: of the gap, as `NumberGap` names it: series, place, batch or day, first missing number.
    init?(_ id: String) {
        let parts = id.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
        guard parts.count >= 4, let series = NumberGap.Series(rawValue: parts[0]) else { return nil }
        self.series = series
        place = parts[1..<(parts.count - 2)].joined(separator: ":")
        run = parts[parts.count - 2]
        number = parts[parts.count - 1]
    }

    /// - Returns: nil while it is still missing.
    func find(in database: Database) throws -> Bilingual? {
        let day = CivilDate(text: run)
        let row: Int64?
        if series == .voucher {
            row = try Int64.fetchOne(
                database,
                sql: """
                    SELECT id FROM txn WHERE voucher = ? AND terminal = ? AND (batch = ? OR day = ?) ORDER BY id LIMIT 1
                    """, arguments: [number, place, run, day?.daysSinceEpoch])
        } else {
            guard let day else { return nil }
            row = try Int64.fetchOne(
                database,
                sql: """
                    SELECT id FROM txn WHERE moment >= ? AND moment < ? AND order_no = ? ORDER BY id LIMIT 1
                    """,
                arguments: [
                    CivilTime(day.adding(days: -1)).secondsSinceEpoch, CivilTime(day.adding(days: 3)).secondsSinceEpoch,
                    number,
                ])
        }
        return row.map { id in
            let transaction = TransactionRow.publicNumber(id)
            return Bilingual(
                zh: "\(number) 已有记录：交易 \(transaction)。", en: "\(number) is on record now: transaction \(transaction).")
        }
    }
}
