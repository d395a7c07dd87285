// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

/// Commands as the manuals print them, byte by byte, each followed by text that must come out as text.
@Suite struct DecoderProbeTests {
    static let sentinel = Array("SENTINEL \u{A5}".utf8) + [0xC9, 0xCC]

    @Test(arguments: ProbeList.printer)
    func `text after a printer's command is text`(_ probe: Probe) { check(probe, .standard) }

    @Test(arguments: ProbeList.star)
    func `text after a command of Star's is text`(_ probe: Probe) { check(probe, .star) }

    @Test(arguments: ProbeList.chinese)
    func `text after a command of the Chinese market is text`(_ probe: Probe) { check(probe, .chinese) }

    @Test(arguments: ProbeList.module)
    func `text after a module's command is text`(_ probe: Probe) { check(probe, .module) }

    @Test(arguments: ProbeList.display)
    func `text after a display's command is text for the display, and the printer comes back`(_ probe: Probe) {
        check(probe, .standard, before: [0x1B, 0x3D, 0x02])
    }

    @Test func `a terminal's margin has one byte`() {
        check(Probe(line: "ESC B (margin): 1B 42 08"), .terminal)
    }

    @Test func `there are at least as many probes as any survey had`() {
        #expect(ProbeList.printer.count >= 136)
        #expect(Set(ProbeList.printer.map(\.bytes)).count == ProbeList.printer.count)
    }

    private func check(_ probe: Probe, _ profile: Profile, before: [UInt8] = []) {
        let ending: [UInt8] = profile == .star ? [0x1B, 0x64, 0x02] : [0x1B, 0x3D, 0x01, 0x1D, 0x56, 0x00]
        let stream = before + probe.bytes + Self.sentinel + [0x0A] + ending
        let all = pieces(stream, profile).drop { $0.token.offset < before.count }
        #expect(all.reduce(before.count) { $0 + $1.token.length } == stream.count, "\(probe)")
        #expect(all.filter { $0.token.kind == .unknown }.isEmpty, "\(probe)")
        let texts = all.filter { $0.token.kind == .text }.map(\.bytes)
        #expect(texts == [Self.sentinel], "\(probe)")
        guard let first = all.first, case .command(let command) = first.token.kind else {
            return #expect(Bool(false), "\(probe) is no command")
        }
        #expect(command.name == probe.name, "\(probe)")
        #expect(first.bytes == probe.bytes, "\(probe)")
    }
}
