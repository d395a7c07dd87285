// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import Store
import Tender

/// Where the shop's data lies, and how to answer.
struct DataOptions: ParsableArguments {
    @Option(help: "Folder of the journal and its database.")
    var data = "counterfoil-data"

    @Flag(help: "Machine-readable output.")
    var json = false

    @Option(help: "zh or en; default from the locale.")
    var language = Tongue.ofLocale

    /// The shop, opened for writing: no other process may hold the folder.
    func open() async throws(StoreError) -> Shop {
        try await Shop.open(directory: data, clock: SystemClock())
    }

    /// The shop, opened to look things up; works beside a running server.
    func openForReading() async throws(StoreError) -> Shop {
        try await Shop.openForReading(directory: data, clock: SystemClock())
    }
}
