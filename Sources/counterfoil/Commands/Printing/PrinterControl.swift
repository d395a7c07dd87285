// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Foundation
import Links
import SimKit

/// What the control of a simulated printer understands.
enum PrinterControl {
    static func answer(_ request: ControlRequest, _ printer: inout SimulatedPrinter) -> ControlAnswer? {
        let parts = request.path.split(separator: "/").map(String.init)
        switch (request.method, parts.first, parts.dropFirst().first) {
        case ("GET", "tape", nil): return ControlAnswer(text(printer.tape))
        case ("GET", "tape", "bytes"): return ControlAnswer(printer.tape.bytes)
        case ("GET", "status", nil): return ControlAnswer(status(printer))
        case ("POST", "fault", let name?): return fault(name, request.query, &printer)
        case ("POST", "clear", let name?):
            guard let fault = PrinterFault(rawValue: name) else { return nil }
            printer.clear(fault)
            return ControlAnswer("cleared \(name)")
        case ("POST", "power", let word?): return power(word, request.query, &printer)
        default: return nil
        }
    }

    private static func fault(
        _ name: String, _ query: [String: String], _ printer: inout SimulatedPrinter
    ) -> ControlAnswer? {
        guard let fault = PrinterFault(rawValue: name) else { return nil }
        if let count = query["after-bytes"].flatMap({ Int($0) }) {
            printer.set(fault, afterBytes: count)
        } else if let count = query["after-lines"].flatMap({ Int($0) }) {
            printer.set(fault, afterLines: count)
        } else if let count = query["at-cut"].flatMap({ Int($0) }) {
            printer.set(fault, atCut: count)
        } else {
            printer.set(fault)
        }
        return ControlAnswer("set \(name)")
    }

    private static func power(
        _ word: String, _ query: [String: String], _ printer: inout SimulatedPrinter
    ) -> ControlAnswer? {
        switch word {
        case "cycle":
            if let count = query["after-bytes"].flatMap({ Int($0) }) {
                printer.cyclePower(afterBytes: count)
            } else {
                printer.cyclePower()
            }
        case "off": printer.switchOff()
        case "on": printer.switchOn()
        default: return nil
        }
        return ControlAnswer("power \(word)")
    }

    /// The printed lines in the encoding that the whole tape speaks.
    private static func text(_ tape: PaperTape) -> String {
        let encoding = Printout.read(tape.bytes).encoding.encoding
        return tape.pieces.map { piece -> String in
            switch piece {
            case .line(let line):
                let printed = line.filter { $0 >= 0x20 }
                return encoding.text(printed) ?? String(decoding: printed, as: UTF8.self)
            case .image(let bytes): return "[image \(bytes.count) bytes]"
            case .cut: return "---"
            case .pulse: return "[drawer]"
            }
        }.joined(separator: "\n")
    }

    private static func status(_ printer: SimulatedPrinter) -> String {
        let sensors = printer.sensors
        let facts: [String: Bool] = [
            "on": printer.isOn, "printing": printer.isPrinting, "paper-out": sensors.isPaperOut,
            "near-end": sensors.isNearEnd, "cover": sensors.isCoverOpen, "cutter": sensors.hasCutterError,
            "jam": sensors.hasMechanicalError, "unrecoverable": sensors.hasUnrecoverableError,
            "offline": sensors.isSwitchedOffline, "frozen": printer.isFrozen,
        ]
        let counts: [String: Int] = [
            "memory": printer.memoryCount, "line": printer.lineMemory.count, "sessions": printer.sessions.count,
            "lines": printer.tape.lineCount, "cuts": printer.tape.cutCount, "pulses": printer.tape.pulseCount,
            "bytes": printer.carriedOut,
        ]
        let members = facts.map { "\"\($0)\": \($1)" } + counts.map { "\"\($0)\": \($1)" }
        return "{" + members.sorted().joined(separator: ", ") + "}"
    }
}
