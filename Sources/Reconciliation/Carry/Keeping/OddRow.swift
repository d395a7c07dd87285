// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tariffs
internal import Tender

/// The texts of a row that does not fit a note: an unusual sum or time, brands, parts of a fee, payouts.
struct OddRow: Sendable {
    let side: InputTable.Side
    let place: Int64
    let bytes: [UInt8]
}

extension TillRecord {
    var packed: [UInt8] {
        var pack = PackedWriter()
        for text in [merchant, terminal, rrn, batch, trace, type, product, order, status, timeText] { pack.put(text) }
        pack.put(amount)
        return pack.bytes
    }

    init(packed bytes: [UInt8]) throws(PackedReader.Torn) {
        var pack = PackedReader(bytes)
        merchant = try pack.string()
        terminal = try pack.string()
        rrn = try pack.string()
        batch = try pack.string()
        trace = try pack.string()
        type = try pack.string()
        product = try pack.string()
        order = try pack.string()
        status = try pack.string()
        timeText = try pack.string()
        amount = try pack.number()
    }
}

/// An acquirer's odd row: the record, and what only settlement days ask for.
struct OddCharge {
    private static let kinds: [PartPrice.Kind] = [.interchange, .scheme, .markup]

    var record: AcquirerRecord
    /// What the merchant receives for it, in minor units.
    var net: Int64
    var payout: String

    var packed: [UInt8] {
        var pack = PackedWriter()
        for text in [
            record.merchant, record.terminal, record.rrn, record.batch, record.trace, record.type, record.product,
            record.order, record.timeText, record.brand, record.channel, record.instalments, record.currency, payout,
        ] { pack.put(text) }
        pack.put(record.amount)
        pack.put(net)
        pack.put(record.settleDate?.daysSinceEpoch ?? DayKey.noDay)
        for part in [record.fee] + Self.kinds.map({ record.parts[$0] }) {
            pack.put(part != nil)
            pack.put(part ?? 0)
        }
        return pack.bytes
    }

    init(record: AcquirerRecord, net: Int64, payout: String) {
        self.record = record
        self.net = net
        self.payout = payout
    }

    init(packed bytes: [UInt8]) throws(PackedReader.Torn) {
        var pack = PackedReader(bytes)
        var record = AcquirerRecord()
        record.merchant = try pack.string()
        record.terminal = try pack.string()
        record.rrn = try pack.string()
        record.batch = try pack.string()
        record.trace = try pack.string()
        record.type = try pack.string()
        record.product = try pack.string()
        record.order = try pack.string()
        record.timeText = try pack.string()
        record.brand = try pack.string()
        record.channel = try pack.string()
        record.instalments = try pack.string()
        record.currency = try pack.string()
        payout = try pack.string()
        record.amount = try pack.number()
        net = try pack.number()
        let day: Int32 = try pack.number()
        record.settleDate = day == DayKey.noDay ? nil : CivilDate(daysSinceEpoch: day)
        record.fee = try Self.part(&pack)
        for kind in Self.kinds { record.parts[kind] = try Self.part(&pack) }
        record.isPriced = true
        self.record = record
    }

    private static func part(_ pack: inout PackedReader) throws(PackedReader.Torn) -> Int64? {
        let isThere = try pack.flag()
        let sum: Int64 = try pack.number()
        return isThere ? sum : nil
    }
}
