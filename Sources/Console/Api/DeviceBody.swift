// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// What a terminal says of itself, as it sends it. What it leaves out stays as it was.
struct DeviceBody: Decodable {
    struct Point: Decodable {
        /// Millionths of a degree.
        let latitude: Int32
        let longitude: Int32
    }

    struct Batch: Decodable {
        let number: String
        let closedAt: String?
        let count: Int
        let amount: ObservationBody.Amount
    }

    let battery: Int?
    let charging: Bool?
    let celsius: Int?
    let version: String?
    let settings: String?
    let place: Point?
    let network: String?
    let clock: String?
    let unsent: Int?
    let unsentAmount: ObservationBody.Amount?
    let unsentSince: String?
    let batch: Batch?

    func report(
        of terminal: TerminalID, in store: StoreID, at: Instant, _ clockwork: Clockwork
    ) throws -> DeviceReport {
        let reader = FieldReader(place: "report")
        let time = { (text: String) in clockwork.civil(text, in: store) }
        var report = DeviceReport(terminal: terminal, at: at)
        report.battery = battery
        report.isCharging = charging
        report.celsius = celsius
        report.version = try reader.text("version", version, byteCountMax: 128)
        report.settings = try reader.text("settings", settings, byteCountMax: 128)
        report.network = try reader.text("network", network, byteCountMax: 128)
        report.place = try Self.place(place)
        report.clock = try reader.optional("clock", clock, time)
        report.unsent = unsent
        report.unsentAmount = try reader.money("unsentAmount", unsentAmount)
        report.unsentSince = try reader.optional("unsentSince", unsentSince, time)
        if let batch {
            guard let amount = try reader.money("batch.amount", batch.amount) else { throw Refusal.invalid("batch") }
            report.batch = BatchReport(
                number: try reader.value("batch.number", batch.number) { BatchNumber($0) },
                closedAt: try reader.optional("batch.closedAt", batch.closedAt, time), count: batch.count,
                amount: amount)
        }
        return report
    }

    static func place(_ point: Point?) throws -> Charges.Place? {
        guard let point else { return nil }
        guard let place = Charges.Place(latitude: point.latitude, longitude: point.longitude) else {
            throw Refusal.invalid("place: millionths of a degree")
        }
        return place
    }
}

/// What is expected of a terminal. What is left out has its default, or is not checked.
struct DevicePolicyBody: Decodable {
    let terminal: String?
    let heartbeatSeconds: Int64?
    /// Clock times such as `09:00`; both or none.
    let opens: String?
    let closes: String?
    let batteryMin: Int?
    let celsiusMin: Int?
    let celsiusMax: Int?
    let versionMin: String?
    let settings: String?
    let place: DeviceBody.Point?
    let radiusMetres: Int64?
    let network: String?
    let clockSeconds: Int64?
    let offlineSeconds: Int64?

    var policy: DevicePolicy {
        get throws {
            var policy = DevicePolicy()
            policy.heartbeat = heartbeatSeconds ?? policy.heartbeat
            if opens != nil || closes != nil {
                guard let from = Self.second(opens), let to = Self.second(closes),
                    let hours = DevicePolicy.Hours(opens: from, closes: to)
                else { throw Refusal.invalid("opens and closes: HH:MM") }
                policy.hours = hours
            }
            policy.batteryMin = batteryMin ?? policy.batteryMin
            policy.celsiusMin = celsiusMin ?? policy.celsiusMin
            policy.celsiusMax = celsiusMax ?? policy.celsiusMax
            policy.versionMin = versionMin
            policy.settings = settings
            policy.place = try DeviceBody.place(place)
            policy.radius = radiusMetres ?? policy.radius
            policy.network = network
            policy.clockTolerance = clockSeconds ?? policy.clockTolerance
            policy.offlinePatience = offlineSeconds ?? policy.offlinePatience
            return policy
        }
    }

    private static func second(_ text: String?) -> Int? {
        guard let text, let time = CivilTime(text: "2000-01-01 \(text):00") else { return nil }
        return Int(time.secondsSinceEpoch - CivilTime(time.date).secondsSinceEpoch)
    }

    private static func clock(_ second: Int) -> JSON {
        .text(String(CivilTime(CivilDate(daysSinceEpoch: 0), secondOfDay: second).clock.prefix(5)))
    }

    static func json(_ policy: DevicePolicy, of terminal: TerminalID?) -> JSON {
        let members: [(String, JSON?)] = [
            ("terminal", terminal.map { .text($0.text) }), ("heartbeatSeconds", .integer(policy.heartbeat)),
            ("opens", policy.hours.map { clock($0.opens) }), ("closes", policy.hours.map { clock($0.closes) }),
            ("batteryMin", .integer(Int64(policy.batteryMin))), ("celsiusMin", .integer(Int64(policy.celsiusMin))),
            ("celsiusMax", .integer(Int64(policy.celsiusMax))), ("versionMin", policy.versionMin.map { .text($0) }),
            ("settings", policy.settings.map { .text($0) }),
            (
                "place",
                policy.place.map {
                    ["latitude": .integer(Int64($0.latitude)), "longitude": .integer(Int64($0.longitude))]
                }
            ),
            ("radiusMetres", .integer(policy.radius)), ("network", policy.network.map { .text($0) }),
            ("clockSeconds", .integer(policy.clockTolerance)), ("offlineSeconds", .integer(policy.offlinePatience)),
        ]
        return .object(members.compactMap { name, value in value.map { (name, $0) } })
    }
}
