// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Printing

/// The receipt printer with its cable: what stays when the shop's program dies.
final class PrinterCorner {
    var printer: SimulatedPrinter
    private(set) var session: Int?
    private var lastSession = 0
    /// Bytes on their way to the printer.
    private var wire: [UInt8] = []
    private var acceptedCount = 0

    init() { printer = SimulatedPrinter() }

    /// - Returns: whether the printer took the connection.
    func connect(at time: Int64) -> Bool {
        printer.advance(to: time)
        // A new connection ends the old one.
        drop()
        lastSession += 1
        guard printer.connect(lastSession) else { return false }
        (session, wire, acceptedCount) = (lastSession, [], 0)
        return true
    }

    func drop() {
        if let session { printer.disconnect(session) }
        (session, wire) = (nil, [])
    }

    func send(_ bytes: [UInt8]) { wire += bytes }

    /// What moved since.
    struct News {
        /// The connection is gone.
        var isCut = false
        /// Bytes of this connection that the printer's side has taken.
        var accepted = 0
        var said: [UInt8] = []
    }

    /// Lets the printer work, and moves bytes both ways.
    func pump(at time: Int64) -> News? {
        printer.advance(to: time)
        guard let open = session else { return nil }
        guard printer.sessions.contains(open) else {
            session = nil
            return News(isCut: true)
        }
        while !wire.isEmpty {
            let taken = printer.receive(wire[...], from: open)
            guard taken > 0 else { break }
            wire.removeFirst(taken)
            acceptedCount += taken
        }
        return News(accepted: acceptedCount, said: printer.takeReplies().flatMap(\.bytes))
    }

    // MARK: - Faults

    /// A fault comes, at once or in the middle of the next slip; or its cause is removed and the cover closed.
    func set(_ fault: PrinterFault, isOn: Bool, _ dice: inout SplitMix64) {
        guard isOn else { return clear(fault) }
        if dice.happens(1, in: 2) { printer.set(fault, afterLines: dice.roll(in: 1...4)) } else { printer.set(fault) }
    }

    private func clear(_ fault: PrinterFault) {
        printer.disarm()
        printer.clear(fault)
        guard fault == .cutter || fault == .jam else { return }
        printer.set(.coverOpen)
        printer.clear(.coverOpen)
    }

    func mend() {
        for fault in PrinterFault.allCases { clear(fault) }
    }

    /// The tape's slips as they were when it had so many lines and cuts.
    private var cutSlips: (lines: Int, cuts: Int, slips: [[[UInt8]]]) = (0, 0, [[]])

    private var slips: [[[UInt8]]] {
        let tape = printer.tape
        if cutSlips.lines != tape.lineCount || cutSlips.cuts != tape.cutCount {
            cutSlips = (tape.lineCount, tape.cutCount, tape.slips)
        }
        return cutSlips.slips
    }

    /// Whether a slip of this attempt is on paper as a whole, and how often it came out unmarked.
    func count(_ bytes: [UInt8]) -> (whole: Int, unmarked: Int) {
        let lines = Self.lines(of: bytes)
        var (whole, unmarked) = (0, 0)
        for slip in slips where lines.allSatisfy({ slip.contains($0) }) {
            whole += 1
            if !slip.contains(where: { $0.starts(with: PrintRoom.mark) }) { unmarked += 1 }
        }
        return (whole, unmarked)
    }

    private static func lines(of bytes: [UInt8]) -> [[UInt8]] {
        bytes.split(separator: 0x0A).map(Array.init).filter { $0.first == UInt8(ascii: "A") }
    }
}
