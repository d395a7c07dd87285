// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tender

/// Findings about chargebacks, in words.
struct DisputeWords {
    let decimals: Int

    /// - Parameters:
    ///   - row: filled from the chargeback and from the till's row of the sale (RF-04: of the refund).
    ///   - first: the acquirer's row of the sale (CS-03), of the refund (RF-04), or the chargeback before this one
    ///     (RF-01); nil where there is none.
    /// - Returns: nil where the finding is about something else.
    func words(_ row: FindingRow, first: AcquirerRecord?) -> Bilingual? {
        let taken = money(row.acquirerAmount ?? 0)
        let other = (first?.amount ?? row.tillAmount).map { money($0) }
        let place = first?.reference ?? row.tillReference
        switch row.code {
        case .chargedBack:
            guard let other else {
                return Bilingual(
                    zh: "拒付 \(taken)，这些文件里没有它的原交易", en: "charged back \(taken); its sale is not in these files")
            }
            return Bilingual(
                zh: "拒付 \(taken)，原交易 \(other) 在 \(place)",
                en: "charged back \(taken) of a sale of \(other) at \(place)")
        case .refundedAndChargedBack:
            return Bilingual(
                zh: "拒付 \(taken)，同一笔又退款 \(other ?? "")（\(place)），顾客得到两次",
                en: "charged back \(taken), and \(other ?? "") was refunded too (\(place)): the customer has it twice")
        case .refundedTooMuch where row.type == RowType.names[Int(RowType.chargeback)]:
            guard first != nil else {
                return Bilingual(
                    zh: "拒付 \(taken)，多于原交易", en: "charged back \(taken), which is more than the sale")
            }
            return Bilingual(
                zh: "再次拒付 \(taken)，前一笔在 \(place)，合计多于原交易",
                en: "charged back again \(taken); with the one at \(place) it is more than the sale")
        default: return nil
        }
    }

    private func money(_ minor: Int64) -> String { Money.text(minor: Int128(minor), decimals: decimals) }
}
