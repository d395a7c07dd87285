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
    /// Fetches the wallets' daily bills; nil where no wallet is linked.
    let bills: BillRound?
    private let watches: [TerminalWatch]
    private let proxies: [TerminalProxySettings]
    private let open = OpenProxies()
    private let clock: SystemClock

    /// Opens the links. nil where none is set up.
    ///
    /// - Parameter folder: for wallets' bills on their way.
    /// - Throws: `SettingsError` that names the link and the key.
    static func open(
        _ links: [LinkSettings], shop: Shop, floor: PrintFloor, folder: String, clock: SystemClock, logger: Logger
    ) throws -> PaymentFloor? {
        guard !links.isEmpty else { return nil }
        let post = LatePost()
        let open = try LinkSettings.open(
            links, now: { clock.now() }, late: { await post.deliver($0) },
            told: { terminal, event in
                do throws(StoreError) {
                    let report = DeviceReport(event, terminal: terminal, at: clock.now())
                    // Keys and cards are no news of the device.
                    guard !report.isHeartbeat else { return }
                    try await shop.report(report, by: .system)
                } catch {
                    logger.warning("what terminal \(terminal) told could not be recorded: \(error)")
                }
            })
        let station = AttemptStation(
            shop: shop, lanes: open.map(\.lane), now: { clock.now() },
            print: { receipt, printer in await hand(receipt, to: printer, shop, floor, logger) },
            log: { logger.warning("\($0)") })
        post.open(station)
        let accounts = LinkedAccount.all(open)
        let door =
            accounts.isEmpty
            ? nil : WalletNoticeDoor(accounts, now: { clock.now() }) { await station.take($0, among: $1) }
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
        let bills =
            accounts.isEmpty
            ? nil
            : BillRound(
                shop: shop, accounts: accounts, folder: folder, now: { clock.now() }, log: { logger.warning("\($0)") })
        let counters = open.compactMap(\.counter)
        let batches =
            counters.isEmpty
            ? nil
            : BatchStation(
                shop: shop, counters: counters, now: { clock.now() },
                newID: { BatchCloseID.new(at: clock.now()) }, log: { logger.warning("\($0)") })
        return PaymentFloor(
            station: station, batches: batches, door: door, bills: bills, watches: watches,
            proxies: open.compactMap(\.proxy), clock: clock)
    }

    /// Takes up what was open, and asks the terminals how they are until the task is cancelled.
    func start(_ shop: Shop, _ floor: PrintFloor, _ logger: Logger) async throws -> Task<Void, Never> {
        await Self.printPending(shop, floor, logger)
        try await station.start()
        try await bills?.start()
        for settings in proxies { open.add(try await start(settings, logger)) }
        try await batches?.start()
        let watches = watches
        return Task {
            await withTaskGroup(of: Void.self) { group in
                for watch in watches { group.addTask { await watch.run() } }
            }
        }
    }

    /// Opens the address that tills call instead of their terminal.
    private func start(_ settings: TerminalProxySettings, _ logger: Logger) async throws -> TerminalProxy {
        do throws(TerminalSetupError) {
            let proxy = try await TerminalProxy.start(
                settings, book: station, now: { clock.now() }, newID: { AttemptID.new(at: clock.now()) })
            let scheme = settings.certificate == nil ? "http" : "https"
            logger.notice(
                "terminal \(settings.terminal): tills call \(scheme)://\(settings.listen.host):\(proxy.port)/nexo")
            return proxy
        } catch {
            throw StoreError.unreachable("terminal \(settings.terminal), listen: \(error)")
        }
    }

    /// Ends the proxies and what is fetched, then the lanes: what is open goes on at the next start.
    func stop() async {
        for proxy in open.all { await proxy.stop() }
        await bills?.stop()
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

/// Proxies that listen.
private final class OpenProxies: Sendable {
    private let proxies = Mutex<[TerminalProxy]>([])

    func add(_ proxy: TerminalProxy) { proxies.withLock { $0.append(proxy) } }
    var all: [TerminalProxy] { proxies.withLock { $0 } }
}

/// Late answers on their way to a station that is opened after its links.
private final class LatePost: Sendable {
    private let station = Mutex<AttemptStation?>(nil)

    func open(_ station: AttemptStation) { self.station.withLock { $0 = station } }
    func deliver(_ late: LateAnswer) async { await station.withLock { $0 }?.take(late) }
}
