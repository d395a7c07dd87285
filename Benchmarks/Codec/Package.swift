// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
//
// What a message costs, outside the product: `Benchmarks/iso8583_codec.py` builds and runs it beside pyiso8583.
import PackageDescription

let package = Package(
    name: "codec",
    dependencies: [.package(name: "counterfoil", path: "../..")],
    targets: [
        .target(name: "CAllocations"),
        .executableTarget(
            name: "codec", dependencies: ["CAllocations", .product(name: "ISO8583", package: "counterfoil")],
            path: "Sources/Codec", swiftSettings: [.swiftLanguageMode(.v6)]),
    ]
)
