// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Logging
import ServiceLifecycle
import Store
import Synchronization

/// Files that were uploaded: recognised, shown, confirmed, and read into the shop one after the other.
///
///     spool ─▶ reading ─▶ ready ─ confirm ─▶ importing ─▶ done
///                └─▶ refused                     └─▶ failed (the same file again goes on where it stopped)
///
/// Uploads live as long as the server: what was recorded is safe in the shop, what was not is given again.
final class Uploads: Service, Sendable {
    static let waitingCountMax = 50

    private enum Job: Sendable {
        case preview(String)
        case take(String)
    }

    private struct Entry: Sendable {
        var view: UploadView
        let file: Spooled
        /// Taken without a person's confirmation, as the API does.
        let isConfirmed: Bool
    }

    private let intake: FileIntake
    private let directory: String
    private let byteCountMax: Int64
    private let logger: Logger
    private let entries = Mutex<[String: Entry]>([:])
    private let jobs: AsyncStream<Job>
    private let queue: AsyncStream<Job>.Continuation

    init(shop: Shop, options: ConsoleOptions, logger: Logger) {
        intake = FileIntake(shop: shop, options: options)
        directory = "\(options.dataDirectory)/uploads"
        byteCountMax = options.maxUploadBytes
        self.logger = logger
        (jobs, queue) = AsyncStream.makeStream(of: Job.self)
        // What an earlier run left belongs to nobody.
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// A place on disk for a file that is about to arrive.
    func spool() throws -> Spool {
        let waiting = entries.withLock { entries in entries.values.count { $0.view.phase != .done } }
        guard waiting < Self.waitingCountMax else { throw Refusal.busy("too many uploads wait to be confirmed") }
        return try Spool(directory: directory, name: Secret.make(), byteCountMax: byteCountMax)
    }

    /// Takes a received file in and begins to recognise it.
    ///
    /// - Returns: the upload's name in addresses.
    func add(_ file: Spooled, owner: String, isConfirmed: Bool = false) -> String {
        let id = "u" + Secret.make().prefix(16)
        let view = UploadView(id: id, fileName: file.fileName, byteCount: file.byteCount, owner: owner)
        entries.withLock { $0[id] = Entry(view: view, file: file, isConfirmed: isConfirmed) }
        queue.yield(.preview(id))
        return id
    }

    func view(_ id: String) -> UploadView? { entries.withLock { $0[id]?.view } }

    /// Uploads that are not done, by name of the file.
    var waiting: [UploadView] {
        let views = entries.withLock { $0.values.map(\.view) }
        return views.filter { $0.phase != .done }.sorted { ($0.fileName, $0.id) < ($1.fileName, $1.id) }
    }

    /// A person says yes.
    func confirm(_ id: String) throws {
        let isReady = entries.withLock { entries in
            guard entries[id]?.view.phase == .ready else { return false }
            entries[id]?.view.phase = .importing
            return true
        }
        guard isReady else { throw Refusal.conflict("the upload is not ready to be confirmed") }
        queue.yield(.take(id))
    }

    /// A person says no, or is done with what was refused.
    func discard(_ id: String) throws {
        let gone = try entries.withLock { entries throws(Refusal) in
            guard let entry = entries[id] else { throw .notFound }
            guard !entry.view.isMoving else { throw .conflict("the upload is being read") }
            return entries.removeValue(forKey: id)
        }
        if let gone { try? FileManager.default.removeItem(atPath: gone.file.path) }
    }

    /// Works until the server stops: one file at a time, so that imports do not slow the counter down.
    func run() async throws {
        await withGracefulShutdownHandler {
            for await job in jobs.cancelOnGracefulShutdown() { await work(on: job) }
        } onGracefulShutdown: {
            self.queue.finish()
        }
    }

    private func work(on job: Job) async {
        switch job {
        case .preview(let id): await preview(id)
        case .take(let id): await take(id)
        }
    }

    private func preview(_ id: String) async {
        guard let entry = entries.withLock({ $0[id] }) else { return }
        let view = await intake.preview(entry.file, for: entry.view)
        let next = update(id, to: view)
        if view.phase == .refused { logger.info("upload refused", metadata: ["format": "\(view.format)"]) }
        guard next?.isConfirmed == true, view.phase == .ready else { return }
        try? confirm(id)
    }

    private func take(_ id: String) async {
        guard let entry = entries.withLock({ $0[id] }) else { return }
        let view = await intake.take(entry.file, for: entry.view) { [weak self] percent in
            self?.entries.withLock { $0[id]?.view.percent = percent }
        }
        _ = update(id, to: view)
        try? FileManager.default.removeItem(atPath: entry.file.path)
    }

    private func update(_ id: String, to view: UploadView) -> Entry? {
        entries.withLock { entries in
            entries[id]?.view = view
            return entries[id]
        }
    }
}
