// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
//
// Long campaigns against the formats, outside the product: `COUNTERFOIL_CORE=1 swift run -c release fuzz 10000000`,
// and the same with `fuzz-iso8583` and `fuzz-links`.
import PackageDescription

let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "counterfoil", path: "..")],
    targets: [
        .executableTarget(
            name: "fuzz", dependencies: [.product(name: "ESCPOS", package: "counterfoil")], path: "Sources/Fuzz",
            swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
        // `COUNTERFOIL_CORE=1 swift run -c release fuzz-nexo 10000000`; trial and maker are those of NexoTests.
        .executableTarget(
            name: "fuzz-nexo",
            dependencies: [
                .product(name: "Nexo", package: "counterfoil"), .product(name: "JSON", package: "counterfoil"),
            ],
            path: "Sources/FuzzNexo", swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
        .executableTarget(
            name: "fuzz-iso8583", dependencies: [.product(name: "ISO8583", package: "counterfoil")],
            path: "Sources/ISO8583",
            swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
        // `COUNTERFOIL_CORE=1 swift run -c release fuzz-links 10000000`; attempts and secrets are those of the tests.
        .executableTarget(
            name: "fuzz-links",
            dependencies: ["Bytes", "Tender", "ISO8583", "Nexo", "Attempts", "Acquirers", "Terminals", "Wallets"].map {
                .product(name: $0, package: "counterfoil")
            },
            path: "Sources/FuzzLinks", swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
    ]
)
