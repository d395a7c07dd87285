// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Statements
internal import Tender

/// Which rows of a file are observations, and which are set aside with the reason.
///
/// A row that is no payment of a customer (a transfer, a top-up, rent) would be a lie in the list of transactions;
/// it is kept in quarantine, where the reason stands beside it.
enum Screening {
    static func reason(_ row: StatementRow, role: StatementRole, isOwnFormat: Bool) -> Phrase? {
        switch row.kind {
        case .chargeback, .representment:
            guard role != .acquirer else { return nil }
            return Phrase(
                zh: "拒付和再请款由收单机构通知，这种文件里不应出现",
                en: "chargebacks and representments are told by acquirers: they do not belong into this kind of file")
        case .sale, .refund, .void, .reversal, .preauth, .completion:
            guard role == .wallet, row.amount?.minor == 0 else { return nil }
            return Phrase(zh: "金额为 0，没有资金变动", en: "the amount is 0: no money moved")
        case .incoming where role == .bank && row.status == .pending,
            .outgoing where role == .bank && row.status == .pending:
            return Phrase(zh: "只是预告，尚未入账", en: "announced only: not booked on the account yet")
        case .incoming where role == .bank && row.status == .reversed:
            return Phrase(zh: "付出的款项退回，不是到账", en: "a payment out that came back: no deposit")
        case .incoming where role == .bank:
            guard row.amount?.minor == 0 else { return nil }
            return Phrase(zh: "金额为 0，没有资金变动", en: "the amount is 0: no money moved")
        // A deposit that was taken back counts against its day.
        case .outgoing where role == .bank && (isOwnFormat || row.status == .reversed): return nil
        case .outgoing:
            return Phrase(
                zh: "资金转出，不是顾客的付款，也不是到账", en: "money that left the account: no customer's payment and no deposit")
        case .incoming:
            return Phrase(zh: "收入，但不是顾客的付款", en: "money that came in and is no customer's payment")
        case .neutral:
            return Phrase(
                zh: "账户内部变动（收/支为“/”或不计收支），不是付款",
                en: "a movement within the account (neither income nor expense), not a payment")
        }
    }
}
