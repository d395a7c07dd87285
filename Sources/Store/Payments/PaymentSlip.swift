// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Charges
internal import ESCPOS
internal import Receipts
internal import Tender

/// What the slip of an approval is made of: what came with the answer, or what is known.
struct PaymentSlip: Sendable {
    /// The customer's part, where the other side made one.
    let given: LinkSlip?
    /// The printer it goes to; empty for none.
    let printer: String
    let dots: (any SlipDots)?

    init(_ slips: [LinkSlip], printer: String, dots: (any SlipDots)?) {
        given = slips.first { $0.part == .customer } ?? slips.first
        self.printer = printer
        self.dots = dots
    }

    struct Made: Sendable {
        let bytes: [UInt8]
        let reading: SlipReading
        let isPrinted: Bool
        /// What it was made of.
        let facts: Facts
    }

    /// nil where amount or time are missing.
    func made(_ facts: Facts, _ stores: [StoreID: StoreRecord]) -> Made? {
        guard let given else {
            let store = facts.store.flatMap { stores[$0] }
            let slip = Slip(facts, shopName: store?.name ?? "", contact: store?.contact ?? StoreContact())
            guard let slip else { return nil }
            let lines = slip.lines(copy: .cardholder, paper: .mm80)
            let reading = SlipReading(lines, knowing: facts)
            let bytes = lines.printed(paper: .mm80, dots: dots).bytes
            return Made(bytes: bytes, reading: reading, isPrinted: false, facts: facts)
        }
        let reading = SlipReading(given.bytes, knowing: facts)
        return Made(bytes: given.bytes, reading: reading, isPrinted: given.isPrinted, facts: facts)
    }

    /// Where it is, or is to be, on paper.
    func place(of record: PaymentRecord) -> String {
        given?.isPrinted == true ? record.attempt.request.terminal.text : printer
    }
}
