// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
internal import Tender

extension SimulatedAcquirer {
    /// Rows of the clearing file: what was booked and neither refused nor reversed, in the order of booking.
    public var clearingFacts: [Facts] {
        ledger.booked.filter(\.counts).flatMap { entry in
            let facts = facts(of: entry)
            return hasDuplicatedRows ? [facts, facts] : [facts]
        }
    }

    /// The clearing file in the columns that the file job recognises.
    public var clearingFile: String {
        ([SampleCSV.acquirerHeader] + clearingFacts.map { SampleCSV.acquirerRow($0) }).joined(separator: "\n") + "\n"
    }

    private func facts(of entry: HostEntry) -> Facts {
        var facts = Facts(type: Self.type(entry.kind))
        facts.merchant = MerchantID(entry.key.merchant)
        facts.terminal = TerminalID(entry.key.terminal)
        facts.batch = BatchNumber(entry.key.batch)
        facts.voucher = VoucherNumber(entry.key.trace)
        facts.reference = ReferenceNumber(entry.reference)
        facts.authorisation = AuthorisationCode(entry.authorisation)
        facts.amount = Money(minor: entry.amount)
        let fee = (entry.amount * make.feeRate + 5_000) / 10_000
        let isBack = facts.type.returnsMoney
        facts.fee = Money(minor: isBack ? -fee : fee)
        facts.net = Money(minor: isBack ? fee - entry.amount : entry.amount - fee)
        let time = make.zone.civil(at: entry.at)
        facts.occurredAt = time
        facts.settledOn = time.date.adding(days: 1)
        facts.card = MaskedPAN(reading: entry.card)
        facts.product = entry.organisation == "CUP" ? "debit" : "foreign"
        return facts
    }

    private static func type(_ kind: HostEntry.Kind) -> TransactionType {
        switch kind {
        case .sale: .sale
        case .void, .completionVoid: .void
        case .refund: .refund
        case .completion: .completion
        case .preauth, .addition, .preauthVoid: .preauth
        }
    }
}
