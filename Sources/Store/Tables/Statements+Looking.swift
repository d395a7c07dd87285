// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// Looking stored rows up by their numbers.
extension Statements {
    /// Whether a row was recorded before: found by its mark, compared byte by byte.
    func isKnown(_ fingerprint: Fingerprint) throws -> Bool {
        if ahead.unseen.contains(fingerprint.mark) { return false }
        let statement = try start(.byMark)
        statement.bind(fingerprint.mark)
        defer { statement.finish() }
        let bytes = fingerprint.bytes
        while try statement.step() {
            if statement.bytes(0) == bytes { return true }
        }
        return false
    }

    /// Whether any recorded row has this mark.
    func hasMark(_ mark: Int64) throws -> Bool {
        let statement = try start(.hasMark)
        statement.bind(mark)
        defer { statement.finish() }
        return try statement.step()
    }

    /// Numbers of the transactions that carry a handle, rising, at most 200.
    func transactions(withHandle key: Int64) throws -> [Int64] {
        let statement = try start(.byHandle)
        statement.bind(key)
        var found: [Int64] = []
        while try statement.step() {
            if let id = statement.number(0) { found.append(id) }
        }
        statement.finish()
        return found
    }

    /// Adds the transactions that carry a handle and pass the comparison of what it stands for.
    private func add(
        _ handle: Handle, to found: inout [TransactionRow], where isSame: (Facts) -> Bool
    ) throws {
        if let rows = ahead.rows(withHandle: handle.key) {
            for row in rows where isSame(row.facts) { found.append(row) }
            return
        }
        for id in try transactions(withHandle: handle.key) {
            if let row = try transaction(id), isSame(row.facts) { found.append(row) }
        }
    }

    private func add(order: OrderNumber, to found: inout [TransactionRow]) throws {
        try add(Handle(.order, order.text), to: &found) { $0.order == order }
    }

    private func add(channelOrder: ChannelOrderNumber, to found: inout [TransactionRow]) throws {
        try add(Handle(.channelOrder, channelOrder.text), to: &found) { $0.channelOrder == channelOrder }
    }

    private func add(reference: ReferenceNumber, to found: inout [TransactionRow]) throws {
        try add(Handle(.reference, reference.text), to: &found) { $0.reference == reference }
    }

    /// Stored transactions that share a strong key with the facts; one may come twice.
    func sharing(_ facts: Facts) throws -> [TransactionRow] {
        var found: [TransactionRow] = []
        if let order = facts.order { try add(order: order, to: &found) }
        if let order = facts.channelOrder { try add(channelOrder: order, to: &found) }
        if let reference = facts.reference { try add(reference: reference, to: &found) }
        if let handle = facts.voucherHandle {
            try add(handle, to: &found) {
                $0.voucher == facts.voucher && $0.terminal == facts.terminal && $0.batch == facts.batch
            }
        }
        if let handle = facts.authorisationHandle {
            try add(handle, to: &found) {
                $0.authorisation == facts.authorisation && $0.amount?.minor == facts.amount?.minor
            }
        }
        return found
    }

    /// Stored transactions that give another one as their original.
    func returning(_ original: String, into found: inout [TransactionRow]) throws {
        guard try hasOriginals() else { return }
        try add(Handle(.original, original), to: &found) { $0.original == original }
    }

    /// Stored transactions with this text as order number, channel's number or reference.
    func named(_ text: String, into found: inout [TransactionRow]) throws {
        if let order = OrderNumber(text) { try add(order: order, to: &found) }
        if let order = ChannelOrderNumber(text) { try add(channelOrder: order, to: &found) }
        if let reference = ReferenceNumber(text) { try add(reference: reference, to: &found) }
    }

    /// Stored transactions with the same order number or reference, whatever their type.
    func sharingNumbers(_ facts: Facts) throws -> [TransactionRow] {
        var found: [TransactionRow] = []
        if let order = facts.order { try add(order: order, to: &found) }
        if let reference = facts.reference { try add(reference: reference, to: &found) }
        return found
    }

    /// Whether any transaction names an original; most shops' files name none, and then nobody need ask.
    private func hasOriginals() throws -> Bool {
        if namesOriginals { return true }
        let statement = try start(.hasKeyFrom)
        statement.bind(Handle.first(.original))
        defer { statement.finish() }
        namesOriginals = try statement.step()
        return namesOriginals
    }
}
