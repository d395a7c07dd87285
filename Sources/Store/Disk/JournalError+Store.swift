// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Journal

extension StoreError {
    /// What a caller of the shop hears of a fault in the journal.
    init(_ error: JournalError) {
        self =
            switch error {
            case .damaged(let damage): .damaged("\(damage)")
            case .full: .diskFull
            case .failed(let fault):
                .unreachable("journal \(fault.operation.rawValue): \(SystemFault.text(fault.code))")
            case .poisoned: .unreachable("journal: an earlier write failed; the process must be started again")
            case .tooLarge: .invalid("record: larger than 16 MiB, or more than 128 MiB at once")
            }
    }
}
