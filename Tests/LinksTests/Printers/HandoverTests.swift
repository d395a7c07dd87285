// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Printing
import Synchronization
import Tender
import Testing

@testable import Links

@Suite struct HandoverTests {
    static func job(_ text: String, _ number: UInt64) -> CapturedJob {
        CapturedJob(
            id: PrintJobID(milliseconds: 1, high: 0, low: number), printer: "front", sender: "",
            startedAt: Instant(milliseconds: 1), endedAt: Instant(milliseconds: 2), ending: .cut,
            bytes: Array(text.utf8))
    }

    @Test func `a job the register cannot take does not stand in the way of the next`() async {
        let register = MemoryRegister()
        register.poison.withLock { $0 = Array("bad".utf8) }
        let handover = Handover(firstPause: 1)
        let (bad, good) = (Self.job("bad", 1), Self.job("good", 2))
        let event = PrintEvent(job: bad.id, number: 1, at: Instant(milliseconds: 3), kind: .expired)
        for item in [Handover.Item.job(bad), .event(event), .job(good)] { handover.give(item) }
        handover.end()
        let heard = Mutex<[Bool]>([])
        await handover.run(to: register, log: { _ in }) { _, isKept in heard.withLock { $0.append(isKept) } }
        #expect(heard.withLock { $0 } == [false, false, true])
        #expect(register.now.order == [good.id])
        #expect(register.now.events.isEmpty, "an event of a job that is not there would hang in the air")
    }
}
