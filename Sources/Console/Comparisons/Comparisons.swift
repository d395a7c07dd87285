// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Links
import Logging
import Reconciliation
import ServiceLifecycle
import Store
import Synchronization
import Tariffs
import Tender

/// File jobs that people of the console asked for: one at a time, their results kept until somebody removes them.
///
///     spool ─▶ waiting ─▶ reading ─▶ joining ─▶ writing ─▶ done ─▶ removed
///                 └──────────┴─ stop ─┴─▶ stopped   └─▶ refused
///
///     comparisons/<id>/in/…      the files, until the job is over
///     comparisons/<id>/about     who asked, and over which files
///     comparisons/<id>/results/  what the job wrote, whole or not at all
final class Comparisons: Service, Sendable {
    static let waitingCountMax = 10
    /// Older ones make room for newer ones.
    static let keptCountMax = 50

    private struct Entry: Sendable {
        var comparison: Comparison
        /// Where its files wait, by side.
        let files: [(side: Comparison.Side, file: Spooled)]
        let stop: FileJobStop
    }

    private let shop: Shop
    private let clock: any WallClock
    private let version: String
    private let folder: ComparisonFolder
    private let byteCountMax: Int64
    private let memory: Int64
    private let logger: Logger
    private let entries: Mutex<[String: Entry]>
    private let jobs: AsyncStream<String>
    private let queue: AsyncStream<String>.Continuation

    init(shop: Shop, options: ConsoleOptions, logger: Logger) {
        self.shop = shop
        clock = options.clock
        version = options.version
        folder = ComparisonFolder("\(options.dataDirectory)/comparisons")
        byteCountMax = options.maxUploadBytes
        memory = options.comparisonMemoryBytes
        self.logger = logger
        (jobs, queue) = AsyncStream.makeStream(of: String.self)
        let kept = folder.kept().map { id, about in
            var comparison = Comparison(id: id, about: about)
            comparison.phase = .done
            return (id, Entry(comparison: comparison, files: [], stop: FileJobStop()))
        }
        entries = Mutex(Dictionary(uniqueKeysWithValues: kept))
    }

    /// A place on disk for a file that is about to arrive.
    func spool() throws -> Spool {
        let waiting = entries.withLock { $0.values.count { $0.comparison.isMoving } }
        guard waiting < Self.waitingCountMax else { throw Refusal.busy("too many comparisons wait") }
        return try Spool(directory: folder.arriving, name: Secret.make(), byteCountMax: byteCountMax)
    }

    /// Takes received files in and puts the job at the end of the queue.
    ///
    /// - Returns: the comparison's name in addresses.
    func add(_ files: [(side: Comparison.Side, file: Spooled)], owner: String) throws -> String {
        let id = "c" + Secret.make().prefix(16)
        let about = Comparison.About(
            owner: owner, askedAt: clock.now().milliseconds / 1_000,
            files: files.map { .init(side: $0.side, name: $0.file.fileName, byteCount: $0.file.byteCount) })
        try folder.make(id, about)
        let entry = Entry(comparison: Comparison(id: id, about: about), files: files, stop: FileJobStop())
        entries.withLock { $0[id] = entry }
        queue.yield(id)
        return id
    }

    /// All of them, newest first.
    var all: [Comparison] {
        entries.withLock { $0.values.map(\.comparison) }
            .sorted { ($1.about.askedAt, $0.id) < ($0.about.askedAt, $1.id) }
    }

    subscript(_ id: String) -> Comparison? { entries.withLock { $0[id]?.comparison } }

    /// Asks a job to end. What waits never begins.
    func stop(_ id: String) {
        entries.withLock { entries in
            guard let entry = entries[id], entry.comparison.isMoving else { return }
            entry.stop.ask()
            if entry.comparison.phase == .waiting { entries[id]?.comparison.phase = .stopped }
        }
    }

    /// Removes a comparison with its results.
    func remove(_ id: String) throws {
        let gone = try entries.withLock { entries throws(Refusal) in
            guard let entry = entries[id] else { throw .notFound }
            guard !entry.comparison.isMoving else { throw .conflict("the comparison is running: stop it first") }
            entries.removeValue(forKey: id)
            return entry
        }
        // One that was stopped while it waited still has its files.
        for one in gone.files { try? FileManager.default.removeItem(atPath: one.file.path) }
        folder.remove(id)
    }

    /// A file of the results; nil when there is none of that name.
    func result(_ name: String, of id: String) -> String? { folder.result(name, of: id) }

    /// Names of a comparison's result files, sorted.
    func results(of id: String) -> [String] { folder.results(of: id) }

    /// The numbers of a finished comparison.
    func figures(of id: String) -> ComparisonFigures? {
        folder.result("summary.json", of: id).flatMap { FileManager.default.contents(atPath: $0) }
            .flatMap { ComparisonFigures(json: $0) }
    }

    /// Works until the server stops.
    func run() async throws {
        await withGracefulShutdownHandler {
            for await id in jobs.cancelOnGracefulShutdown() { await work(on: id) }
        } onGracefulShutdown: {
            self.queue.finish()
            self.entries.withLock { entries in entries.values.forEach { $0.stop.ask() } }
        }
    }

    private func work(on id: String) async {
        guard let entry = entries.withLock({ $0[id] }) else { return }
        if !entry.stop.isAsked {
            let outcome = await compare(entry)
            entries.withLock { entries in
                entries[id]?.comparison.phase = outcome.phase
                entries[id]?.comparison.problem = outcome.problem
            }
            if outcome.phase == .refused { logger.info("comparison refused") }
        }
        for one in entry.files { try? FileManager.default.removeItem(atPath: one.file.path) }
        makeRoom()
    }

    /// Reads the shop's tariff and calendar where none was given, and runs the job on a thread of its own: it
    /// computes for seconds, and pages must not wait for it.
    private func compare(_ entry: Entry) async -> (phase: Comparison.Phase, problem: Bilingual?) {
        let id = entry.comparison.id
        do {
            let ground = ComparisonGround(
                files: entry.files, tariff: try await shop.tariffs(), calendar: try await shop.calendar(of: nil),
                now: clock.now(), version: version, memory: memory, spillFolder: folder.path(of: id))
            let results = folder.results(at: id)
            return await withCheckedContinuation { continuation in
                DispatchQueue.global(qos: .utility).async {
                    let outcome = ground.run(into: results, stop: entry.stop) { progress in
                        self.entries.withLock { $0[id]?.comparison.update(progress) }
                    }
                    continuation.resume(returning: outcome)
                }
            }
        } catch {
            let words = Bilingual(
                zh: "读不到商户的费率或结算日历，请稍后再试", en: "The shop's tariff or calendar cannot be read; try again later")
            return (.refused, words)
        }
    }

    private func makeRoom() {
        let gone = entries.withLock { entries -> [String] in
            let over = entries.values.map(\.comparison).filter { !$0.isMoving }
                .sorted { ($1.about.askedAt, $0.id) < ($0.about.askedAt, $1.id) }.dropFirst(Self.keptCountMax).map(\.id)
            for id in over { entries.removeValue(forKey: id) }
            return over
        }
        gone.forEach { folder.remove($0) }
    }
}
