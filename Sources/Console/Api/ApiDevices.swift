// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/api/v1/devices`: what terminals say of themselves, what is expected of them, and what is not in order.
enum ApiDevices {
    static func route(_ gate: inout Gate) {
        gate.api(
            "/api/v1/devices", needs: .viewTerminals,
            Operation(
                "listDevices", "Terminals that ever reported, with what is not in order",
                answer: .json(DeviceSchemas.page))
        ) { call in
            let shape = TransactionShape(clock: try await Clockwork(call.site))
            let devices = try await call.shop.terminalHealth(in: call.stores)
            return .json(ShopShape.list(devices.map { Self.device($0, shape) }, next: nil))
        }
        gate.apiWrite(
            .post, "/api/v1/devices/{terminal}/reports", needs: .recordObservations,
            Operation(
                "reportDevice", "A terminal tells its state; an empty report is a heartbeat",
                parameters: [.path("terminal", "The terminal's number.")], body: .json(DeviceSchemas.report),
                status: 201,
                answer: .json(DeviceSchemas.device), problems: [404, 415, 422])
        ) { call, body in
            let terminal = try await terminal(call)
            let clock = try await Clockwork(call.site)
            let report = try body.decode(DeviceBody.self).report(
                of: terminal.terminal, in: terminal.store, at: call.site.options.clock.now(), clock)
            try await call.shop.report(report, by: call.actor)
            let health = try await call.shop.terminalHealth(in: call.stores).first { $0.terminal == terminal.terminal }
            guard let health else { throw Refusal.notFound }
            return (.created, device(health, TransactionShape(clock: clock)))
        }
        gate.apiWrite(
            .put, "/api/v1/device-policy", needs: .changeTerminals,
            Operation(
                "putDevicePolicy", "What is expected of one terminal, or of all that have no rule of their own",
                body: .json(DeviceSchemas.policy), answer: .json(DeviceSchemas.policy), problems: [404, 415, 422])
        ) { call, body in
            let asked = try body.decode(DevicePolicyBody.self)
            let terminal = try asked.terminal.map { text in
                guard let terminal = TerminalID(text) else { throw Refusal.invalid("terminal") }
                return terminal
            }
            let policy = try asked.policy
            try await call.shop.putDevicePolicy(policy, of: terminal, by: call.actor)
            return (.ok, DevicePolicyBody.json(policy, of: terminal))
        }
    }

    /// Nobody speaks for a terminal of a store that is not theirs.
    private static func terminal(_ call: Call) async throws -> TerminalBinding {
        let name = try call.parameters.require("terminal")
        let bound = try await call.shop.terminals().first { $0.terminal.text == name }
        guard let bound, call.reach.covers(bound.store) else { throw Refusal.notFound }
        return bound
    }

    private static func device(_ health: TerminalHealth, _ shape: TransactionShape) -> JSON {
        .object([
            ("terminal", .text(health.terminal.text)), ("store", JSON(health.store?.text)),
            ("lastHeard", .text(shape.clock.text(health.lastHeard))),
            ("findings", .list(health.findings.map(shape.finding))),
        ])
    }
}
