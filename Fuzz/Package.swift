// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
//
// Long campaigns against the formats, outside the product: `COUNTERFOIL_CORE=1 swift run -c release fuzz 10000000`,
// and the same with `fuzz-iso8583`.
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
    ]
)
