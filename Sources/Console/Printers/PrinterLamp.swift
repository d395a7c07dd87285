// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Printing
import Store

/// What a printer's lamp shows, the nearest cause first; the raw value names its words.
enum PrinterLamp: String, CaseIterable, Sendable {
    case ready, nearEnd, out, cover, cutter, broken, unreachable, offline, unknown, unused

    init(_ state: PrinterState) {
        guard !state.record.address.isEmpty else {
            self = .unused
            return
        }
        guard let condition = state.condition else {
            self = .unknown
            return
        }
        self = Self.of(condition)
    }

    static func of(_ condition: PrinterCondition) -> PrinterLamp {
        if condition.isCoverOpen { return .cover }
        if condition.paper == .out { return .out }
        if condition.hasCutterError { return .cutter }
        if condition.hasUnrecoverableError { return .broken }
        switch condition.link {
        case .down: return .unreachable
        case .unknown: return .unknown
        case .up: break
        }
        if condition.isOffline { return .offline }
        return condition.paper == .nearEnd ? .nearEnd : .ready
    }

    /// Whether a slip sent now is expected to come out.
    var canPrint: Bool { self == .ready || self == .nearEnd }

    var tone: Mark.Tone {
        switch self {
        case .ready: .ok
        case .nearEnd: .warn
        case .out, .cover, .cutter, .broken, .unreachable, .offline: .bad
        case .unknown: .unknown
        case .unused: .mute
        }
    }

    /// A shape of its own, so that the colour is not needed.
    var icon: String {
        switch self {
        case .ready: "ok"
        case .nearEnd: "wait"
        case .out: "slip"
        case .cover, .cutter, .broken: "warn"
        case .unreachable, .offline: "bad"
        case .unknown: "unknown"
        case .unused: "none"
        }
    }

    func mark(_ words: Words) -> Mark { Mark(tone, icon: icon, words["printers.lamp.\(rawValue)"]) }
}
