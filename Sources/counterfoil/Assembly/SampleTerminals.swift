// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import SimKit
import Store

/// What the sample's terminals say of themselves, and what is expected of them.
enum SampleTerminals {
    static func load(_ sample: SampleShop, into shop: Shop, clock: any WallClock) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (terminal, report) in zip(sample.terminals, sample.deviceReports(at: clock.now())) {
                group.addTask {
                    try await shop.putDevicePolicy(sample.devicePolicy(of: terminal), of: terminal.id, by: .sample)
                    try await shop.report(report, by: .sample)
                }
            }
            try await group.waitForAll()
        }
    }
}
