// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Synchronization

/// Reads all files of both sides with all threads.
struct ReadingPhase {
    /// Everything that was read.
    struct Outcome: Sendable {
        let tills: [Partitions<MatchRow>]
        let acquirers: [Partitions<MatchRow>]
        var figures: ReadFigures
        let lines: [LineIndex]
        let sides: [SideReader.Yield]
        /// Of the rows of `tills` and `acquirers`, where they are carried on; else none.
        let notes: [NoteTaker.Yield]

        /// The same without the rows, which take most of the memory.
        var withoutRows: Outcome {
            Outcome(tills: [], acquirers: [], figures: figures, lines: lines, sides: [], notes: [])
        }
    }

    private struct Task: Sendable {
        let table: Int
        let chunk: Int
    }

    /// What a worker brings home.
    private struct Load: Sendable {
        let yield: RowReader.Yield
        let parts: [(task: Task, lines: LineIndex.Part, reach: ChunkReach)]
        let cutShort: Int?
    }

    private let plan: ReadingPlan
    private let batons: [DigestBaton?]
    private let threads: Int
    private let stop: FileJobStop
    private let progress: @Sendable (Int64) -> Void

    init(
        _ plan: ReadingPlan, batons: [DigestBaton?], threads: Int, stop: FileJobStop,
        progress: @escaping @Sendable (Int64) -> Void
    ) {
        self.plan = plan
        self.batons = batons
        self.threads = threads
        self.stop = stop
        self.progress = progress
    }

    /// Reads once, or again when a chunk's border turns out to lie inside a quotation (only then the file is walked for
    /// its marks first) or a file to be in another encoding.
    func run() throws(FileJobError) -> Outcome {
        while true {
            let chunks = settledChunks()
            let loads = read(chunks)
            guard !stop.isAsked else { throw .stopped }
            if let fault = plan.space?.fault { throw .cannotSpill(folder: fault.folder, reason: fault.reason) }
            if let table = loads.lazy.compactMap(\.cutShort).first {
                throw .cutShort(file: plan.tables[table].name)
            }
            if let what = loads.lazy.compactMap(\.yield.full).first {
                throw .tooMany(what: what, limit: Self.limit(of: what))
            }
            if !hasOtherEncoding(loads), allFit(chunks, loads) {
                return Outcome(
                    tills: loads.map(\.yield.tills), acquirers: loads.map(\.yield.acquirers),
                    figures: loads.reduce(into: ReadFigures()) { $0.add($1.yield.figures) },
                    lines: lines(chunks, loads), sides: plan.usesSides ? loads.map(\.yield.sides) : [],
                    notes: loads.compactMap(\.yield.notes))
            }
        }
    }

    /// Whether a file that was all ASCII at its beginning turns out to be in another encoding than UTF-8.
    private func hasOtherEncoding(_ loads: [Load]) -> Bool {
        var strange: Set<Int> = []
        for place in loads.lazy.flatMap(\.yield.figures.quarantine) where place.reason == .notUTF8 {
            strange.insert(place.table)
        }
        return strange.reduce(false) { plan.tables[$1].encoding.settle() || $0 }
    }

    /// Whether the rows of all chunks fit together; the tables whose rows do not are to be settled.
    private func allFit(_ chunks: [[Chunk]], _ loads: [Load]) -> Bool {
        var fit = true
        for (number, table) in plan.tables.enumerated() where !table.needsSettling {
            var reaches = [ChunkReach](repeating: ChunkReach(first: 0, next: 0), count: chunks[number].count)
            for part in loads.lazy.flatMap(\.parts) where part.task.table == number {
                reaches[part.task.chunk] = part.reach
            }
            guard !ChunkReach.fit(reaches, of: chunks[number]) else { continue }
            table.needsSettling = true
            fit = false
        }
        return fit
    }

    private static func limit(of what: String) -> Int {
        switch what {
        case "terminals": MatchRow.mostTerminals
        case "merchants": MatchRow.mostMerchants
        case "products": ReadingPlan.mostProducts
        default: ReadingPlan.mostReferences
        }
    }

    private func settledChunks() -> [[Chunk]] {
        let plan = plan
        let next = Atomic(0)
        let found = Crew.run(threads) { _ in
            var mine: [(Int, [Chunk])] = []
            while true {
                let table = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard table < plan.tables.count else { return mine }
                mine.append((table, plan.tables[table].chunks(of: plan.chunkBytes)))
            }
        }
        return found.flatMap { $0 }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private func read(_ chunks: [[Chunk]]) -> [Load] {
        let queue = Queue(chunks)
        let (plan, batons, threads, stop, progress) = (plan, batons, threads, stop, progress)
        return Crew.run(threads) { worker in
            Self.work(
                queue, worker: worker, reader: RowReader(plan, threads: threads), plan: plan,
                batons: batons, stop: stop, progress: progress)
        }
    }

    /// Chunks still to be read: each worker begins with a file of its own, so that it meets its chunks in order,
    /// and helps with the others afterwards.
    private final class Queue: Sendable {
        let chunks: [[Chunk]]
        private let next: Mutex<[Int]>
        let isStopped = Atomic(false)
        let bytesDone = Atomic<Int64>(0)

        init(_ chunks: [[Chunk]]) {
            self.chunks = chunks
            next = Mutex(Array(repeating: 0, count: chunks.count))
        }

        func task(for worker: Int) -> Task? {
            next.withLock { next in
                for step in chunks.indices {
                    let table = (worker + step) % chunks.count
                    guard next[table] < chunks[table].count else { continue }
                    next[table] += 1
                    return Task(table: table, chunk: next[table] - 1)
                }
                return nil
            }
        }
    }

    private static func work(
        _ queue: Queue, worker: Int, reader: consuming RowReader, plan: ReadingPlan, batons: [DigestBaton?],
        stop: FileJobStop, progress: @Sendable (Int64) -> Void
    ) -> Load {
        var cursor = RowCursor(chunkBytes: plan.chunkBytes)
        var parts: [(task: Task, lines: LineIndex.Part, reach: ChunkReach)] = []
        var cutShort: Int?
        while !queue.isStopped.load(ordering: .relaxed), let task = queue.task(for: worker) {
            let table = plan.tables[task.table]
            let chunk = queue.chunks[task.table][task.chunk]
            cursor.open(
                table.source, shape: table.shape, chunk: chunk, isSettled: table.needsSettling,
                encoding: table.encoding.now)
            while cursor.next() { reader.read(cursor, table: task.table, chunk: task.chunk) }
            let lines = LineIndex.Part(checkpoints: cursor.checkpoints, newlines: cursor.newlines)
            parts.append((task, lines, cursor.reach))
            if cursor.wasCutShort { cutShort = task.table }
            if cutShort != nil || reader.full != nil || stop.isAsked || plan.space?.fault != nil {
                queue.isStopped.store(true, ordering: .relaxed)
            }
            batons[task.table]?.carry(over: chunk, cursor)
            let size = chunk.end - chunk.start
            progress(queue.bytesDone.wrappingAdd(size, ordering: .relaxed).newValue)
        }
        return Load(yield: reader.finish(), parts: parts, cutShort: cutShort)
    }

    private func lines(_ chunks: [[Chunk]], _ loads: [Load]) -> [LineIndex] {
        let empty = LineIndex.Part(checkpoints: [], newlines: 0)
        var parts = chunks.map { Array(repeating: empty, count: $0.count) }
        for load in loads {
            for part in load.parts { parts[part.task.table][part.task.chunk] = part.lines }
        }
        return plan.tables.indices.map { table in
            LineIndex(
                chunks: chunks[table], parts: parts[table], firstLine: plan.tables[table].shape.firstLine)
        }
    }
}
