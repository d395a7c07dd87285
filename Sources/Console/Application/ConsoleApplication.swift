// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import FoundationEssentials
public import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import Store

/// The console as a server: pages for people, `/api/v1` for programs.
public enum ConsoleApplication {
    /// Builds the application; the caller runs it.
    ///
    /// - Parameter onReady: told the port once the server listens.
    /// - Throws: when the templates or texts that belong to the binary are missing or broken.
    public static func build(
        shop: Shop, options: ConsoleOptions, logger: Logger,
        onReady: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> some ApplicationProtocol {
        let site = try await Site(shop: shop, options: options, logger: logger)
        return application(for: site, onReady: onReady)
    }

    /// Limits of a line: nobody needs more, and whoever sends more is refused before any of our code runs.
    private static let limits = HTTP1Channel.Configuration.DecoderConfiguration(
        maxHeaderFieldSize: 16_384, maxHeaderListSize: 32_768, maxHeaderFieldCount: 100)
    private static let connectionCountMax = 1_000

    static func application(
        for site: Site, onReady: @escaping @Sendable (Int) -> Void
    ) -> Application<RouterResponder<ConsoleContext>> {
        let (router, _) = Self.router(for: site)
        return Application(
            router: router,
            server: .http1(configuration: .init(idleTimeout: .seconds(75), httpDecoderConfiguration: limits)),
            configuration: .init(
                address: .hostname(site.options.host, port: site.options.port),
                availableConnectionsDelegate: MaximumAvailableConnections(connectionCountMax)),
            services: [site.uploads, site.comparisons],
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) }, logger: site.logger)
    }

    /// The routes, and the list of them for the tests and the API's description.
    static func router(for site: Site) -> (Router<ConsoleContext>, [Gate.Listing]) {
        let router = Router(context: ConsoleContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: RequestLog(tally: site.tally))
        router.add(middleware: SecurityHeaders())
        router.add(middleware: Reception(site: site))
        var gate = Gate(router: router, site: site)
        AssetController.route(&gate)
        HealthController.route(&gate)
        PublicReceiptController.route(&gate)
        SessionController.route(&gate)
        SetupController.route(&gate)
        CounterController.route(&gate)
        TodayController.route(&gate)
        TransactionsController.route(&gate)
        ReceiptsController.route(&gate)
        RefundsController.route(&gate)
        PaymentsController.route(&gate)
        BatchesController.route(&gate)
        TillController.route(&gate)
        CompensationController.route(&gate)
        PaperController.route(&gate)
        GapsController.route(&gate)
        BillsController.route(&gate)
        FindingsController.route(&gate)
        CasesController.route(&gate)
        NoticesController.route(&gate)
        MessagesController.route(&gate)
        ImportsController.route(&gate)
        ComparisonsController.route(&gate)
        PrintersController.route(&gate)
        DevicesController.route(&gate)
        StoresController.route(&gate)
        PeopleController.route(&gate)
        TariffsController.route(&gate)
        LimitsController.route(&gate)
        TerminalsController.route(&gate)
        EvidenceController.route(&gate)
        HoldDesk.route(&gate)
        ApiEvidence.route(&gate)
        ApiPacks.route(&gate)
        ReportsController.route(&gate)
        AuditController.route(&gate)
        SamplesController.route(&gate)
        DirectoryController.route(&gate)
        AccountController.route(&gate)
        MenuController.route(&gate)
        EventsController.route(&gate)
        routeApi(&gate)
        ReportHook.route(&gate)
        WalletHook.route(&gate)
        let document = OpenAPI.document(gate.listings, version: site.options.version)
        gate.open(.get, OpenAPI.path) { _, _, _ in .json(document) }
        return (router, gate.listings)
    }

    private static func routeApi(_ gate: inout Gate) {
        ApiSession.route(&gate)
        ApiTransactions.route(&gate)
        ApiObservations.route(&gate)
        ApiImports.route(&gate)
        ApiSettings.route(&gate)
        ApiLimits.route(&gate)
        ApiPeople.route(&gate)
        ApiReceipts.route(&gate)
        ApiRefunds.route(&gate)
        ApiBills.route(&gate)
        ApiPayments.route(&gate)
        ApiBatches.route(&gate)
        ApiComparisons.route(&gate)
        ApiCompensation.route(&gate)
        ApiPaper.route(&gate)
        ApiGaps.route(&gate)
        ApiPrinters.route(&gate)
        ApiCases.route(&gate)
        ApiMessages.route(&gate)
        ApiDevices.route(&gate)
        ApiEvents.route(&gate)
    }
}

extension Site {
    init(shop: Shop, options: ConsoleOptions, logger: Logger) async throws {
        let folder = try ResourceFolder.find()
        let assets = try Assets(directory: folder.appending(path: "Assets"))
        self.init(
            shop: shop, options: options,
            pages: try PageRenderer(templates: folder.appending(path: "Templates"), assets: assets),
            assets: assets, tally: Tally(), uploads: Uploads(shop: shop, options: options, logger: logger),
            comparisons: Comparisons(shop: shop, options: options, logger: logger), logger: logger)
    }
}
