// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
//
// Data flows down the page: a target imports only targets above it (docs/ARCHITECTURE.md, TidyTests).
// `COUNTERFOIL_CORE=1 swift test` builds and tests the pure targets alone, in seconds and without packages.
import PackageDescription

let coreOnly = Context.environment["COUNTERFOIL_CORE"] != nil

/// `COUNTERFOIL_CORE=rendering` adds the one shell that needs only the distribution's libraries.
let hasRendering = !coreOnly || Context.environment["COUNTERFOIL_CORE"] == "rendering"

/// `COUNTERFOIL_ONLY=Journal,Store` keeps the tests of those rooms with what they need, and drops the rest.
let only = Context.environment["COUNTERFOIL_ONLY"]?.split(separator: ",").map { "\($0)Tests" }

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(), .treatAllWarnings(as: .error),
]

func room(_ name: String, _ needs: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: needs, resources: resources, swiftSettings: settings)
}

func proof(_ name: String, _ needs: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: needs, exclude: exclude, swiftSettings: settings)
}

let core: [Target] = [
    // Values
    room("Bytes"),
    room("Tender"),
    room("JSON"),
    room("Columns", ["Bytes"]),
    // Formats
    room("ESCPOS", ["Bytes"]),
    room("Nexo", ["Bytes", "JSON", "Tender"]),
    room("ISO8583", ["Bytes"]),
    room("Statements", ["Bytes", "Tender"]),
    room("Journal", ["Bytes"]),
    // Decisions
    room("Receipts", ["Bytes", "ESCPOS", "Tender"]),
    room("Printing", ["Bytes", "ESCPOS", "Tender"]),
    room("Tariffs", ["Tender"]),
    room("Charges", ["Bytes", "Tender", "Tariffs"]),
    room("Cases", ["Bytes", "Tender", "Charges"]),
    room("Refunds", ["Bytes", "Tender", "Charges"]),
    room("Attempts", ["Bytes", "Tender", "Charges"]),
    room("Wallets", ["Bytes", "JSON", "Tender", "Charges", "Attempts"]),
    room("Terminals", ["Tender", "JSON", "Nexo", "Receipts", "Charges", "Attempts"]),
    room("Acquirers", ["Bytes", "Tender", "ISO8583", "Charges", "Attempts"]),
    room("Messages", ["Bytes", "Tender", "Charges"]),
    room("Evidence", ["Bytes", "Tender", "Charges", "Journal"]),
    room("Recall", ["Tender", "Charges"]),
    room("Matching", ["Bytes", "Columns", "Tender"]),
    room("Reconciliation", ["Bytes", "Columns", "Tender", "Tariffs", "Statements", "Matching", "Charges"]),
    // Proof
    room("Crashes", ["Bytes", "Tender", "Journal", "Charges", "Attempts"]),
    room(
        "SimKit",
        [
            "Bytes", "JSON", "Nexo", "ESCPOS", "ISO8583", "Journal", "Printing", "Tender", "Tariffs", "Charges",
            "Attempts", "Acquirers",
        ]),
]

let coreTests: [Target] = [
    proof("Bytes", ["Bytes"]),
    proof("Tender", ["Tender"]),
    proof("JSON", ["JSON"]),
    proof("ESCPOS", ["ESCPOS", "Bytes"]),
    proof("Nexo", ["Nexo", "JSON", "Tender", "Bytes"]),
    proof("ISO8583", ["ISO8583", "Bytes"]),
    proof("Receipts", ["Receipts", "ESCPOS", "Tender", "Bytes"], exclude: ["Golden"]),
    proof("Printing", ["Printing", "SimKit", "ESCPOS", "Tender", "Bytes"]),
    proof("Statements", ["Statements", "Tender", "Bytes"], exclude: ["Samples"]),
    proof("Journal", ["Journal", "Bytes"]),
    proof("Tariffs", ["Tariffs", "Tender"]),
    proof("Charges", ["Charges", "Tariffs", "Tender", "Bytes"]),
    proof("Terminals", ["Terminals", "Attempts", "Nexo", "JSON", "Receipts", "Charges", "Tender"]),
    proof("Wallets", ["Wallets", "Attempts", "JSON", "Charges", "Tender", "Bytes"]),
    proof("Cases", ["Cases", "Charges", "Tariffs", "Tender", "Bytes"]),
    proof("Refunds", ["Refunds", "Charges", "Tender", "Bytes"]),
    proof("Attempts", ["Attempts", "Charges", "Tender", "Bytes"]),
    proof("Acquirers", ["Acquirers", "Attempts", "ISO8583", "Charges", "Tender", "Bytes"]),
    proof("Messages", ["Messages", "Charges", "Tender", "Bytes"]),
    proof("Evidence", ["Evidence", "Journal", "Charges", "Tender", "Bytes"]),
    proof("Recall", ["Recall", "Charges", "Tender"]),
    proof("Matching", ["Matching", "Columns", "Bytes", "Tender"]),
    proof(
        "Reconciliation",
        ["Reconciliation", "Columns", "Matching", "Statements", "Charges", "Tariffs", "Tender", "Bytes"]),
    proof("Crashes", ["Crashes"]),
    proof(
        "SimKit",
        [
            "SimKit", "JSON", "Nexo", "Terminals", "Receipts", "ESCPOS", "ISO8583", "Printing", "Charges", "Tariffs",
            "Attempts", "Acquirers", "Tender", "Bytes",
        ]),
    proof("Tidy", []),
]

/// What needs only the distribution's libraries: receipts to PNG and PDF with Pango, Cairo, libqrencode and zint, DES
/// with Nettle.
let rendering: [Target] = [
    .systemLibrary(
        name: "CPango", pkgConfig: "pangocairo cairo-pdf", providers: [.apt(["libpango1.0-dev", "libcairo2-dev"])]),
    .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    // Zint has no pkg-config file; its header and library stand where the compiler looks.
    .systemLibrary(name: "CZint", providers: [.apt(["libzint-dev"])]),
    // DES for message authentication: swift-crypto does not offer it.
    .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
    room("Ciphers", ["ISO8583", "CNettle"]),
    proof("Ciphers", ["Ciphers", "ISO8583", "Bytes"]),
    room("Rendering", ["ESCPOS", "Receipts", "CPango", "CQREncode", "CZint"]),
    proof("Rendering", ["Rendering", "Receipts", "ESCPOS", "Tender", "Bytes"]),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let shells: [Target] = [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    room(
        "Store",
        [
            "Bytes", "ESCPOS", "Receipts", "Printing", "Tender", "Tariffs", "Charges", "Recall", "Journal", "Cases",
            "Refunds", "Attempts", "Wallets", "Acquirers", "Messages", "Evidence", grdb, grdbSQLite, crypto,
            cryptoExtras,
        ]),
    room(
        "Links",
        [
            "Bytes", "ESCPOS", "Journal", "Receipts", "Printing", "Tender", "Tariffs", "Charges", "Statements",
            "Reconciliation", "Cases", "Refunds", "Attempts", "Messages", "Evidence", "Store", "Nexo", "ISO8583",
            "Ciphers",
            "Acquirers", "JSON", "Terminals", "Wallets", "SimKit", "CZlib", crypto, cryptoExtras, nioCore, nioPosix,
            nioHTTP1, nioSSL, nioTLS, x509, asn1, httpClient, logging,
        ]),
    room(
        "Console",
        [
            "ESCPOS", "Receipts", "Printing", "Rendering", "Tender", "Tariffs", "Charges", "Recall", "Statements",
            "Reconciliation", "Journal", "Cases", "Refunds", "Attempts", "Messages", "Evidence", "Store", "Links",
            "Wallets", hummingbird, mustache, crypto, logging,
        ],
        resources: [.copy("Templates"), .copy("Assets")]),
    .executableTarget(
        name: "counterfoil",
        dependencies: [
            "Bytes", "Tender", "Tariffs", "Charges", "Recall", "Statements", "Journal", "Matching", "Reconciliation",
            "ESCPOS", "ISO8583", "Receipts", "Printing", "Cases", "Refunds", "Attempts", "Messages", "Evidence",
            "Rendering", "SimKit", "Store", "Links", "Console", "JSON", "Nexo", "Terminals", "Ciphers", "Acquirers",
            "Wallets", arguments, logging,
            hummingbird, crypto,
        ],
        // The program that Spark runs travels inside the executable.
        resources: [
            .embedInCode("Spark/main.py"), .embedInCode("Spark/reading.py"), .embedInCode("Spark/rules.py"),
            .embedInCode("Spark/sides.py"), .embedInCode("Spark/findings.py"),
        ],
        swiftSettings: settings),
]

let shellTests: [Target] = [
    proof(
        "Store",
        [
            "Store", "ESCPOS", "Receipts", "Printing", "Charges", "Journal", "Tariffs", "Tender", "Bytes", "Recall",
            "SimKit", "Cases", "Refunds", "Attempts", "Messages", "Evidence", "Wallets",
        ]),
    proof(
        "Links",
        [
            "Links", "Store", "SimKit", "ESCPOS", "Journal", "Receipts", "Printing", "Statements", "Charges", "Tariffs",
            "Tender", "Bytes", "Cases", "Refunds", "Attempts", "Messages", "Evidence", "JSON", "Nexo", "ISO8583",
            "Ciphers", "Acquirers", "Terminals", "Wallets", crypto, nioCore, nioPosix, logging,
        ]),
    proof(
        "Console",
        [
            "Console", "Store", "Links", "Receipts", "Printing", "Charges", "Tender", "SimKit", "Cases", "Refunds",
            "Attempts", "Messages", "Evidence", "Rendering", "ESCPOS", "Wallets", hummingbird,
            .product(name: "HummingbirdTesting", package: "hummingbird"),
        ]),
]

let everything = core + coreTests + (hasRendering ? rendering : []) + (coreOnly ? [] : shells + shellTests)

/// The rooms that the wanted tests need, and no others: a room half written elsewhere does not stop them.
func needed(by names: [String], among everything: [Target]) -> Set<String> {
    var found: Set<String> = []
    var open = names
    while let name = open.popLast() {
        guard found.insert(name).inserted, let target = everything.first(where: { $0.name == name }) else { continue }
        for case .byNameItem(let need, _) in target.dependencies { open.append(need) }
    }
    return found
}

let wanted = only.map { needed(by: $0, among: everything) }

let package = Package(
    name: "counterfoil",
    products: [
        "Bytes", "JSON", "Tender", "ESCPOS", "ISO8583", "Nexo", "Statements", "Journal", "Crashes", "Attempts",
        "Acquirers", "Terminals", "Wallets", "Tariffs", "Reconciliation",
    ].filter { wanted?.contains($0) ?? true }.map { .library(name: $0, targets: [$0]) },
    dependencies: coreOnly
        ? []
        : [
            .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
            .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
            .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
            .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
            .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
            .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
            .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
            .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
            .package(url: "https://github.com/apple/swift-certificates", from: "1.19.0"),
            .package(url: "https://github.com/apple/swift-asn1", from: "1.5.0"),
            .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        ],
    targets: everything.filter { wanted?.contains($0.name) ?? true }
)
