// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Links
import Logging
import Printing
import SimKit
import Store
import Tender

/// The print station with the printers as the shop has set them up now; it starts anew when they change.
///
///     tills ─▶ station ─▶ printers            people ─▶ desk (copies, choices) ─▶ station
///                 └─ register ─▶ shop
///
/// Printers of the sample shop are simulated in this process, so that everything can be tried without one.
actor PrintFloor: PrintDesk {
    /// What an address of the sample shop's printers begins with; the make follows.
    static let simulated = "simulated:"

    private let shop: Shop
    private let folder: String
    private let clock: SystemClock
    private let logger: Logger
    private let onFatal: @Sendable () -> Void
    /// Whether tills may print here; false for a command that only prints what it brings.
    private let isListening: Bool
    private var station: PrintStation?
    private var printers: [PrinterRecord] = []
    private var simulators: [VirtualPrinterServer<SimulatedPrinter>] = []
    private var follower: Task<Void, Never>?
    private var retry: Task<Void, Never>?

    init(
        shop: Shop, folder: String, clock: SystemClock, logger: Logger, onFatal: @escaping @Sendable () -> Void,
        isListening: Bool = true
    ) {
        self.isListening = isListening
        self.shop = shop
        self.folder = folder
        self.clock = clock
        self.logger = logger
        self.onFatal = onFatal
    }

    /// Starts what is set up, and follows later changes. A printer that cannot be served is said in the log; the
    /// shop opens all the same.
    func open() async {
        await restart()
        let changes = shop.changes()
        follower = Task { [weak self] in
            for await change in changes where change.kind == .printer || change.id == "sample" {
                await self?.restartIfChanged()
            }
        }
    }

    func close() async {
        follower?.cancel()
        retry?.cancel()
        await stop()
    }

    func submit(_ job: CapturedJob) async throws {
        guard let station else { throw PrintStationError.missing(job.printer) }
        try await station.submit(
            job.bytes, printer: job.printer, id: job.id, copy: job.copy, original: job.original)
    }

    func decide(_ decision: PrintEvent.Decision, on job: PrintJobID, by person: String) async throws {
        guard let station else { throw PrintStationError.missing(job.text) }
        try await station.decide(job, decision, by: person)
    }

    private func restartIfChanged() async {
        guard let now = try? await shop.printerRecords(), now != printers else { return }
        await restart()
    }

    private func restart() async {
        await stop()
        do {
            printers = try await shop.printerRecords()
            var settings: [PrinterSettings] = []
            for printer in printers where !printer.address.isEmpty {
                if let one = try await self.settings(of: printer) { settings.append(one) }
            }
            guard !settings.isEmpty else { return }
            station = try await PrintStation.start(station(of: settings), register: ShopRegister(shop))
            for (name, port) in (station?.ports ?? [:]).sorted(by: { $0.key < $1.key }) where port != 0 {
                logger.notice("tills print to port \(port) for printer \(name)")
            }
        } catch {
            logger.error("printers are not served, trying again in 10 s: \(error)")
            await stop()
            retry = Task { [weak self] in
                try? await Task.sleep(for: .seconds(10))
                if !Task.isCancelled { await self?.restart() }
            }
        }
    }

    private func stop() async {
        await station?.stop()
        station = nil
        for simulator in simulators { await simulator.stop() }
        simulators = []
    }

    private func station(of printers: [PrinterSettings]) -> PrintSettings {
        let (clock, logger, onFatal) = (clock, logger, onFatal)
        var settings = PrintSettings(folder: folder, printers: printers, now: { clock.now() })
        settings.log = { logger.notice("\($0)") }
        settings.onFatal = { error in
            logger.critical("the print spool cannot be written, stopping: \(error)")
            onFatal()
        }
        return settings
    }

    /// nil, and a line in the log, for an address nobody can print to.
    private func settings(of printer: PrinterRecord) async throws -> PrinterSettings? {
        guard let address = try await address(of: printer) else {
            logger.error("printer \(printer.name): ‘\(printer.address)’ is not HOST:PORT")
            return nil
        }
        let places = ["0.0.0.0", "[::]"].map { "\($0):\(printer.listenPort)" }
        let isSimulated = printer.address.hasPrefix(Self.simulated)
        let listen =
            printer.listenPort == 0 || !isListening
            ? [] : (isSimulated ? ["127.0.0.1:\(printer.listenPort)"] : places).compactMap { ListenAddress($0) }
        let senders = printer.senders.isEmpty ? Self.nearby : printer.senders
        var settings = PrinterSettings(
            name: printer.name, listen: listen, address: address, allowed: senders.compactMap { SenderRule($0) })
        settings.plan.ageLimitMilliseconds = Int64(printer.ageLimitMinutes) * 60_000
        settings.plan.speaksStar = Profile(named: printer.profile)?.language == .star
        settings.plan.failOver = printer.failOver.isEmpty ? nil : printer.failOver
        return settings
    }

    /// Where the paper comes out.
    private func address(of printer: PrinterRecord) async throws -> ListenAddress? {
        guard printer.address.hasPrefix(Self.simulated) else { return ListenAddress(printer.address) }
        var make = PrinterMake()
        switch printer.address.dropFirst(Self.simulated.count) {
        case "one-way": make = .oneWay
        case "star": make = .star
        case "fence": make = .fenceOnly
        default: break
        }
        make.startMilliseconds = 0
        let simulator = try await VirtualPrinterServer.start(SimulatedPrinter(make), port: 0)
        simulators.append(simulator)
        return ListenAddress("127.0.0.1:\(simulator.port)")
    }

    /// This machine and private networks: who may print where nobody said who.
    static let nearby = [
        "127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7",
        "fe80::/10",
    ]
}
