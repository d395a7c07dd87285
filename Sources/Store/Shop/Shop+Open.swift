// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Glibc
internal import Journal

extension Shop {
    /// Opens the shop in a folder, which is made when it is missing: locks it, checks the journal's tail, and
    /// brings the projection up to the journal.
    ///
    /// - Throws: `.inUse`, `.damaged`, `.unreachable` or `.failed`; nothing is changed when it does, but for a
    ///   torn tail that was cut.
    public static func open(
        directory: String, clock: any WallClock, options: ShopOptions = ShopOptions()
    ) async throws(StoreError) -> Shop {
        try await open(directory: directory, clock: clock, options: options) { _, _ in }
    }

    /// Throws the projection away and makes it anew from the journal.
    ///
    /// - Parameter progress: told bytes of the journal done, and in all.
    public static func rebuild(
        directory: String, clock: any WallClock, options: ShopOptions = ShopOptions(),
        progress: @escaping @Sendable (Int64, Int64) -> Void = { _, _ in }
    ) async throws(StoreError) -> RebuildReport {
        let lock = try FolderLock(directory: directory)
        try Projection.remove(in: directory)
        let shop = try await open(
            directory: directory, clock: clock, options: options, lock: lock, progress: progress)
        let counts = try await shop.counts()
        let digest = try await shop.contentDigest()
        await shop.close()
        return RebuildReport(
            records: shop.openReport.records, transactions: counts.transactions,
            observations: counts.observations, contentDigest: digest)
    }

    static func open(
        directory: String, clock: any WallClock, options: ShopOptions, lock: FolderLock? = nil,
        progress: @escaping @Sendable (Int64, Int64) -> Void
    ) async throws(StoreError) -> Shop {
        try FolderLock.makeFolder(directory)
        let lock = if let lock { lock } else { try FolderLock(directory: directory) }
        let folder = "\(directory)/journal"
        try FolderLock.makeFolder(folder)
        let disk = FolderDisk(path: folder)
        let (pool, isFresh) = try Projection.open(in: directory, options: options)
        let projector = Projector()
        do {
            return try await pool.writeWithoutTransaction { database in
                try projector.load(database)
                let writer: JournalWriter
                do throws(JournalError) {
                    writer = try JournalWriter.open(
                        disk: disk, digesting: SystemDigesting(), known: projector.position,
                        segmentLimit: options.segmentLimit)
                } catch {
                    throw StoreError(error)
                }
                let opening = writer.opening
                let desk = Desk(projector: projector, writer: writer, disk: disk, clock: clock)
                let replayed = try desk.catchUp(database, progress: progress)
                let report = OpenReport(
                    cut: opening.tail.map { OpenReport.Cut(segment: $0.segment, bytes: $0.count) },
                    records: opening.records, replayed: replayed, isFirstRun: opening.isNew,
                    isRebuilt: isFresh && !opening.isNew && opening.records > 0)
                return Shop(
                    pool: pool, desk: desk, clock: clock, options: options, directory: directory, lock: lock,
                    openReport: report)
            }
        } catch {
            projector.unload()
            try? pool.close()
            throw StoreError(error)
        }
    }
}
