// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender

/// `/devices`: terminals and printers; `/devices/{terminal}`: one of them; `/devices/policy`: what is expected of all
/// that have no rule of their own.
enum DevicesController {
    static func route(_ gate: inout Gate) {
        gate.get("/devices", needs: .viewDevices) { call in
            let clocks = try await Clockwork(call.site)
            let page = DevicesPage(
                try await call.shop.terminalDevices(in: call.stores),
                try await call.shop.printerStates(in: call.stores),
                try await DeviceCases(call), call: call, view: try await call.view(), clocks: clocks,
                now: call.site.instant())
            return try await call.render("devices/list", page, current: .devices)
        }
        gate.get("/devices/policy", needs: .changeTerminals) { call in
            try await DeviceActs.showDefault(nil, problem: nil, call)
        }
        gate.get("/devices/{terminal}", needs: .viewDevices) { call in try await show(call) }
        DeviceActs.route(&gate)
    }

    /// The terminal that the address names, in the caller's stores.
    static func terminal(_ call: Call) throws -> TerminalID {
        guard let terminal = TerminalID(try call.parameters.require("terminal")) else { throw Refusal.notFound }
        return terminal
    }

    static func show(
        _ call: Call, policy: DevicePolicyDraft? = nil, report: DeviceReportDraft? = nil, problem: String? = nil
    ) async throws -> Response {
        let terminal = try terminal(call)
        let story = try await call.shop.terminalStory(terminal, in: call.stores)
        let others = try await call.shop.terminalDevices(in: call.stores)
        var history: [CaseSummary] = []
        if call.may(.viewCases), let subject = WatchSubject(.terminal, terminal.text) {
            var filter = CaseFilter()
            filter.subject = subject
            filter.kinds = .of(call.person.role)
            history = try await call.shop.cases(filter, in: call.stores, cursor: nil, limit: 20).elements
        }
        let zone = try await Clockwork(call.site).zone(of: story.device.store)
        let found = DevicePage.Found(story: story, others: others, open: try await DeviceCases(call), history: history)
        let view = try await call.view()
        var page = DevicePage(
            found, policy: policy, report: report, problem: problem, call: call, view: view, zone: zone,
            now: call.site.instant())
        page.lane = try await PaymentLane(terminal, call, zone: zone, view: view)
        return try await call.visit.render(
            "devices/one", page, current: .devices, status: problem == nil ? .ok : .unprocessableContent)
    }
}
