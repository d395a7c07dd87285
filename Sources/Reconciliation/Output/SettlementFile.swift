// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// Writes `settlement.csv`.
enum SettlementFile {
    static let name = "settlement.csv"

    static func bytes(_ settlement: Settlement, decimals: Int) -> [UInt8] {
        var csv = CSVText()
        for title in ["settle_date", "merchant", "rows", "gross", "fee", "net", "deposited", "difference"] {
            csv.plain(title)
        }
        csv.endRow()
        for line in settlement.lines {
            csv.plain(line.day?.description ?? "")
            csv.text(line.merchant)
            csv.plain(String(line.sums.rows))
            csv.total(line.sums.gross, decimals)
            csv.total(line.sums.fee, decimals)
            csv.total(line.sums.net, decimals)
            csv.total(line.deposited, decimals)
            csv.total(line.difference, decimals)
            csv.endRow()
        }
        return csv.bytes
    }
}
