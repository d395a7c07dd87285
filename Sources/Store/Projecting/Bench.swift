// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tender

/// The transactions of the group in hand, findable by their keys. What lies here is newer than the table.
struct Bench {
    private(set) var drafts: [Int64: Draft] = [:]
    private var byOrder: [OrderNumber: [Int64]] = [:]
    private var byChannelOrder: [ChannelOrderNumber: [Int64]] = [:]
    private var byReference: [ReferenceNumber: [Int64]] = [:]
    private var byVoucher: [VoucherNumber: [Int64]] = [:]
    private var byAuthorisation: [AuthorisationCode: [Int64]] = [:]
    private var byAmount: [Int64: [Int64]] = [:]
    private var byOriginal: [String: [Int64]] = [:]
    /// Transactions that were found to be another one.
    private var merged: [Int64: Int64] = [:]

    var isEmpty: Bool { drafts.isEmpty }

    /// Whether the table's row of this number is out of date.
    func holds(_ id: Int64) -> Bool { drafts[id] != nil || merged[id] != nil }

    mutating func put(_ draft: Draft) {
        drafts[draft.id] = draft
        index(draft.facts, draft.id)
    }

    /// Called again when a draft's facts grew.
    mutating func index(_ facts: Facts, _ id: Int64) {
        Self.add(id, to: &byOrder, facts.order)
        Self.add(id, to: &byChannelOrder, facts.channelOrder)
        Self.add(id, to: &byReference, facts.reference)
        Self.add(id, to: &byVoucher, facts.voucher)
        Self.add(id, to: &byAuthorisation, facts.authorisation)
        Self.add(id, to: &byAmount, facts.amount?.minor)
        Self.add(id, to: &byOriginal, facts.original)
    }

    mutating func merge(_ gone: Int64, into kept: Int64) {
        drafts[gone] = nil
        merged[gone] = kept
    }

    private static func add<Key: Hashable>(_ id: Int64, to index: inout [Key: [Int64]], _ key: Key?) {
        guard let key, index[key]?.last != id else { return }
        index[key, default: []].append(id)
    }

    /// Drafts that share a strong key with the facts, each once, oldest first.
    func sharing(_ facts: Facts) -> [Draft] {
        var found: [Int64] = []
        if let order = facts.order, let ids = byOrder[order] { found += ids }
        if let order = facts.channelOrder, let ids = byChannelOrder[order] { found += ids }
        if let reference = facts.reference, let ids = byReference[reference] { found += ids }
        if facts.batch != nil, let voucher = facts.voucher, let ids = byVoucher[voucher] { found += ids }
        if let code = facts.authorisation, let ids = byAuthorisation[code] { found += ids }
        return draftsOnce(found)
    }

    /// Drafts of the same amount.
    func sharingAmount(_ facts: Facts) -> [Draft] {
        guard let amount = facts.amount?.minor, let ids = byAmount[amount] else { return [] }
        return draftsOnce(ids)
    }

    /// Drafts that may bear on a transaction with these facts; see `Relative.role`.
    func near(_ facts: Facts) -> [Draft] {
        var found: [Int64] = []
        if let order = facts.order { found += (byOrder[order] ?? []) + (byOriginal[order.text] ?? []) }
        if let order = facts.channelOrder { found += byOriginal[order.text] ?? [] }
        if let reference = facts.reference {
            found += (byReference[reference] ?? []) + (byOriginal[reference.text] ?? [])
        }
        if let original = facts.original { found += named(original) }
        if facts.card != nil, let amount = facts.amount?.minor { found += byAmount[amount] ?? [] }
        return draftsOnce(found)
    }

    private func named(_ text: String) -> [Int64] {
        var found: [Int64] = []
        if let order = OrderNumber(text) { found += byOrder[order] ?? [] }
        if let order = ChannelOrderNumber(text) { found += byChannelOrder[order] ?? [] }
        if let reference = ReferenceNumber(text) { found += byReference[reference] ?? [] }
        return found
    }

    private func draftsOnce(_ ids: [Int64]) -> [Draft] {
        guard ids.count > 1 else { return ids.compactMap { drafts[$0] } }
        return Set(ids).sorted().compactMap { drafts[$0] }
    }
}
