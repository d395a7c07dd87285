// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
public import Tariffs
public import Tender

/// Compares till journals, acquirer files and bank files, and says what does not fit.
///
///     files ─▶ headers ─▶ chunks ─▶ rows (keys, fees, sums) ─▶ partitions ─▶ joined groups ─▶ findings
///
/// The same inputs give the same bytes whatever the number of threads: which row is the first of its key is
/// decided by file order and row order alone, and everything written is sorted.
public struct FileJob: Sendable {
    private let given: FileJobInputs
    private let tariff: Tariff
    private let calendar: SettlementCalendar
    private let threads: Int
    private let version: String
    private let memory: Int64?
    private let spillFolder: String
    private let makeDigest: (@Sendable () -> any FileDigest)?
    private let carry: Carry?
    /// Bytes of a file that one worker reads at a time; small in tests.
    var chunkBytes = ReadingPlan.usualChunkBytes
    var partitionRows = 12_000
    /// Rows of a slot of what is carried; small in tests.
    var slotRows = 512

    /// - Parameters:
    ///   - threads: how many to compute with; at least one.
    ///   - version: the product's version, for the summary.
    ///   - memory: bytes that the process may take, roughly; nil for as many as it needs. Rows beyond it are kept on
    ///     disk.
    ///   - spillFolder: a folder with room for them. Nothing is ever seen or left in it.
    ///   - digest: makes a SHA-256; nil leaves the files' digests empty.
    ///   - carry: what earlier runs left, and where this one leaves what it found (`FileJobResult.keep()`); nil for a
    ///     run that stands alone.
    public init(
        inputs: FileJobInputs, tariff: Tariff, calendar: SettlementCalendar, threads: Int, version: String,
        memory: Int64? = nil, spillFolder: String = ".", digest: (@Sendable () -> any FileDigest)? = nil,
        carry: Carry? = nil
    ) {
        self.memory = memory
        self.spillFolder = spillFolder
        given = inputs
        self.carry = carry
        self.tariff = tariff
        self.calendar = calendar
        self.threads = min(max(1, threads), 256)
        self.version = version
        makeDigest = digest
    }

    /// Reads and joins everything. Nothing is written yet: see `FileJobResult.write(into:)`.
    ///
    /// - Parameter stop: looked at between chunks and between partitions.
    public func run(
        stop: FileJobStop = FileJobStop(), progress: @escaping @Sendable (FileJobProgress) -> Void = { _ in }
    ) throws(FileJobError) -> FileJobResult {
        let (inputs, known) = try takenInputs()
        let plan = try makePlan(inputs)
        let banks = try bankTables(inputs)
        let batons = plan.tables.map { table in
            table.givenDigest == nil ? makeDigest.map { DigestBaton(table.source, $0()) } : nil
        }
        var read = try reading(plan, batons, stop, progress).run()
        plan.feeBook.seal(MonthVolumes(read.figures.volumes.sums, plan))
        var joined: JoiningPhase.Outcome
        var keeping: CarryKeeping?
        let joining = { @Sendable (done: Int64) in
            progress(FileJobProgress(phase: .joining, done: done, total: Int64(plan.partitions)))
        }
        if let carried = plan.carried {
            let outcome = try carriedJoin(plan, carried, read, known, stop, joining)
            joined = outcome.joined
            keeping = CarryKeeping(
                carried: carried, read: read, outcome: outcome, isCurrencyNamed: isCurrencyNamed(plan, carried),
                slotRows: slotRows)
            read.figures.add(carried.past)
        } else {
            joined = JoiningPhase(
                plan: plan, read: read, threads: threads, usesMerchant: Self.usesMerchant(plan), stop: stop,
                progress: joining
            ).run()
        }
        guard !stop.isAsked else { throw .stopped }
        if plan.usesOrders {
            let found = OrderPhase(
                plan: plan, lines: read.lines, orders: read.sides.map(\.orders), sides: joined.sides, threads: threads
            ).run()
            joined.findings += found.findings
            joined.sides = SideOutcome(buckets: joined.sides.buckets.adding(found.buckets))
        }
        if let fault = plan.space?.fault { throw .cannotSpill(folder: fault.folder, reason: fault.reason) }
        joined.closeBatches(plan)
        let digests = finishDigests(plan.tables, batons)
        let deposits = try banks.map { table throws(FileJobError) in
            try BankReading(table, plan, digest: makeDigest).read()
        }
        return FileJobResult(
            plan: plan, figures: read.figures, lines: read.lines, settled: read.acquirers, joined: joined,
            digests: digests, deposits: deposits,
            tariff: tariff,
            calendar: calendar, asOf: asOf, version: version, threads: threads,
            notRead: (carry?.carried.past.notRead ?? []) + inputs.notRead, keeping: keeping)
    }

    /// The files to be read, and the names of those that an earlier run has read.
    private func takenInputs() throws(FileJobError) -> (inputs: FileJobInputs, known: [String]) {
        guard let carried = carry?.carried else {
            guard !given.tills.isEmpty, !given.acquirers.isEmpty else { throw .nothingToCompare }
            return (given, [])
        }
        try CarryTerms(carried: carried).check(given, tariff, calendar, memory: memory)
        var known = KnownFiles(carried.past, digest: makeDigest)
        let inputs = known.without(given)
        let isEmpty = inputs.tills.isEmpty && inputs.acquirers.isEmpty && inputs.banks.isEmpty
        guard !isEmpty || carried.past.run > 0 else { throw .nothingToCompare }
        return (inputs, known.names)
    }

    private static func usesMerchant(_ plan: ReadingPlan) -> Bool {
        [InputTable.Side.till, .acquirer].allSatisfy { side in
            plan.tables.contains { $0.side == side && $0.hasMerchant }
                || plan.carried?.past.hasMerchant(side) ?? false
        }
    }

    private func carriedJoin(
        _ plan: ReadingPlan, _ carried: Carried, _ read: ReadingPhase.Outcome, _ known: [String],
        _ stop: FileJobStop, _ progress: @escaping @Sendable (Int64) -> Void
    ) throws(FileJobError) -> CarryJoining.Outcome {
        var outcome = CarryJoining(
            plan: plan, read: read, carried: carried, threads: threads, usesMerchant: Self.usesMerchant(plan),
            stop: stop, progress: progress
        ).run()
        if let fault = carried.fault { throw fault }
        outcome.change.known = known
        outcome.change.run = Int(carried.past.run) + 1
        return outcome
    }

    private func isCurrencyNamed(_ plan: ReadingPlan, _ carried: Carried) -> Bool {
        carried.past.isCurrencyNamed || plan.tables.contains { Self.firstCurrency(of: $0) == plan.currency.code }
    }

    private func reading(
        _ plan: ReadingPlan, _ batons: [DigestBaton?], _ stop: FileJobStop,
        _ progress: @escaping @Sendable (FileJobProgress) -> Void
    ) -> ReadingPhase {
        let total = plan.tables.reduce(0) { $0 + $1.source.size }
        return ReadingPhase(plan, batons: batons, threads: threads, stop: stop) { done in
            progress(FileJobProgress(phase: .reading, done: done, total: total))
        }
    }

    private var asOf: CivilDate { calendar.asOf ?? given.today }

    private func finishDigests(_ tables: [InputTable], _ batons: [DigestBaton?]) -> [String] {
        let workers = min(threads, max(1, tables.count))
        let parts = Crew.run(workers) { worker -> [(Int, String)] in
            var mine: [(Int, String)] = []
            for index in stride(from: worker, to: tables.count, by: workers) {
                mine.append((index, tables[index].givenDigest ?? batons[index]?.finish() ?? ""))
            }
            return mine
        }
        return parts.flatMap { $0 }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private func makePlan(_ inputs: FileJobInputs) throws(FileJobError) -> ReadingPlan {
        let joinsByOrder = inputs.acquirers.contains { $0.hasOrderRows }
        let isMixed = joinsByOrder && inputs.acquirers.contains { $0.hasSlipRows }
        let all: RowKeys = isMixed ? .either : joinsByOrder ? .order : .slip
        var tables: [InputTable] = []
        for (side, files) in [
            (InputTable.Side.till, inputs.tills), (.acquirer, inputs.acquirers), (.receipt, inputs.receipts),
            (.order, inputs.orders),
        ] {
            var base = carry?.carried.past.bytes(side) ?? 0
            for file in files {
                let keys = side != .acquirer || file.hasOrderRows ? all : .slip
                let table = try InputTable(
                    file, side: side, base: base, keys: keys,
                    shift: SourceClocks.shift(of: file.name, side: side, calendar))
                base += table.source.size
                guard base < MatchRow.mostBytes else {
                    throw .tooLarge(side: "\(side)", limit: MatchRow.mostBytes)
                }
                tables.append(table)
            }
        }
        let currency = try currency(of: tables)
        let (tills, acquirers) = (Self.rows(of: .till, tables), Self.rows(of: .acquirer, tables))
        let partitions = partitions(for: max(tills, acquirers))
        var plan = ReadingPlan(
            tables: tables, currency: currency, currencyCode: Array(currency.code.utf8),
            amounts: AmountText(decimals: currency.decimals), tariff: tariff,
            isDated: tariff.rows.contains { $0.validFrom != nil || $0.validTo != nil }, calendar: calendar,
            clocks: SourceClocks(calendar, asOf: asOf, files: tables.map { ($0.side, $0.name) }),
            joinsByOrder: joinsByOrder, mixed: isMixed ? MixedKeys(tables) : nil, partitions: partitions,
            space: space,
            expectedTills: tills, expectedAcquirers: acquirers, expectedReceipts: Self.rows(of: .receipt, tables),
            expectedOrders: Self.rows(of: .order, tables), chunkBytes: chunkBytes,
            usesReceipts: !inputs.receipts.isEmpty, usesOrders: !inputs.orders.isEmpty)
        if let carried = carry?.carried { plan.carry(carried) }
        return plan
    }

    private func bankTables(_ inputs: FileJobInputs) throws(FileJobError) -> [InputTable] {
        var tables: [InputTable] = []
        for file in inputs.banks { tables.append(try InputTable(file, side: .bank, base: 0)) }
        return tables
    }

    /// The run's currency: that of the first row that names one, else CNY; with rows of earlier runs, theirs.
    private func currency(of tables: [InputTable]) throws(FileJobError) -> Currency {
        if let carried = carry?.carried, let known = try CarryTerms(carried: carried).currency(of: tables) {
            return known
        }
        for table in tables {
            if let code = Self.firstCurrency(of: table), let currency = Currency(code: code) { return currency }
        }
        return .cny
    }

    /// What the first row of a till or acquirer file says of its currency; nil where it says nothing.
    static func firstCurrency(of table: InputTable) -> String? {
        let column: Int
        switch table.side {
        case .till: column = table.tillColumns.currency
        case .acquirer: column = table.acquirerColumns.currency
        case .bank, .receipt, .order: return nil
        }
        let peek = RowPeek(table.source)
        guard column >= 0, peek.load(at: table.shape.dataStart) else { return nil }
        return peek.field(column).text
    }

    /// A guess from the first rows' lengths; only sizes depend on it.
    private static func rows(of side: InputTable.Side, _ tables: [InputTable]) -> Int {
        tables.filter { $0.side == side }.reduce(0) { sum, table in
            let sample = table.source.bytes(at: table.shape.dataStart, count: 64 << 10)
            let lines = sample.count { $0 == 10 } + 1
            return sum + Int(table.source.size) / max(16, sample.count / lines)
        }
    }

    /// A power of two, so that both sides of a partition with their table fit the second cache level.
    private func partitions(for rows: Int) -> Int {
        var count = 1
        while count < 4_096, rows / count > partitionRows { count *= 2 }
        return count
    }

    /// What the limit leaves for rows: a quarter and some more are for everything else (buffers, texts, lines,
    /// findings).
    private var space: SpillSpace? {
        memory.map { SpillSpace(limit: max($0 / 4, $0 / 4 * 3 - (64 << 20)), folder: spillFolder) }
    }
}
