// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Evidence
public import Journal
internal import Tender

extension Shop {
    /// Proofs of records of a folder's journal, with its signed state.
    ///
    /// The journal is read once from its beginning, whatever is proved.
    ///
    /// - Parameters:
    ///   - numbers: records to prove; those that are not there are left out.
    ///   - earlier: sizes whose continuation to prove.
    ///   - opened: whether the bytes of the records go in.
    ///   - time: RFC 3339, stands in the checkpoint.
    public static func prove(
        _ numbers: Set<UInt64>, continuing earlier: [UInt64] = [], opened: Bool, in directory: String, origin: String,
        time: String
    ) throws(StoreError) -> (journal: PackJournal, outcome: JournalProver.Outcome) {
        let digesting = SystemDigesting()
        do throws(JournalError) {
            let disk = FolderDisk(path: "\(directory)/journal")
            let size = try lastNumber(disk)
            var prover = JournalProver(size: size, proving: numbers, continuing: earlier, by: digesting)
            var records: [UInt64: [UInt8]] = [:]
            var cursor = try JournalCursor(disk: disk, digesting: digesting)
            while !prover.isComplete, let group = try cursor.nextGroup() {
                for record in group {
                    prover.take(record)
                    if opened, numbers.contains(record.number), record.number <= size {
                        records[record.number] = record.leafBytes
                    }
                }
            }
            guard let outcome = prover.outcome() else { throw JournalError.poisoned }
            let checkpoint = Checkpoint(
                origin: origin, size: outcome.size, root: outcome.root, remarks: ["time \(time)"])
            return (PackJournal(checkpoint: checkpoint, proofs: outcome.proofs, records: records), outcome)
        } catch {
            throw StoreError(error)
        }
    }

    /// Gives every record of a folder's journal from a number on, checked on the way.
    ///
    /// - Returns: records in the journal and the root over all of them.
    public static func exportJournal(
        directory: String, from number: UInt64,
        _ take: (_ number: UInt64, _ type: UInt8, _ leaf: Journal.Digest, _ payload: [UInt8]) -> Void
    ) throws(StoreError) -> (size: UInt64, root: Journal.Digest) {
        let digesting = SystemDigesting()
        do throws(JournalError) {
            let disk = FolderDisk(path: "\(directory)/journal")
            let size = try lastNumber(disk)
            var prover = JournalProver(size: size, proving: [], by: digesting)
            var cursor = try JournalCursor(disk: disk, digesting: digesting)
            while !prover.isComplete, let group = try cursor.nextGroup() {
                for record in group where record.number <= size {
                    prover.take(record)
                    guard record.number >= number else { continue }
                    take(record.number, record.type, record.leaf(by: digesting), Array(record.payload))
                }
            }
            guard let outcome = prover.outcome() else { throw JournalError.poisoned }
            return (outcome.size, outcome.root)
        } catch {
            throw StoreError(error)
        }
    }

    /// Number of the last record that is durable now; the last segment alone is read.
    private static func lastNumber(_ disk: FolderDisk) throws(JournalError) -> UInt64 {
        var cursor = try JournalCursor(disk: disk, digesting: SystemDigesting(), from: .max)
        while try cursor.nextGroup() != nil {}
        return cursor.nextNumber - 1
    }

    /// Numbers of records that name one of these texts, from a number on; at most 2,000.
    ///
    /// Observations and rows of files are left out: their numbers are in the tables.
    static func records(
        naming names: [String], from number: UInt64, in directory: String
    ) throws(StoreError) -> Set<UInt64> {
        let needles = names.map { Array($0.utf8) }.filter { $0.count >= 8 }
        guard !needles.isEmpty else { return [] }
        var found: Set<UInt64> = []
        do throws(JournalError) {
            let disk = FolderDisk(path: "\(directory)/journal")
            var cursor = try JournalCursor(disk: disk, digesting: SystemDigesting(), from: number)
            while found.count < 2_000, let group = try cursor.nextGroup() {
                for record in group where record.type >= 12 && record.type != 26 && record.type != 27 {
                    if needles.contains(where: { holds(record.payload, $0) }) { found.insert(record.number) }
                }
            }
        } catch {
            throw StoreError(error)
        }
        return found
    }

    private static func holds(_ bytes: ArraySlice<UInt8>, _ needle: [UInt8]) -> Bool {
        guard bytes.count >= needle.count, let first = needle.first else { return false }
        var start = bytes.startIndex
        let last = bytes.endIndex - needle.count
        while start <= last {
            if bytes[start] == first, bytes[start..<(start + needle.count)].elementsEqual(needle) { return true }
            start += 1
        }
        return false
    }
}
