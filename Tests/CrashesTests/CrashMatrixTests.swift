// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Crashes
import Testing

@Suite struct CrashMatrixTests {
    @Test(arguments: Flow.all)
    func `killed at any call of any flow, nothing is lost and nobody is charged twice`(_ flow: Flow) {
        let row = KillMatrix(isTwice: false).row(JournaledShop.self, flow)
        #expect(row.kills > 10)
        #expect(
            row.losses.isEmpty && row.atStart.isEmpty, "\(row.losses), first at \(String(describing: row.firstBad))")
    }

    /// One of each family; the campaign takes them all, and loses the power in the recovery too.
    static let some = Flow.all.enumerated().filter { $0.offset % 5 == 4 }.map(\.element)

    @Test(arguments: some)
    func `the power lost at any step of any flow, nothing is lost`(_ flow: Flow) {
        let row = PowerMatrix(depth: 1).row(JournaledShop.self, flow)
        #expect(row.states > 20)
        #expect(row.losses.isEmpty && row.atStart.isEmpty, "\(row.losses)")
    }

    @Test func `the order of the public terminal code loses what its reference says it loses`() {
        var losses = Losses()
        for flow in Flow.all { losses += KillMatrix(isTwice: false).row(PublicOrderShop.self, flow).losses }
        #expect(losses.lostApprovals > 0 && losses.doubles > 0 && losses.droppedReversals > 0 && losses.slipless > 0)
    }
}
