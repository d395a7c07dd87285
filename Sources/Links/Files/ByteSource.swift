// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Foundation

/// Reads a part of a file on disk in chunks, by position, never more than it is told.
final class ByteSource {
    /// nil where the bytes are in memory.
    private let handle: FileHandle?
    private let memory: [UInt8]
    let byteCount: Int64
    private var position: Int64
    private var end: Int64

    init(path: String) throws(FileProblem) {
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
            let handle = FileHandle(forReadingAtPath: path)
        else { throw .unreadable }
        self.handle = handle
        memory = []
        position = 0
        do {
            byteCount = Int64(clamping: try handle.seekToEnd())
            try handle.seek(toOffset: 0)
        } catch {
            throw .unreadable
        }
        guard byteCount <= FileLimits.bytes else { throw .tooLarge(limit: FileLimits.bytes) }
        end = byteCount
    }

    /// Bytes that were unpacked into memory.
    init(bytes: [UInt8]) {
        handle = nil
        memory = bytes
        byteCount = Int64(bytes.count)
        position = 0
        end = byteCount
    }

    deinit { try? handle?.close() }

    /// Limits what `next` reads to a range.
    func restrict(from start: Int64, count: Int64) throws(FileProblem) {
        guard start >= 0, count >= 0, start <= byteCount, count <= byteCount - start else { throw .damagedArchive }
        position = start
        end = start + count
        do { try handle?.seek(toOffset: UInt64(start)) } catch { throw .unreadable }
    }

    /// The next bytes; empty at the end.
    func next(_ limit: Int = FileLimits.chunkBytes) throws(FileProblem) -> [UInt8] {
        let wanted = Int(min(Int64(limit), end - position))
        guard wanted > 0 else { return [] }
        guard let handle else {
            let from = Int(position)
            position += Int64(wanted)
            return Array(memory[from..<(from + wanted)])
        }
        do {
            let data = try handle.read(upToCount: wanted) ?? Data()
            guard !data.isEmpty else { throw FileProblem.changedWhileReading }
            position += Int64(data.count)
            return [UInt8](data)
        } catch let problem as FileProblem {
            throw problem
        } catch {
            throw .unreadable
        }
    }

    /// Exactly these bytes.
    func bytes(from start: Int64, count: Int) throws(FileProblem) -> [UInt8] {
        try restrict(from: start, count: Int64(count))
        var all: [UInt8] = []
        while all.count < count {
            let more = try next(count - all.count)
            guard !more.isEmpty else { throw .damagedArchive }
            all += more
        }
        return all
    }
}
