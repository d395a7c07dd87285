// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import JSON
import Links
import Nexo
import SimKit
import Tender

/// What the control of a simulated terminal understands.
enum TerminalControl {
    static func answer(
        _ request: ControlRequest, _ terminal: inout SimulatedTerminal, _ events: [[UInt8]]
    ) -> ControlAnswer? {
        let parts = request.path.split(separator: "/").map(String.init)
        switch (request.method, parts.first, parts.dropFirst().first) {
        case ("GET", "charges", nil): return json(charges(terminal))
        case ("GET", "paper", nil): return ControlAnswer(terminal.paper.joined(separator: "\n"))
        case ("GET", "events", nil):
            return ControlAnswer(events.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n"))
        case ("GET", "status", nil): return json(status(terminal))
        case ("POST", "restart", nil):
            terminal.restart()
            return ControlAnswer("restarting")
        case ("POST", "event", let name?):
            terminal.tell(EventToNotify(rawValue: String(name.prefix(64))))
            return ControlAnswer("told \(name)")
        case ("POST", "fault", let name?):
            guard let fault = TerminalFault(rawValue: name) else { return nil }
            if let late = request.query["ms"].flatMap({ Int64($0) }), (0...3_600_000).contains(late) {
                terminal.lateness = late
            }
            terminal.set(fault, times: request.query["times"].flatMap { Int($0) } ?? 1)
            return ControlAnswer("set \(name)")
        case ("POST", "clear", let name?):
            guard let fault = TerminalFault(rawValue: name) else { return nil }
            terminal.clear(fault)
            return ControlAnswer("cleared \(name)")
        default: return nil
        }
    }

    private static func json(_ node: JSONNode) -> ControlAnswer {
        ControlAnswer(JSONWriter.bytes(of: node), type: "application/json")
    }

    private static func charges(_ terminal: SimulatedTerminal) -> JSONNode {
        .array(
            terminal.entries.map { entry in
                let ending: String =
                    switch entry.ending {
                    case .approved: "approved"
                    case .failed(let condition): condition.rawValue
                    }
                return .object([
                    .init(name: "number", value: .text(entry.number)),
                    .init(name: "service", value: .text(entry.request.serviceID ?? "")),
                    .init(name: "sale", value: .text(entry.sale)),
                    .init(name: "type", value: .text(entry.type?.rawValue ?? "Reversal")),
                    .init(name: "asked", value: .text(entry.asked.text)),
                    .init(name: "moved", value: .text(entry.moved.text)),
                    .init(name: "ending", value: .text(ending)),
                    .init(name: "original", value: entry.original.map { .text($0) } ?? .null),
                ])
            })
    }

    private static func status(_ terminal: SimulatedTerminal) -> JSONNode {
        .object([
            .init(name: "on", value: .boolean(terminal.isOn)),
            .init(name: "heard", value: .number(JSONNumber(Int64(terminal.heard)))),
            .init(name: "balance", value: .number(JSONNumber(terminal.balance))),
            .init(name: "faults", value: .array(terminal.faults.keys.map(\.rawValue).sorted().map { .text($0) })),
        ])
    }
}
