// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Recall
public import Store

/// The API's answers as text, for the command line's `--json`: one shape, wherever it is asked for.
public enum ApiText {
    /// A transaction as `GET /api/v1/transactions/{id}` gives it.
    public static func transaction(_ detail: TransactionDetail, of shop: Shop) async throws -> String {
        text(TransactionShape(clock: try await Clockwork(shop: shop)).detail(detail))
    }

    /// Hits as `GET /api/v1/find` gives them.
    public static func answer(_ answer: RecallAnswer, of shop: Shop) async throws -> String {
        let rows = try await shop.summaries(of: answer.hits.map(\.candidate.id), in: .all)
        return text(ApiTransactions.answer(answer, rows, TransactionShape(clock: try await Clockwork(shop: shop))))
    }

    /// Files as `GET /api/v1/files/{id}` gives each.
    public static func files(_ files: [FileRecord], of shop: Shop) async throws -> String {
        let clock = try await Clockwork(shop: shop)
        return text(.list(files.map { ShopShape.file($0, clock: clock) }))
    }

    /// Stores, people as the API lists them.
    public static func stores(_ stores: [StoreRecord]) -> String { text(.list(stores.map(ShopShape.store))) }
    public static func people(_ people: [Person]) -> String { text(.list(people.map(ShopShape.person))) }

    private static func text(_ value: JSON) -> String { String(decoding: value.bytes, as: UTF8.self) }
}
