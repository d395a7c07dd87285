// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Tariffs
internal import Tender

/// A finished comparison, not yet written.
///
/// It holds places, not texts: what is written is read from the input files again, so they must still be there.
public struct FileJobResult: Sendable {
    /// Rows of the report's list of rows put aside; all are in `quarantine.csv`.
    static let shownQuarantine = 50

    let plan: ReadingPlan
    let figures: ReadFigures
    let lines: [LineIndex]
    /// The acquirer's rows, where those of a settlement day are found again.
    let settled: [Partitions<MatchRow>]
    let joined: JoiningPhase.Outcome
    let digests: [String]
    let deposits: [BankReading.Outcome]
    let tariff: Tariff
    let calendar: SettlementCalendar
    let asOf: CivilDate
    let version: String
    let threads: Int
    let notRead: [String]
    /// What the run leaves to the next; nil without a carry folder.
    var keeping: CarryKeeping?

    /// Leaves in the carry folder what the run found; to be called when its files are written. Nothing is done without
    /// a carry folder, and where no file was new.
    public func keep() throws(FileJobError) {
        guard let keeping, !plan.tables.isEmpty || !deposits.isEmpty else { return }
        try keeping.commit(self)
    }

    /// Writes `findings.csv`, `settlement.csv`, `quarantine.csv`, `summary.json` and `report.html`.
    ///
    /// - Parameter stop: looked at while deposits are explained, before each part of `findings.csv`, and at the end.
    /// - Returns: the numbers of the summary.
    public func write(
        into sink: inout some FileJobSink, stop: FileJobStop = FileJobStop(),
        progress: (FileJobProgress) -> Void = { _ in }
    ) throws(FileJobError) -> FileJobSummary {
        let settlement = settlement()
        let depositFindings = DepositExplainer(plan: plan, reading: settledRows, threads: threads).explain(
            settlement, stop: stop)
        guard !stop.isAsked else { throw .stopped }
        let total = Int64(joined.findings.count)
        let written = try FindingsFile(plan: plan, lines: lines, threads: threads).write(
            joined.findings, depositFindings, into: &sink, stop: stop
        ) { done in
            progress(FileJobProgress(phase: .writing, done: Int64(done), total: total))
        }
        try sink.write(
            SettlementFile.bytes(settlement, decimals: plan.amounts.decimals), to: SettlementFile.name)
        let shown = try QuarantineFile.write(quarantineParts, keeping: Self.shownQuarantine, into: &sink)
        let summary = summary(written.tallies, settlement, DepositTally(depositFindings))
        if let fault = plan.carried?.fault { throw fault }
        try sink.write(SummaryFile.bytes(summary), to: SummaryFile.name)
        let report = Report(
            summary: summary, tallies: written.tallies, overcharges: written.overcharges, transit: joined.transit,
            settlement: settlement, explained: depositFindings, quarantine: shown)
        try sink.write(Array(report.html.utf8), to: Report.name)
        guard !stop.isAsked else { throw .stopped }
        return summary
    }

    private var settledRows: any SettledRowSource {
        let reading = SettledRowReading(
            plan, lines: lines, quarantine: figures.quarantine, settled: settled, threads: threads)
        return plan.carried.map { CarriedSettledRows($0, plan, reading, threads: threads) } ?? reading
    }

    /// Rows put aside of all files, in the order of sides; those of earlier runs before the others.
    private var quarantineParts: [QuarantineFile.Listing] {
        let sides: [InputTable.Side] = [.till, .acquirer, .receipt, .order, .bank]
        return sides.flatMap { side -> [QuarantineFile.Listing] in
            let carried = (plan.carried?.past.files ?? []).filter { $0.side == side }.map(\.quarantine)
            let read = plan.tables.indices.filter { plan.tables[$0].side == side }.map { table in
                QuarantineFile.Part(
                    table: plan.tables[table], lines: lines[table],
                    places: figures.quarantine.filter { $0.table == table })
            }
            let banks = (side == .bank ? deposits : []).map {
                QuarantineFile.Part(table: $0.table, lines: $0.lines, places: $0.quarantine)
            }
            return carried.map { .carried($0) } + (read + banks).map { .read($0) }
        }
    }

    /// Deposits of all runs; nil when no bank file was ever given.
    private var allDeposits: [Deposit]? {
        let past = plan.carried?.past
        guard !deposits.isEmpty || past?.files.contains(where: { $0.side == .bank }) ?? false else { return nil }
        return (past?.deposits ?? []) + deposits.flatMap(\.deposits)
    }

    private func settlement() -> Settlement {
        let merchants = plan.merchants.texts().map { String(decoding: $0, as: UTF8.self) }
        var lines = figures.sums.map { key, sums in
            (
                day: key.day == DayKey.noDay ? nil : CivilDate(daysSinceEpoch: key.day),
                merchant: merchants[Int(key.merchant)], sums: sums
            )
        }
        var corrections = (plan.carried?.past.corrections ?? []) + plan.tables.flatMap(\.corrections)
        corrections.removeAll { $0.currency != plan.currency.code }
        if !corrections.isEmpty {
            var sums: [Settlement.Place: DaySums] = [:]
            for line in lines {
                // Texts that are equal to Swift and not in bytes share a place: no sum may be lost by it.
                sums[Settlement.Place(day: line.day, merchant: line.merchant), default: DaySums()].add(line.sums)
            }
            for correction in corrections {
                let place = Settlement.Place(day: correction.day, merchant: correction.merchant)
                sums[place, default: DaySums()].net += correction.net
            }
            lines = sums.map { (day: $0.key.day, merchant: $0.key.merchant, sums: $0.value) }
        }
        return Settlement(lines, deposits: allDeposits, asOf: asOf)
    }

    private func summary(
        _ tallies: [CodeTally], _ settlement: Settlement, _ explained: DepositTally
    ) -> FileJobSummary {
        var fees = joined.fees
        fees.add(figures.fees)
        return FileJobSummary(
            version: version, engine: "native", currency: plan.currency, files: files(), buckets: joined.buckets,
            sides: joined.sides.buckets,
            codes: JobCode.allCases.map { code in
                let tally = tallies[Int(code.rawValue)]
                return .init(code: code, count: tally.count, stake: tally.stake)
            },
            fees: .init(
                asContract: fees.right, over: fees.over, overBy: fees.overBy, under: fees.under,
                underBy: fees.underBy, notChecked: fees.notChecked, partsDiffer: fees.partsDiffer),
            settlementDays: Set(settlement.lines.compactMap(\.day)).count,
            netDiffers: figures.netDiffers,
            net: settlement.lines.reduce(0) { $0 + $1.sums.net },
            deposited: allDeposits.map { all in all.reduce(0) { $0 + Int128($1.amount) } },
            explained: explained,
            asOf: asOf, tariffVersion: tariff.version, tariffRows: tariff.rows.count, zone: calendar.zone.name,
            cutOff: calendar.businessDay.cutOff, settleAfterDays: calendar.settleAfterDays, notRead: notRead,
            sources: sources, change: keeping?.outcome.change)
    }

    private var sources: [(profile: SourceProfile, files: [String])] {
        calendar.sources.map { profile in
            let files = plan.tables.filter { SourceClocks.profile(of: $0.name, side: $0.side, calendar) == profile }
            return (profile, files.map(\.name))
        }
    }

    private func files() -> [FileJobSummary.File] {
        let carried = (plan.carried?.past.files ?? []).map { file in
            (
                file.side,
                Self.file(
                    file.name, file.side, file.bytes, file.totals, file.digest, file.encoding,
                    quarantined: file.totals.quarantined)
            )
        }
        let read = plan.tables.enumerated().map { index, table in
            (table.side, Self.file(table, figures.totals[index], digests[index]))
        }
        let banks = deposits.map { (InputTable.Side.bank, Self.file($0.table, $0.totals, $0.digest)) }
        let all = carried + read + banks
        guard !carried.isEmpty else { return all.map(\.1) }
        // In the order in which one run of all files lists them.
        return [InputTable.Side.till, .acquirer, .receipt, .order, .bank].flatMap { side in
            all.filter { $0.0 == side }.map(\.1)
        }
    }

    private static func file(_ table: InputTable, _ totals: FileTotals, _ digest: String) -> FileJobSummary.File {
        file(
            table.name, table.side, table.source.size, totals, digest, table.encodingName,
            quarantined: totals.quarantined + table.refused.count)
    }

    private static func file(
        _ name: String, _ side: InputTable.Side, _ bytes: Int64, _ totals: FileTotals, _ digest: String,
        _ encoding: String?, quarantined: Int
    ) -> FileJobSummary.File {
        let side: FileJobSummary.File.Side =
            switch side {
            case .till: .till
            case .acquirer: .acquirer
            case .bank: .bank
            case .receipt: .receipt
            case .order: .order
            }
        return FileJobSummary.File(
            name: name, side: side, bytes: bytes, sha256: digest, encoding: encoding, rows: totals.rows,
            quarantined: quarantined, amount: totals.amount, fee: totals.fee)
    }
}

extension InputTable {
    /// How the file's text is encoded; nil where the rows are not its own text.
    var encodingName: String? { origins == nil ? encoding.now.rawValue : nil }
}
