// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Links
import Store
import Testing

/// Files of acquirers and payment providers, from the file to the shop.
@Suite struct ProviderImportTests {
    struct Given: Sendable, CustomTestStringConvertible {
        let name: String
        let format: String
        let added: Int
        let aside: Int
        var testDescription: String { format }
    }

    static let given = [
        Given(name: "allinpay.txt", format: "allinpay-bill", added: 6, aside: 4),
        Given(name: "INN26112088ZM_898440154110001-98", format: "unionpay-zm", added: 5, aside: 3),
        Given(name: "fen.csv", format: "fen-bill", added: 4, aside: 3),
        Given(name: "adyen.csv", format: "adyen-settlement", added: 5, aside: 6),
        Given(name: "stripe.csv", format: "stripe-payouts", added: 5, aside: 6),
        Given(name: "square.csv", format: "square-payouts", added: 3, aside: 4),
        Given(name: "paypal.csv", format: "paypal-settlement", added: 4, aside: 4),
    ]

    private static func bytes(_ name: String) throws -> [UInt8] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return Array(try Data(contentsOf: tests.appending(path: "StatementsTests/Samples/\(name)")))
    }

    @Test(arguments: given)
    func `payments become transactions, the rest is set aside, and the same rows again add nothing`(
        _ given: Given
    ) async throws {
        let folder = try TestFolder()
        let shop = try await folder.openShop()
        let importer = Importer(options: ImportOptions(clock: StoppedClock()))
        let bytes = try Self.bytes(given.name)
        let path = try folder.put(given.name, bytes)
        let first = try #require(try await importer.importFile(path: path, into: shop, by: .commandLine).first)
        #expect(first.head.format == given.format && first.head.source == .clearing)
        #expect(first.rowsAdded == given.added && first.rowsQuarantined == given.aside)
        #expect(first.rowsRead == given.added + given.aside)
        let again = try await importer.importFile(path: path, into: shop, by: .commandLine)
        #expect(again.map(\.rowsAdded) == [0])
        // The same rows in another file: a line end more changes the file and none of its rows.
        let longer = try folder.put("\(given.name)-2", bytes + Array("\r\n".utf8))
        let copy = try #require(try await importer.importFile(path: longer, into: shop, by: .commandLine).first)
        #expect(copy.rowsAdded == 0 && copy.rowsAlreadyKnown == given.added)
        #expect(try await shop.counts().observations == given.added)
        await shop.close()
    }
}
