// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Cases
internal import GRDB
internal import Tender

extension Shop {
    /// Whom to call: the numbers that every shop may need, and what this shop wrote.
    public func directory() async throws(StoreError) -> DirectoryBook {
        try await read { database in try DirectoryTable.book(in: database) }
    }

    /// Writes an entry of the book: adds it, changes it, says that it was checked, or takes it out. What stands there
    /// already is not written again.
    ///
    /// - Throws: `.invalid` when the book holds as many entries as it may.
    public func writeDirectory(_ entry: DirectoryEntry, by actor: Actor) async throws(StoreError) {
        let book = try await directory()
        guard book[entry.id] != entry else { return }
        guard book[entry.id] != nil || book.entries.count < Self.directoryMost else {
            throw .invalid("directory: at most \(Self.directoryMost) entries")
        }
        try await write { planning throws(StoreError) in
            try planning.add(.directory(entry), by: actor)
            planning.announcements.append((.setting, "directory \(entry.id)", nil))
        }
    }

    /// More than this many numbers nobody reads.
    public static let directoryMost = 500
}
