// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Tender

/// One deposit of a bank file.
struct Deposit: Sendable, Hashable {
    let day: CivilDate
    let merchant: String
    let amount: Int64
    let bankReference: String
    /// `file:line@byte`.
    let reference: String
}

/// Reads a bank file: few rows, so one thread and plain texts.
struct BankReading {
    struct Outcome: Sendable {
        let table: InputTable
        let deposits: [Deposit]
        let totals: FileTotals
        let quarantine: [QuarantinedPlace]
        let lines: LineIndex
        let digest: String
    }

    private let table: InputTable
    private let plan: ReadingPlan
    private let makeDigest: (@Sendable () -> any FileDigest)?

    init(_ table: InputTable, _ plan: ReadingPlan, digest: (@Sendable () -> any FileDigest)?) {
        self.table = table
        self.plan = plan
        makeDigest = digest
    }

    func read() throws(FileJobError) -> Outcome {
        var outcome = readOnce()
        // A chunk's border inside a quotation: the borders are settled and all is read again.
        if outcome == nil {
            table.needsSettling = true
            outcome = readOnce()
        }
        if let first = outcome, first.quarantine.contains(where: { $0.reason == .notUTF8 }), table.encoding.settle() {
            outcome = readOnce()
        }
        guard let outcome else { throw .cutShort(file: table.name) }
        return outcome
    }

    /// A good row, its line not yet known from the file's first.
    private struct Found {
        let chunk: Int
        let relativeLine: Int
        let offset: Int64
        let facts: Facts
    }

    private struct Facts {
        let day: CivilDate
        let merchant: String
        let amount: Int64
        let bankReference: String
    }

    private func readOnce() -> Outcome? {
        let chunks = table.chunks(of: plan.chunkBytes)
        var cursor = RowCursor(chunkBytes: plan.chunkBytes)
        let recoder = table.encoding.decoding().map(RowRecoder.init)
        var parts: [LineIndex.Part] = []
        var reaches: [ChunkReach] = []
        var rows: [Found] = []
        var quarantine: [QuarantinedPlace] = []
        for (number, chunk) in chunks.enumerated() {
            cursor.open(
                table.source, shape: table.shape, chunk: chunk, isSettled: table.needsSettling,
                encoding: table.encoding.now)
            while cursor.next() { take(cursor, recoder, chunk: number, &rows, &quarantine) }
            if cursor.wasCutShort { return nil }
            parts.append(.init(checkpoints: cursor.checkpoints, newlines: cursor.newlines))
            reaches.append(cursor.reach)
        }
        guard table.needsSettling || ChunkReach.fit(reaches, of: chunks) else { return nil }
        let lines = LineIndex(chunks: chunks, parts: parts, firstLine: table.shape.firstLine)
        let deposits = rows.map { row in
            Deposit(
                day: row.facts.day, merchant: row.facts.merchant, amount: row.facts.amount,
                bankReference: row.facts.bankReference,
                reference: reference(lines.line(chunk: row.chunk, relative: row.relativeLine), row.offset))
        }
        var totals = FileTotals()
        totals.rows = deposits.count
        totals.amount = deposits.reduce(0) { $0 + Int128($1.amount) }
        totals.gross = totals.amount
        totals.quarantined = quarantine.count
        return Outcome(
            table: table, deposits: deposits, totals: totals, quarantine: quarantine, lines: lines,
            digest: table.givenDigest ?? digest())
    }

    private func take(
        _ cursor: borrowing RowCursor, _ recoder: RowRecoder?, chunk: Int, _ rows: inout [Found],
        _ quarantine: inout [QuarantinedPlace]
    ) {
        for fault in cursor.faults {
            quarantine.append(
                QuarantinedPlace(
                    table: 0, chunk: chunk, relativeLine: fault.relativeLine, offset: fault.offset,
                    reason: RowReason(fault.kind)))
        }
        let batch = cursor.batch
        for index in 0..<batch.count {
            let (line, offset) = (batch.relativeLine(index), batch.offset(index))
            let row = batch.row(index)
            switch read(recoder?.row(row) ?? row) {
            case .success(let facts):
                rows.append(Found(chunk: chunk, relativeLine: line, offset: offset, facts: facts))
            case .failure(let refusal):
                quarantine.append(
                    QuarantinedPlace(
                        table: 0, chunk: chunk, relativeLine: line, offset: offset, reason: refusal.reason))
            }
        }
    }

    private struct Refusal: Error { let reason: RowReason }

    private func read(_ row: RowText) -> Result<Facts, Refusal> {
        let columns = table.bankColumns
        guard let day = plan.clock.days(row.field(columns.date)) else { return .failure(Refusal(reason: .badDate)) }
        let currency = row.field(columns.currency)
        guard currency.isEmpty || currency.bytes == plan.currencyCode else {
            return .failure(Refusal(reason: .foreignCurrency))
        }
        guard let amount = plan.amounts.minor(row.field(columns.amount)) else {
            return .failure(Refusal(reason: .badAmount))
        }
        return .success(
            Facts(
                day: CivilDate(daysSinceEpoch: day), merchant: row.field(columns.merchant).text, amount: amount,
                bankReference: row.field(columns.reference).text))
    }

    private func reference(_ line: Int, _ offset: Int64) -> String {
        guard let origins = table.origins else { return "\(table.name):\(line)@\(offset)" }
        let row = line - table.shape.firstLine
        guard origins.indices.contains(row) else { return table.name }
        return "\(table.name):\(origins[row].line)@\(origins[row].byte)"
    }

    private func digest() -> String {
        makeDigest.map { DigestBaton(table.source, $0()).finish() } ?? ""
    }
}
