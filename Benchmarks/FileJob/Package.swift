// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
//
// The file job alone, without the command line around it, for measuring a change within a minute:
// `COUNTERFOIL_CORE=1 swift run -c release filejob FOLDER [THREADS]` (folder of `Benchmarks/generate.py`).
import PackageDescription

let package = Package(
    name: "filejob",
    dependencies: [
        .package(name: "counterfoil", path: "../.."),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        .executableTarget(
            name: "filejob",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Reconciliation", package: "counterfoil"),
                .product(name: "Tariffs", package: "counterfoil"),
                .product(name: "Tender", package: "counterfoil"),
            ],
            path: "Sources/FileJob", swiftSettings: [.swiftLanguageMode(.v6)])
    ]
)
