// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import Console
import Foundation
import Hummingbird
import Links
import Logging
import Store
import Tender

/// The one place where the parts of the server are put together.
enum Assembly {
    /// Opens the shop, loads the sample where asked, and serves until told to end.
    static func serve(_ settings: ServerConfiguration, sample: Bool) async throws {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "counterfoil")
        logger.logLevel = Logger.Level(rawValue: settings.logLevel) ?? .info
        let clock = SystemClock()
        let shop = try await open(settings, sample: sample, clock, logger)
        let floor = PrintFloor(
            shop: shop, folder: "\(settings.data)/prints", clock: clock, logger: logger,
            onFatal: { exit(ExitReason.unreachable.rawValue) })
        let payments = try PaymentFloor.open(
            settings.links, shop: shop, floor: floor, folder: "\(settings.data)/bills", clock: clock, logger: logger)
        var options = consoleOptions(settings, sample, clock, logger)
        options.printDesk = floor
        options.paymentDesk = payments?.station
        options.batchDesk = payments?.batches
        options.walletDoor = payments?.door
        options.billDesk = payments?.bills
        options.messaging = MessagePost.settings(settings, sample: sample)
        (options.reportSecret, options.reportKey) = try MessagePost.reportSecrets(options.messaging.texts)
        let sender = MessageSender(
            shop: shop,
            channels: try MessagePost.channels(options.messaging, shop: shop, clock: clock, logger: logger),
            log: { [logger] in logger.warning("\($0)") })
        let application = try await ConsoleApplication.build(
            shop: shop, options: options, logger: logger,
            onReady: { port in announce(port, settings, sample) })
        await floor.open()
        await sender.start()
        let watching = try await payments?.start(shop, floor, logger)
        // Without a wallet nobody waits for a bill any more.
        if payments?.bills == nil { try await shop.followBills(of: [], from: CivilDate(daysSinceEpoch: 0)) }
        defer { watching?.cancel() }
        let keeper = Task { await keepReviewing(shop, logger) }
        defer { keeper.cancel() }
        let eraser = Task { await keepErasing(shop, logger) }
        defer { eraser.cancel() }
        do {
            try await application.runService()
        } catch {
            await payments?.stop()
            await sender.stop()
            await floor.close()
            await shop.close()
            throw StoreError.unreachable("\(settings.host):\(settings.port): \(error)")
        }
        await payments?.stop()
        await sender.stop()
        await floor.close()
        await shop.close()
    }

    private static func open(
        _ settings: ServerConfiguration, sample: Bool, _ clock: SystemClock, _ logger: Logger
    ) async throws -> Shop {
        let options = shopOptions(settings, logger)
        let shop = try await Shop.open(directory: settings.data, clock: clock, options: options)
        report(shop.openReport, logger)
        guard sample, try await SampleLoading.refresh(shop, clock: clock, logger) else { return shop }
        // What loading took in memory is given back: the server then rests for days.
        await shop.close()
        return try await Shop.open(directory: settings.data, clock: clock, options: options)
    }

    private static func shopOptions(_ settings: ServerConfiguration, _ logger: Logger) -> ShopOptions {
        var options = ShopOptions.composing
        options.idleMinutes = settings.sessionIdleMinutes
        options.absoluteHours = settings.sessionHours
        // After a failed sync nobody knows what is on the disk: the only safe thing is to start again and look.
        options.onFatal = { error in
            logger.critical("the journal cannot be written, stopping: \(FailureText.of(error).english)")
            exit(ExitReason.unreachable.rawValue)
        }
        return options
    }

    private static func consoleOptions(
        _ settings: ServerConfiguration, _ sample: Bool, _ clock: SystemClock, _ logger: Logger
    ) -> ConsoleOptions {
        var options = ConsoleOptions(
            dataDirectory: settings.data, version: ProductVersion.text, clock: clock,
            loadSample: { shop in try await SampleLoading.load(into: shop, clock: clock) })
        options.host = settings.host
        options.port = settings.port
        options.allowedHosts = Set(settings.allowedHosts)
        options.maxUploadBytes = settings.importMaxBytes
        options.comparisonMemoryBytes = settings.comparisonMemoryBytes
        options.secureCookies = settings.secureCookies
        options.trustedProxies = settings.trustedProxies
        options.receiptAddress = settings.receiptAddress
        options.opensSample = sample
        let folder = "\(settings.data)/profiles"
        options.profiles = { ProfileFolder.read(folder) { logger.warning("profile left out: \($0.english)") } }
        return options
    }

    private static func report(_ report: OpenReport, _ logger: Logger) {
        if let cut = report.cut {
            logger.warning(
                "cut \(cut.bytes) bytes of an unfinished group off journal segment \(cut.segment); nobody was told they were safe"
            )
        }
        if report.replayed > 0 { logger.notice("brought the database up by \(report.replayed) journal records") }
    }

    /// Verdicts that wait for a time (a slip not confirmed, settlement due, authorisation expiring) are looked at
    /// when it comes; so is what is found about no transaction: devices, batches, money of a day, missing numbers.
    private static func keepReviewing(_ shop: Shop, _ logger: Logger) async {
        while !Task.isCancelled {
            do throws(StoreError) {
                _ = try await shop.reviewDue()
                _ = try await shop.watchDue()
            } catch {
                logger.error("review: \(FailureText.of(error).english)")
            }
            try? await Task.sleep(for: .seconds(20))
        }
    }

    /// Contact data whose time is over goes: at the start, and whenever a new day may have begun.
    private static func keepErasing(_ shop: Shop, _ logger: Logger) async {
        while !Task.isCancelled {
            do throws(StoreError) {
                let report = try await shop.eraseDueContacts()
                if report.erased > 0 { logger.notice("erased the contact data of \(report.erased) customers") }
            } catch {
                logger.error("erasing contact data: \(FailureText.of(error).english)")
            }
            try? await Task.sleep(for: .seconds(1_800))
        }
    }

    private static func announce(_ port: Int, _ settings: ServerConfiguration, _ sample: Bool) {
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        Terminal.write("Counterfoil 存根 is ready: http://\(host):\(port)")
        if sample {
            Terminal.write("示例店已就绪，浏览器打开上面的地址并选择身份即可。 The sample shop is open: choose who you are.")
        }
        Terminal.write("数据 data: \(settings.data)   停止 stop: Ctrl-C")
    }
}
