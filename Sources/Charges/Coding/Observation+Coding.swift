// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Bytes
internal import Tender

/// Field numbers of an observation; those of its facts follow in the same sequence. Never reuse or change one.
private enum FieldTag {
    static let source: UInt8 = 1
    static let recordedAt: UInt8 = 2
    static let name: UInt8 = 3
    static let digest: UInt8 = 4
    static let line: UInt8 = 5
    static let byte: UInt8 = 6
    static let occurrence: UInt8 = 7
}

extension Observation {
    private static let version: UInt8 = 1

    /// The observation as the journal keeps it: the same value gives the same bytes everywhere.
    public func encoded() -> [UInt8] {
        var writer = TaggedWriter(reserving: 320)
        writer.version(Self.version)
        writer.number(FieldTag.source, Int64(source.rawValue))
        writer.number(FieldTag.recordedAt, recordedAt.milliseconds)
        if !origin.name.isEmpty { writer.text(FieldTag.name, origin.name) }
        if !origin.digest.isEmpty { writer.text(FieldTag.digest, origin.digest) }
        if origin.line != 0 { writer.number(FieldTag.line, Int64(origin.line)) }
        if origin.byte != 0 { writer.number(FieldTag.byte, origin.byte) }
        if occurrence != 1 { writer.number(FieldTag.occurrence, Int64(occurrence)) }
        facts.write(to: &writer)
        return writer.writer.bytes
    }

    /// Reads what `encoded` wrote, by this version or a later one.
    public init(decoding bytes: [UInt8]) throws(DecodeError) { try self.init(decoding: bytes[...]) }

    /// Reads what `encoded` wrote, by this version or a later one.
    public init(decoding bytes: ArraySlice<UInt8>) throws(DecodeError) {
        var reader = TaggedReader(bytes, name: "observation")
        guard try reader.version() == Self.version else { throw reader.error("version") }
        var head = Head()
        var facts = Facts(type: .sale)
        var sawType = false
        while let tag = try reader.next() {
            sawType = sawType || tag.number == Facts.firstTag
            if try head.read(tag, from: &reader) { continue }
            if try facts.read(tag, from: &reader) { continue }
            try reader.skip(tag)
        }
        guard sawType else { throw reader.error("type") }
        guard let source = head.source else { throw reader.error("source") }
        guard let recordedAt = head.recordedAt else { throw reader.error("recordedAt") }
        let origin = Origin(name: head.name, digest: head.digest, line: head.line, byte: head.byte)
        self.init(
            source: source, origin: origin, recordedAt: recordedAt, facts: facts, occurrence: head.occurrence)
    }

    /// What is known of an observation besides its facts.
    private struct Head {
        var source: Source?
        var recordedAt: Instant?
        var name = ""
        var digest = ""
        var line = 0
        var byte: Int64 = 0
        var occurrence = 1

        mutating func read(_ tag: TaggedReader.Tag, from reader: inout TaggedReader) throws(DecodeError) -> Bool {
            switch tag.number {
            case FieldTag.source:
                source = try reader.value(tag, "source") { UInt8(exactly: $0).flatMap { Source(rawValue: $0) } }
            case FieldTag.recordedAt: recordedAt = try reader.value(tag, "recordedAt") { Instant(exactly: $0) }
            case FieldTag.name: name = try reader.text(tag, "origin.name")
            case FieldTag.digest: digest = try reader.text(tag, "origin.digest")
            case FieldTag.line: line = try reader.value(tag, "origin.line") { Int(exactly: $0) }
            case FieldTag.byte: byte = try reader.number(tag, "origin.byte")
            case FieldTag.occurrence: occurrence = try reader.value(tag, "occurrence") { Int(exactly: $0) }
            default: return false
            }
            return true
        }
    }
}
