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
            "/api/v1/devices", needs: .viewDevices,
            Operation(
                "listDevices", "Terminals that are bound or reported, with what is not in order",
                answer: .json(DeviceSchemas.page))
        ) { call in
            let shape = DeviceShape(clock: try await Clockwork(call.site), cases: try await DeviceCases(call))
            let devices = try await call.shop.terminalDevices(in: call.stores)
            return .json(ShopShape.list(devices.map(shape.device), next: nil))
        }
        gate.api(
            "/api/v1/devices/{terminal}", needs: .viewDevices,
            Operation(
                "getDevice", "One terminal with what is expected of it, its batches and what it told lately",
                parameters: [.path("terminal", "The terminal's number.")], answer: .json(DeviceSchemas.story),
                problems: [404])
        ) { call in
            let story = try await call.shop.terminalStory(DevicesController.terminal(call), in: call.stores)
            let shape = DeviceShape(clock: try await Clockwork(call.site), cases: try await DeviceCases(call))
            return .json(shape.story(story))
        }
        gate.apiWrite(
            .post, "/api/v1/devices/{terminal}/reports", needs: .reportDevices,
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
            let story = try await call.shop.terminalStory(terminal.terminal, in: call.stores)
            return (.created, DeviceShape(clock: clock, cases: try await DeviceCases(call)).device(story.device))
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
            if try await call.shop.devicePolicy(of: terminal).settings != policy.settings, !call.may(.approveSettings) {
                throw Refusal.notAllowed
            }
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
}
