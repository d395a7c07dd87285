// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc

/// Memory that was freed and that the allocator still holds.
///
/// An import frees as much as it takes, in pieces between pages of the database that stay: the allocator keeps the
/// holes, and the next file would come on top of them.
enum FreedMemory {
    /// `malloc_trim`; nil where the C library has none. Looked up by name, for its header is in no module of Swift's.
    private static let trim: (@convention(c) (Int) -> CInt)? = {
        guard let symbol = unsafe dlsym(nil, "malloc_trim") else { return nil }
        return unsafe unsafeBitCast(symbol, to: (@convention(c) (Int) -> CInt).self)
    }()

    /// Gives whole free pages back to the system; a few milliseconds.
    static func giveBack() { _ = trim?(0) }
}
