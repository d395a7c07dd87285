// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

struct Report {
    static let name = "report.html"
    let summary: FileJobSummary
    let tallies: [CodeTally]
    let settlement: Settlement
    let quarantine: [QuarantinedRow]
    var html: String { "" }
}
