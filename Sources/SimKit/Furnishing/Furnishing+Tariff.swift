// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tariffs
import Tender

extension Furnishing {
    /// One line of a contract, from which both the tariff and its file are made.
    private struct Term {
        let acquirer: String
        let product: String
        let rate: String
        let cap: String?
    }

    private static let terms = [
        Term(acquirer: "card", product: "debit", rate: "0.50%", cap: "20.00"),
        Term(acquirer: "card", product: "credit", rate: "0.60%", cap: nil),
        Term(acquirer: "qr", product: "qr", rate: "0.38%", cap: nil),
        Term(acquirer: "bank", product: "debit", rate: "0.45%", cap: "18.00"),
        Term(acquirer: "bank", product: "credit", rate: "0.55%", cap: nil),
    ]

    var tariff: Tariff {
        Tariff(
            rows: Self.terms.compactMap { term in
                guard let rate = Rate(text: term.rate) else { return nil }
                let cap = term.cap.flatMap { try? Money(text: $0).minor }
                return TariffRow(product: term.product, acquirer: term.acquirer, rate: rate, cap: cap)
            })
    }

    /// The contracts as a tariff file.
    var tariffSource: String {
        let blocks = Self.terms.map { term in
            let title = acquirers.first { $0.name == term.acquirer }?.title ?? term.acquirer
            var lines = [
                "# \(title)", "[[tariff]]", "acquirer = \"\(term.acquirer)\"", "product = \"\(term.product)\"",
            ]
            lines.append("rate = \"\(term.rate)\"")
            if let cap = term.cap { lines.append("cap = \"\(cap)\"") }
            lines += ["rounding = \"half_up\"", "refund = \"returned\""]
            return lines.joined(separator: "\n")
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    /// What the bank takes for credit cards from day 31 on, though its contract says 0.55 %.
    private static let raisedRate = TariffRow(product: "credit", acquirer: "bank", rate: Rate(text: "0.60%") ?? .zero)

    /// What an acquirer really charges on a day: its contract, except where the sample is wrong on purpose.
    func charged(for payment: Payment, contract: Tariff) -> Money? {
        let isRefund = payment.type == .refund
        let day = calendar(of: payment.terminal.store).businessDay.day(of: payment.at)
        let isRaised =
            payment.terminal.acquirer == "bank" && payment.product == "credit"
            && day >= firstDay.adding(days: SampleShop.overchargeDay - 1)
        if isRaised { return Self.raisedRate.fee(minor: payment.amount, isRefund: isRefund).map { Money(minor: $0) } }
        let question = FeeQuestion(
            amount: Money(minor: payment.amount), isRefund: isRefund, product: payment.product,
            acquirer: payment.terminal.acquirer, merchant: payment.terminal.merchant, day: day)
        return contract.fee(for: question)?.fee
    }
}
