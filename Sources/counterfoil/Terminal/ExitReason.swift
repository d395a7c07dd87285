// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser

/// The exit codes of contracts: 0 in order, 1 findings, 2 usage, 3 bad input, 4 not verified, 5 cannot reach or store.
enum ExitReason {
    static let findings = ExitCode(1)
    static let usage = ExitCode(2)
    static let badInput = ExitCode(3)
    static let notVerified = ExitCode(4)
    static let unreachable = ExitCode(5)
}
