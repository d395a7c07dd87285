// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB

extension StoreError {
    /// What a caller hears of any error below: never data, never a path of the caller's.
    init(_ error: any Error) {
        if let error = error as? StoreError {
            self = error
        } else if let error = error as? DatabaseError {
            self =
                error.resultCode == .SQLITE_FULL
                ? .diskFull : .failed(code: Int(error.extendedResultCode.rawValue), "database")
        } else {
            self = .failed(code: 0, String(describing: Swift.type(of: error)))
        }
    }
}
