// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Columns
import Synchronization

@testable import Reconciliation

/// A folder in memory whose steps can be counted, and which dies at a chosen one: that step and all after it fail, as
/// if the process had been killed before it.
final class StepFolder: KeptFolder {
    private struct State {
        var files: [String: [UInt8]] = [:]
        var steps = 0
        var last: Int?
        /// Half of the bytes of the step that dies are written.
        var tears = false
    }

    let name = "days"
    private let state: Mutex<State>

    init(_ files: [String: [UInt8]] = [:], dyingAt step: Int? = nil, tearing: Bool = false) {
        state = Mutex(State(files: files, last: step, tears: tearing))
    }

    var files: [String: [UInt8]] { state.withLock { $0.files } }
    var steps: Int { state.withLock { $0.steps } }

    private func step(_ body: (inout State) -> Void, torn: (inout State) -> Void = { _ in }) throws(FolderFault) {
        let isAlive = state.withLock { state in
            defer { state.steps += 1 }
            if let last = state.last, state.steps >= last {
                if state.steps == last, state.tears { torn(&state) }
                return false
            }
            body(&state)
            return true
        }
        if !isAlive { throw FolderFault(file: "", reason: "killed") }
    }

    func names() throws(FolderFault) -> [String] { state.withLock { $0.files.keys.sorted() } }

    func source(_ file: String) -> ByteSource? { files[file].map { ByteSource(bytes: $0) } }

    func create(_ file: String) throws(FolderFault) -> any KeptFile {
        try step { $0.files[file] = [] }
        return StepFile(self, file)
    }

    func rename(_ file: String, to name: String) throws(FolderFault) {
        try step { state in state.files[name] = state.files.removeValue(forKey: file) }
    }

    func remove(_ file: String) throws(FolderFault) { try step { $0.files[file] = nil } }

    fileprivate func write(_ bytes: [UInt8], to file: String, at offset: Int) throws(FolderFault) {
        let put = { (state: inout State, bytes: ArraySlice<UInt8>) in
            var all = state.files[file] ?? []
            let end = offset + bytes.count
            if all.count < end { all += Array(repeating: 0, count: end - all.count) }
            all.replaceSubrange(offset..<end, with: bytes)
            state.files[file] = all
        }
        try step({ put(&$0, bytes[...]) }, torn: { put(&$0, bytes.prefix(bytes.count / 2)) })
    }

    fileprivate func finish() throws(FolderFault) { try step { _ in } }
}

private final class StepFile: KeptFile {
    private let folder: StepFolder
    private let name: String

    init(_ folder: StepFolder, _ name: String) {
        self.folder = folder
        self.name = name
    }

    func write(_ bytes: RawSpan, at offset: Int64) throws(FolderFault) {
        let copy = unsafe bytes.withUnsafeBytes { unsafe Array($0) }
        try folder.write(copy, to: name, at: Int(offset))
    }

    func finish() throws(FolderFault) { try folder.finish() }
}

/// A digest for tests: sixty-four bits of FNV-1a.
struct PlainDigest: FileDigest {
    private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func update(_ bytes: RawSpan) {
        for index in 0..<bytes.byteCount {
            let byte = unsafe bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
    }

    func hexadecimal() -> String { String(hash, radix: 16) }
}
