// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Journal
internal import Synchronization

/// A disk in memory. What was not synced is lost with the power, in part or whole, and torn where it breaks off; a
/// killed process loses nothing that it had written.
public final class SimulatedDisk: Disk {
    struct File {
        var bytes: [UInt8] = []
        /// Bytes at the front that survive a power loss.
        var durable = 0
    }

    struct State {
        var files: [String: File] = [:]
        var isFull = false
        /// The next sync never returns: the process dies inside it.
        var diesInSync = false
        /// A seeded bug: syncs are only said to happen.
        var ignoresSync = false
        var syncs = 0
    }

    let state = Mutex(State())

    public init() {}

    var isFull: Bool {
        get { state.withLock { $0.isFull } }
        set { state.withLock { $0.isFull = newValue } }
    }

    /// The next sync never returns.
    var diesInSync: Bool {
        get { state.withLock { $0.diesInSync } }
        set { state.withLock { $0.diesInSync = newValue } }
    }

    func ignoreSyncs() { state.withLock { $0.ignoresSync = true } }

    public func names() throws(DiskFault) -> [String] { state.withLock { $0.files.keys.sorted() } }

    public func open(_ name: String) throws(DiskFault) -> any DiskFile {
        guard state.withLock({ $0.files[name] != nil }) else { throw DiskFault(.open, code: 2) }
        return SimulatedFile(name: name, disk: self)
    }

    public func create(_ name: String) throws(DiskFault) -> any DiskFile {
        let isNew = state.withLock { state in
            guard state.files[name] == nil else { return false }
            state.files[name] = File()
            return true
        }
        guard isNew else { throw DiskFault(.create, code: 17) }
        return SimulatedFile(name: name, disk: self)
    }

    public func remove(_ name: String) throws(DiskFault) { state.withLock { $0.files[name] = nil } }
    public func syncFolder() throws(DiskFault) {}

    /// The power goes: of what was not synced an arbitrary front part stays, perhaps with its last bytes wrong.
    func losePower(_ dice: inout SplitMix64) {
        var chance = dice
        state.withLock { state in
            for name in state.files.keys.sorted() {
                guard var file = state.files[name], file.bytes.count > file.durable else { continue }
                let tail = file.bytes.count - file.durable
                let kept = chance.roll(tail + 1)
                file.bytes.removeLast(tail - kept)
                if kept > 4, chance.happens(1, in: 3) {
                    for place in file.bytes.indices.suffix(chance.roll(in: 1...4)) { file.bytes[place] = 0 }
                }
                state.files[name] = file
            }
            state.diesInSync = false
        }
        dice = chance
    }
}

private final class SimulatedFile: DiskFile {
    let name: String
    let disk: SimulatedDisk

    init(name: String, disk: SimulatedDisk) {
        self.name = name
        self.disk = disk
    }

    func size() throws(DiskFault) -> Int { disk.state.withLock { $0.files[name]?.bytes.count ?? 0 } }

    func read(at offset: Int, count: Int) throws(DiskFault) -> [UInt8] {
        disk.state.withLock { state in
            guard let bytes = state.files[name]?.bytes, bytes.indices.contains(offset) else { return [] }
            return Array(bytes[offset..<min(bytes.count, offset + max(0, count))])
        }
    }

    func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(DiskFault) -> Int {
        let isWritten = disk.state.withLock { state in
            guard !state.isFull else { return false }
            guard state.files[name]?.bytes.count == offset else { return false }
            state.files[name]?.bytes.append(contentsOf: bytes)
            return true
        }
        guard isWritten else { throw DiskFault(.write, code: 28, isFull: true) }
        return bytes.count
    }

    func sync() throws(DiskFault) {
        let dies = disk.state.withLock { state in
            state.syncs += 1
            if state.diesInSync { return true }
            let written = state.files[name]?.bytes.count ?? 0
            if !state.ignoresSync { state.files[name]?.durable = written }
            return false
        }
        if dies { throw DiskFault(.sync, code: 5) }
    }

    func truncate(to size: Int) throws(DiskFault) {
        disk.state.withLock { state in
            guard let file = state.files[name], file.bytes.count > size else { return }
            state.files[name]?.bytes.removeLast(file.bytes.count - size)
            state.files[name]?.durable = min(file.durable, size)
        }
    }
}
