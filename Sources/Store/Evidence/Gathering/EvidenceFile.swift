// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
internal import Charges
internal import Messages
internal import Printing
public import Tariffs
public import Tender

/// Everything the shop holds about one case or transaction, before anything is hidden or drawn.
public struct EvidenceFile: Sendable {
    /// Number of the case or transaction, as it was asked for.
    public let subject: String
    /// nil when a transaction was asked for.
    public let work: CaseDetail?
    /// nil for a case about none.
    public let transaction: TransactionDetail?
    /// The original first.
    public let receipts: [ReceiptDetail]
    public let refunds: [RefundDetail]
    public let messages: [MessageDetail]
    /// Hand-overs so far, newest first.
    public let register: [RegisterLine]
    /// Printers of the store, and how they are now.
    public let printers: [PrinterState]
    public let store: StoreRecord?
    /// Zone of all times in the pack.
    public let zone: Zone
    public let tariff: Tariff
    /// Records of the journal it rests on.
    public let records: Set<UInt64>
    public let madeAt: Instant
}

extension Shop {
    /// Gathers what there is about a case (`K0000001234-RC`) or a transaction (`T0000001234`).
    ///
    /// - Throws: `.missing` when there is none in the caller's stores.
    public func evidence(of subject: String, in scope: StoreScope) async throws(StoreError) -> EvidenceFile {
        var work: CaseDetail?
        var number: String? = subject
        if let id = CaseID(subject), subject.hasPrefix("K") {
            let found = try await caseDetail(id, in: scope)
            work = found
            number = found.summary.transaction
        }
        var detail: TransactionDetail?
        if let number { detail = try await transaction(number, in: scope) }
        var receipts: [ReceiptDetail] = []
        if let number {
            for record in try await self.receipts(of: number, in: scope) {
                receipts.append(try await receipt(record.id, in: scope))
            }
        }
        let refunds = try await refundDetails(number, in: scope)
        let messages = try await messageDetails(work?.summary.id.text, number, in: scope)
        let place = detail?.summary.believed.store ?? work?.summary.store
        let stores = try await stores()
        let store = stores.first { $0.id == place } ?? (stores.count == 1 ? stores.first : nil)
        let printers = try await printerStates(in: scope).filter { $0.record.store == place }
        let zone = try await deadlineZone(of: place)
        let names = [work?.summary.id.text, detail?.summary.id].compactMap(\.self) + receipts.map(\.record.id.text)
        let records = try await self.records(names: names, detail, refunds, messages)
        return EvidenceFile(
            subject: subject, work: work, transaction: detail, receipts: receipts, refunds: refunds,
            messages: messages, register: try await register(of: subject, handOversOnly: true), printers: printers,
            store: store, zone: zone, tariff: try await tariffs(), records: records, madeAt: clock.now())
    }

    private func deadlineZone(of store: StoreID?) async throws(StoreError) -> Zone {
        try await calendar(of: store).zone
    }

    private func refundDetails(_ number: String?, in scope: StoreScope) async throws(StoreError) -> [RefundDetail] {
        guard let number else { return [] }
        var details: [RefundDetail] = []
        for record in try await refunds(of: number, in: scope).prefix(100) {
            details.append(try await refund(record.id, in: scope))
        }
        return details
    }

    private func messageDetails(
        _ work: String?, _ number: String?, in scope: StoreScope
    ) async throws(StoreError) -> [MessageDetail] {
        var found: [MessageDetail] = []
        for (matter, isCase) in [(work, true), (number, false)] {
            guard let matter else { continue }
            var filter = OutboxFilter()
            if isCase { filter.caseID = matter } else { filter.transaction = matter }
            let page = try await outbox(filter, in: scope, cursor: nil, limit: 100)
            for record in page.elements where !found.contains(where: { $0.record.id == record.id }) {
                found.append(try await message(record.id, in: scope))
            }
        }
        return found.sorted { $0.record.file.queuedAt < $1.record.file.queuedAt }
    }

    /// Records by their numbers in the tables, and by the names they carry.
    private func records(
        names: [String], _ detail: TransactionDetail?, _ refunds: [RefundDetail], _ messages: [MessageDetail]
    ) async throws(StoreError) -> Set<UInt64> {
        var records = Set(detail?.entries.map(\.journalNumber) ?? [])
        for refund in refunds {
            records.insert(refund.record.journalNumber)
            records.formUnion(refund.steps.map(\.journalNumber))
        }
        for message in messages {
            records.insert(message.record.id.number)
            records.formUnion(message.steps.map(\.journalNumber))
        }
        let first = records.min() ?? 1
        records.formUnion(try Self.records(naming: names, from: first, in: directory))
        return records
    }

    /// The shop's folder with its journal, for proofs.
    public var folder: String { directory }
}
