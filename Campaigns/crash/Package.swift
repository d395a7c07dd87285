// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
//
// Every flow of the payment links at every crash point, outside the product:
// `COUNTERFOIL_CORE=1 swift run -c release crash-matrix --report ../../docs/campaigns/crash.md`.
import PackageDescription

let package = Package(
    name: "crash",
    dependencies: [.package(name: "counterfoil", path: "../..")],
    targets: [
        .executableTarget(
            name: "crash-matrix", dependencies: [.product(name: "Crashes", package: "counterfoil")],
            path: "Sources/CrashMatrix", swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
        // The recording of a real program: `swift run -c release crash-tape TAPE`.
        .executableTarget(
            name: "crash-tape",
            dependencies: ["Crashes", "Journal", "Attempts", "Bytes"].map { .product(name: $0, package: "counterfoil") },
            path: "Sources/CrashTape", swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
    ]
)
