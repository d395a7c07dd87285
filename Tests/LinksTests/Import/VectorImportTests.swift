// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Links
import Store
import Testing

/// The public example exports, taken into a real shop.
@Suite struct VectorImportTests {
    static let folder = ProcessInfo.processInfo.environment["COUNTERFOIL_VECTORS"] ?? "../shared/vectors"

    static let names = ["abc_debit", "alipay", "boc", "cmb", "icbc-debit-v1", "jd", "mt", "wechat"]

    @Test func `every row of every export ends in exactly one bucket`() async throws {
        let paths = Self.names.map { "\(Self.folder)/statements/example-\($0)-records.csv" }
        guard paths.allSatisfy(FileManager.default.fileExists) else {
            try Test.cancel("the public vectors are not installed at \(Self.folder)")
        }
        let folder = try TestFolder()
        let shop = try await folder.openShop()
        for path in paths {
            let preview = try #require(try await Importer().preview(path: path).first)
            let record = try #require(try await Importer().importFile(path: path, into: shop, by: .commandLine).first)
            #expect(record.isComplete && record.head == preview.head)
            #expect(record.rowsRead == preview.rowCount)
            #expect(record.rowsRead == record.rowsAdded + record.rowsAlreadyKnown + record.rowsQuarantined)
            #expect(record.rowsQuarantined == preview.quarantinedCount)
            let again = try await Importer().importFile(path: path, into: shop, by: .commandLine)
            #expect(again == [record.givenAgain])
            #expect(again.first?.rowsAdded == 0)
        }
        let files = try await shop.files(in: .all, limit: 20)
        #expect(files.count == paths.count)
        await shop.close()
    }
}
