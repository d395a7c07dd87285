// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Bytes
internal import Cases
internal import Charges
internal import Tariffs
internal import Tender

extension JournalEntry {
    /// An entry of this version or a later one; nil for a type that this program does not know.
    static func decode(
        type: UInt8, payload: ArraySlice<UInt8>
    ) throws(DecodeError) -> (head: EntryHead, entry: JournalEntry)? {
        var cursor = ByteCursor(payload)
        if type == 1 {
            let file = try cursor.signed("file")
            let rest = try cursor.raw(payload.count - cursor.offset, "observation")
            let observation = try Observation(decoding: rest)
            return (EntryHead(at: observation.recordedAt, by: ""), .observation(observation, file: file))
        }
        guard try cursor.byte("version") == 1 else {
            throw DecodeError(.invalid, at: 0, field: "version")
        }
        let head = EntryHead(
            at: Instant(milliseconds: try cursor.signed("at")), by: try cursor.text("by", limit: 200))
        guard let entry = try read(type, from: &cursor) else { return nil }
        return (head, entry)
    }

    private static func read(_ type: UInt8, from cursor: inout ByteCursor) throws(DecodeError) -> JournalEntry? {
        switch type {
        case 2: return .fileBegun(try cursor.signed("file"), try fileHead(from: &cursor))
        case 3: return .fileFinished(try cursor.signed("file"), rowsRead: try cursor.signed("rows"))
        case 4: return .refused(file: try cursor.signed("file"), try rows(from: &cursor))
        case 5: return .store(try store(from: &cursor))
        case 6:
            let person = try person(from: &cursor)
            return .person(person, password: try cursor.text("password", limit: 400))
        case 7:
            let terminal = try identifier(TerminalID.init, "terminal", from: &cursor)
            let merchant = MerchantID(try cursor.text("merchant", limit: 64))
            let store = try identifier(StoreID.init, "store", from: &cursor)
            return .terminal(TerminalBinding(terminal: terminal, merchant: merchant, store: store))
        case 8:
            let source = try cursor.text("source", limit: 4 << 20)
            return .tariff(source: source, try Tariff(from: &cursor))
        case 9: return .calendar(try calendar(from: &cursor))
        case 10: return .sampleRemoved
        case 11: return .timeReached
        case 18:
            let count = Int(clamping: try cursor.varint("count"))
            return .work(try CaseRecord(decoding: try cursor.raw(count, "case")))
        case 19, 20, 21: return try RefundEntry.read(type, from: &cursor).map { .refund($0) }
        case 22, 23: return try MessageEntry.read(type, from: &cursor).map { .message($0) }
        case 24:
            let count = Int(clamping: try cursor.varint("count"))
            return .directory(try DirectoryEntry(decoding: try cursor.raw(count, "directory")))
        case 25: return try RulesEntry.read(from: &cursor).map { .rules($0) }
        case 26, 27: return try EvidenceEntry.read(type, from: &cursor).map { .evidence($0) }
        case 30:
            let count = Int(clamping: try cursor.varint("count"))
            return .attempt(try AttemptRecord(decoding: Array(try cursor.raw(count, "attempt"))))
        case 33: return try BillEntry.read(from: &cursor).map { .bill($0) }
        case 32:
            let count = Int(clamping: try cursor.varint("count"))
            return .proxy(try ProxyRecord(decoding: Array(try cursor.raw(count, "proxy"))))
        case 31:
            let count = Int(clamping: try cursor.varint("count"))
            return .batch(try BatchCloseRecord(decoding: try cursor.raw(count, "batch")))
        case 28, 29: return try DeviceEntry.read(type, from: &cursor).map { .device($0) }
        default: return try ReceiptEntry.read(type, from: &cursor).map { .receipt($0) }
        }
    }

    private static func fileHead(from cursor: inout ByteCursor) throws(DecodeError) -> FileHead {
        let name = try cursor.text("name", limit: 1_024)
        let digest = try cursor.text("digest", limit: 64)
        let byteCount = try cursor.signed("bytes")
        let format = try cursor.text("format", limit: 64)
        guard let source = Source(rawValue: try cursor.byte("source")) else {
            throw DecodeError(.invalid, at: cursor.offset - 1, field: "source")
        }
        return FileHead(name: name, digest: digest, byteCount: byteCount, format: format, source: source)
    }

    private static func rows(from cursor: inout ByteCursor) throws(DecodeError) -> [QuarantinedRow] {
        var rows: [QuarantinedRow] = []
        for _ in 0..<(try cursor.varint("count")) {
            let line = try cursor.signed("line")
            let byte = try cursor.signed("byte")
            let chinese = try cursor.text("reason", limit: 16_384)
            let english = try cursor.text("reason", limit: 16_384)
            let row = try cursor.text("row", limit: 1 << 20)
            rows.append(
                QuarantinedRow(
                    line: Int(clamping: line), byte: byte, reason: Bilingual(zh: chinese, en: english), row: row))
        }
        return rows
    }

    private static func store(from cursor: inout ByteCursor) throws(DecodeError) -> StoreRecord {
        let id = try identifier(StoreID.init, "store", from: &cursor)
        let name = try cursor.text("name", limit: 1_024)
        let zone = try cursor.text("zone", limit: 100)
        guard let businessDay = BusinessDay(cutOff: Int(clamping: try cursor.signed("cutOff"))) else {
            throw DecodeError(.invalid, at: cursor.offset, field: "cutOff")
        }
        var store = StoreRecord(id: id, name: name, zone: zone, businessDay: businessDay)
        // Entries of earlier versions end here.
        if !cursor.isAtEnd {
            store.contact.address = try cursor.text("address", limit: 1_024)
            store.contact.telephone = try cursor.text("telephone", limit: 1_024)
            store.contact.taxNumber = try cursor.text("taxNumber", limit: 1_024)
            store.contact.statementName = try cursor.text("statementName", limit: 1_024)
        }
        return store
    }

    private static func person(from cursor: inout ByteCursor) throws(DecodeError) -> Person {
        let id = try cursor.signed("id")
        let name = try cursor.text("name", limit: 200)
        let displayName = try cursor.text("displayName", limit: 1_024)
        guard let role = Role(rawValue: try cursor.text("role", limit: 40)) else {
            throw DecodeError(.invalid, at: cursor.offset, field: "role")
        }
        var stores: Set<StoreID> = []
        for _ in 0..<(try cursor.varint("stores")) {
            stores.insert(try identifier(StoreID.init, "store", from: &cursor))
        }
        let language = try cursor.text("language", limit: 20)
        let isDisabled = try cursor.byte("disabled") != 0
        return Person(
            id: id, name: name, displayName: displayName, role: role, stores: stores, language: language,
            isDisabled: isDisabled)
    }

    private static func calendar(from cursor: inout ByteCursor) throws(DecodeError) -> CalendarRecord {
        let days = Int(clamping: try cursor.signed("settleAfterDays"))
        var closed: Set<CivilDate> = []
        for _ in 0..<(try cursor.varint("closedDays")) { closed.insert(try day("closedDays", from: &cursor)) }
        return CalendarRecord(settleAfterDays: days, closedDays: closed)
    }

    private static func day(_ field: String, from cursor: inout ByteCursor) throws(DecodeError) -> CivilDate {
        guard let days = Int32(exactly: try cursor.signed(field)) else {
            throw DecodeError(.invalid, at: cursor.offset, field: field)
        }
        return CivilDate(daysSinceEpoch: days)
    }

    private static func identifier<Kind>(
        _ make: (String) -> Identifier<Kind>?, _ field: String, from cursor: inout ByteCursor
    ) throws(DecodeError) -> Identifier<Kind> {
        let start = cursor.offset
        guard let value = make(try cursor.text(field, limit: 64)) else {
            throw DecodeError(.invalid, at: start, field: field)
        }
        return value
    }
}
