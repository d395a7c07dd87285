// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
internal import GRDB
public import Printing
internal import Tender

/// What a customer may see with a code and a second fact.
public struct PickedReceipt: Sendable, Hashable {
    public let record: ReceiptRecord
    public let bytes: [UInt8]
    public let facts: Facts
    public let store: StoreRecord?
    /// Verdict of its transaction; nil when it has none.
    public let detail: TransactionDetail?
}

/// What became of a try to open a receipt.
public enum PickupAnswer: Sendable, Hashable {
    case opened(PickedReceipt)
    /// Wrong code, wrong fact, revoked: one answer for all of them.
    case refused
    /// Too many wrong tries; seconds until the next one counts.
    case mustWait(seconds: Int)
}

extension Shop {
    /// The code under which a customer finds a receipt: the one it has, or a new one.
    public func pickupCode(
        for receipt: PrintJobID, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> PickupCode {
        let detail = try await self.receipt(receipt, in: scope)
        if let known = detail.codes.first.flatMap({ PickupCode($0) }) { return known }
        let original = detail.record.original ?? receipt
        var generator = SystemRandomNumberGenerator()
        let code = PickupCode(using: &generator)
        let event = DeliveryEvent(receipt: original, at: clock.now(), kind: .codeMade(code.text), by: actor.name)
        try await deliver(event, by: actor)
        return code
    }

    /// Makes a code worthless, at once and for ever.
    public func revoke(
        _ code: PickupCode, of receipt: PrintJobID, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) {
        let detail = try await self.receipt(receipt, in: scope)
        guard detail.codes.contains(code.text) else { throw .missing }
        let original = detail.record.original ?? receipt
        let event = DeliveryEvent(receipt: original, at: clock.now(), kind: .codeRevoked(code.text), by: actor.name)
        try await deliver(event, by: actor)
    }

    /// Opens a receipt for a customer.
    ///
    /// - Parameters:
    ///   - fact: the amount (`58`, `58.00`) or the last four digits of the card or of the voucher number.
    ///   - address: who asks, for counting wrong tries; empty when nobody knows.
    public func open(code: String, fact: String, from address: String) async throws(StoreError) -> PickupAnswer {
        let code = PickupCode(code)
        let keys = [code.map { "code:\($0)" }, address.isEmpty ? nil : "from:\(address)"].compactMap { $0 }
        let wait = pickups.wait(keys, now: clock.now())
        if wait > 0 { return .mustWait(seconds: Int((wait + 999) / 1_000)) }
        guard let code, let picked = try await receipt(under: code), Self.fits(fact, picked.facts) else {
            pickups.failed(keys, now: clock.now())
            return .refused
        }
        pickups.succeeded(keys)
        return .opened(picked)
    }

    /// The receipt under a code as it is now, for somebody who has shown the second fact before; nil when the code
    /// opens nothing, or nothing any more.
    public func receipt(under code: PickupCode) async throws(StoreError) -> PickedReceipt? {
        let life = Int64(try await rules().receiptYears) * 31_557_600_000
        let oldest = clock.now().adding(milliseconds: -life)
        let found = try await read { database -> (PrintJobID, Facts)? in
            guard let id = try PickupTable.receipt(of: code.text, madeSince: oldest, in: database),
                let facts = try ReceiptTable.state(id, in: database)?.facts
            else { return nil }
            return (id, facts)
        }
        guard let (id, facts) = found else { return nil }
        let receipt = try await self.receipt(id, in: .all)
        let stores = try await self.stores()
        var detail: TransactionDetail?
        if let transaction = receipt.record.transaction {
            detail = try await self.transaction(transaction, in: .all)
        }
        return PickedReceipt(
            record: receipt.record, bytes: receipt.bytes, facts: detail?.summary.believed ?? facts,
            store: stores.first { $0.id == receipt.record.store }, detail: detail)
    }

    static func fits(_ fact: String, _ facts: Facts) -> Bool {
        let told = fact.filter { !$0.isWhitespace && !"¥￥元,".contains($0) }
        guard !told.isEmpty, told.utf8.count <= 20 else { return false }
        if let amount = facts.amount, told == amount.text || told + ".00" == amount.text { return true }
        if told.utf8.count == 4, told == facts.card?.last4 { return true }
        return told.utf8.count == 4 && facts.voucher.map { $0.text.hasSuffix(told) } == true
    }

    /// Records what a customer did on the receipt page.
    public func customer(_ kind: DeliveryEvent.Kind, on receipt: PrintJobID) async throws(StoreError) {
        try await deliver(
            DeliveryEvent(receipt: receipt, at: clock.now(), kind: kind, by: ""), by: Actor(name: "customer"))
    }
}
