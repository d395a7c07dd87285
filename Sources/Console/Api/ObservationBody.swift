// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Statements
import Store
import Tender

/// An observation as a till or a terminal sends it.
struct ObservationBody: Decodable {
    struct Amount: Decodable {
        let amount: String
        let currency: String?
    }

    let source: String
    /// Name of the device that saw it; becomes the origin.
    let device: String?
    let type: String
    let status: String?
    let amount: Amount?
    let store: String?
    let merchant: String?
    let terminal: String?
    let batch: String?
    let voucher: String?
    let reference: String?
    let authorisation: String?
    let order: String?
    let channelOrder: String?
    let card: String?
    let product: String?
    let channel: String?
    let acquirer: String?
    let occurredAt: String?
    let settledOn: String?
    let fee: Amount?
    let net: Amount?
    let printed: Bool?
    let `operator`: String?
    let original: String?
    let remark: String?
    let occurrence: Int?
    let claim: String?
    let notice: Demand?
    let offline: Bool?
    let expiresAt: String?

    /// What somebody outside the shop demands, as `Notice` has it.
    struct Demand: Decodable {
        let kind: String
        let step: String?
        let dueOn: String?
    }
}

extension ObservationBody {
    /// The observation. A field that breaks a rule is named and never repeated.
    func observation(
        place: String, by person: Person, recordedAt: Instant, clock: Clockwork
    ) throws -> Observation {
        guard let source = Source(name: source) else { throw Refusal.invalid("\(place).source") }
        let reader = FieldReader(place: place)
        var facts = Facts(type: try reader.value("type", type) { TransactionType(rawValue: $0) })
        facts.status = try reader.optional("status", status) { ReportedStatus(rawValue: $0) }
        facts.amount = try reader.money("amount", amount)
        try readKeys(into: &facts, reader)
        facts.card = try reader.optional("card", card) { MaskedPAN(reading: $0) }
        facts.product = try reader.text("product", product, byteCountMax: 64)
        facts.channel = try reader.text("channel", channel, byteCountMax: 64)
        facts.acquirer = try reader.text("acquirer", acquirer, byteCountMax: 64)
        facts.occurredAt = try reader.optional("occurredAt", occurredAt) { clock.civil($0, in: facts.store) }
        facts.settledOn = try reader.optional("settledOn", settledOn) { CivilDate(text: $0) }
        facts.fee = try reader.money("fee", fee)
        facts.net = try reader.money("net", net)
        facts.printed = printed
        facts.operatorName = try reader.text("operator", `operator`, byteCountMax: 64)
        facts.original = try reader.text("original", original, byteCountMax: 64)
        facts.remark = try reader.text("remark", remark, byteCountMax: 800).map(CardScrubber.scrub)
        facts.claim = try reader.optional("claim", claim) { CustomerClaim(rawValue: $0) }
        facts.notice = try notice.map { try reader.notice($0) }
        facts.isOffline = offline
        facts.expiresAt = try reader.optional("expiresAt", expiresAt) { clock.civil($0, in: facts.store) }
        guard (1...1_000).contains(occurrence ?? 1) else { throw Refusal.invalid("\(place).occurrence: 1 to 1,000") }
        let device = try reader.text("device", device, byteCountMax: 64)
        return Observation(
            source: source, origin: Origin(name: device ?? "api:\(person.name)"), recordedAt: recordedAt,
            facts: facts, occurrence: occurrence ?? 1)
    }

    private func readKeys(into facts: inout Facts, _ reader: FieldReader) throws {
        facts.store = try reader.optional("store", store) { StoreID($0) }
        facts.merchant = try reader.optional("merchant", merchant) { MerchantID($0) }
        facts.terminal = try reader.optional("terminal", terminal) { TerminalID($0) }
        facts.batch = try reader.optional("batch", batch) { BatchNumber($0) }
        facts.voucher = try reader.optional("voucher", voucher) { VoucherNumber($0) }
        facts.reference = try reader.optional("reference", reference) { ReferenceNumber($0) }
        facts.authorisation = try reader.optional("authorisation", authorisation) { AuthorisationCode($0) }
        facts.order = try reader.optional("order", order) { OrderNumber($0) }
        facts.channelOrder = try reader.optional("channelOrder", channelOrder) { ChannelOrderNumber($0) }
    }
}

/// Reads fields of one object and names the one that is wrong.
struct FieldReader {
    let place: String

    func value<Value>(_ name: String, _ text: String, _ read: (String) -> Value?) throws -> Value {
        guard let value = read(text) else { throw Refusal.invalid("\(place).\(name)") }
        return value
    }

    func optional<Value>(_ name: String, _ text: String?, _ read: (String) -> Value?) throws -> Value? {
        try text.map { try value(name, $0, read) }
    }

    func notice(_ demand: ObservationBody.Demand) throws -> Notice {
        let step = try optional("notice.step", demand.step) { Notice.Step(rawValue: $0) }
        return Notice(
            try value("notice.kind", demand.kind) { Notice.Kind(rawValue: $0) }, step ?? .received,
            dueOn: try optional("notice.dueOn", demand.dueOn) { CivilDate(text: $0) })
    }

    func money(_ name: String, _ amount: ObservationBody.Amount?) throws -> Money? {
        guard let amount else { return nil }
        guard let currency = Currency(code: amount.currency ?? "CNY"),
            let money = try? Money(text: amount.amount, currency: currency)
        else { throw Refusal.invalid("\(place).\(name)") }
        return money
    }

    func text(_ name: String, _ text: String?, byteCountMax: Int) throws -> String? {
        guard let text, !text.isEmpty else { return nil }
        guard text.utf8.count <= byteCountMax, text.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else {
            throw Refusal.invalid("\(place).\(name): at most \(byteCountMax) bytes, no control characters")
        }
        return text
    }
}
