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

    /// Writes `findings.csv`, `settlement.csv`, `quarantine.csv`, `summary.json` and `report.html`.
    ///
    /// - Parameter stop: looked at between the parts of `findings.csv` and before each other file.
    /// - Returns: the numbers of the summary.
    public func write(
        into sink: inout some FileJobSink, stop: FileJobStop = FileJobStop(),
        progress: (FileJobProgress) -> Void = { _ in }
    ) throws(FileJobError) -> FileJobSummary {
        let settlement = settlement()
        let depositFindings = DepositExplainer(
            plan: plan, lines: lines, quarantine: figures.quarantine, settled: settled, threads: threads
        ).explain(settlement, stop: stop)
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
        try sink.write(SummaryFile.bytes(summary), to: SummaryFile.name)
        let report = Report(
            summary: summary, tallies: written.tallies, overcharges: written.overcharges, transit: joined.transit,
            settlement: settlement, explained: depositFindings, quarantine: shown)
        try sink.write(Array(report.html.utf8), to: Report.name)
        guard !stop.isAsked else { throw .stopped }
        return summary
    }

    private var quarantineParts: [QuarantineFile.Part] {
        let sides = plan.tables.indices.map { table in
            QuarantineFile.Part(
                table: plan.tables[table], lines: lines[table],
                places: figures.quarantine.filter { $0.table == table })
        }
        return sides
            + deposits.map { QuarantineFile.Part(table: $0.table, lines: $0.lines, places: $0.quarantine) }
    }

    private func settlement() -> Settlement {
        let merchants = plan.merchants.texts()
        var lines: [Settlement.Place: DaySums] = [:]
        for (key, sums) in figures.sums {
            let day = key.day == DayKey.noDay ? nil : CivilDate(daysSinceEpoch: key.day)
            let merchant = String(decoding: merchants[Int(key.merchant)], as: UTF8.self)
            lines[Settlement.Place(day: day, merchant: merchant)] = sums
        }
        for correction in plan.tables.flatMap(\.corrections) where correction.currency == plan.currency.code {
            let place = Settlement.Place(day: correction.day, merchant: correction.merchant)
            lines[place, default: DaySums()].net += correction.net
        }
        return Settlement(
            lines.map { (day: $0.key.day, merchant: $0.key.merchant, sums: $0.value) },
            deposits: deposits.isEmpty ? nil : deposits.flatMap(\.deposits), asOf: asOf)
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
            deposited: deposits.isEmpty ? nil : deposits.reduce(0) { $0 + $1.totals.amount },
            explained: explained,
            asOf: asOf, tariffVersion: tariff.version, tariffRows: tariff.rows.count, zone: calendar.zone.name,
            cutOff: calendar.businessDay.cutOff, settleAfterDays: calendar.settleAfterDays, notRead: notRead,
            sources: sources)
    }

    private var sources: [(profile: SourceProfile, files: [String])] {
        calendar.sources.map { profile in
            let files = plan.tables.filter { SourceClocks.profile(of: $0.name, side: $0.side, calendar) == profile }
            return (profile, files.map(\.name))
        }
    }

    private func files() -> [FileJobSummary.File] {
        let sides = plan.tables.enumerated().map { index, table in
            file(table, figures.totals[index], digests[index])
        }
        return sides + deposits.map { file($0.table, $0.totals, $0.digest) }
    }

    private func file(_ table: InputTable, _ totals: FileTotals, _ digest: String) -> FileJobSummary.File {
        let side: FileJobSummary.File.Side =
            switch table.side {
            case .till: .till
            case .acquirer: .acquirer
            case .bank: .bank
            case .receipt: .receipt
            case .order: .order
            }
        return FileJobSummary.File(
            name: table.name, side: side, bytes: table.source.size, sha256: digest,
            encoding: table.origins == nil ? table.encoding.now.rawValue : nil, rows: totals.rows,
            quarantined: totals.quarantined + table.refused.count, amount: totals.amount, fee: totals.fee)
    }
}
