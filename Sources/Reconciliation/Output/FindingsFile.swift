// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Columns
internal import Matching
internal import Tender

/// Writes `findings.csv`: sorted, a slice at a time, each slice by all threads.
struct FindingsFile {
    static let name = "findings.csv"
    private static let header = [
        "code", "merchant", "terminal", "rrn", "type", "pos_amount", "acquirer_amount", "fee", "fee_expected",
        "product", "settle_date", "pos_ref", "acquirer_ref", "detail", "next_action",
    ]
    static var headerRow: [UInt8] { Array((header.joined(separator: ",") + "\n").utf8) }
    /// Findings whose rows are in memory at one time, for each thread.
    private static let sliceRows = 16_384

    let plan: ReadingPlan
    let lines: [LineIndex]
    let threads: Int

    /// What was written: what each code adds up to, by `JobCode.rawValue`, and the fees by product.
    struct Written {
        var tallies = [CodeTally](repeating: CodeTally(), count: JobCode.allCases.count)
        var overcharges = OverchargeSums()

        mutating func add(_ part: Part) {
            for code in JobCode.allCases { tallies[Int(code.rawValue)].add(part.tallies[Int(code.rawValue)]) }
            overcharges.add(part.overcharges)
        }
    }

    func write(
        _ findings: [RowFinding], _ deposits: [DepositFinding], into sink: inout some FileJobSink,
        stop: FileJobStop, progress: (Int) -> Void
    ) throws(FileJobError) -> Written {
        try sink.write(Self.headerRow, to: Self.name)
        try sink.write(OverchargeFile.headerRow, to: OverchargeFile.name)
        var written = Written()
        let lookup = RowLookup(plan, lines: lines)
        let nearest = NearestRows(findings) { row in
            guard let time = lookup.acquirer(row)?.time else { return 0 }
            return RowReader.matchDay(plan.due.businessDay(seconds: time.secondsSinceEpoch))
        }
        let sorted = FindingOrder(plan, lines: lines).sorted(findings)
        var start = 0
        while start < sorted.count {
            guard !stop.isAsked else { throw .stopped }
            let end = min(sorted.count, start + Self.sliceRows * threads)
            for part in render(Array(sorted[start..<end]), nearest) {
                try sink.write(part.bytes, to: Self.name)
                if !part.overchargeBytes.isEmpty { try sink.write(part.overchargeBytes, to: OverchargeFile.name) }
                written.add(part)
            }
            start = end
            progress(start)
        }
        // Their codes come last in the order of codes, and they are made in the order of days and merchants.
        let part = render(deposits)
        try sink.write(part.bytes, to: Self.name)
        written.add(part)
        return written
    }

    /// Rows as bytes, and what they add up to.
    struct Part: Sendable {
        var bytes: [UInt8] = []
        var overchargeBytes: [UInt8] = []
        var overcharges = OverchargeSums()
        var tallies = [CodeTally](repeating: CodeTally(), count: JobCode.allCases.count)
    }

    private func render(_ findings: [RowFinding], _ nearest: NearestRows) -> [Part] {
        let (plan, lines, threads) = (plan, lines, threads)
        return Crew.run(threads) { worker in
            let size = (findings.count + threads - 1) / threads
            let mine = findings[min(worker * size, findings.count)..<min((worker + 1) * size, findings.count)]
            let maker = FindingRowMaker(plan, RowLookup(plan, lines: lines), nearest: nearest)
            return Self.render(mine.lazy.map { maker.row($0) }, decimals: plan.amounts.decimals)
        }
    }

    func render(_ findings: [DepositFinding]) -> Part {
        let maker = FindingRowMaker(plan, RowLookup(plan, lines: lines))
        let rows = findings.map { maker.row($0) }.sorted { left, right in
            let key = { (row: FindingRow) in [row.code.text, row.merchant, row.settleDate, row.acquirerReference] }
            return key(left).joined(separator: "\u{0}").utf8.lexicographicallyPrecedes(
                key(right).joined(separator: "\u{0}").utf8)
        }
        return Self.render(rows, decimals: plan.amounts.decimals)
    }

    static func render(_ rows: some Sequence<FindingRow>, decimals: Int) -> Part {
        var part = Part()
        var csv = CSVText()
        var overcharges = CSVText()
        let actions = JobCode.allCases.map { $0.nextAction.english }
        for row in rows {
            row.write(to: &csv, decimals: decimals, nextAction: actions[Int(row.code.rawValue)])
            part.tallies[Int(row.code.rawValue)].add(row)
            guard let overcharge = row.overcharge else { continue }
            OverchargeFile.put(overcharge, to: &overcharges, decimals: decimals)
            part.overcharges.add(overcharge)
        }
        part.bytes = csv.bytes
        part.overchargeBytes = overcharges.bytes
        return part
    }
}
