// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc
internal import Synchronization

/// How much memory the rows of a job may take, and the folder that takes the rest.
///
/// Shared by all threads. Its files have no name: they are gone when they are closed, whatever ends the process.
public final class SpillSpace: Sendable {
    /// Why rows could not be put on disk or read back.
    public struct Fault: Sendable, Hashable {
        public let folder: String
        public let reason: String
    }

    public let folder: String
    /// Bytes that blocks of rows may take.
    public let limit: Int64
    private let taken = Atomic<Int64>(0)
    private let spilled = Atomic<Int64>(0)
    private let found = Mutex<Fault?>(nil)

    /// - Parameters:
    ///   - limit: bytes of rows kept in memory, roughly: each partition keeps one block whatever the limit.
    ///   - folder: where the rest goes.
    public init(limit: Int64, folder: String) {
        self.limit = max(0, limit)
        self.folder = folder.isEmpty ? "." : folder
    }

    /// The first fault; rows are then missing and nothing that was joined counts.
    public var fault: Fault? { found.withLock { $0 } }

    /// Bytes put on disk so far.
    public var spilledBytes: Int64 { spilled.load(ordering: .relaxed) }

    /// Whether another block may be kept in memory.
    func take(_ bytes: Int) -> Bool {
        if taken.wrappingAdd(Int64(bytes), ordering: .relaxed).newValue <= limit { return true }
        giveBack(bytes)
        return false
    }

    /// A block that is kept in any case.
    func takeAnyway(_ bytes: Int) { taken.wrappingAdd(Int64(bytes), ordering: .relaxed) }

    func giveBack(_ bytes: Int) { taken.wrappingSubtract(Int64(bytes), ordering: .relaxed) }

    func note(spilled bytes: Int) { spilled.wrappingAdd(Int64(bytes), ordering: .relaxed) }

    func fail(_ code: Int32) {
        let reason = unsafe String(cString: strerror(code))
        found.withLock { if $0 == nil { $0 = Fault(folder: folder, reason: reason) } }
    }
}

/// One thread's rows on disk, written a block at a time and read back at any place.
///
///     full blocks ─▶ staging ─▶ file without a name      a block is known by its offset in the file
final class SpillFile {
    private let space: SpillSpace
    private var descriptor: Int32 = -1
    private var staging: [UInt8] = []
    private var written: Int64 = 0
    private static let stagingBytes = 512 << 10

    init(_ space: SpillSpace) { self.space = space }

    deinit { if descriptor >= 0 { _ = close(descriptor) } }

    /// Puts bytes behind those that came before.
    ///
    /// - Returns: their offset; nil after a fault, which is the space's from then on.
    func append(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        let offset = written + Int64(staging.count)
        unsafe staging.append(contentsOf: bytes)
        space.note(spilled: bytes.count)
        guard staging.count >= Self.stagingBytes else { return offset }
        return flush() ? offset : nil
    }

    /// To be called when the last block has come, before any is read back.
    @discardableResult
    func flush() -> Bool {
        guard !staging.isEmpty else { return true }
        guard space.fault == nil, open() else { return false }
        let isWritten = unsafe staging.withUnsafeBytes { unsafe write($0) }
        written += Int64(staging.count)
        staging.removeAll(keepingCapacity: true)
        return isWritten
    }

    /// Fills a buffer with the bytes at an offset; false after a fault.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) -> Bool {
        guard space.fault == nil, descriptor >= 0 else { return false }
        var done = 0
        while done < buffer.count {
            guard let base = buffer.baseAddress else { return false }
            let got = unsafe pread(descriptor, base + done, buffer.count - done, off_t(offset) + off_t(done))
            if got > 0 {
                done += got
            } else if got == 0 || errno != EINTR {
                space.fail(got == 0 ? EIO : errno)
                return false
            }
        }
        return true
    }

    private func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        var done = 0
        while done < bytes.count {
            let got = unsafe pwrite(descriptor, base + done, bytes.count - done, off_t(written) + off_t(done))
            if got > 0 {
                done += got
            } else if got == 0 || errno != EINTR {
                space.fail(got == 0 ? ENOSPC : errno)
                return false
            }
        }
        return true
    }

    private func open() -> Bool {
        if descriptor >= 0 { return true }
        // A file without a name where the file system knows such; else one that loses its name at once.
        descriptor = unsafe Glibc.open(space.folder, Self.nameless | O_RDWR | O_CLOEXEC, 0o600)
        if descriptor < 0 {
            var template = Array("\(space.folder)/.counterfoil-spill-XXXXXX".utf8CString)
            descriptor = unsafe template.withUnsafeMutableBufferPointer { path in
                guard let base = path.baseAddress else { return -1 }
                let made = unsafe mkstemp(base)
                if made >= 0 {
                    _ = unsafe unlink(base)
                    _ = fcntl(made, F_SETFD, FD_CLOEXEC)
                }
                return made
            }
        }
        if descriptor < 0 { space.fail(errno) }
        return descriptor >= 0
    }

    /// `O_TMPFILE`, a macro that the importer cannot read.
    private static let nameless: Int32 = 0o20000000 | O_DIRECTORY
}
