// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Synchronization

/// The running digest of one file, passed from worker to worker.
///
/// A digest must see the bytes in order, while chunks are read in any order; so it has its own place in the
/// file, and whoever has a moment carries it some way on. Nobody waits for it. The usual worker has just read the
/// very bytes that come next, which then are not read again.
final class DigestBaton: Sendable {
    private struct State: Sendable {
        var digest: any FileDigest
        var offset: Int64 = 0
    }

    private static let stride = 1 << 20
    private let state: Mutex<State>
    private let source: ByteSource

    init(_ source: ByteSource, _ digest: any FileDigest) {
        self.source = source
        state = Mutex(State(digest: digest))
    }

    /// Carries the digest over a chunk, unless somebody else is carrying it now.
    func carry(over chunk: Chunk, _ cursor: borrowing RowCursor) {
        state.withLockIfAvailable { state in
            advance(&state, upTo: chunk.start)
            guard state.offset == chunk.start else { return }
            cursor.withChunkBytes { bytes in
                state.digest.update(bytes)
                state.offset += Int64(bytes.byteCount)
            }
        }
    }

    /// Carries it to the end of the file.
    func finish() -> String {
        state.withLock { state in
            advance(&state, upTo: source.size)
            return state.digest.hexadecimal()
        }
    }

    private func advance(_ state: inout State, upTo limit: Int64) {
        guard state.offset < limit else { return }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.stride, alignment: 64)
        defer { unsafe buffer.deallocate() }
        while state.offset < limit {
            let wanted = Int(min(Int64(Self.stride), min(limit, source.size) - state.offset))
            guard wanted > 0 else { return }
            let slice = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
            let count = unsafe source.read(into: slice, at: state.offset)
            guard count > 0 else { return }
            state.digest.update(unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: slice[..<count])))
            state.offset += Int64(count)
        }
    }
}
