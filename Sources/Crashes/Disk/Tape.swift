// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The recording that the preloaded shim of `Campaigns/crash` makes of a real program.
///
///     `C path` │ `W path offset count` + bytes │ `T path size` │ `U path` │ `R from to` │ `F path` │
///     `D path` (the root is `/`)
///     `S count`, `V count`: a message went out, or came
public struct Tape: Sendable {
    public enum Entry: Hashable, Sendable {
        case step(DiskStep)
        case sent(Int)
        case received(Int)
    }

    public private(set) var entries: [Entry] = []

    /// Reads a recording up to its end, or to the first line that is none: the program may have died in it.
    public init(_ bytes: [UInt8]) {
        var place = 0
        while place < bytes.count, let end = bytes[place...].firstIndex(of: 10) {
            let line = String(decoding: bytes[place..<end], as: UTF8.self)
            place = end + 1
            let words = line.split(separator: " ")
            guard words.count >= 2 else { return }
            let name = String(words[1])
            switch (words[0], words.count) {
            case ("C", 2): entries.append(.step(.create(name)))
            case ("U", 2): entries.append(.step(.remove(name)))
            case ("F", 2): entries.append(.step(.sync(name)))
            case ("D", 2): entries.append(.step(.syncFolder(name == "/" ? "" : name)))
            case ("S", 2): entries.append(.sent(Int(name) ?? 0))
            case ("V", 2): entries.append(.received(Int(name) ?? 0))
            case ("T", 3):
                guard let size = Int(words[2]), size >= 0 else { return }
                entries.append(.step(.truncate(name, to: size)))
            case ("W", 4):
                guard let offset = Int(words[2]), let count = Int(words[3]), offset >= 0, count >= 0,
                    place + count < bytes.count
                else { return }
                entries.append(.step(.write(name, at: offset, Array(bytes[place..<(place + count)]))))
                place += count + 1
            default: return
            }
        }
    }

    /// What was done to one folder, names without it.
    public func steps(in folder: String) -> [DiskStep] {
        entries.compactMap { entry in
            guard case .step(let step) = entry else { return nil }
            return step.inside(folder + "/")
        }
    }

    /// Everything that was done to files.
    public var steps: [DiskStep] {
        entries.compactMap { entry in
            guard case .step(let step) = entry else { return nil }
            return step
        }
    }
}

extension DiskStep {
    fileprivate func inside(_ prefix: String) -> DiskStep? {
        func cut(_ name: String) -> String? {
            name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
        }
        switch self {
        case .create(let name): return cut(name).map { .create($0) }
        case .write(let name, let offset, let bytes): return cut(name).map { .write($0, at: offset, bytes) }
        case .truncate(let name, let size): return cut(name).map { .truncate($0, to: size) }
        case .remove(let name): return cut(name).map { .remove($0) }
        case .sync(let name): return cut(name).map { .sync($0) }
        case .syncFolder(let name): return name + "/" == prefix ? .syncFolder("") : nil
        }
    }
}
