// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Bytes
internal import Journal
internal import Printing

/// One record of the shop's journal.
enum ShopRecord {
    case attempt(AttemptRecord)
    case batch(BatchRecord)
    case spool(SpoolRecord)

    private static let attemptType: UInt8 = 30
    private static let batchType: UInt8 = 31
    /// The spooler's own types follow from here.
    private static let spoolBase: UInt8 = 100

    var type: UInt8 {
        switch self {
        case .attempt: Self.attemptType
        case .batch: Self.batchType
        case .spool(let record): Self.spoolBase + record.type
        }
    }

    var payload: [UInt8] {
        switch self {
        case .attempt(let record): record.encoded()
        case .batch(let record): record.encoded()
        case .spool(let record): record.payload
        }
    }

    init(type: UInt8, payload: ArraySlice<UInt8>) throws {
        switch type {
        case Self.attemptType: self = .attempt(try AttemptRecord(decoding: Array(payload)))
        case Self.batchType: self = .batch(try BatchRecord(decoding: payload))
        default:
            guard type > Self.spoolBase else { throw DecodeError(.invalid, at: 0, field: "type") }
            self = .spool(try SpoolRecord(type: type - Self.spoolBase, payload: payload))
        }
    }

    init(_ record: AttemptRecord) { self = .attempt(record) }

    /// Whether it says what came from outside; the others count what we did ourselves.
    var isInput: Bool {
        switch self {
        case .attempt(.event(_, let event)):
            switch event.kind {
            case .asked, .notFound, .reversalSent, .repeated: false
            default: true
            }
        case .attempt(.intended), .batch, .spool: true
        }
    }
}

/// The real journal writer over the simulated disk: append, commit, and then act.
final class ShopJournal {
    private let street: Street
    private var writer: JournalWriter

    /// Opens it with all that anybody relied on, and reads it.
    init(_ street: Street) throws(JournalError) {
        self.street = street
        writer = try JournalWriter.open(
            disk: street.disk, digesting: QuickDigest(), known: street.acknowledged, segmentLimit: 24 << 10)
    }

    var root: Digest { writer.root }
    var records: UInt64 { writer.durableRecords }

    static func read(_ street: Street, _ take: (ShopRecord) -> Void) throws {
        var cursor = try JournalCursor(disk: street.disk, digesting: QuickDigest())
        while let group = try cursor.nextGroup() {
            for frame in group { take(try ShopRecord(type: frame.type, payload: frame.payload)) }
        }
    }

    /// Makes records durable together.
    ///
    /// - Returns: false when the disk has no room; nothing was kept then.
    func commit(_ records: [ShopRecord]) throws(Kill) -> Bool {
        try street.point()
        if street.diesInSync() { street.disk.diesInSync = true }
        do throws(JournalError) {
            for record in records {
                let payload = record.payload
                try writer.append(type: record.type, payload: payload.span)
            }
            try writer.commit()
        } catch {
            street.disk.diesInSync = false
            if error == .full {
                writer.discard()
                street.note("disk full")
                return false
            }
            street.figures.kills += 1
            throw Kill(isPowerLoss: street.dice.happens(1, in: 2))
        }
        street.acknowledged = writer.durableRecords
        street.figures.records += records.count
        try street.point()
        return true
    }
}
