// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// One payment priced by one row, every step kept.
///
///     shares (rate or volume, add-on, parts) + fixed ─▶ floor ─▶ cap ─▶ + tax ─▶ sign of a refund
///
/// Whole numbers only: each share is rounded once, from an exact fraction.
struct PricedPayment {
    private(set) var fee: Int64 = 0
    private(set) var steps: [FeeComputation.Step] = []
    private(set) var parts: [PartPrice.Kind: Int64] = [:]
    private(set) var tolerance: Int64 = 0

    /// nil when the row cannot say: a price by volume without the volume, a proportional refund of a payment
    /// nobody knows, a fee that does not fit.
    init?(_ question: FeeQuestion, _ row: TariffRow) {
        let amount = question.amount.minor
        if question.isDispute {
            guard let dispute = row.terms.dispute else { return nil }
            fee = dispute
            steps = [.dispute(dispute)]
            return
        }
        if row.terms.level != .transaction { tolerance = 1 }
        if question.isRefund, row.refund == .kept {
            steps = [.kept]
            return
        }
        if question.isRefund, row.refund == .proportional {
            guard refundInProportion(question, row) else { return nil }
        } else {
            guard amount != .min, price(abs(amount), row, volume: question.volume) else { return nil }
        }
        // A negative amount costs minus the fee of its magnitude, and so does a refund.
        if question.isRefund != (amount < 0) { turn() }
        if question.isRefund { steps.append(.returned) }
    }

    private mutating func turn() {
        fee = 0 &- fee
        for (kind, part) in parts { parts[kind] = 0 &- part }
    }

    /// Adds every share of a positive amount.
    private mutating func price(_ amount: Int64, _ row: TariffRow, volume: Int64?) -> Bool {
        guard let share = row.share(of: amount, volume: volume) else { return false }
        var sum = Int128(share)
        if row.terms.parts.isEmpty || row.rate > .zero || row.terms.volume != nil {
            steps.append(Self.step(row, amount, volume, share))
        }
        if row.terms.addOn > .zero {
            guard let more = row.share(of: amount, at: row.terms.addOn) else { return false }
            steps.append(.addOn(row.terms.addOn, gives: more))
            sum += Int128(more)
        }
        for part in row.terms.parts {
            guard let share = row.share(of: amount, at: part.rate),
                let gives = Int64(exactly: Int128(share) + Int128(part.fixed))
            else { return false }
            parts[part.kind, default: 0] &+= gives
            steps.append(.part(part.kind, gives: gives))
            sum += Int128(gives)
        }
        sum += Int128(row.fixed)
        if row.fixed != 0 { steps.append(.added(fixed: row.fixed)) }
        guard let whole = Int64(exactly: sum) else { return false }
        return finish(whole, row)
    }

    private mutating func finish(_ sum: Int64, _ row: TariffRow) -> Bool {
        if let floor = row.floor, sum < floor { steps.append(.raised(toFloor: floor)) }
        if let cap = row.cap, max(sum, row.floor ?? sum) > cap { steps.append(.lowered(toCap: cap)) }
        fee = row.bounded(sum)
        guard row.terms.tax > .zero else { return true }
        guard let tax = row.share(of: max(0, fee), at: row.terms.tax) else { return false }
        steps.append(.tax(row.terms.tax, gives: tax))
        let (taxed, overflow) = fee.addingReportingOverflow(tax)
        fee = taxed
        return !overflow
    }

    private static func step(
        _ row: TariffRow, _ amount: Int64, _ volume: Int64?, _ share: Int64
    ) -> FeeComputation.Step {
        guard let price = row.terms.volume, let volume else { return .share(row.rate, of: amount, gives: share) }
        if price.mode == .marginal { return .average(ofVolume: volume, gives: share) }
        return .share(price.rate(at: volume, base: row.rate), of: amount, gives: share)
    }

    /// The original's fee times the part that goes back. Without the original only a fee that is nothing but a
    /// share can be divided; either way each part is rounded on its own, so a minor unit more or less is right.
    private mutating func refundInProportion(_ question: FeeQuestion, _ row: TariffRow) -> Bool {
        tolerance = 1
        let amount = question.amount.minor
        guard let original = question.original, original.amount.minor > 0 else {
            return amount >= 0 && row.isShareOnly && price(amount, row, volume: question.volume)
        }
        guard amount >= 0 else { return false }
        var whole = PricedPayment()
        guard whole.price(original.amount.minor, row, volume: question.volume) else { return false }
        let taken = original.fee?.minor ?? whole.fee
        guard taken >= 0 else { return false }
        // Never more than was taken, whatever goes back.
        let share = row.rounding.quotient(
            Int128(taken) * Int128(min(amount, original.amount.minor)), by: Int128(original.amount.minor))
        fee = min(taken, Int64(clamping: share))
        steps.append(.proportion(of: taken, gives: fee))
        return true
    }

    private init() {}
}
