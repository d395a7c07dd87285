// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc

/// Finds which chunk borders fall inside quotation marks, by one walk over the whole file.
///
/// Only a mark at the beginning of a field opens a quotation (RFC 4180); one inside a bare field is a letter.
/// So whether a place is quoted depends on everything before it, and cannot be found chunk by chunk.
public struct QuoteSections {
    private var isInside = false
    private var opened: Int64 = 0
    /// A mark was the last byte of a block inside a quotation: the next byte says whether it closes it.
    private var isHalfSeen = false
    private var previous: UInt8 = 10
    private var chunks: [Chunk]
    private var next = 0

    private init(_ chunks: [Chunk]) { self.chunks = chunks }

    /// The chunks with their `resume` set.
    public static func settle(_ chunks: [Chunk], of source: ByteSource, blockBytes: Int = 4 << 20) -> [Chunk] {
        guard let first = chunks.first, let last = chunks.last else { return [] }
        var sections = QuoteSections(chunks)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, blockBytes), alignment: 64)
        defer { unsafe buffer.deallocate() }
        var offset = first.start
        while offset < last.end {
            let wanted = Int(min(Int64(buffer.count), last.end - offset))
            let slice = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
            let count = unsafe source.read(into: slice, at: offset)
            guard count > 0 else { break }
            unsafe sections.walk(UnsafeRawBufferPointer(rebasing: slice[..<count]), at: offset)
            offset += Int64(count)
        }
        // A mark that never closes swallows the rest; one that is the very last byte closes there.
        if sections.isInside { sections.close(at: sections.isHalfSeen ? last.end - 1 : .max - 1) }
        return sections.chunks
    }

    private mutating func walk(_ bytes: UnsafeRawBufferPointer, at offset: Int64) {
        var position = 0
        if isHalfSeen, let first = unsafe bytes.first {
            isHalfSeen = false
            if first == 34 {
                position = 1
            } else {
                close(at: offset - 1)
                isInside = false
            }
        }
        while let mark = unsafe Self.mark(in: bytes, from: position) {
            position = mark + 1
            if !isInside {
                let before = mark > 0 ? unsafe bytes[mark - 1] : previous
                if before == 44 || before == 10 {
                    isInside = true
                    opened = offset + Int64(mark)
                }
            } else if position == bytes.count {
                isHalfSeen = true
            } else if unsafe bytes[position] == 34 {
                position += 1
            } else {
                close(at: offset + Int64(mark))
                isInside = false
            }
        }
        previous = unsafe bytes.last ?? previous
    }

    private static func mark(in bytes: UnsafeRawBufferPointer, from position: Int) -> Int? {
        guard position < bytes.count, let base = bytes.baseAddress else { return nil }
        guard let found = unsafe memchr(base + position, 34, bytes.count - position) else { return nil }
        return unsafe UnsafeRawPointer(found) - base
    }

    /// Settles every chunk whose border lies at or before the closing mark.
    private mutating func close(at closing: Int64) {
        while next < chunks.count, chunks[next].start - 1 <= closing {
            let chunk = chunks[next]
            if next > 0, chunk.start - 1 >= opened {
                chunks[next] = Chunk(start: chunk.start, end: chunk.end, resume: closing + 1)
            }
            next += 1
        }
    }
}
