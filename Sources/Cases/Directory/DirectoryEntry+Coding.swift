// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Bytes
internal import Charges
internal import Tender

/// Field numbers. Never reuse or change one.
private enum FieldTag {
    static let id: UInt8 = 1
    static let kind: UInt8 = 2
    static let nameChinese: UInt8 = 3
    static let nameEnglish: UInt8 = 4
    /// Numbers with a line feed between them.
    static let numbers: UInt8 = 5
    static let hoursChinese: UInt8 = 6
    static let hoursEnglish: UInt8 = 7
    static let address: UInt8 = 8
    static let sourceChinese: UInt8 = 9
    static let sourceEnglish: UInt8 = 10
    static let uncheckedSince: UInt8 = 11
    static let checkedOn: UInt8 = 12
    static let checkedBy: UInt8 = 13
    static let isRemoved: UInt8 = 14
}

extension DirectoryEntry.Kind {
    /// Number in the journal. Never reuse or change one.
    var number: Int64 {
        switch self {
        case .acquirer: 1
        case .bank: 2
        case .wallet: 3
        case .supplier: 4
        case .authority: 5
        case .lawyer: 6
        }
    }
}

/// An entry as the journal keeps it (record type 24).
extension DirectoryEntry {
    private static let version: UInt8 = 1

    /// The same value gives the same bytes everywhere.
    public func encoded() -> [UInt8] {
        var writer = TaggedWriter(reserving: 160)
        writer.version(Self.version)
        writer.text(FieldTag.id, id)
        writer.number(FieldTag.kind, kind.number)
        writer.text(FieldTag.nameChinese, name.chinese)
        writer.text(FieldTag.nameEnglish, name.english)
        writer.text(FieldTag.numbers, numbers.joined(separator: "\n"))
        if let hours {
            writer.text(FieldTag.hoursChinese, hours.chinese)
            writer.text(FieldTag.hoursEnglish, hours.english)
        }
        if !address.isEmpty { writer.text(FieldTag.address, address) }
        writer.text(FieldTag.sourceChinese, source.chinese)
        writer.text(FieldTag.sourceEnglish, source.english)
        switch standing {
        case .unchecked(let day): writer.number(FieldTag.uncheckedSince, Int64(day.daysSinceEpoch))
        case .checked(let day, let name):
            writer.number(FieldTag.checkedOn, Int64(day.daysSinceEpoch))
            writer.text(FieldTag.checkedBy, name)
        }
        if isRemoved { writer.number(FieldTag.isRemoved, 1) }
        return writer.writer.bytes
    }

    /// Reads what `encoded` wrote, by this version or a later one.
    public init(decoding bytes: [UInt8]) throws(DecodeError) { try self.init(decoding: bytes[...]) }

    /// Reads what `encoded` wrote, by this version or a later one.
    public init(decoding bytes: ArraySlice<UInt8>) throws(DecodeError) {
        var reader = TaggedReader(bytes, name: "directory")
        guard try reader.version() == Self.version else { throw reader.error("version") }
        var fields = DirectoryFields()
        while let tag = try reader.next() {
            if try !fields.read(tag, from: &reader) { try reader.skip(tag) }
        }
        guard let entry = fields.entry else { throw reader.error("entry") }
        self = entry
    }
}

/// What was read of an entry so far.
private struct DirectoryFields {
    private var id = ""
    private var kind: DirectoryEntry.Kind?
    private var texts: [UInt8: String] = [:]
    private var numbers: [String] = []
    private var uncheckedSince: CivilDate?
    private var checkedOn: CivilDate?
    private var isRemoved = false

    /// - Returns: false for a field of a later version.
    mutating func read(_ tag: TaggedReader.Tag, from reader: inout TaggedReader) throws(DecodeError) -> Bool {
        switch tag.number {
        case FieldTag.id: id = try reader.text(tag, "id")
        case FieldTag.kind:
            kind = try reader.value(tag, "kind") { number in
                DirectoryEntry.Kind.allCases.first { $0.number == number }
            }
        case FieldTag.numbers:
            numbers = try reader.text(tag, "numbers").split(separator: "\n").map(String.init)
        case FieldTag.nameChinese, FieldTag.nameEnglish, FieldTag.hoursChinese, FieldTag.hoursEnglish,
            FieldTag.address, FieldTag.sourceChinese, FieldTag.sourceEnglish, FieldTag.checkedBy:
            texts[tag.number] = try reader.text(tag, "text")
        case FieldTag.uncheckedSince: uncheckedSince = try reader.value(tag, "uncheckedSince") { Self.day($0) }
        case FieldTag.checkedOn: checkedOn = try reader.value(tag, "checkedOn") { Self.day($0) }
        case FieldTag.isRemoved: isRemoved = try reader.value(tag, "isRemoved") { $0 == 1 ? true : nil }
        default: return false
        }
        return true
    }

    private static func day(_ number: Int64) -> CivilDate? {
        Int32(exactly: number).map { CivilDate(daysSinceEpoch: $0) }
    }

    private func both(_ chinese: UInt8, _ english: UInt8) -> Bilingual? {
        guard let zh = texts[chinese], let en = texts[english] else { return nil }
        return Bilingual(zh: zh, en: en)
    }

    /// nil when something that every entry has is missing, or a value is none.
    var entry: DirectoryEntry? {
        guard let kind, let name = both(FieldTag.nameChinese, FieldTag.nameEnglish),
            let source = both(FieldTag.sourceChinese, FieldTag.sourceEnglish)
        else { return nil }
        let checked = checkedOn.map { DirectoryEntry.Standing.checked(on: $0, by: texts[FieldTag.checkedBy] ?? "") }
        guard let standing = checked ?? uncheckedSince.map({ .unchecked(since: $0) }) else { return nil }
        return DirectoryEntry(
            id: id, kind: kind, name: name, numbers: numbers,
            hours: both(FieldTag.hoursChinese, FieldTag.hoursEnglish), address: texts[FieldTag.address] ?? "",
            source: source, standing: standing, isRemoved: isRemoved)
    }
}
