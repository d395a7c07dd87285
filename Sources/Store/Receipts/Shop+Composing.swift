// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import ESCPOS
public import Printing
internal import Receipts
internal import Tender

extension Shop {
    /// The receipt of a transaction: the slip that was captured, or one composed from what is known and kept like
    /// it, so that every approved charge has exactly one record to copy and to hand over.
    ///
    /// - Throws: `.conflict` while it is not known that the money moved: there is nothing to give a receipt for;
    ///   `.invalid` where amount or time are missing.
    public func receiptRecord(
        of transaction: String, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> PrintJobID {
        let known = try await receipts(of: transaction, in: scope)
        if let original = known.first(where: { $0.copy == 1 }) { return original.id }
        let detail = try await self.transaction(transaction, in: scope)
        let facts = detail.summary.believed
        guard facts.status == .approved else { throw .conflict("it is not known that this went through") }
        let store = try await stores().first { $0.id == facts.store }
        guard let slip = Slip(facts, shopName: store?.name ?? "", contact: store?.contact ?? StoreContact()),
            let time = facts.occurredAt
        else {
            throw .invalid("transaction: without amount and time there is no receipt to make")
        }
        // The name follows from the transaction, so that two clicks make one record.
        let id = PrintJobID(
            milliseconds: time.secondsSinceEpoch &* 1_000, high: 0xC0DE,
            low: UInt64(clamping: TransactionRow.id(detail.summary.id) ?? 0))
        let bytes = slip.encode(copy: .cardholder, paper: .mm80, dots: options.slipDots)
        let read = SlipReading(bytes, profile: .standard, store: facts.store)
        let reading = SlipReading(
            text: read.text, encoding: read.encoding, confidence: read.confidence, isCutShort: false,
            facts: facts.identity, factsConfidence: 100, amount: facts.amount, time: time)
        let now = clock.now()
        let job = CapturedJob(
            id: id, printer: "", sender: "", startedAt: now, endedAt: now, ending: .closed, bytes: bytes)
        try await keepReceipt(job, reading: reading, by: actor)
        return id
    }
}
