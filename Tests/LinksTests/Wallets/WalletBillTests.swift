// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Foundation
import Links
import SimKit
import Tender
import Testing
import Wallets

@Suite(.serialized) struct WalletBillTests {
    private static let day = Zone.shanghai.civil(at: WalletTill.start).date

    private static func folder() throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "bills-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    private static func traded(_ wallet: WalletKind) async throws -> WalletTill {
        let till = try await WalletTill(wallet)
        let (sale, _) = try await till.settle(till.attempt("01SALE000001"))
        _ = try await till.settle(till.attempt("01SALE000002", fen: 1_200))
        _ = try await till.settle(
            till.attempt("01BACK000001", .refund, fen: 800, original: "01SALE000001"), original: sale)
        return till
    }

    @Test(arguments: [(WalletKind.wechat, "wechat-bill"), (.alipay, "alipay-bill")])
    func `a day's bill is fetched and is a file that the importer knows`(
        _ wallet: WalletKind, _ format: String
    ) async throws {
        let till = try await Self.traded(wallet)
        let folder = try Self.folder()
        let fetched = await till.link.fetchBill(of: Self.day, into: folder)
        guard case .file(let path, let name) = fetched else {
            Issue.record("\(fetched)")
            return
        }
        let preview = try #require(try await Importer().preview(path: path, name: name).first)
        #expect(preview.format == format)
        #expect(preview.rowCount == 3 && preview.typedCount == 3 && preview.quarantinedCount == 0)
        #expect(await till.link.fetchBill(of: Self.day.adding(days: -3), into: folder) == .none)
        try FileManager.default.removeItem(atPath: folder)
        await till.server.stop()
    }

    @Test(arguments: WalletKind.allCases)
    func `a bill that is not made yet comes later, and a damaged one leaves no file`(_ wallet: WalletKind) async throws
    {
        let till = try await Self.traded(wallet)
        let folder = try Self.folder()
        for fault in [WalletFault.billLate, .billDamaged] {
            try await till.server.with(wallet) { $0.set(fault) }
            switch (fault, await till.link.fetchBill(of: Self.day, into: folder)) {
            case (.billLate, .notYet), (.billDamaged, .damaged): break
            case (_, let fetched):
                Issue.record("\(fault): \(fetched)")
                continue
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
        guard case .file = await till.link.fetchBill(of: Self.day, into: folder) else {
            Issue.record("the third try gave no bill")
            return
        }
        try FileManager.default.removeItem(atPath: folder)
        await till.server.stop()
    }

    @Test func `a bill with every row twice is one that the importer reads`() async throws {
        let till = try await Self.traded(.wechat)
        let folder = try Self.folder()
        try await till.server.with(.wechat) { $0.set(.billDuplicates) }
        guard case .file(let path, let name) = await till.link.fetchBill(of: Self.day, into: folder) else {
            Issue.record("no bill")
            return
        }
        #expect(try await Importer().preview(path: path, name: name).first?.rowCount == 6)
        try FileManager.default.removeItem(atPath: folder)
        await till.server.stop()
    }
}
