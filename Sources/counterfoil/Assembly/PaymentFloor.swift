// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import Console
import ESCPOS
import Links
import Logging
import Printing
import Store
import Synchronization
import Terminals
import Tender

/// The payment links of the configuration at work, with the shop's printers for their slips.
///
///     [[link]] ─▶ lane ─▶ station ─▶ shop        approved ─▶ slip recorded ─▶ printer
///        └─▶ counter ─▶ batches ─▶ shop   ▲
///                late answers, wallets' notices
struct PaymentFloor {
    let station: AttemptStation
    /// nil where no terminal has a link to an acquirer.
    let batches: BatchStation?
    let door: WalletNoticeDoor?
    private let watches: [TerminalWatch]

    /// Opens the links. nil where none is set up.
    ///
    /// - Throws: `SettingsError` that names the link and the key.
    static func open(
        _ links: [LinkSettings], shop: Shop, floor: PrintFloor, clock: SystemClock, logger: Logger
    ) throws -> PaymentFloor? {
        guard !links.isEmpty else { return nil }
        let post = LatePost()
        let open = try LinkSettings.open(links, now: { clock.now() }) { await post.deliver($0) }
        let station = AttemptStation(
            shop: shop, lanes: open.map(\.lane), now: { clock.now() },
            print: { receipt, printer in await hand(receipt, to: printer, shop, floor, logger) },
            log: { logger.warning("\($0)") })
        post.open(station)
        let (weChat, alipay) = (open.lazy.compactMap(\.weChat).first, open.lazy.compactMap(\.alipay).first)
        let door =
            weChat == nil && alipay == nil
            ? nil
            : WalletNoticeDoor(weChat: weChat, alipay: alipay, now: { clock.now() }) { await station.take($0) }
        let watches = open.compactMap { open in
            open.terminal.map { ($0, open.lane.terminal) }
        }.map { link, terminal in
            TerminalWatch(link, every: .seconds(60), now: { clock.now() }) { health in
                var report = health.report
                // The terminal knows its maker's number; the shop knows it by its own.
                report.terminal = terminal
                try? await shop.report(report, by: .system)
            }
        }
        let counters = open.compactMap(\.counter)
        let batches =
            counters.isEmpty
            ? nil
            : BatchStation(
                shop: shop, counters: counters, now: { clock.now() },
                newID: { BatchCloseID.new(at: clock.now()) }, log: { logger.warning("\($0)") })
        return PaymentFloor(station: station, batches: batches, door: door, watches: watches)
    }

    /// Takes up what was open, and asks the terminals how they are until the task is cancelled.
    func start(_ shop: Shop, _ floor: PrintFloor, _ logger: Logger) async throws -> Task<Void, Never> {
        await Self.printPending(shop, floor, logger)
        try await station.start()
        try await batches?.start()
        let watches = watches
        return Task {
            await withTaskGroup(of: Void.self) { group in
                for watch in watches { group.addTask { await watch.run() } }
            }
        }
    }

    /// Ends once what is being done is recorded.
    func stop() async {
        await batches?.stop()
        await station.stop()
    }

    /// Slips of approvals whose printing the end of the program overtook.
    private static func printPending(_ shop: Shop, _ floor: PrintFloor, _ logger: Logger) async {
        guard let waiting = try? await shop.pendingPaymentSlips() else { return }
        for slip in waiting { await hand(slip.receipt, to: slip.printer, shop, floor, logger) }
    }

    private static func hand(
        _ receipt: PrintJobID, to printer: String, _ shop: Shop, _ floor: PrintFloor, _ logger: Logger
    ) async {
        do {
            let bytes = try await shop.receipt(receipt, in: .all).bytes
            let now = SystemClock().now()
            try await floor.submit(
                CapturedJob(
                    id: receipt, printer: printer, sender: "", startedAt: now, endedAt: now, ending: .closed,
                    bytes: bytes))
        } catch {
            // It stays recorded as waiting: the pages show it, and it can be printed or handed over from there.
            logger.error("slip \(receipt) could not be given to printer \(printer): \(error)")
        }
    }
}

/// Late answers on their way to a station that is opened after its links.
private final class LatePost: Sendable {
    private let station = Mutex<AttemptStation?>(nil)

    func open(_ station: AttemptStation) { self.station.withLock { $0 = station } }
    func deliver(_ late: LateAnswer) async { await station.withLock { $0 }?.take(late) }
}
