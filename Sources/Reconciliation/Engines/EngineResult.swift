// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Tariffs
internal import Tender

/// What another engine has computed, ready to be written as the native engine's result is.
public struct EngineResult {
    /// Findings that are in memory at one time.
    private static let sliceRows = 16_384

    private let job: EngineJob
    private let answer: EngineAnswer
    private let findings: ByteSource
    private let openFees: EngineOpenFees?
    private let digests: [String]
    private let plan: ReadingPlan
    private let ask: EngineSettledRows.Question

    /// - Parameters:
    ///   - figures, findings, fees: paths of what the engine has written; fees where the tariff has special terms.
    ///   - digests: of the job's files, in their order.
    ///   - ask: hands a list of settlement days to the engine and returns the path of their rows; nil when the
    ///     engine does not answer. Asked once at most, and only when deposits do not fit.
    public init(
        _ job: EngineJob, figures: String, findings: String, fees: String, digests: [String],
        ask: @escaping (_ days: [UInt8]) -> String?
    ) throws(FileJobError) {
        self.job = job
        self.ask = ask
        self.digests = digests
        guard let source = ByteSource(path: figures) else { throw EngineAnswer.broken }
        answer = try EngineAnswer(source, files: job.files)
        guard let source = ByteSource(path: findings) else { throw EngineAnswer.broken }
        self.findings = source
        plan = job.plan(answer.currency)
        plan.feeBook.seal(MonthVolumes(answer.volumes, job.tariff))
        openFees = job.hasOpenFees ? try Self.openFees(fees, plan, job) : nil
        for sum in answer.sums { _ = plan.merchants.number(of: Array(sum.merchant.utf8)) }
    }

    private static func openFees(
        _ path: String, _ plan: ReadingPlan, _ job: EngineJob
    ) throws(FileJobError) -> EngineOpenFees {
        guard let source = ByteSource(path: path) else { throw EngineAnswer.broken }
        return try EngineOpenFees(source, plan, EnginePlaces(job))
    }

    /// Writes the same files as `FileJobResult.write(into:)`.
    public func write(into sink: inout some FileJobSink) throws(FileJobError) -> FileJobSummary {
        let settlement = Settlement(
            answer.sums, deposits: hasBank ? answer.deposits : nil, asOf: job.asOf)
        let rows = EngineSettledRows(job, answer, plan, ask)
        let explained = DepositExplainer(plan: plan, reading: rows, threads: 1).explain(settlement)
        guard !rows.hasFailed else { throw EngineAnswer.broken }
        let written = try writeFindings(explained, into: &sink)
        try sink.write(
            SettlementFile.bytes(settlement, decimals: plan.amounts.decimals), to: SettlementFile.name)
        let shown = try QuarantineFile.write(
            try quarantine().map { .read($0) }, keeping: FileJobResult.shownQuarantine, into: &sink)
        let summary = summary(written.tallies, settlement, DepositTally(explained))
        try sink.write(SummaryFile.bytes(summary), to: SummaryFile.name)
        let report = Report(
            summary: summary, tallies: written.tallies, overcharges: written.overcharges, transit: answer.transit,
            settlement: settlement, explained: explained, quarantine: shown)
        try sink.write(Array(report.html.utf8), to: Report.name)
        return summary
    }

    private var hasBank: Bool { job.files.contains { $0.side == .bank } }

    private func writeFindings(
        _ deposits: [DepositFinding], into sink: inout some FileJobSink
    ) throws(FileJobError) -> FindingsFile.Written {
        try sink.write(FindingsFile.headerRow, to: FindingsFile.name)
        try sink.write(OverchargeFile.headerRow, to: OverchargeFile.name)
        var written = FindingsFile.Written()
        var rows = EngineFindings(findings, plan, files: job.files.map(\.name))
        var fees = openFees
        while true {
            // Fees that were checked here come after all codes that an engine tells by itself.
            var slice = try rows.next(Self.sliceRows)
            if slice.isEmpty { slice = try fees?.next(Self.sliceRows) ?? [] }
            if slice.isEmpty { break }
            let part = FindingsFile.render(slice, decimals: plan.amounts.decimals)
            try sink.write(part.bytes, to: FindingsFile.name)
            if !part.overchargeBytes.isEmpty { try sink.write(part.overchargeBytes, to: OverchargeFile.name) }
            written.add(part)
        }
        let part = FindingsFile(plan: plan, lines: [], threads: 1).render(deposits)
        try sink.write(part.bytes, to: FindingsFile.name)
        written.add(part)
        return written
    }

    /// Rows put aside: those of CSV are read again where they stand, those of Parquet come with their cells.
    private func quarantine() throws(FileJobError) -> [QuarantineFile.Part] {
        var parts: [QuarantineFile.Part] = []
        for (number, file) in job.files.enumerated() {
            let asides = answer.asides.filter { $0.file == number }
            if let table = job.tables[number] {
                let whole = [Chunk(start: table.shape.dataStart, end: table.source.size)]
                // Lines come counted from the file's first: one chunk that begins with line 0.
                let lines = LineIndex(chunks: whole, parts: [.init(checkpoints: [], newlines: 0)], firstLine: 0)
                let places = asides.map {
                    QuarantinedPlace(
                        table: number, chunk: 0, relativeLine: $0.line, offset: $0.byte, reason: $0.reason)
                }
                parts.append(QuarantineFile.Part(table: table, lines: lines, places: places))
            } else if !asides.isEmpty {
                parts.append(try part(of: file, names: answer.columns[number] ?? [], asides))
            }
        }
        return parts
    }

    private func part(
        of file: EngineFile, names: [String], _ asides: [EngineAnswer.Aside]
    ) throws(FileJobError) -> QuarantineFile.Part {
        let refused = asides.map { aside in
            FileJobInput.RefusedRow(
                line: aside.line, byte: -1, reason: aside.reason.text, chinese: aside.reason.chinese,
                text: QuarantineFile.text(names: names, fields: aside.cells.map { Array($0.utf8) }))
        }
        let header = names.map { "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined() + "\"" }
        let input = FileJobInput(
            name: file.name, content: .bytes(Array((header.joined(separator: ",") + "\n").utf8)), acquirer: nil,
            origins: nil, hasOrderRows: false, hasSlipRows: true, digest: nil, refused: refused)
        let table = try InputTable(input, side: file.inputSide, base: 0)
        return QuarantineFile.Part(
            table: table, lines: LineIndex(chunks: [], parts: [], firstLine: 0), places: [])
    }

    private func summary(
        _ tallies: [CodeTally], _ settlement: Settlement, _ explained: DepositTally
    ) -> FileJobSummary {
        var fees = answer.fees
        if let openFees { fees.add(openFees.totals) }
        let bank = zip(job.files, answer.totals).filter { $0.0.side == .bank }.map(\.1)
        return FileJobSummary(
            version: job.version, engine: job.engine, currency: plan.currency, files: files(),
            buckets: answer.buckets, sides: answer.sides,
            codes: JobCode.allCases.map { code in
                let tally = tallies[Int(code.rawValue)]
                return .init(code: code, count: tally.count, stake: tally.stake)
            },
            fees: .init(
                asContract: fees.right, over: fees.over, overBy: fees.overBy, under: fees.under,
                underBy: fees.underBy, notChecked: fees.notChecked, partsDiffer: fees.partsDiffer),
            settlementDays: Set(settlement.lines.compactMap(\.day)).count, netDiffers: answer.netDiffers,
            net: settlement.lines.reduce(0) { $0 + $1.sums.net },
            deposited: hasBank ? bank.reduce(0) { $0 + $1.amount } : nil, explained: explained, asOf: job.asOf,
            tariffVersion: job.tariff.version, tariffRows: job.tariff.rows.count, zone: job.calendar.zone.name,
            cutOff: job.calendar.businessDay.cutOff, settleAfterDays: job.calendar.settleAfterDays,
            notRead: [], sources: [])
    }

    private func files() -> [FileJobSummary.File] {
        job.files.enumerated().map { number, file in
            let totals = answer.totals[number]
            return FileJobSummary.File(
                name: file.name, side: file.summarySide,
                bytes: job.tables[number]?.source.size ?? ByteSource(path: file.path)?.size ?? 0,
                sha256: digests.indices.contains(number) ? digests[number] : "",
                encoding: job.tables[number]?.encoding.now.rawValue, rows: totals.rows,
                quarantined: totals.quarantined, amount: totals.amount, fee: totals.fee)
        }
    }
}
