// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Messages
import Printing
import Refunds
import Store
import Tender

/// Writes to customers for a person at the console: fills a template from what is known of a transaction, keeps the
/// contact, and queues the message.
struct MessageDesk: Sendable {
    let call: Call
    private let now: CivilTime

    init(_ call: Call) async throws {
        self.call = call
        now = try await call.site.now()
    }

    private var settings: MessagingSettings { call.site.options.messaging }

    /// What is known for the places of a template, without making anything.
    ///
    /// - Parameter code: the receipt's pick-up code; nil where none was made yet.
    func values(
        for key: TemplateKey, of detail: TransactionDetail?, code: String?, typed: MessageValues = MessageValues()
    ) async throws -> MessageValues {
        var values = settings.shopValues
        if let store = detail?.summary.believed.store, values[.sign] == nil || values[.phone] == nil {
            // What the configuration leaves open, the store says of itself.
            let record = try await call.shop.stores().first { $0.id == store }
            values[.sign] = values[.sign] ?? record.map { String($0.name.prefix(MessageVariable.sign.limit)) }
            values[.phone] =
                values[.phone] ?? record.flatMap { $0.contact.telephone.isEmpty ? nil : $0.contact.telephone }
        }
        values[.site] = values[.site] ?? ReceiptLink.host(of: call.site.options.receiptAddress)
        if key.name.needs != .none, let detail {
            // The last one that the channel took; another is named by typing it.
            values[.refund] = try await call.shop.refunds(of: detail.summary.id, in: call.stores)
                .last { $0.file.state == .accepted || $0.file.state == .succeeded }?.id.text
        }
        let language = key.language
        values[.promised] = MessageWords.promise(Self.promise(now), today: now.date, in: language)
        values[.code] = code
        if let facts = detail?.verdict.believed {
            if let time = facts.occurredAt {
                values[.day] = MessageWords.day(time.date, in: language)
                values[.time] = MessageWords.clock(time)
            }
            values[.amount] = facts.amount.map { MessageWords.amount($0, in: language) }
        }
        if key.name == .n6, let detail { try await fillDifference(of: detail, in: language, &values) }
        if let wrong = detail?.verdict.findings.first(where: { $0.code == .py09 && $0.field == "amount" }) {
            let money = { (text: String) in (try? Money(text: text)).map { MessageWords.amount($0, in: language) } }
            values[.due] = money(wrong.expected)
            values[.paid] = money(wrong.actual)
            values[.difference] = wrong.difference.map {
                MessageWords.amount(Money(minor: abs($0.minor), currency: $0.currency), in: language)
            }
        }
        return typed.over(values)
    }

    /// What was charged too much, as the refund of it says.
    private func fillDifference(
        of detail: TransactionDetail, in language: MessageLanguage, _ values: inout MessageValues
    ) async throws {
        let refund = try await call.shop.refunds(of: detail.summary.id, in: call.stores).last {
            $0.order.reason == .wrongAmount && $0.file.holdsMoney
        }
        guard let back = refund?.order.amount, let paid = detail.verdict.believed.amount,
            paid.currency == back.currency
        else { return }
        let (due, overflow) = paid.minor.subtractingReportingOverflow(back.minor)
        guard !overflow else { return }
        values[.due] = MessageWords.amount(Money(minor: due, currency: paid.currency), in: language)
        values[.paid] = MessageWords.amount(paid, in: language)
        values[.difference] = MessageWords.amount(back, in: language)
    }

    /// News within three hours, told to the full hour, and before the shop closes.
    private static func promise(_ now: CivilTime) -> CivilTime {
        let hour = now.secondOfDay / 3_600 + 3
        return hour < 21
            ? CivilTime(now.date, secondOfDay: hour * 3_600)
            : CivilTime(now.date.adding(days: 1), secondOfDay: 10 * 3_600)
    }

    /// The message that fits a transaction's first finding that has one.
    static func fitting(_ detail: TransactionDetail?) -> TemplateName {
        detail?.verdict.findings.lazy.compactMap { TemplateName.fitting($0.code) }.first ?? .n1
    }

    /// The receipt whose code a message names; nil where the transaction has none.
    func receipt(of transaction: String) async throws -> ReceiptDetail? {
        let records = try await call.shop.receipts(of: transaction, in: call.stores)
        guard let record = records.first(where: { $0.copy == 1 }) ?? records.first else { return nil }
        return try await call.shop.receipt(record.id, in: call.stores)
    }

    /// Somebody's wish, as the form and the API give it.
    struct Wish: Sendable {
        var transaction = ""
        var caseID = ""
        var template = TemplateKey(.n1, .chinese)
        /// A contact that the matter has, or an address that was typed.
        var contact: ContactID?
        var address = ""
        var typed = MessageValues()
    }

    /// Keeps the contact and queues the message.
    ///
    /// - Throws: `Refusal.invalid` for an address that is none, or where there is nothing that it is about.
    func queue(_ wish: Wish) async throws -> MessageAnswer {
        let detail = wish.transaction.isEmpty ? nil : try await Lookup(call).detail(wish.transaction)
        let matter = wish.caseID.isEmpty ? detail?.summary.id ?? "" : wish.caseID
        guard !matter.isEmpty else { throw Refusal.invalid("transaction or case") }
        let contact = try await contact(wish, matter: matter, store: detail?.summary.believed.store)
        var values = try await values(for: wish.template, of: detail, code: nil, typed: wish.typed)
        var receipt = ""
        if let detail, let shown = try await self.receipt(of: detail.summary.id) {
            receipt = (shown.record.original ?? shown.record.id).text
            if try await needsCode(wish.template) {
                let code = try await call.shop.pickupCode(for: shown.record.id, in: call.stores, by: call.actor)
                values[.code] = code.text
            }
        }
        var request = MessageRequest(template: wish.template, values: values, contact: contact)
        request.caseID = wish.caseID
        request.transaction = detail?.summary.id ?? ""
        request.receipt = receipt
        request.hours = settings.hours
        request.provider = settings.texts.provider ?? .generic
        return try await call.shop.queueMessage(request, in: call.stores, by: call.actor)
    }

    private func needsCode(_ key: TemplateKey) async throws -> Bool {
        let wording = try await call.shop.wording(key).text
        return (try? TemplateText(wording))?.variables.contains(.code) ?? false
    }

    private func contact(_ wish: Wish, matter: String, store: StoreID?) async throws -> ContactID {
        if wish.address.isEmpty, let known = wish.contact { return known }
        guard let address = ContactAddress(guessing: wish.address) else {
            throw Refusal.invalid("to: a telephone number or an e-mail address")
        }
        let request = ContactRequest(
            address: address, language: wish.template.language, matter: matter, store: store)
        return try await call.shop.keepContact(request, by: call.actor)
    }
}
