// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Bytes
internal import Charges
public import Tender

/// A case event as the journal keeps it: what happened, and to which case.
public struct CaseRecord: Hashable, Sendable {
    /// nil for the record that opens a case about no transaction: such a case is numbered after its record.
    public let id: CaseID?
    public let event: CaseEvent
    /// The store of a case opened by hand; nil where the transaction says it, or no store is concerned.
    public let store: StoreID?
    /// What a case about no transaction is about, where it is watched; nil for others, and after the first record.
    public let subject: WatchSubject?

    public init(id: CaseID?, event: CaseEvent, store: StoreID? = nil, subject: WatchSubject? = nil) {
        self.id = id
        self.event = event
        self.store = store
        self.subject = subject
    }

    /// The case's number, given the number of the journal record.
    public func id(inRecord number: UInt64) -> CaseID { id ?? CaseID(number: number) }
}

/// Field numbers. Never reuse or change one.
private enum FieldTag {
    static let id: UInt8 = 1
    static let store: UInt8 = 2
    // 16 to 27 are those of the event.
    static let subject: UInt8 = 28
}

extension CaseRecord {
    private static let version: UInt8 = 1

    /// The same value gives the same bytes everywhere.
    public func encoded() -> [UInt8] {
        var writer = TaggedWriter(reserving: 128)
        writer.version(Self.version)
        if let id { writer.text(FieldTag.id, id.text) }
        if let store { writer.text(FieldTag.store, store.text) }
        event.write(to: &writer)
        if let subject { writer.text(FieldTag.subject, subject.text) }
        return writer.writer.bytes
    }

    /// Reads what `encoded` wrote, by this version or a later one.
    public init(decoding bytes: [UInt8]) throws(DecodeError) { try self.init(decoding: bytes[...]) }

    /// Reads what `encoded` wrote, by this version or a later one.
    public init(decoding bytes: ArraySlice<UInt8>) throws(DecodeError) {
        var reader = TaggedReader(bytes, name: "case")
        guard try reader.version() == Self.version else { throw reader.error("version") }
        var id: CaseID?
        var store: StoreID?
        var subject: WatchSubject?
        var fields = CaseEventFields()
        while let tag = try reader.next() {
            switch tag.number {
            case FieldTag.id: id = try reader.named(tag, "id") { CaseID($0) }
            case FieldTag.store: store = try reader.named(tag, "store") { StoreID($0) }
            case FieldTag.subject: subject = try reader.named(tag, "subject") { WatchSubject($0) }
            default: if try !fields.read(tag, from: &reader) { try reader.skip(tag) }
            }
        }
        self.init(id: id, event: try fields.event(in: reader), store: store, subject: subject)
    }
}

extension CaseEvent {
    private static let version: UInt8 = 1

    /// The event alone, for the table of steps.
    public func encoded() -> [UInt8] {
        var writer = TaggedWriter(reserving: 96)
        writer.version(Self.version)
        write(to: &writer)
        return writer.writer.bytes
    }

    /// Reads what `encoded` wrote, by this version or a later one.
    public init(decoding bytes: ArraySlice<UInt8>) throws(DecodeError) {
        var reader = TaggedReader(bytes, name: "case event")
        guard try reader.version() == Self.version else { throw reader.error("version") }
        var fields = CaseEventFields()
        while let tag = try reader.next() {
            if try !fields.read(tag, from: &reader) { try reader.skip(tag) }
        }
        self = try fields.event(in: reader)
    }
}
