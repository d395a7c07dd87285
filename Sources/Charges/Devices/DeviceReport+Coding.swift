// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Bytes
internal import Tender

/// Field numbers of a report. Never reuse or change one.
private enum FieldTag {
    static let terminal: UInt8 = 1
    static let at: UInt8 = 2
    static let battery: UInt8 = 3
    static let isCharging: UInt8 = 4
    static let celsius: UInt8 = 5
    static let version: UInt8 = 6
    static let settings: UInt8 = 7
    static let latitude: UInt8 = 8
    static let longitude: UInt8 = 9
    static let network: UInt8 = 10
    static let clock: UInt8 = 11
    static let unsent: UInt8 = 12
    static let unsentAmount: UInt8 = 13
    static let unsentCurrency: UInt8 = 14
    static let unsentSince: UInt8 = 15
    static let batch: UInt8 = 16
    static let batchClosed: UInt8 = 17
    static let batchCount: UInt8 = 18
    static let batchAmount: UInt8 = 19
    static let batchCurrency: UInt8 = 20
    static let event: UInt8 = 21
    static let paper: UInt8 = 22
}

extension DeviceReport {
    private static let format: UInt8 = 1

    /// The report as the journal keeps it: the same value gives the same bytes everywhere.
    public func encoded() -> [UInt8] {
        var writer = TaggedWriter(reserving: 64)
        writer.version(Self.format)
        writer.text(FieldTag.terminal, terminal.text)
        writer.number(FieldTag.at, at.milliseconds)
        if let battery { writer.number(FieldTag.battery, Int64(battery)) }
        if let isCharging { writer.number(FieldTag.isCharging, isCharging ? 1 : 0) }
        if let celsius { writer.number(FieldTag.celsius, Int64(celsius)) }
        if let version { writer.text(FieldTag.version, version) }
        if let settings { writer.text(FieldTag.settings, settings) }
        if let place {
            writer.number(FieldTag.latitude, Int64(place.latitude))
            writer.number(FieldTag.longitude, Int64(place.longitude))
        }
        if let network { writer.text(FieldTag.network, network) }
        if let clock { writer.number(FieldTag.clock, clock.secondsSinceEpoch) }
        if let unsent { writer.number(FieldTag.unsent, Int64(unsent)) }
        if let unsentAmount {
            writer.number(FieldTag.unsentAmount, unsentAmount.minor)
            writer.text(FieldTag.unsentCurrency, unsentAmount.currency.code)
        }
        if let unsentSince { writer.number(FieldTag.unsentSince, unsentSince.secondsSinceEpoch) }
        if let batch {
            writer.text(FieldTag.batch, batch.number.text)
            if let closed = batch.closedAt { writer.number(FieldTag.batchClosed, closed.secondsSinceEpoch) }
            writer.number(FieldTag.batchCount, Int64(batch.count))
            writer.number(FieldTag.batchAmount, batch.amount.minor)
            writer.text(FieldTag.batchCurrency, batch.amount.currency.code)
        }
        if let event { writer.number(FieldTag.event, Int64(event.rawValue)) }
        if let paper { writer.number(FieldTag.paper, Int64(paper.rawValue)) }
        return writer.writer.bytes
    }

    /// Reads what `encoded` wrote, by this version or a later one.
    public init(decoding bytes: ArraySlice<UInt8>) throws(DecodeError) {
        var reader = TaggedReader(bytes, name: "report")
        guard try reader.version() == Self.format else { throw reader.error("version") }
        var fields = Fields()
        while let tag = try reader.next() {
            if try !fields.read(tag, from: &reader) { try reader.skip(tag) }
        }
        guard var report = fields.report else { throw reader.error("terminal") }
        if let latitude = fields.latitude, let longitude = fields.longitude {
            report.place = Place(latitude: latitude, longitude: longitude)
        }
        report.unsentAmount = fields.money(fields.unsentAmount, fields.unsentCurrency)
        if let number = fields.batch, let count = fields.batchCount,
            let amount = fields.money(fields.batchAmount, fields.batchCurrency)
        {
            report.batch = BatchReport(number: number, closedAt: fields.batchClosed, count: count, amount: amount)
        }
        self = report
    }

    /// What was read so far; values of two fields are joined at the end.
    private struct Fields {
        var report: DeviceReport?
        var terminal: TerminalID?
        var latitude: Int32?
        var longitude: Int32?
        var unsentAmount: Int64?
        var unsentCurrency: String?
        var batch: BatchNumber?
        var batchClosed: CivilTime?
        var batchCount: Int?
        var batchAmount: Int64?
        var batchCurrency: String?

        func money(_ minor: Int64?, _ code: String?) -> Money? {
            guard let minor, let code, let currency = Currency(code: code) else { return nil }
            return Money(minor: minor, currency: currency)
        }

        mutating func read(_ tag: TaggedReader.Tag, from reader: inout TaggedReader) throws(DecodeError) -> Bool {
            switch tag.number {
            case FieldTag.terminal: terminal = try reader.named(tag, "terminal") { TerminalID($0) }
            case FieldTag.at:
                let at = Instant(milliseconds: try reader.number(tag, "at"))
                report = terminal.map { DeviceReport(terminal: $0, at: at) }
            case FieldTag.battery: report?.battery = Int(clamping: try reader.number(tag, "battery"))
            case FieldTag.isCharging: report?.isCharging = try reader.number(tag, "isCharging") == 1
            case FieldTag.celsius: report?.celsius = Int(clamping: try reader.number(tag, "celsius"))
            case FieldTag.version: report?.version = try reader.text(tag, "version")
            case FieldTag.settings: report?.settings = try reader.text(tag, "settings")
            case FieldTag.latitude: latitude = try reader.value(tag, "latitude") { Int32(exactly: $0) }
            case FieldTag.longitude: longitude = try reader.value(tag, "longitude") { Int32(exactly: $0) }
            case FieldTag.network: report?.network = try reader.text(tag, "network")
            case FieldTag.clock: report?.clock = CivilTime(secondsSinceEpoch: try reader.number(tag, "clock"))
            case FieldTag.unsent: report?.unsent = Int(clamping: try reader.number(tag, "unsent"))
            case FieldTag.unsentSince:
                report?.unsentSince = CivilTime(secondsSinceEpoch: try reader.number(tag, "unsentSince"))
            default: return try readSums(tag, from: &reader)
            }
            return true
        }

        private mutating func readSums(
            _ tag: TaggedReader.Tag, from reader: inout TaggedReader
        ) throws(DecodeError) -> Bool {
            switch tag.number {
            case FieldTag.unsentAmount: unsentAmount = try reader.number(tag, "unsentAmount")
            case FieldTag.unsentCurrency: unsentCurrency = try reader.text(tag, "unsentCurrency")
            case FieldTag.batch: batch = try reader.named(tag, "batch") { BatchNumber($0) }
            case FieldTag.batchClosed:
                batchClosed = CivilTime(secondsSinceEpoch: try reader.number(tag, "batchClosed"))
            case FieldTag.batchCount: batchCount = Int(clamping: try reader.number(tag, "batchCount"))
            case FieldTag.batchAmount: batchAmount = try reader.number(tag, "batchAmount")
            case FieldTag.batchCurrency: batchCurrency = try reader.text(tag, "batchCurrency")
            // A word of a later version is passed over.
            case FieldTag.event:
                report?.event = UInt8(exactly: try reader.number(tag, "event")).flatMap(DeviceEvent.init)
            case FieldTag.paper:
                report?.paper = UInt8(exactly: try reader.number(tag, "paper")).flatMap(DevicePaper.init)
            default: return false
            }
            return true
        }
    }
}
