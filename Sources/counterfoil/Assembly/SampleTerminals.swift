// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import SimKit
import Store
import Tender

/// What the sample's terminals say of themselves, and what is expected of them.
enum SampleTerminals {
    static func load(_ sample: SampleShop, into shop: Shop, clock: any WallClock) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (terminal, report) in zip(sample.terminals, sample.deviceReports(at: clock.now())) {
                group.addTask {
                    try await shop.putDevicePolicy(sample.devicePolicy(of: terminal), of: terminal.id, by: .sample)
                }
                for one in sample.devicePulses(before: report) + [report] {
                    group.addTask { try await shop.report(one, by: .sample) }
                }
            }
            try await group.waitForAll()
        }
        try await closeBatches(sample, in: shop)
    }

    /// Every batch of the days that are over was closed and adds up, but for the one that is meant to be open.
    private static func closeBatches(_ sample: SampleShop, in shop: Shop) async throws {
        guard let open = sample.openBatch else { return }
        for health in try await shop.terminalHealth(in: .all) where health.terminal == open.terminal {
            for book in health.batches where book.number != open.number {
                let calendar = sample.calendar(of: health.store ?? "S02")
                let day = calendar.businessDay.day(of: book.firstAt)
                guard day < sample.today else { continue }
                let closed = CivilTime(day.adding(days: 1), secondOfDay: 4 * 3_600 - 300)
                var report = DeviceReport(terminal: health.terminal, at: calendar.zone.instant(of: closed))
                report.batch = BatchReport(
                    number: book.number, closedAt: closed, count: book.count, amount: book.amount)
                try await shop.report(report, by: .sample)
            }
        }
    }
}
