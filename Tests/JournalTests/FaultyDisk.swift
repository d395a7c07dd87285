// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Journal
import Synchronization

/// A disk in memory that forgets, tears and refuses on demand.
final class FaultyDisk: Disk {
    /// What the next calls do instead of succeeding.
    struct Plan {
        /// Bytes the disk still has room for.
        var room = Int.max
        /// Largest number of bytes one write takes.
        var writeLimit = Int.max
        /// Syncs that succeed before one fails; nil when none does.
        var failingSync: Int?
        /// Writes that succeed before one fails with an input/output error.
        var failingWrite: Int?
        var failsTruncate = false
    }

    fileprivate struct State {
        var files: [String: [UInt8]] = [:]
        var plan = Plan()
        var syncs = 0
        var folderSyncs = 0
    }

    fileprivate let state: Mutex<State>

    init(_ files: [String: [UInt8]] = [:]) { state = Mutex(State(files: files)) }

    var files: [String: [UInt8]] { state.withLock { $0.files } }
    var syncs: Int { state.withLock { $0.syncs } }
    var folderSyncs: Int { state.withLock { $0.folderSyncs } }
    func plan(_ change: (inout Plan) -> Void) { state.withLock { change(&$0.plan) } }

    func names() throws(DiskFault) -> [String] { state.withLock { Array($0.files.keys) } }

    func open(_ name: String) throws(DiskFault) -> any DiskFile {
        guard files[name] != nil else { throw DiskFault(.open, code: 2) }
        return FaultyFile(name: name, disk: self)
    }

    func create(_ name: String) throws(DiskFault) -> any DiskFile {
        let isNew = state.withLock { state in
            guard state.files[name] == nil else { return false }
            state.files[name] = []
            return true
        }
        guard isNew else { throw DiskFault(.create, code: 17) }
        return FaultyFile(name: name, disk: self)
    }

    func remove(_ name: String) throws(DiskFault) { state.withLock { $0.files[name] = nil } }
    func syncFolder() throws(DiskFault) { state.withLock { $0.folderSyncs += 1 } }
}

private final class FaultyFile: DiskFile {
    let name: String
    let disk: FaultyDisk

    init(name: String, disk: FaultyDisk) {
        self.name = name
        self.disk = disk
    }

    func size() throws(DiskFault) -> Int { disk.files[name]?.count ?? 0 }

    func read(at offset: Int, count: Int) throws(DiskFault) -> [UInt8] {
        guard let bytes = disk.files[name], offset < bytes.count, offset >= 0 else { return [] }
        return Array(bytes[offset..<min(bytes.count, offset + count)])
    }

    func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(DiskFault) -> Int {
        let result: Result<Int, DiskFault> = disk.state.withLock { state in
            if let left = state.plan.failingWrite {
                state.plan.failingWrite = left - 1
                if left <= 0 { return .failure(DiskFault(.write, code: 5)) }
            }
            let used = state.files.values.reduce(0) { $0 + $1.count }
            let room = max(0, state.plan.room - used)
            let taken = bytes.prefix(min(room, state.plan.writeLimit))
            guard !taken.isEmpty else { return .failure(DiskFault(.write, code: 28, isFull: true)) }
            var file = state.files[name] ?? []
            while file.count < offset { file.append(0) }
            file.replaceSubrange(offset..<min(file.count, offset + taken.count), with: taken)
            state.files[name] = file
            return .success(taken.count)
        }
        return try result.get()
    }

    func sync() throws(DiskFault) {
        let fails = disk.state.withLock { state in
            state.syncs += 1
            guard let left = state.plan.failingSync else { return false }
            state.plan.failingSync = left - 1
            return left <= 0
        }
        if fails { throw DiskFault(.sync, code: 5) }
    }

    func truncate(to size: Int) throws(DiskFault) {
        let isDone = disk.state.withLock { state in
            guard !state.plan.failsTruncate else { return false }
            state.files[name] = Array((state.files[name] ?? []).prefix(size))
            return true
        }
        if !isDone { throw DiskFault(.truncate, code: 5) }
    }
}

/// A disk with a journal of these groups of payloads, and the state of the writer that made it.
struct Written {
    let disk: FaultyDisk
    let records: UInt64
    let root: Digest
    let head: Digest

    static let name = "segment-0000000001.journal"

    init(_ groups: [[[UInt8]]], segmentLimit: Int = 64 << 20) throws {
        disk = FaultyDisk()
        var writer = try JournalWriter.open(disk: disk, digesting: ReferenceDigesting(), segmentLimit: segmentLimit)
        for group in groups {
            for payload in group { try writer.append(type: 7, payload: payload.span) }
            try writer.commit()
        }
        records = writer.durableRecords
        root = writer.root
        head = writer.head
    }
}
