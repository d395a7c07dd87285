// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender

/// What people do with a device: restart it, put a spare in its place, say what they read off it, set what is expected
/// of it, and print a slip to see whether one comes.
enum DeviceActs {
    static func route(_ gate: inout Gate) {
        gate.form("/devices/{terminal}/restart", needs: .workCases) { call, form in try await restart(call, form) }
        gate.form("/devices/{terminal}/spare", needs: .approveSpare) { call, form in try await spare(call, form) }
        gate.form("/devices/{terminal}/report", needs: .reportDevices) { call, form in
            let draft = DeviceReportDraft(form)
            let story = try await story(call)
            let zone = try await Clockwork(call.site).zone(of: story.device.store)
            do {
                let report = try draft.report(of: story.device.terminal, at: call.site.instant(), zone: zone)
                try await call.shop.report(report, by: call.actor)
            } catch {
                return try await DevicesController.show(call, report: draft, problem: words(of: error, call))
            }
            try await call.shop.watch([.devices])
            return .see("\(DeviceLine.href(story.device.terminal))?done=device-reported")
        }
        gate.form("/devices/{terminal}/policy", needs: .changeTerminals) { call, form in
            let (draft, story) = (DevicePolicyDraft(form), try await story(call))
            do {
                let policy = try draft.policy(keeping: call.may(.approveSettings) ? nil : .some(story.policy.settings))
                try await call.shop.putDevicePolicy(policy, of: story.device.terminal, by: call.actor)
            } catch {
                return try await DevicesController.show(call, policy: draft, problem: words(of: error, call))
            }
            return .see("\(DeviceLine.href(story.device.terminal))?done=policy-saved")
        }
        gate.form("/devices/policy", needs: .changeTerminals) { call, form in
            let draft = DevicePolicyDraft(form)
            do {
                let known = try await call.shop.devicePolicy(of: nil)
                let policy = try draft.policy(keeping: call.may(.approveSettings) ? nil : .some(known.settings))
                try await call.shop.putDevicePolicy(policy, of: nil, by: call.actor)
            } catch {
                return try await showDefault(draft, problem: words(of: error, call), call)
            }
            return .see("/devices/policy?done=policy-saved")
        }
        gate.form("/devices/printers/{name}/test", needs: .printTestSlips) { call, form in
            let name = try call.parameters.require("name")
            let page = try await FormOnce(call, form).see("/devices?done=test-sent") {
                try await TestSlip(site: call.site).print(on: name, by: call.person, in: call.stores)
            }
            return .see(page)
        }
    }

    static func showDefault(_ draft: DevicePolicyDraft?, problem: String?, _ call: Call) async throws -> Response {
        let known = DevicePolicyDraft(try await call.shop.devicePolicy(of: nil))
        let page = DevicePolicyPage(
            title: call.words["devices.policyForAll"], policy: draft ?? known,
            mayApprove: call.may(.approveSettings), problem: problem)
        return try await call.visit.render(
            "devices/policy", page, current: .devices, status: problem == nil ? .ok : .unprocessableContent)
    }

    private static func story(_ call: Call) async throws -> TerminalStory {
        try await call.shop.terminalStory(DevicesController.terminal(call), in: call.stores)
    }

    /// What is wrong with a form, in the reader's language and with the field's name.
    private static func words(of error: any Error, _ call: Call) throws -> String {
        switch error {
        case Refusal.invalid(let what), StoreError.invalid(let what):
            call.words.text("devices.invalid", ["what": what])
        default: throw error
        }
    }

    // MARK: Restart and spare

    /// Ticks off the restart list in the terminal's case: whether it speaks again is seen by itself.
    private static func restart(_ call: Call, _ form: Form) async throws -> Response {
        let terminal = try await story(call).device.terminal
        guard let outcome = form["outcome"].flatMap({ CaseEvent.Outcome(rawValue: $0) }), outcome != .skipped else {
            throw Refusal.invalid("outcome: done or failed")
        }
        guard let one = try await DeviceCases(call).device(terminal), one.codes.contains(.dv01) else {
            return try await DevicesController.show(call, problem: call.words["devices.noCase"])
        }
        try await call.shop.act(on: one.id, .step(.dv01, 2, outcome), in: call.stores, by: call.actor)
        return .see("\(DeviceLine.href(terminal))?done=case-noted")
    }

    /// The manager's yes to a spare: a step of the case that is open, or a case of its own.
    private static func spare(_ call: Call, _ form: Form) async throws -> Response {
        let device = try await story(call).device
        let others = try await call.shop.terminalDevices(in: call.stores)
        guard let spare = others.first(where: { $0.terminal.text == form["spare"] }), spare.terminal != device.terminal,
            spare.store == device.store, let store = device.store
        else { return try await DevicesController.show(call, problem: call.words["devices.noSpare"]) }
        let text = call.words.text(
            "devices.spareNote", ["terminal": device.terminal.text, "spare": spare.terminal.text])
        let page = try await FormOnce(call, form).see("\(DeviceLine.href(device.terminal))?done=spare-approved") {
            var id = try await DeviceCases(call).device(device.terminal)?.id
            if id == nil {
                id = try await call.shop.openCase(
                    .dv01, about: nil, store: store, words: text, in: call.stores, by: call.actor)
            }
            guard let id else { throw Refusal.notFound }
            let file = try await call.shop.caseDetail(id, in: call.stores).file
            let kind: CaseEvent.Kind = file.codes.contains(.dv01) ? .step(.dv01, 3, .done) : .note(text)
            try await call.shop.act(on: id, kind, reason: text, in: call.stores, by: call.actor)
        }
        return .see(page)
    }
}

/// The form for what is expected of all terminals that have no rule of their own.
struct DevicePolicyPage: Sendable {
    let title: String
    let policy: DevicePolicyDraft
    let mayApprove: Bool
    let problem: String?
}
