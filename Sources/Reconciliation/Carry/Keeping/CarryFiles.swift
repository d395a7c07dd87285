// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns

/// Reads the files of a carry folder, each checked against its sum before a byte of it is believed.
struct CarryFiles {
    static let pools = 5
    private static let mostBytes: Int64 = 1 << 36

    let folder: any KeptFolder
    let manifest: CarryManifest

    private func damaged(_ name: String) -> FileJobError { .carryDamaged(folder: folder.name, file: name) }

    /// A file's bytes as they were written.
    func bytes(_ name: String) throws(FileJobError) -> [UInt8] {
        guard let entry = manifest.entry(name), let source = folder.source(name), source.size == entry.bytes,
            entry.summed == entry.bytes, entry.bytes <= Self.mostBytes
        else { throw damaged(name) }
        let bytes = source.bytes(at: 0, count: Int(entry.bytes))
        guard bytes.count == Int(entry.bytes), BlockSum.of(bytes) == entry.sum else { throw damaged(name) }
        return bytes
    }

    private func unpacked<Value>(
        _ name: String, _ body: (inout PackedReader) throws(PackedReader.Torn) -> Value
    ) throws(FileJobError) -> Value {
        var pack = PackedReader(try bytes(name))
        do throws(PackedReader.Torn) {
            let value = try body(&pack)
            guard pack.isAtEnd else { throw PackedReader.Torn() }
            return value
        } catch {
            throw damaged(name)
        }
    }

    func state() throws(FileJobError) -> CarryState {
        guard let entry = manifest.entries.first(where: { $0.name.hasPrefix("state-") }) else {
            guard manifest.entries.isEmpty else { throw damaged(CarryManifest.name) }
            return CarryState()
        }
        let bytes = try bytes(entry.name)
        do throws(PackedReader.Torn) {
            return try CarryState(packed: bytes)
        } catch {
            throw damaged(entry.name)
        }
    }

    func segments(_ entries: [SegmentEntry]) throws(FileJobError) -> [Segment] {
        var segments: [Segment] = []
        for entry in entries {
            guard let listed = manifest.entry(entry.name), let source = folder.source(entry.name),
                let segment = Segment(entry, listed, source)
            else { throw damaged(entry.name) }
            segments.append(segment)
        }
        return segments
    }

    /// The texts of all pools, by number from 1 on.
    func texts(_ names: [String]) throws(FileJobError) -> [[[UInt8]]] {
        var pools = [[[UInt8]]](repeating: [], count: Self.pools)
        for name in names {
            let more = try unpacked(name) { pack throws(PackedReader.Torn) in
                try pack.list { pack throws(PackedReader.Torn) in
                    try pack.list { pack throws(PackedReader.Torn) in try pack.text() }
                }
            }
            guard more.count == Self.pools else { throw damaged(name) }
            for (index, texts) in more.enumerated() { pools[index] += texts }
        }
        return pools
    }

    static func pack(_ texts: [[[UInt8]]]) -> [UInt8] {
        var pack = PackedWriter()
        pack.put(texts) { pack, pool in pack.put(pool) { $0.put($1) } }
        return pack.bytes
    }

    func lines(_ name: String) throws(FileJobError) -> Carried.Lines {
        try unpacked(name) { pack throws(PackedReader.Torn) in
            let firstLine = Int(try pack.number(Int64.self))
            let chunks = try pack.list { pack throws(PackedReader.Torn) -> (Chunk, LineIndex.Part) in
                let chunk = Chunk(start: try pack.number(), end: try pack.number())
                let newlines = Int(try pack.number(Int64.self))
                let marks = try pack.list { pack throws(PackedReader.Torn) in
                    LineIndex.Checkpoint(offset: try pack.number(), line: try pack.number())
                }
                return (chunk, LineIndex.Part(checkpoints: marks, newlines: newlines))
            }
            let hasOrigins = try pack.flag()
            let origins = try pack.list { pack throws(PackedReader.Torn) in
                FileJobInput.RowOrigin(line: Int(try pack.number(Int64.self)), byte: try pack.number())
            }
            return Carried.Lines(
                index: LineIndex(chunks: chunks.map(\.0), parts: chunks.map(\.1), firstLine: firstLine),
                origins: hasOrigins ? origins : nil)
        }
    }

    static func pack(_ lines: LineIndex, origins: [FileJobInput.RowOrigin]?) -> [UInt8] {
        var pack = PackedWriter()
        pack.put(Int64(lines.firstLine))
        pack.put(zip(lines.chunks, lines.parts).map { $0 }) { pack, entry in
            pack.put(entry.0.start)
            pack.put(entry.0.end)
            pack.put(Int64(entry.1.newlines))
            pack.put(entry.1.checkpoints) { pack, mark in
                pack.put(mark.offset)
                pack.put(mark.line)
            }
        }
        pack.put(origins != nil)
        pack.put(origins ?? []) { pack, origin in
            pack.put(Int64(origin.line))
            pack.put(origin.byte)
        }
        return pack.bytes
    }

    /// By `OddRow.key`.
    func odd(_ name: String) throws(FileJobError) -> [Int64: [UInt8]] {
        let rows = try unpacked(name) { pack throws(PackedReader.Torn) in
            try pack.list { pack throws(PackedReader.Torn) -> (Int64, [UInt8]) in
                (try pack.number(), try pack.text())
            }
        }
        return Dictionary(rows) { first, _ in first }
    }

    static func pack(_ odd: [OddRow]) -> [UInt8] {
        var pack = PackedWriter()
        pack.put(odd) { pack, row in
            pack.put(OddRow.key(row.place, row.side))
            pack.put(row.bytes)
        }
        return pack.bytes
    }
}

extension OddRow {
    /// Place and side in one number.
    static func key(_ place: Int64, _ side: InputTable.Side) -> Int64 { place << 1 | (side == .till ? 0 : 1) }
}
