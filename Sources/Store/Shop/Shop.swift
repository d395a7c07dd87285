// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Journal
internal import Synchronization
internal import Tariffs
internal import Tender

/// The shop's memory: the journal and its SQLite projection behind one door.
///
///     write:  caller ─▶ journal (fsync) ─▶ projection ─▶ verdicts ─▶ changes to listeners
///     read:   caller ─▶ projection, limited to the caller's stores
///
/// A write that returned is durable and visible to the next read.
public final class Shop: Sendable {
    let pool: DatabasePool
    /// nil when the shop was opened for reading beside another process.
    let scribe: Scribe?
    let desk: Desk?
    let hub: ChangeHub
    let clock: any WallClock
    let options: ShopOptions
    let sessions: Sessions
    let imports = ImportCounters()
    let fileFindings = FileFindings()
    let printers = PrinterBoard()
    let pickups = PickupGuard()
    let gapMemory = GapMemory()
    let watchTimes = WatchTimes()
    let contactKeys: ContactKeys
    let directory: String
    private let lock: FolderLock?
    private let isClosed = Atomic(false)
    /// What was found when the shop was opened.
    public let openReport: OpenReport

    init(
        pool: DatabasePool, desk: Desk?, clock: any WallClock, options: ShopOptions, directory: String,
        lock: FolderLock?, openReport: OpenReport
    ) {
        self.pool = pool
        self.desk = desk
        self.clock = clock
        self.options = options
        self.directory = directory
        contactKeys = ContactKeys(directory: directory)
        self.lock = lock
        self.openReport = openReport
        let hub = ChangeHub()
        self.hub = hub
        scribe = desk.map { Scribe(pool: pool, desk: $0, hub: hub, onFatal: options.onFatal) }
        sessions = Sessions(options: options)
    }

    /// A shop that is dropped without `close` still lets its statements go on the writer's queue: finalised on any
    /// other thread they would race with the connection that is being closed there.
    deinit {
        guard let desk, !isClosed.load(ordering: .acquiring) else { return }
        pool.asyncWriteWithoutTransaction { _ in desk.projector.unload() }
    }

    /// Finishes what is being written, closes the projection and lets the folder go.
    public func close() async {
        await scribe?.close()
        hub.close()
        guard let desk else { return }
        // A commit that fails here loses nothing: the tables catch up from the journal at the next start.
        _ = try? await pool.writeWithoutTransaction { database in
            try desk.commit(database)
            desk.projector.unload()
        }
        isClosed.store(true, ordering: .releasing)
        try? pool.close()
        lock?.release()
    }

    /// Settings as of the last commit; nil beside another process, where the tables must be asked.
    var known: Known? { desk?.published.peek() }

    /// Reads from a snapshot of the projection, beside any writing.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreError(error)
        }
    }

    /// Writes one plan as (part of) a group and gives back what it made.
    func write<Value: Sendable>(
        isBulk: Bool = false, _ plan: @escaping @Sendable (Planning) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        guard let scribe else { throw .inUse("opened for reading only") }
        let slot = Slot<Value>()
        try await scribe.write(isBulk: isBulk) { planning throws(StoreError) in
            slot.put(try plan(planning))
        }
        guard let value = slot.take() else { throw .missing }
        return value
    }

    /// Writes what the journal need not know.
    func aside<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        guard let desk else { throw .inUse("opened for reading only") }
        do {
            return try await pool.writeWithoutTransaction { database in try desk.aside(in: database, body) }
        } catch {
            throw StoreError(error)
        }
    }

    /// Changes from now on.
    public func changes() -> AsyncStream<ShopChange> { hub.stream() }

    /// Number of the newest change; 0 before the first.
    public var lastChange: UInt64 { hub.last }

    /// What came after a change; nil when it is too long ago to be remembered, or of another run.
    public func changes(after sequence: UInt64) -> [ShopChange]? { hub.changes(after: sequence) }
}
