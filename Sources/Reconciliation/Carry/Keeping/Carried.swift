// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Columns
internal import Matching
internal import Synchronization

/// What earlier runs left in a carry folder, as one run sees it: shared by all threads.
///
/// Lines and odd rows of a file are read when a finding first asks for them. What turns out to be damaged then is
/// noted in `fault`, and the run ends with it before anything is written.
final class Carried: Sendable {
    /// Where rows of a file stand in the original.
    struct Lines: Sendable {
        let index: LineIndex
        let origins: [FileJobInput.RowOrigin]?
    }

    private struct Shelf {
        var lines: [Int: Lines] = [:]
        var odd: [String: [Int64: [UInt8]]] = [:]
        var tills: [Int64: RowNote] = [:]
        var acquirers: [Int64: RowNote] = [:]
        var fault: FileJobError?
    }

    let folder: any KeptFolder
    let manifest: CarryManifest
    let past: CarryState
    let segments: [Segment]
    /// Texts of earlier runs, with the numbers they had.
    let terminals: TextPool
    let merchants: TextPool
    let products: TextPool
    let references: TextPool
    let batches: TextPool
    /// How many texts of each pool are on disk.
    let kept: [Int]
    let tillBytes: Int64
    let acquirerBytes: Int64
    private let tillBases: [(base: Int64, file: Int)]
    private let acquirerBases: [(base: Int64, file: Int)]
    private let shelf = Mutex(Shelf())

    init(_ folder: any KeptFolder, _ manifest: CarryManifest) throws(FileJobError) {
        self.folder = folder
        self.manifest = manifest
        let files = CarryFiles(folder: folder, manifest: manifest)
        past = try files.state()
        segments = try files.segments(past.segments)
        let texts = try files.texts(past.texts)
        terminals = TextPool(limit: MatchRow.mostTerminals, texts: texts[0])
        merchants = TextPool(limit: MatchRow.mostMerchants, texts: texts[1])
        products = TextPool(limit: ReadingPlan.mostProducts, texts: texts[2])
        references = TextPool(limit: ReadingPlan.mostReferences, texts: texts[3])
        batches = TextPool(limit: RowNote.mostBatches, texts: texts[4])
        kept = texts.map(\.count)
        tillBytes = past.bytes(.till)
        acquirerBytes = past.bytes(.acquirer)
        let bases = { [files = past.files] (side: InputTable.Side) in
            files.indices.filter { files[$0].side == side }.map { (base: files[$0].base, file: $0) }
        }
        tillBases = bases(.till)
        acquirerBases = bases(.acquirer)
    }

    func pools() -> [TextPool] { [terminals, merchants, products, references, batches] }

    /// The first thing found to be damaged while rows were looked up.
    var fault: FileJobError? { shelf.withLock { $0.fault } }

    func note(_ fault: FileJobError) { shelf.withLock { $0.fault = $0.fault ?? fault } }

    func noteDamage(_ file: String) { note(.carryDamaged(folder: folder.name, file: file)) }

    /// The carried file that a row came from, as a place in `past.files`.
    func file(of place: Int64, _ side: InputTable.Side) -> Int? {
        let bases = side == .till ? tillBases : acquirerBases
        var (low, high) = (0, bases.count)
        while low < high {
            let middle = (low + high) / 2
            if bases[middle].base <= place { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? bases[low - 1].file : nil
    }

    func lines(of file: Int) -> Lines? {
        if let known = shelf.withLock({ $0.lines[file] }) { return known }
        do throws(FileJobError) {
            let lines = try CarryFiles(folder: folder, manifest: manifest).lines(past.files[file].lines)
            shelf.withLock { $0.lines[file] = lines }
            return lines
        } catch {
            note(error)
            return nil
        }
    }

    /// The packed texts of an odd row.
    func odd(_ place: Int64, _ side: InputTable.Side) -> [UInt8]? {
        guard let file = file(of: place, side) else { return nil }
        let name = past.files[file].odd
        let key = OddRow.key(place, side)
        if let known = shelf.withLock({ $0.odd[name] }) { return known[key] }
        do throws(FileJobError) {
            let rows = try CarryFiles(folder: folder, manifest: manifest).odd(name)
            shelf.withLock { $0.odd[name] = rows }
            return rows[key]
        } catch {
            note(error)
            return nil
        }
    }

    /// Keeps the notes of the rows that findings speak of; to be called once, when everything is joined.
    func seal(tills: [KeptRow], acquirers: [KeptRow]) {
        let (tillBytes, acquirerBytes) = (tillBytes, acquirerBytes)
        shelf.withLock { shelf in
            for kept in tills where kept.row.place < tillBytes { shelf.tills[kept.row.place] = kept.note }
            for kept in acquirers where kept.row.place < acquirerBytes {
                shelf.acquirers[kept.row.place] = kept.note
            }
        }
    }

    func sealed() -> (tills: [Int64: RowNote], acquirers: [Int64: RowNote]) {
        shelf.withLock { ($0.tills, $0.acquirers) }
    }
}
