// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What is surely on the platter when the power goes, and what may be.
///
///     step ─▶ pending ─ sync of its file ─▶ sure
///                └ power goes: each pending step is there or not, a write sector by sector, in any order
///
/// A name that was created or removed is pending until its folder is synced. A file may have got its new length and
/// not its bytes: they are zeros then.
public struct Platter: Sendable {
    enum Pending: Hashable, Sendable {
        case create(String)
        case remove(String)
        case sector(String, at: Int, ArraySlice<UInt8>)
        case truncate(String, to: Int)

        /// The file whose content it changes; nil for a change of names.
        var file: String? {
            switch self {
            case .create, .remove: nil
            case .sector(let name, _, _), .truncate(let name, _): name
            }
        }

        /// The folder whose names it changes; nil for a change of content.
        var folder: String? {
            switch self {
            case .create(let name), .remove(let name):
                String(name[..<(name.lastIndex(of: "/") ?? name.startIndex)])
            case .sector, .truncate: nil
            }
        }
    }

    /// Bytes of a sector: the disk writes one as a whole or not at all.
    public static let sector = 512
    /// Pending steps up to which every combination is tried.
    public static let exhaustive = 12

    private var names: Set<String>
    private var contents: [String: [UInt8]]
    private var pending: [Pending] = []

    /// - Parameter files: what is sure before the recording begins.
    public init(_ files: [String: [UInt8]] = [:]) {
        contents = files
        names = Set(files.keys)
    }

    /// What is there in any case.
    public var sure: [String: [UInt8]] { contents.filter { names.contains($0.key) } }
    public var pendingCount: Int { pending.count }

    public mutating func take(_ step: DiskStep) {
        switch step {
        case .create(let name): pending.append(.create(name))
        case .remove(let name): pending.append(.remove(name))
        case .truncate(let name, let size): pending.append(.truncate(name, to: size))
        case .write(let name, let offset, let bytes):
            var place = 0
            while place < bytes.count {
                let end = min(bytes.count, place + Self.sector - (offset + place) % Self.sector)
                pending.append(.sector(name, at: offset + place, bytes[place..<end]))
                place = end
            }
        case .sync(let name):
            for change in pending where change.file == name { Self.apply(change, &names, &contents) }
            pending.removeAll { $0.file == name }
        case .syncFolder(let folder):
            for change in pending where change.folder == folder { Self.apply(change, &names, &contents) }
            pending.removeAll { $0.folder == folder }
        }
    }

    private static func apply(_ change: Pending, _ names: inout Set<String>, _ contents: inout [String: [UInt8]]) {
        switch change {
        case .create(let name): names.insert(name)
        case .remove(let name): names.remove(name)
        case .sector(let name, let offset, let bytes): contents[name, default: []].lay(bytes, at: offset)
        case .truncate(let name, let size): contents[name, default: []].cut(to: size)
        }
    }

    /// Every state the folder may be in after the power went now: all of them up to `exhaustive` pending steps, else
    /// as many as `sample`, drawn with the seed.
    public func states(sample: Int = 4_096, seed: UInt64 = 1) -> Set<[String: [UInt8]]> {
        var found: Set<[String: [UInt8]]> = []
        if pending.count <= Self.exhaustive {
            for mask in 0..<(UInt64(1) << UInt64(pending.count)) { add(mask, to: &found) }
        } else {
            var dice = Draw(seed)
            for _ in 0..<sample { add(dice.next(), to: &found) }
        }
        return found
    }

    /// One of the states, drawn: for recordings that leave too much pending to try it all.
    public func state(drawnBy draw: inout Draw) -> [String: [UInt8]] {
        var (names, contents) = (names, contents)
        // Sometimes nearly all of it came down, sometimes nearly nothing.
        let odds = draw.below(101)
        for change in pending where draw.below(100) < odds { Self.apply(change, &names, &contents) }
        return names.reduce(into: [:]) { files, name in files[name] = contents[name] ?? [] }
    }

    private func add(_ mask: UInt64, to found: inout Set<[String: [UInt8]]>) {
        var (names, contents) = (names, contents)
        var lengths: [String: Int] = [:]
        for (place, change) in pending.enumerated() {
            if mask >> UInt64(place % 64) & 1 == 1 { Self.apply(change, &names, &contents) }
            if case .sector(let name, let offset, let bytes) = change {
                lengths[name] = max(lengths[name] ?? 0, offset + bytes.count)
            }
        }
        let state = contents.filter { names.contains($0.key) }
        let whole = names.reduce(into: state) { files, name in if files[name] == nil { files[name] = [] } }
        found.insert(whole)
        // The length came, the bytes did not.
        var grown = whole
        for (name, length) in lengths where (grown[name]?.count ?? .max) < length { grown[name]?.cut(to: length) }
        found.insert(grown)
    }
}

/// The same numbers for the same seed (SplitMix64).
public struct Draw: Sendable {
    private var state: UInt64

    public init(_ seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    public mutating func below(_ count: Int) -> Int {
        count <= 0 ? 0 : Int(next().multipliedFullWidth(by: UInt64(count)).high)
    }
}
