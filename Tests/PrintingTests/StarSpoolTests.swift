// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Printing
import SimKit
import Tender
import Testing

/// Slips on a Star printer: it answers nothing of ESC/POS, and counts marks that it has reached.
@Suite struct `A Star printer that is printed to` {
    static func floor(_ make: PrinterMake = .star, speaksStar: Bool = true) -> PrintFloor {
        var plan = PrinterPlan(name: "kitchen")
        plan.speaksStar = speaksStar
        return PrintFloor(make, plan: plan)
    }

    /// A slip of Star's own commands, with marks that the till asks for itself.
    static func slip(_ name: String, marks: Int = 0) -> [UInt8] {
        var bytes: [UInt8] = [0x1B, 0x40]
        for line in 1...6 {
            bytes += Array("\(name) line \(line) of 6\n".utf8)
            if line <= marks { bytes.append(0x17) }
        }
        return bytes + [0x1B, 0x64, 0x03]
    }

    @Test(arguments: [0, 1, 3])
    func `proves a slip by its mark, whatever marks the till had in it`(_ marks: Int) {
        var floor = Self.floor()
        floor.run(milliseconds: 3_000)
        floor.prints(Self.slip("A", marks: marks))
        floor.run(milliseconds: 500)
        #expect(floor.condition?.proof == .fence)
        #expect(floor.condition?.isReady == true)
        #expect(floor.job(0)?.level == .fenced)
        #expect(floor.count("A") == (1, 0))
    }

    @Test func `is asked nothing of ESC/POS`() {
        var floor = Self.floor()
        floor.run(milliseconds: 10_000)
        floor.prints(Self.slip("A"))
        floor.run(milliseconds: 5_000)
        for question: [UInt8] in [[0x10, 0x04], [0x1D, 0x61], [0x1D, 0x72], [0x1D, 0x28, 0x48]] {
            let isThere = floor.sent.indices.contains { floor.sent[$0...].starts(with: question) }
            #expect(!isThere, "\(question)")
        }
    }

    @Test func `asked in ESC/POS it is silent, so nobody says printed`() {
        var floor = Self.floor(speaksStar: false)
        floor.run(milliseconds: 8_000)
        floor.prints(PrintFloor.slip("A"))
        floor.run(milliseconds: 2_000)
        #expect(floor.condition?.proof == .oneWay)
        #expect(floor.job(0)?.level.isPrinted == false)
    }

    @Test func `out of paper holds the next slip, and the new roll brings both`() {
        var floor = Self.floor()
        floor.run(milliseconds: 3_000)
        floor.printer.set(.paperOut, afterLines: 2)
        floor.prints(Self.slip("A"))
        floor.prints(Self.slip("B"))
        floor.run(milliseconds: 40_000, step: 100)
        #expect(floor.condition?.paper == .out)
        #expect(floor.job(0)?.state == .unconfirmed(.paperOut))
        #expect(floor.job(1)?.state == .waiting)
        floor.printer.clear(.paperOut)
        floor.run(milliseconds: 3_000)
        #expect(floor.job(0)?.level == .fenced)
        #expect(floor.job(1)?.level == .fenced)
        #expect(floor.count("A") == (1, 0))
        #expect(floor.count("B") == (1, 0))
    }

    @Test func `marks of an earlier connection prove nothing of a later slip`() {
        var make = PrinterMake.star
        make.bytesPerSecond = 400
        var floor = Self.floor(make)
        floor.run(milliseconds: 4_000)
        floor.prints(Self.slip("A"))
        floor.run(milliseconds: 200)
        floor.cutWire()
        floor.isCut = false
        floor.prints(Self.slip("B"))
        for _ in 0..<1_000 {
            floor.run(milliseconds: 20)
            if floor.job(1)?.level.isPrinted == true { break }
        }
        #expect(floor.job(1)?.level == .fenced)
        #expect(floor.count("B") == (1, 0))
        #expect(floor.job(0)?.state == .unconfirmed(.linkLost))
    }

    @Test func `goes on after its power failed, with its count begun anew`() {
        var floor = Self.floor()
        floor.run(milliseconds: 3_000)
        for name in ["A", "B", "C"] { floor.prints(Self.slip(name)) }
        floor.run(milliseconds: 1_000)
        floor.printer.cyclePower()
        floor.run(milliseconds: 8_000)
        floor.prints(Self.slip("D"))
        floor.run(milliseconds: 1_000)
        #expect(floor.job(3)?.level == .fenced)
        #expect(floor.count("D") == (1, 0))
    }

    @Test func `forty slips go past the end of its count`() {
        var floor = Self.floor()
        floor.run(milliseconds: 3_000)
        for number in 0..<40 {
            floor.prints(Self.slip("S\(number)"))
            floor.run(milliseconds: 100)
        }
        #expect((0..<40).allSatisfy { floor.job($0)?.level == .fenced || floor.job($0) == nil })
        #expect((0..<40).allSatisfy { floor.count("S\($0)") == (1, 0) })
    }
}
