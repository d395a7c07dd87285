// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import SimKit
import Store
import Tender

/// What the sample's terminals say of themselves, and what is expected of them.
enum SampleTerminals {
    static func load(_ sample: SampleShop, into shop: Shop, clock: any WallClock) async throws {
        let reports = sample.deviceReports(at: clock.now())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (terminal, report) in zip(sample.terminals, reports) {
                group.addTask {
                    try await shop.putDevicePolicy(sample.devicePolicy(of: terminal), of: terminal.id, by: .sample)
                }
                for one in sample.devicePulses(before: report) + [report] {
                    group.addTask { try await shop.report(one, by: .sample) }
                }
            }
            try await group.waitForAll()
        }
        if let silent = reports.last { try await closeBatches(sample, in: shop, lastHeard: silent.at) }
    }

    /// Every batch of the days that are over was closed and adds up, but for the one that is meant to be open.
    ///
    /// - Parameter lastHeard: when their terminal was last heard. It is silent since: before dawn, the last close
    ///   would otherwise come after it.
    private static func closeBatches(_ sample: SampleShop, in shop: Shop, lastHeard: Instant) async throws {
        guard let open = sample.openBatch else { return }
        for health in try await shop.terminalHealth(in: .all) where health.terminal == open.terminal {
            for book in health.batches where book.number != open.number {
                let calendar = sample.calendar(of: health.store ?? "S02")
                let day = calendar.businessDay.day(of: book.firstAt)
                guard day < sample.today else { continue }
                let dawn = CivilTime(day.adding(days: 1), secondOfDay: 4 * 3_600 - 300)
                let at = min(calendar.zone.instant(of: dawn), lastHeard)
                let closed = calendar.zone.civil(at: at)
                var report = DeviceReport(terminal: health.terminal, at: at)
                report.batch = BatchReport(
                    number: book.number, closedAt: closed, count: book.count, amount: book.amount)
                try await shop.report(report, by: .sample)
            }
        }
    }
}
