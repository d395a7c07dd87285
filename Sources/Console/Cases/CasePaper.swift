// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store

/// The slip of a case's payment: print it again, show its code, or say what a person saw.
struct CasePaper: Sendable {
    /// What is to be shown before a lost slip is given out again.
    struct Identity: Sendable {
        struct Proof: Sendable {
            let name: String
            let text: String
        }

        let proofs: [Proof]
        /// Why this person may not do it; nil when he may.
        let refusal: String?
    }

    let copyHref: String
    let codeHref: String
    /// nil while no record of it was made.
    let receiptHref: String?
    let slip: ReceiptLine?
    /// The last copy that was asked for; nil without one.
    let copy: ReceiptLine?
    let once: String
    let mayPrint: Bool
    let noPrinting: String?
    let printers: [ReceiptActs.Option]
    let choices: [ReceiptActs.Choice]
    /// Where a choice is posted; empty without one.
    let decisionHref: String
    let hasChoices: Bool
    let code: ReceiptActs.Code?
    let identity: Identity?
    let mayHand: Bool

    /// - Parameters:
    ///   - acts: of the receipt that is there; nil where none was captured.
    ///   - open: of the slip or copy that waits for a person; nil without one.
    ///   - printers: of the shop, for a receipt that is still to be made.
    init(
        _ detail: CaseDetail, receipts: [ReceiptLine], acts: ReceiptActs?, open: ReceiptActs?, printers: [PrinterState],
        hasDesk: Bool, once: String, role: Role, words: Words
    ) {
        let id = detail.summary.id
        (copyHref, codeHref) = ("/cases/\(id)/copy", "/cases/\(id)/code")
        slip = receipts.last
        copy = receipts.count > 1 ? receipts.first : nil
        receiptHref = slip?.href
        self.once = once
        self.printers = acts?.printers ?? ReceiptActs.options(printers, prefers: nil, words)
        mayPrint = hasDesk && !self.printers.isEmpty
        noPrinting = mayPrint ? nil : words[hasDesk ? "receipts.noPrinter" : "receipts.noDesk"]
        choices = open?.choices ?? []
        decisionHref = open.map { "\($0.href)/decision" } ?? ""
        hasChoices = !choices.isEmpty
        code = acts?.code
        guard detail.summary.codes.contains(.rc04) else {
            (identity, mayHand) = (nil, true)
            return
        }
        let amount = detail.summary.amount
        let isRefused = IdentityProof.needsManager(for: amount) && role != .manager
        identity = Identity(
            proofs: IdentityProof.needed(for: amount).map { .init(name: $0.rawValue, text: words.pick($0.label)) },
            refusal: isRefused ? words["cases.desk.managerOnly"] : nil)
        mayHand = !isRefused
    }
}
