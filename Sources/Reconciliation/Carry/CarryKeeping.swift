// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Tariffs
internal import Tender

/// What a run has to keep, ready to be written into its folder.
struct CarryKeeping: Sendable {
    let carried: Carried
    let read: ReadingPhase.Outcome
    let outcome: CarryJoining.Outcome
    let isCurrencyNamed: Bool
    /// Rows of a slot, about; small in tests.
    var slotRows = 512

    /// Writes everything under new names, then puts the new list in place of the old one: until then the folder holds
    /// what it held, and afterwards what the run found.
    func commit(_ result: FileJobResult) throws(FileJobError) {
        let run = carried.past.run + 1
        var desk = Desk(folder: carried.folder, threads: result.threads, slotRows: slotRows)
        var state = carried.past
        state.run = run
        state.currency = result.plan.currency.code
        state.isCurrencyNamed = isCurrencyNamed
        state.tariffVersion = result.tariff.version
        state.cutOff = Int32(clamping: result.calendar.businessDay.cutOff)
        state.notRead = result.notRead
        state.sums = result.figures.sums
        state.netDiffers = result.figures.netDiffers
        state.fees = result.figures.fees
        state.fees.add(outcome.joined.fees)
        state.closed = outcome.joined.buckets.closed
        state.corrections += result.plan.tables.flatMap(\.corrections)
        state.deposits += result.deposits.flatMap(\.deposits)
        state.findings = outcome.findings
        state.openTills = outcome.openTills
        state.openCharges = outcome.openCharges
        state.files += try files(result, run, &desk)
        try keepTexts(&state, &desk)
        try keepRows(&state, &desk)
        if let fault = carried.fault { throw fault }
        try desk.put("state-\(run)", state.packed)
        let kept = Set(
            state.files.flatMap { [$0.lines, $0.odd] } + state.texts + state.segments.map(\.name) + ["state-\(run)"])
        var manifest = CarryManifest()
        manifest.entries = (carried.manifest.entries + desk.entries).filter { kept.contains($0.name) }
        try carried.folder.saying { folder throws(FolderFault) in
            let draft = try folder.create(CarryManifest.draft)
            try unsafe draft.write(manifest.bytes.span.bytes, at: 0)
            try draft.finish()
            try folder.rename(CarryManifest.draft, to: CarryManifest.name)
        }
        sweep(manifest)
    }

    /// What the list names no more. A file that cannot be removed now is removed by the next run.
    private func sweep(_ manifest: CarryManifest) {
        let counts = Set(manifest.entries.map(\.name))
        for name in (try? carried.folder.names()) ?? [] where name != CarryManifest.name && !counts.contains(name) {
            if CarryManifest.isOurs(name) { try? carried.folder.remove(name) }
        }
    }

    private func files(
        _ result: FileJobResult, _ run: UInt32, _ desk: inout Desk
    ) throws(FileJobError) -> [CarriedFile] {
        let odd = "odd-\(run)"
        let oddRows = read.notes.flatMap(\.odd)
        if !oddRows.isEmpty { try desk.put(odd, CarryFiles.pack(oddRows.sorted { $0.place < $1.place })) }
        var files: [CarriedFile] = []
        for (index, table) in result.plan.tables.enumerated() {
            let lines = "lines-\(run)-\(index)"
            try desk.put(lines, CarryFiles.pack(read.lines[index], origins: table.origins))
            let part = QuarantineFile.Part(
                table: table, lines: read.lines[index],
                places: read.figures.quarantine.filter { $0.table == index })
            let columns = table.acquirerColumns
            files.append(
                CarriedFile(
                    name: table.name, side: table.side, base: table.base, bytes: table.source.size,
                    digest: result.digests[index], encoding: table.encodingName, acquirer: table.acquirer,
                    hasMerchant: table.hasMerchant,
                    hasIdentifiers: table.side == .acquirer && (columns.payout >= 0 || columns.batch >= 0),
                    totals: read.figures.totals[index].counting(table), lines: lines,
                    odd: oddRows.isEmpty ? "" : odd, quarantine: QuarantineFile.rows(part)))
        }
        for bank in result.deposits {
            let part = QuarantineFile.Part(table: bank.table, lines: bank.lines, places: bank.quarantine)
            files.append(
                CarriedFile(
                    name: bank.table.name, side: .bank, base: 0, bytes: bank.table.source.size, digest: bank.digest,
                    encoding: bank.table.encodingName, acquirer: nil, hasMerchant: false, hasIdentifiers: false,
                    totals: bank.totals.counting(bank.table), lines: "", odd: "", quarantine: QuarantineFile.rows(part))
            )
        }
        return files
    }

    /// Texts that came in this run; all of them in one file again when their files have become many.
    private func keepTexts(_ state: inout CarryState, _ desk: inout Desk) throws(FileJobError) {
        let all = carried.pools().map { Array($0.texts().dropFirst()) }
        let name = "texts-\(state.run)"
        let isFull = state.texts.count >= 16
        let new = isFull ? all : zip(all, carried.kept).map { Array($0.dropFirst($1)) }
        guard new.contains(where: { !$0.isEmpty }) else { return }
        if isFull { state.texts = [] }
        try desk.put(name, CarryFiles.pack(new))
        state.texts.append(name)
    }

    private func keepRows(_ state: inout CarryState, _ desk: inout Desk) throws(FileJobError) {
        var merged = 0
        for side in [InputTable.Side.till, .acquirer] {
            let kind = side == .till ? "tills" : "charges"
            let ranges = newRows(side)
            if ranges.counts.contains(where: { $0 > 0 }),
                let entry = try desk.put("\(kind)-\(state.run)", side, ranges)
            {
                state.segments.append(entry)
            }
            while let due = SegmentMerge.due(state.segments.filter { $0.side == side }) {
                merged += 1
                let segments = try segments(due, desk)
                let name = "\(kind)-\(state.run)-\(merged)"
                guard let entry = try desk.put(name, side, SegmentMerge.ranges(segments)) else {
                    throw .carryDamaged(folder: carried.folder.name, file: due.map(\.name).joined(separator: " "))
                }
                state.segments.removeAll { due.contains($0) }
                state.segments.append(entry)
            }
        }
    }

    /// Segments by their entries, those that this run has just written among them.
    private func segments(_ entries: [SegmentEntry], _ desk: Desk) throws(FileJobError) -> [Segment] {
        var listed = carried.manifest
        listed.entries += desk.entries
        return try CarryFiles(folder: carried.folder, manifest: listed).segments(entries)
    }

    private func newRows(_ side: InputTable.Side) -> SegmentWriter.Ranges {
        let (parts, partitions) = (side == .till ? read.tills : read.acquirers, partitions)
        let bits = partitions.trailingZeroBitCount
        // Ranges in the order of slots, partitions in that of the hash's last bits.
        var order = [Int](repeating: 0, count: partitions)
        for partition in 0..<partitions { order[Segment.slot(ofPartition: partition, bits: bits)] = partition }
        let (read, places) = (read, order)
        return SegmentWriter.Ranges(
            bits: bits, counts: order.map { partition in parts.reduce(0) { $0 + $1.rowCount(of: partition) } }
        ) { range, take in
            let rows = NewRows(read, places[range], only: side)
            if side == .till {
                for index in rows.tills.indices { take(rows.till(index)) }
            } else {
                for index in rows.acquirers.indices { take(rows.acquirer(index)) }
            }
            return true
        }
    }

    private var partitions: Int { read.tills.first?.count ?? read.acquirers.first?.count ?? 1 }

    /// Writes files and remembers what the list must say of them.
    private struct Desk {
        let folder: any KeptFolder
        let threads: Int
        let slotRows: Int
        var entries: [CarryManifest.Entry] = []

        mutating func put(_ name: String, _ bytes: [UInt8]) throws(FileJobError) {
            try folder.saying { folder throws(FolderFault) in
                let file = try folder.create(name)
                try unsafe file.write(bytes.span.bytes, at: 0)
                try file.finish()
            }
            entries.append(
                .init(name: name, bytes: Int64(bytes.count), summed: Int64(bytes.count), sum: BlockSum.of(bytes)))
        }

        mutating func put(
            _ name: String, _ side: InputTable.Side, _ ranges: SegmentWriter.Ranges
        ) throws(FileJobError) -> SegmentEntry? {
            var writer = SegmentWriter(folder: folder, threads: threads)
            writer.slotRows = slotRows
            let written = try folder.saying { _ throws(FolderFault) in try writer.write(name, side, ranges) }
            guard let (entry, listed) = written else { return nil }
            entries.append(listed)
            return entry
        }
    }
}

extension FileTotals {
    /// With the rows that the file's own reader has put aside.
    fileprivate func counting(_ table: InputTable) -> FileTotals {
        var totals = self
        totals.quarantined += table.refused.count
        return totals
    }
}
