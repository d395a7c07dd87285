// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
internal import GRDB
public import Tender

/// What the findings of one code come to; positive is in the merchant's disfavour.
public struct FindingSum: Sendable, Hashable {
    public let minor: Int128
    public let currency: Currency
}

extension Shop {
    /// The sum of the differences of each code, in the currency most of them are in. Codes without differences
    /// are left out.
    public func findingSums(in scope: StoreScope) async throws(StoreError) -> [FindingCode: FindingSum] {
        var condition = Condition()
        condition.add(scope, table: "finding")
        condition.add("finding.difference <> 0")
        // Halves are added apart: a sum of whole values could leave 64 bits, and the database would refuse it.
        let sql = """
            SELECT finding.code, txn.currency, SUM(finding.difference >> 32), SUM(finding.difference & 4294967295)
            FROM finding JOIN txn ON txn.id = finding.txn\(condition.clause)
            GROUP BY finding.code, txn.currency ORDER BY COUNT(*) DESC, txn.currency
            """
        let arguments = condition.arguments
        return try await read { database in
            var sums: [FindingCode: FindingSum] = [:]
            for row in try Row.fetchAll(database, sql: sql, arguments: arguments) {
                guard let code = FindingCode(row[0] as String), sums[code] == nil else { continue }
                let currency = (row[1] as String?).flatMap { Currency(code: $0) } ?? .cny
                let minor = Int128(row[2] as Int64) << 32 + Int128(row[3] as Int64)
                sums[code] = FindingSum(minor: minor, currency: currency)
            }
            return sums
        }
    }
}
