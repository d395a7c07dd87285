// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Foundation
internal import GRDB

/// Bytes as a database value. GRDB speaks `Data`; nothing else here does.
enum DatabaseBytes {
    /// A value to bind.
    static func value(_ bytes: [UInt8]) -> DatabaseValue { Data(bytes).databaseValue }

    /// The bytes of a column; empty for NULL.
    static func read(_ row: Row, _ index: Int) -> [UInt8] {
        (try? row.withUnsafeData(atIndex: index) { data in data.map { Array($0) } }) ?? []
    }
}
