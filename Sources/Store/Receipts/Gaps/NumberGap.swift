// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// A place where a device's count leaves numbers out (断号), code RC-10: a sale or a charge may be missing there.
public struct NumberGap: Sendable, Hashable, Identifiable {
    /// What is counted.
    public enum Series: String, CaseIterable, Sendable, Hashable {
        /// Vouchers of one terminal within one batch; six digits, after 999999 comes 000001.
        case voucher
        /// Order numbers of a till, within one business day and with the same letters in front.
        case order
    }

    /// The number on one side of the gap, and the transaction that has it.
    public struct Neighbour: Sendable, Hashable {
        /// As it is printed.
        public let number: String
        /// Public number of its transaction.
        public let transaction: String
        /// When it happened, by the clock on the store's wall.
        public let at: CivilTime
    }

    public let series: Series
    public let store: StoreID?
    public let merchant: MerchantID?
    /// nil where the tills of a store share one count.
    public let terminal: TerminalID?
    public let batch: BatchNumber?
    /// Business day of the neighbour before.
    public let day: CivilDate
    /// First and last of the missing numbers, as they would be printed; equal when one is missing.
    public let firstMissing: String
    public let lastMissing: String
    public let missing: Int
    public let before: Neighbour
    public let after: Neighbour

    public var code: FindingCode { .rc10 }

    /// The same for the same gap for ever: kind, terminal or store, batch or day, first missing number.
    public var id: String {
        let place = terminal?.text ?? store?.text ?? ""
        return "\(series.rawValue):\(place):\(batch?.text ?? day.description):\(firstMissing)"
    }

    public var explanation: Bilingual {
        let range = missing == 1 ? firstMissing : "\(firstMissing)–\(lastMissing)"
        let place = terminal?.text ?? store?.text ?? ""
        let (chinese, english) = series == .voucher ? ("凭证号", "voucher") : ("单号", "order number")
        let inBatch = batch.map { Bilingual(zh: "批次 \($0) 内", en: " of batch \($0)") } ?? Bilingual(zh: "", en: "")
        return Bilingual(
            zh:
                "\(place) \(inBatch.chinese)\(chinese)缺 \(range)（\(missing) 个），前一笔 \(before.number)，后一笔 \(after.number)。",
            en: "\(place): \(english) \(range)\(inBatch.english) is missing (\(missing)), "
                + "between \(before.number) and \(after.number).")
    }

    public var nextAction: Bilingual { code.nextAction }
}

/// What a look at the numbers found, and how much of it there was to look at.
public struct GapReport: Sendable, Hashable {
    public let from: CivilDate
    public let to: CivilDate
    /// Newest first.
    public let gaps: [NumberGap]
    /// Runs of numbers that were judged, and those that are not counted up one by one and cannot be.
    public let runsJudged: Int
    public let runsSkipped: Int
    /// Numbers in the runs that were judged.
    public let numbers: Int
}
