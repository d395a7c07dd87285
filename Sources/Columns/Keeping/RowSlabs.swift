// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc

/// Memory for blocks of rows, taken from the front of large slabs and given back all at once.
///
///     slab   ▓▓▓▓▓▓ taken │ ▒▒ asked for, not yet taken │ ░░░░░░ only reserved
///
/// The system is asked for the next pages a megabyte at a time: one call instead of an interruption for each page
/// that is touched first. Pages of the usual size, not huge ones: see decision 0026.
@safe struct RowSlabs: ~Copyable {
    private static let step = 1 << 20

    private let slabBytes: Int
    private var slabs: [UnsafeMutableRawPointer] = unsafe []
    private var used: Int
    private var asked = 0

    /// - Parameter slabBytes: bytes of a slab, at least those of any block.
    init(slabBytes: Int) {
        self.slabBytes = slabBytes
        used = slabBytes
    }

    deinit { for index in unsafe slabs.indices { unsafe free(slabs[index]) } }

    /// The next bytes of a slab, at most `slabBytes` of them; they are not set to anything.
    mutating func take(_ bytes: Int) -> UnsafeMutableRawPointer {
        precondition(bytes <= slabBytes, "a block fits a slab")
        if used + bytes > slabBytes { unsafe slabs.append(reserve()) }
        let start = unsafe slabs[slabs.count - 1]
        while asked < used + bytes {
            // A kernel that does not know the call lets the pages come as they are touched.
            _ = unsafe madvise(start + asked, min(Self.step, slabBytes - asked), MADV_POPULATE_WRITE)
            asked += Self.step
        }
        used += bytes
        return unsafe start + (used - bytes)
    }

    private mutating func reserve() -> UnsafeMutableRawPointer {
        var slab: UnsafeMutableRawPointer?
        let failed = unsafe posix_memalign(&slab, Self.step, slabBytes)
        guard failed == 0, let slab = unsafe slab else {
            // The machine has no memory left: nothing useful can go on from here, as with any allocation.
            preconditionFailure("out of memory for \(slabBytes) bytes")
        }
        used = 0
        asked = 0
        return unsafe slab
    }
}
