// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Foundation
internal import Glibc
internal import Journal
internal import Printing
internal import Store
internal import Synchronization

/// The spool on the disk: one journal in a folder that one process holds.
///
///     prints/lock            held while the station runs
///     prints/spool/…         the journal's segments
///     prints/spool-next/     a journal that is being written anew, with what is still needed
///     prints/spool-done/     one of which nothing is needed any more, on its way out
///
/// The spool grows while the station runs. At a start, and whenever it has grown by so much and no job is on a wire, it
/// is written anew without the jobs that are settled and with the register: the new one is whole and durable before
/// the old one gives up its name, and a crash between leaves one that is whole, under its name or as `spool-next`.
struct SpoolFolder: ~Copyable {
    var writer: JournalWriter
    let history: SpoolHistory
    let lock: Lock
    private let path: String

    private init(writer: consuming JournalWriter, history: SpoolHistory, lock: Lock, path: String) {
        self.writer = writer
        self.history = history
        self.lock = lock
        self.path = path
    }

    /// Opens the spool, or begins one.
    static func open(_ path: String) throws(PrintStationError) -> SpoolFolder {
        let (spool, done) = ("\(path)/spool", "\(path)/spool-done")
        makeFolder(path)
        let lock = try Lock(path)
        try? FileManager.default.removeItem(atPath: done)
        try recover(spool, from: "\(path)/spool-next", in: path)
        var history = SpoolHistory()
        if FileManager.default.fileExists(atPath: spool) {
            history = try read(spool)
            if history.isWorthRenewing {
                try renew(history, at: "\(path)/spool-next")
                try move(spool, to: done, in: path)
                try move("\(path)/spool-next", to: spool, in: path)
                try? FileManager.default.removeItem(atPath: done)
                history = try read(spool)
            }
        }
        makeFolder(spool)
        guard sync(path) else { throw .unreachable("\(path): \(words(errno))") }
        do throws(JournalError) {
            let writer = try JournalWriter.open(
                disk: FolderDisk(path: spool), digesting: SystemDigesting(), known: UInt64(history.recordCount))
            return SpoolFolder(writer: writer, history: history, lock: lock, path: path)
        } catch {
            throw PrintStationError(error)
        }
    }

    /// The new spool of a station at work: written whole beside the one in use, which is untouched.
    ///
    /// - Returns: records in it; nil when there is nothing to leave out.
    func prepareRenewal() throws(PrintStationError) -> Int? {
        let next = "\(path)/spool-next"
        try? FileManager.default.removeItem(atPath: "\(path)/spool-done")
        try? FileManager.default.removeItem(atPath: next)
        let past = try Self.read("\(path)/spool")
        guard past.isWorthRenewing else { return nil }
        try Self.renew(past, at: next)
        return past.remains.count
    }

    /// Goes on in the spool that was prepared. After an error nothing may be written any more: nobody knows which of
    /// the two a start would find.
    mutating func switchOver(records: Int) throws(PrintStationError) {
        let (spool, done) = ("\(path)/spool", "\(path)/spool-done")
        try Self.move(spool, to: done, in: path)
        try Self.move("\(path)/spool-next", to: spool, in: path)
        do throws(JournalError) {
            writer = try JournalWriter.open(
                disk: FolderDisk(path: spool), digesting: SystemDigesting(), known: UInt64(records))
        } catch {
            throw PrintStationError(error)
        }
        try? FileManager.default.removeItem(atPath: done)
    }

    /// A crash may have come between the two renamings: then the new spool is whole, and takes its name now. In any
    /// other case it is unfinished, and the old one stands.
    private static func recover(_ spool: String, from next: String, in path: String) throws(PrintStationError) {
        guard FileManager.default.fileExists(atPath: next) else { return }
        guard FileManager.default.fileExists(atPath: spool) else { return try move(next, to: spool, in: path) }
        try? FileManager.default.removeItem(atPath: next)
    }

    private static func renew(_ history: SpoolHistory, at next: String) throws(PrintStationError) {
        makeFolder(next)
        do throws(JournalError) {
            var writer = try JournalWriter.open(disk: FolderDisk(path: next), digesting: SystemDigesting())
            for record in history.remains {
                try writer.append(type: record.type, payload: record.payload.span)
                try writer.commit()
            }
        } catch {
            throw PrintStationError(error)
        }
    }

    private static func move(_ old: String, to new: String, in path: String) throws(PrintStationError) {
        guard rename(old, new) == 0, sync(path) else { throw .unreachable("\(old): \(words(errno))") }
    }

    private static func makeFolder(_ path: String) {
        // When it fails, what comes next fails and says where.
        try? FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// The system's own words for an error number.
    static func words(_ code: Int32) -> String {
        guard let words = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: words)
    }

    private static func rename(_ old: String, _ new: String) -> Int32 { unsafe Glibc.rename(old, new) }

    private static func sync(_ path: String) -> Bool {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }

    private static func read(_ spool: String) throws(PrintStationError) -> SpoolHistory {
        var history = SpoolHistory()
        var strange: UInt64?
        do throws(JournalError) {
            var cursor = try JournalCursor(disk: FolderDisk(path: spool), digesting: SystemDigesting())
            while strange == nil, let group = try cursor.nextGroup() {
                for frame in group {
                    guard let record = try? SpoolRecord(type: frame.type, payload: frame.payload) else {
                        strange = frame.number
                        break
                    }
                    history.add(record)
                }
            }
        } catch {
            throw PrintStationError(error)
        }
        // Written by a later version: better no printing than printing without knowing.
        guard let strange else { return history }
        throw .damaged("\(spool): record \(strange) is of a kind this version does not know")
    }

    /// Bytes that the file system still has for us.
    static func freeBytes(_ path: String) -> Int64 {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { return .max }
        return Int64(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
    }

    /// Dies with its holder.
    final class Lock: Sendable {
        private let descriptor: Mutex<Int32>

        init(_ path: String) throws(PrintStationError) {
            let descriptor = unsafe Glibc.open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw .unreachable("\(path)/lock: \(SpoolFolder.words(errno))") }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                close(descriptor)
                throw .inUse(path)
            }
            self.descriptor = Mutex(descriptor)
        }

        deinit { release() }

        /// Lets the folder go; a second time does nothing.
        func release() {
            descriptor.withLock { descriptor in
                if descriptor >= 0 { close(descriptor) }
                descriptor = -1
            }
        }
    }
}

extension PrintStationError {
    init(_ error: JournalError) {
        self =
            switch error {
            case .damaged(let damage): .damaged("\(damage)")
            case .full: .diskFull
            case .failed(let fault): .unreachable("spool: \(fault.operation.rawValue) failed, error \(fault.code)")
            case .poisoned: .unreachable("spool: an earlier write failed; start again")
            case .tooLarge: .unreachable("spool: a record larger than 16 MiB")
            }
    }
}
