// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Bytes
internal import Cases
internal import Charges
internal import Tariffs
internal import Tender

extension JournalEntry {
    private static let version: UInt8 = 1

    /// The payload of the entry's record.
    func payload(_ head: EntryHead) -> [UInt8] {
        if case .observation(let observation, let file) = self {
            return Self.payload(observation, file: file)
        }
        var writer = ByteWriter(reserving: 128)
        writer.byte(Self.version)
        writer.signed(head.at.milliseconds)
        writer.text(head.by)
        write(to: &writer)
        return writer.bytes
    }

    static func payload(_ observation: Observation, file: Int64) -> [UInt8] {
        var writer = ByteWriter(reserving: 256)
        writer.signed(file)
        var row = observation
        if file != 0 {
            row.origin = Origin(name: "", line: observation.origin.line, byte: observation.origin.byte)
        }
        writer.raw(row.encoded())
        return writer.bytes
    }

    private func write(to writer: inout ByteWriter) {
        switch self {
        case .observation, .sampleRemoved, .timeReached: break
        case .receipt(let entry): entry.write(to: &writer)
        case .work(let record):
            let bytes = record.encoded()
            writer.varint(UInt64(bytes.count))
            writer.raw(bytes)
        case .refund(let entry): entry.write(to: &writer)
        case .message(let entry): entry.write(to: &writer)
        case .directory(let entry):
            let bytes = entry.encoded()
            writer.varint(UInt64(bytes.count))
            writer.raw(bytes)
        case .attempt(let record):
            let bytes = record.encoded()
            writer.varint(UInt64(bytes.count))
            writer.raw(bytes)
        case .bill(let entry): entry.write(to: &writer)
        case .batch(let record):
            let bytes = record.encoded()
            writer.varint(UInt64(bytes.count))
            writer.raw(bytes)
        case .proxy(let record):
            let bytes = record.encoded()
            writer.varint(UInt64(bytes.count))
            writer.raw(bytes)
        case .rules(let entry): entry.write(to: &writer)
        case .device(let entry): entry.write(to: &writer)
        case .evidence(let entry): entry.write(to: &writer)
        case .fileBegun(let id, let head):
            writer.signed(id)
            writer.text(head.name)
            writer.text(head.digest)
            writer.signed(head.byteCount)
            writer.text(head.format)
            writer.byte(head.source.rawValue)
        case .fileFinished(let id, let rowsRead):
            writer.signed(id)
            writer.signed(rowsRead)
        case .refused(let file, let rows): Self.write(rows, file: file, to: &writer)
        case .store(let store):
            writer.text(store.id.text)
            writer.text(store.name)
            writer.text(store.zone)
            writer.signed(Int64(store.businessDay.cutOff))
            writer.text(store.contact.address)
            writer.text(store.contact.telephone)
            writer.text(store.contact.taxNumber)
            writer.text(store.contact.statementName)
        case .person(let person, let password): Self.write(person, password: password, to: &writer)
        case .terminal(let binding):
            writer.text(binding.terminal.text)
            writer.text(binding.merchant?.text ?? "")
            writer.text(binding.store.text)
        case .tariff(let source, let tariff):
            writer.text(source)
            tariff.write(to: &writer)
        case .calendar(let calendar):
            writer.signed(Int64(calendar.settleAfterDays))
            writer.varint(UInt64(calendar.closedDays.count))
            for day in calendar.closedDays.sorted() { writer.signed(Int64(day.daysSinceEpoch)) }
        }
    }

    private static func write(_ rows: [QuarantinedRow], file: Int64, to writer: inout ByteWriter) {
        writer.signed(file)
        writer.varint(UInt64(rows.count))
        for row in rows {
            writer.signed(Int64(row.line))
            writer.signed(row.byte)
            writer.text(row.reason.chinese)
            writer.text(row.reason.english)
            writer.text(row.row)
        }
    }

    private static func write(_ person: Person, password: String, to writer: inout ByteWriter) {
        writer.signed(person.id)
        writer.text(person.name)
        writer.text(person.displayName)
        writer.text(person.role.rawValue)
        writer.varint(UInt64(person.stores.count))
        for store in person.stores.sorted() { writer.text(store.text) }
        writer.text(person.language)
        writer.byte(person.isDisabled ? 1 : 0)
        writer.text(password)
    }
}
