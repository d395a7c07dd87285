// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB
internal import Tender

/// First answers to requests that may come twice (`Idempotency-Key`), kept for a week.
extension Shop {
    private static let keptMilliseconds: Int64 = 7 * 86_400_000

    /// The answer that was given to a key before; nil for a new key.
    ///
    /// - Throws: `.conflict` when the key came with another body.
    public func answer(
        toKey key: String, by person: String, body digest: String
    ) async throws(StoreError) -> String? {
        let oldest = clock.now().milliseconds - Self.keptMilliseconds
        let found = try await read { database in
            try Row.fetchOne(
                database, sql: "SELECT digest, content FROM answer WHERE person = ? AND request = ? AND at >= ?",
                arguments: [person, key, oldest]
            ).map { [$0[0] as String, $0[1] as String] }
        }
        guard let found else { return nil }
        guard found[0] == digest else { throw .conflict("the key was used with another body") }
        return found[1]
    }

    /// Keeps the answer to a key.
    public func keepAnswer(
        _ text: String, toKey key: String, by person: String, body digest: String
    ) async throws(StoreError) {
        let now = clock.now().milliseconds
        try await aside { database in
            try database.execute(sql: "DELETE FROM answer WHERE at < ?", arguments: [now - Self.keptMilliseconds])
            try database.execute(
                sql: """
                    INSERT INTO answer (person, request, digest, content, at) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (person, request) DO NOTHING
                    """,
                arguments: [person, key, digest, text, now])
        }
    }
}
