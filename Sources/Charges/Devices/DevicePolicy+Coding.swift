// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Bytes

/// Field numbers of a policy. Never reuse or change one.
private enum FieldTag {
    static let heartbeat: UInt8 = 1
    static let opens: UInt8 = 2
    static let closes: UInt8 = 3
    static let batteryMin: UInt8 = 4
    static let celsiusMin: UInt8 = 5
    static let celsiusMax: UInt8 = 6
    static let versionMin: UInt8 = 7
    static let settings: UInt8 = 8
    static let latitude: UInt8 = 9
    static let longitude: UInt8 = 10
    static let radius: UInt8 = 11
    static let network: UInt8 = 12
    static let clockTolerance: UInt8 = 13
    static let offlinePatience: UInt8 = 14
}

extension DevicePolicy {
    private static let format: UInt8 = 1

    /// The policy as the journal keeps it.
    public func encoded() -> [UInt8] {
        var writer = TaggedWriter(reserving: 64)
        writer.version(Self.format)
        writer.number(FieldTag.heartbeat, heartbeat)
        if let hours {
            writer.number(FieldTag.opens, Int64(hours.opens))
            writer.number(FieldTag.closes, Int64(hours.closes))
        }
        writer.number(FieldTag.batteryMin, Int64(batteryMin))
        writer.number(FieldTag.celsiusMin, Int64(celsiusMin))
        writer.number(FieldTag.celsiusMax, Int64(celsiusMax))
        if let versionMin { writer.text(FieldTag.versionMin, versionMin) }
        if let settings { writer.text(FieldTag.settings, settings) }
        if let place {
            writer.number(FieldTag.latitude, Int64(place.latitude))
            writer.number(FieldTag.longitude, Int64(place.longitude))
        }
        writer.number(FieldTag.radius, radius)
        if let network { writer.text(FieldTag.network, network) }
        writer.number(FieldTag.clockTolerance, clockTolerance)
        writer.number(FieldTag.offlinePatience, offlinePatience)
        return writer.writer.bytes
    }

    /// Reads what `encoded` wrote, by this version or a later one.
    public init(decoding bytes: ArraySlice<UInt8>) throws(DecodeError) {
        self.init()
        var reader = TaggedReader(bytes, name: "policy")
        guard try reader.version() == Self.format else { throw reader.error("version") }
        var pairs: [UInt8: Int64] = [:]
        while let tag = try reader.next() {
            switch tag.number {
            case FieldTag.versionMin: versionMin = try reader.text(tag, "versionMin")
            case FieldTag.settings: settings = try reader.text(tag, "settings")
            case FieldTag.network: network = try reader.text(tag, "network")
            case FieldTag.heartbeat...FieldTag.offlinePatience: pairs[tag.number] = try reader.number(tag, "number")
            default: try reader.skip(tag)
            }
        }
        take(pairs)
    }

    private mutating func take(_ numbers: [UInt8: Int64]) {
        heartbeat = numbers[FieldTag.heartbeat] ?? heartbeat
        if let opens = numbers[FieldTag.opens], let closes = numbers[FieldTag.closes] {
            hours = Hours(opens: Int(clamping: opens), closes: Int(clamping: closes))
        }
        batteryMin = numbers[FieldTag.batteryMin].map { Int(clamping: $0) } ?? batteryMin
        celsiusMin = numbers[FieldTag.celsiusMin].map { Int(clamping: $0) } ?? celsiusMin
        celsiusMax = numbers[FieldTag.celsiusMax].map { Int(clamping: $0) } ?? celsiusMax
        if let latitude = numbers[FieldTag.latitude], let longitude = numbers[FieldTag.longitude] {
            place = Place(latitude: Int32(clamping: latitude), longitude: Int32(clamping: longitude))
        }
        radius = numbers[FieldTag.radius] ?? radius
        clockTolerance = numbers[FieldTag.clockTolerance] ?? clockTolerance
        offlinePatience = numbers[FieldTag.offlinePatience] ?? offlinePatience
    }
}
