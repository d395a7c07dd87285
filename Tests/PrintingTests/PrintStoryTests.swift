// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Printing
import SimKit
import Tender
import Testing

/// What happens to slips in a shop.
@Suite struct PrintStoryTests {
    @Test func `a slip is printed and the device proves it`() {
        var floor = PrintFloor()
        floor.run(milliseconds: 200)
        floor.prints(PrintFloor.slip("A"))
        floor.run(milliseconds: 200)
        #expect(floor.count("A") == (1, 0))
        #expect(floor.job(0)?.state == .proven)
        #expect(floor.job(0)?.level == .confirmed)
        #expect(floor.kept.first?.bytes == PrintFloor.slip("A"))
        #expect(floor.condition?.proof == .processID)
    }

    @Test func `a printer without process IDs proves it by its fence`() {
        var floor = PrintFloor(.fenceOnly)
        floor.run(milliseconds: 2_000)
        floor.prints(PrintFloor.slip("A"))
        floor.run(milliseconds: 200)
        #expect(floor.condition?.proof == .fence)
        #expect(floor.job(0)?.level == .fenced)
        #expect(floor.count("A") == (1, 0))
    }

    @Test func `a printer that answers nothing is sent to, and nobody says printed`() {
        var floor = PrintFloor(.oneWay)
        floor.prints(PrintFloor.slip("A"))
        floor.run(milliseconds: 5_000)
        #expect(floor.condition?.proof == .oneWay)
        #expect(floor.job(0)?.state == .unprovable)
        #expect(floor.job(0)?.level.isPrinted == false)
        floor.prints(PrintFloor.slip("B"))
        floor.run(milliseconds: 100)
        #expect(floor.count("B") == (1, 0))
    }

    @Test func `paper runs out in a slip: unconfirmed at once, and proven when the new roll brings it out`() {
        var floor = PrintFloor()
        floor.run(milliseconds: 200)
        floor.printer.set(.paperOut, afterLines: 2)
        floor.prints(PrintFloor.slip("A"))
        floor.prints(PrintFloor.slip("B"))
        floor.run(milliseconds: 60_000, step: 100)
        #expect(floor.job(0)?.state == .unconfirmed(.paperOut))
        #expect(floor.job(1)?.state == .waiting)
        #expect(floor.condition?.paper == .out)
        floor.printer.clear(.paperOut)
        floor.run(milliseconds: 500)
        #expect(floor.job(0)?.level == .confirmed)
        #expect(floor.job(1)?.level == .confirmed)
        #expect(floor.count("A") == (1, 0))
        #expect(floor.count("B") == (1, 0))
    }

    @Test func `power fails in a slip: half of it is gone, a person looks and orders a marked copy`() throws {
        var make = PrinterMake()
        make.bytesPerSecond = 200
        var floor = PrintFloor(make)
        floor.run(milliseconds: 2_000)
        floor.prints(PrintFloor.slip("A"))
        floor.prints(PrintFloor.slip("B"))
        floor.run(milliseconds: 300)
        floor.printer.cyclePower()
        floor.run(milliseconds: 8_000)
        #expect(floor.job(0)?.state == .unconfirmed(.linkLost))
        #expect(floor.count("A") == (0, 0))
        #expect(floor.count("B") == (1, 0))
        floor.decide(try #require(floor.job(0)?.id), .printAgain)
        floor.run(milliseconds: 5_000)
        #expect(floor.count("A") == (0, 1))
        #expect(floor.job(0)?.state == .closed(.printAgain))
    }

    @Test func `the proxy is killed in the middle of a slip and does not send it again`() {
        var make = PrinterMake()
        make.bytesPerSecond = 100
        var floor = PrintFloor(make)
        floor.run(milliseconds: 2_000)
        floor.prints(PrintFloor.slip("A"))
        floor.prints(PrintFloor.slip("B"))
        floor.run(milliseconds: 100)
        floor.crash()
        #expect(floor.job(0)?.state == .unconfirmed(.restarted))
        floor.run(milliseconds: 20_000)
        #expect(floor.count("A") == (1, 0))
        #expect(floor.count("B") == (1, 0))
        #expect(floor.job(0)?.level == .confirmed, "the late answer finds its job")
    }

    @Test func `a slip that waited too long is not printed before a person says so`() throws {
        var plan = PrinterPlan(name: "front")
        plan.ageLimitMilliseconds = 60_000
        var floor = PrintFloor(plan: plan)
        floor.run(milliseconds: 200)
        floor.printer.set(.coverOpen)
        floor.run(milliseconds: 200)
        floor.prints(PrintFloor.slip("A"))
        floor.prints(PrintFloor.slip("B"))
        floor.run(milliseconds: 70_000, step: 200)
        floor.printer.clear(.coverOpen)
        floor.run(milliseconds: 1_000)
        #expect(floor.job(0)?.state == .expired)
        #expect(floor.count("A") == (0, 0))
        floor.decide(try #require(floor.job(0)?.id), .printAgain)
        floor.decide(try #require(floor.job(1)?.id), .electronic)
        floor.run(milliseconds: 500)
        #expect(floor.count("A") == (1, 0), "it was never begun, so it bears no mark")
        #expect(floor.count("B") == (0, 0))
        #expect(floor.job(1)?.state == .closed(.electronic))
    }

    @Test func `the knife sticks: the slip is unconfirmed until the cover was opened and closed`() {
        var floor = PrintFloor()
        floor.run(milliseconds: 200)
        floor.printer.set(.cutter, atCut: 1)
        floor.prints(PrintFloor.slip("A"))
        floor.run(milliseconds: 1_000)
        #expect(floor.job(0)?.state == .unconfirmed(.cutter))
        #expect(floor.condition?.hasCutterError == true)
        floor.printer.clear(.cutter)
        floor.step(.resume(printer: "front"))
        floor.run(milliseconds: 500)
        #expect(floor.job(0)?.level == .confirmed)
        #expect(floor.printer.tape.cutCount == 1)
    }

    @Test func `a printer that falls silent is noticed, and its slip is for a person`() {
        var floor = PrintFloor()
        floor.run(milliseconds: 200)
        floor.printer.set(.frozen)
        floor.prints(PrintFloor.slip("A"))
        floor.run(milliseconds: 60_000, step: 100)
        #expect(floor.job(0)?.needsPerson == true)
        floor.printer.clear(.frozen)
        floor.run(milliseconds: 1_000)
        #expect(floor.job(0)?.level == .confirmed)
        #expect(floor.count("A") == (1, 0))
    }

    @Test func `slips that wait go to the printer beside it when theirs stays away`() {
        var first = PrinterPlan(name: "front")
        first.failOver = "back"
        var proxy = Proxy(printers: [first, PrinterPlan(name: "back")], chance: SplitMix64(seed: 1))
        func at(_ time: Int64) -> Moment { Moment(wall: .init(milliseconds: time), steady: time) }
        _ = proxy.start(from: SpoolHistory(), at: at(0))
        _ = proxy.step(.linkDown(printer: "front"), at: at(1))
        _ = proxy.step(.linkUp(printer: "back"), at: at(1))
        _ = proxy.step(.printerSaid(printer: "back", [0x10, 0x00, 0x00, 0x00]), at: at(2))
        _ = proxy.step(.tillOpened(TillID(1), printer: "front", sender: "10.0.0.9"), at: at(3))
        _ = proxy.step(.tillSaid(TillID(1), PrintFloor.slip("A")[...]), at: at(4))
        #expect(proxy.jobs.first?.printer == "front")
        let effects = proxy.step(.tick, at: at(10_010))
        #expect(proxy.jobs.first?.printer == "back")
        #expect(effects.contains { if case .send(printer: "back", _) = $0 { true } else { false } })
    }

    @Test(arguments: [(1_000, 1), (60_000, 0)])
    func `a slip that prints late opens no drawer, and its record says so`(_ wait: Int, _ pulses: Int) throws {
        var floor = PrintFloor()
        floor.run(milliseconds: 3_000)
        floor.printer.set(.coverOpen)
        floor.run(milliseconds: 500)
        // The second is the same command inside an image: those bytes are dots.
        let pulse: [UInt8] = [0x1B, 0x70, 0x00, 0x19, 0x19]
        let image: [UInt8] = [0x1D, 0x76, 0x30, 0x00, 0x05, 0x00, 0x01, 0x00] + pulse
        let slip = pulse + image + PrintFloor.slip("late")
        floor.prints(slip)
        floor.run(milliseconds: Int64(wait))
        floor.printer.clear(.coverOpen)
        floor.run(milliseconds: 10_000)
        #expect(floor.printer.tape.pulseCount == pulses)
        #expect(floor.count("late").unmarked == 1)
        #expect(floor.kept.first?.bytes == slip)
        let said = floor.noted.contains { $0.kind == .drawerSpared(pulses: 1) }
        #expect(said == (pulses == 0))
        #expect(floor.sent.count { $0 == 0x70 } >= 1)
        #expect(floor.job(0)?.state == .proven)
        // What the journal keeps leads to the same job after a restart.
        floor.crash()
        floor.run(milliseconds: 3_000)
        #expect(floor.count("late").unmarked == 1)
    }
}
