// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Journal
internal import Synchronization

/// A folder in memory that keeps a tape of what is done to it and ends with its program: once the program is dead,
/// nothing reaches it any more.
public final class TapedDisk: Disk {
    fileprivate struct State {
        var files: [String: [UInt8]]
        var tape: [DiskStep] = []
    }

    fileprivate let state: Mutex<State>
    fileprivate let points: Points

    public init(_ files: [String: [UInt8]] = [:], points: Points) {
        state = Mutex(State(files: files))
        self.points = points
    }

    /// What the running system sees, synced or not: what is left when the program is killed and the machine is not.
    public var files: [String: [UInt8]] { state.withLock { $0.files } }
    public var tape: [DiskStep] { state.withLock { $0.tape } }
    public var stepCount: Int { state.withLock { $0.tape.count } }

    public func names() throws(DiskFault) -> [String] { state.withLock { Array($0.files.keys) } }

    public func open(_ name: String) throws(DiskFault) -> any DiskFile {
        guard state.withLock({ $0.files[name] != nil }) else { throw DiskFault(.open, code: 2) }
        return TapedFile(name: name, disk: self)
    }

    public func create(_ name: String) throws(DiskFault) -> any DiskFile {
        try pass(.create, .create)
        let isNew = state.withLock { state in
            guard state.files[name] == nil else { return false }
            state.files[name] = []
            state.tape.append(.create(name))
            return true
        }
        guard isNew else { throw DiskFault(.create, code: 17) }
        return TapedFile(name: name, disk: self)
    }

    public func remove(_ name: String) throws(DiskFault) {
        try pass(.remove, .remove)
        state.withLock { state in
            state.files[name] = nil
            state.tape.append(.remove(name))
        }
    }

    public func syncFolder() throws(DiskFault) {
        try pass(.syncFolder, .sync)
        state.withLock { $0.tape.append(.syncFolder("")) }
    }

    /// - Returns: how much of a write is done before the program dies; nil when it lives.
    @discardableResult
    fileprivate func pass(
        _ call: Points.Call, _ operation: DiskFault.Operation
    ) throws(DiskFault) -> Points.Tear? {
        switch points.pass(call) {
        case .goesOn: return nil
        case .dies(let tear): return tear
        case .isDead: throw DiskFault(operation, code: 0)
        }
    }
}

private final class TapedFile: DiskFile {
    let name: String
    let disk: TapedDisk

    init(name: String, disk: TapedDisk) {
        self.name = name
        self.disk = disk
    }

    func size() throws(DiskFault) -> Int { disk.state.withLock { $0.files[name]?.count ?? 0 } }

    func read(at offset: Int, count: Int) throws(DiskFault) -> [UInt8] {
        disk.state.withLock { state in
            guard let bytes = state.files[name], offset < bytes.count, offset >= 0 else { return [] }
            return Array(bytes[offset..<min(bytes.count, offset + count)])
        }
    }

    func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(DiskFault) -> Int {
        let tear = try disk.pass(.write, .write)
        let done = bytes.prefix(tear?.count(of: bytes.count) ?? bytes.count)
        disk.state.withLock { state in
            state.files[name, default: []].lay(done, at: offset)
            state.tape.append(.write(name, at: offset, Array(done)))
        }
        if tear != nil { throw DiskFault(.write, code: 0) }
        return done.count
    }

    func sync() throws(DiskFault) {
        try disk.pass(.sync, .sync)
        disk.state.withLock { $0.tape.append(.sync(name)) }
    }

    func truncate(to size: Int) throws(DiskFault) {
        try disk.pass(.truncate, .truncate)
        disk.state.withLock { state in
            state.files[name, default: []].cut(to: size)
            state.tape.append(.truncate(name, to: size))
        }
    }
}

extension [UInt8] {
    /// Writes bytes at an offset; a gap before it is zeros, as in a file.
    mutating func lay(_ bytes: ArraySlice<UInt8>, at offset: Int) {
        if offset == count {
            append(contentsOf: bytes)
            return
        }
        if count < offset { append(contentsOf: repeatElement(0, count: offset - count)) }
        replaceSubrange(offset..<Swift.min(count, offset + bytes.count), with: bytes)
    }

    mutating func cut(to size: Int) {
        if size < count {
            removeLast(count - size)
        } else {
            append(contentsOf: repeatElement(0, count: size - count))
        }
    }
}
