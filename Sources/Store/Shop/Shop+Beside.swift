// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import GRDB
internal import Journal

extension Shop {
    /// Opens the shop to look things up. When another process (a running server) holds the folder, its tables
    /// are read beside it and every write is refused; otherwise this is `open`.
    ///
    /// - Throws: `.unreachable` when there is no shop in the folder; nothing is made.
    public static func openForReading(
        directory: String, clock: any WallClock, options: ShopOptions = ShopOptions()
    ) async throws(StoreError) -> Shop {
        guard FolderLock.holdsShop(directory) else {
            throw .unreachable("\(directory): no shop here; `counterfoil serve` makes one, --data names another folder")
        }
        do throws(StoreError) {
            return try await open(directory: directory, clock: clock, options: options)
        } catch .inUse {
            let report = OpenReport(cut: nil, records: 0, replayed: 0, isFirstRun: false, isRebuilt: false)
            return Shop(
                pool: try Projection.openForReading(in: directory), desk: nil, clock: clock, options: options,
                directory: directory, lock: nil, openReport: report)
        } catch {
            throw error
        }
    }

    /// What checking the whole journal found.
    public struct JournalReport: Sendable, Hashable, Encodable {
        public let records: UInt64
        public let segments: Int
        public let bytes: Int64
        /// Root of the RFC 6962 tree over all records, lower-case hexadecimal.
        public let root: String
        /// Hash of the last record in the chain, lower-case hexadecimal.
        public let chain: String
        /// Bytes of an unfinished group at the end, which the next start cuts off; 0 when there are none.
        public let tornBytes: Int
    }

    /// Checks every record, the chain and the tree of a folder's journal; changes nothing.
    ///
    /// - Throws: `.damaged` with segment, record and byte; `.unreachable` when there is no journal.
    public static func verifyJournal(
        directory: String, progress: (Int64, Int64) -> Void = { _, _ in }
    ) throws(StoreError) -> JournalReport {
        guard FolderLock.holdsShop(directory) else { throw .unreachable("\(directory): no journal here") }
        do throws(JournalError) {
            let check = try JournalCheck.verify(
                disk: FolderDisk(path: "\(directory)/journal"), digesting: SystemDigesting(), progress: progress)
            return JournalReport(
                records: check.records, segments: check.segments, bytes: check.byteCount,
                root: Hexadecimal.text(of: check.root.bytes), chain: Hexadecimal.text(of: check.head.bytes),
                tornBytes: check.tail?.count ?? 0)
        } catch {
            throw StoreError(error)
        }
    }
}
