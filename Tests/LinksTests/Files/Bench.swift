// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Store
import Tender

/// A clock that stands still.
struct StoppedClock: WallClock {
    func now() -> Instant { Instant(milliseconds: 1_795_000_000_000) }
}

/// A folder of its own for one test, removed afterwards.
final class TestFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "counterfoil-links-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and gives its path.
    func put(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    func put(_ name: String, _ text: String) throws -> String { try put(name, Array(text.utf8)) }

    func openShop() async throws -> Shop {
        try await Shop.open(directory: "\(path)/data", clock: StoppedClock())
    }
}
