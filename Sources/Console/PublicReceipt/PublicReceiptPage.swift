// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Receipts
import Store
import Tender

/// The receipt as its customer reads it.
struct PublicReceiptPage: Sendable {
    struct Number: Sendable, Equatable {
        let label: String
        let value: String
    }

    /// Money that went back by a refund that names this payment.
    struct Return: Sendable, Equatable {
        let when: String
        let what: String
        let amount: String
    }

    /// One of the buttons, or what we answered after it was pressed.
    struct Word: Sendable, Equatable {
        let name: String
        let label: String
        let hint: String
        /// nil until it was said.
        let answer: String?
        let isOpen: Bool
    }

    let title: String
    /// nil when the slip names no store we know.
    let store: String?
    let status: Mark
    let statusNote: String
    let amount: String
    let type: String
    let method: String
    let when: String
    let numbers: [Number]
    /// Address, telephone and tax number of the store, as far as they are set.
    let contact: [Number]
    let hasContact: Bool
    let returns: [Return]
    let hasReturns: Bool
    /// How the bank shows it; nil where the merchant's name is not known.
    let statement: String?
    let slip: String
    let hasSlip: Bool
    let isCutShort: Bool
    let digest: String
    let code: String
    let endsAt: String
    let words: [Word]
    /// Said, and kept apart: it closes the page.
    let notMine: Word
    let answers: [Word]
    let hasAnswers: Bool
    /// What the customer thinks of the case; nil where none is solved.
    var opinion: PublicOpinion?
    /// Something could not be done; nil otherwise.
    let problem: String?

    init(
        _ picked: PickedReceipt, ticket: ReceiptTickets.Ticket, zone: Zone, words: Words, problem: String? = nil
    ) {
        let facts = picked.facts
        let state = CustomerStatus(picked, words)
        title = words["public.title"]
        store = picked.store?.name
        status = state.mark
        statusNote = state.note
        amount = facts.amount.map { words.amount(facts.type.returnsMoney ? -$0 : $0) } ?? words["common.noAmount"]
        type = words.type(facts.type)
        method = Self.method(facts, words)
        when = facts.occurredAt.map { Self.moment($0, zone) } ?? words["common.noTime"]
        numbers = Self.numbers(facts, words)
        contact = Self.contact(picked.store, words)
        hasContact = !contact.isEmpty
        returns = Self.returns(picked.detail, words)
        hasReturns = !returns.isEmpty
        statement = Self.statement(picked, words)
        slip = picked.record.text
        hasSlip = !picked.record.text.allSatisfy(\.isWhitespace)
        isCutShort = picked.record.isCutShort
        digest = Self.short(picked.record.digest)
        code = ticket.code.text
        endsAt = String("\(zone.civil(at: ticket.endsAt))".suffix(8).prefix(5))
        let all = Self.offered.map { word in Self.word(word, said: ticket.done.contains(.said(word)), words) }
        self.words = all
        notMine = Self.word(.notMine, said: false, words)
        answers = all.filter { !$0.isOpen }
        hasAnswers = !answers.isEmpty
        self.problem = problem
    }

    /// What the buttons say, in their order. "Not my receipt" stands apart.
    static let offered: [DeliveryEvent.CustomerWord] = [.noSlip, .chargedTwice, .wrongAmount, .refundWanted]

    private static func word(_ word: DeliveryEvent.CustomerWord, said: Bool, _ words: Words) -> Word {
        let key = "public.word.\(word.rawValue)"
        return Word(
            name: word.rawValue, label: words["\(key).label"], hint: words["\(key).hint"],
            answer: said ? words["\(key).answer"] : nil, isOpen: !said)
    }
}

extension PublicReceiptPage {
    private static func method(_ facts: Facts, _ words: Words) -> String {
        let method = TransactionLine.method(facts, words)
        guard let card = facts.card else { return method }
        return "\(method) · \(words.text("public.ending", ["digits": card.last4]))"
    }

    /// `2026-11-20 15:03:07 (UTC+08:00)`.
    private static func moment(_ time: CivilTime, _ zone: Zone) -> String {
        let offset = zone.rfc3339(zone.instant(of: time)).suffix(6)
        return "\(time) (UTC\(offset.hasSuffix("Z") ? "" : offset))"
    }

    /// Every number that a bank, a wallet or the shop may ask for.
    private static func numbers(_ facts: Facts, _ words: Words) -> [Number] {
        let all: [(String, String?)] = [
            ("reference", facts.reference?.text), ("voucher", facts.voucher?.text), ("batch", facts.batch?.text),
            ("authorisation", facts.authorisation?.text), ("order", facts.order?.text),
            ("channelOrder", facts.channelOrder?.text), ("terminal", facts.terminal?.text),
            ("merchant", facts.merchant?.text), ("card", facts.card.map(words.card)),
        ]
        return all.compactMap { key, value in
            value.map { Number(label: words["public.number.\(key)"], value: $0) }
        }
    }

    private static func contact(_ store: StoreRecord?, _ words: Words) -> [Number] {
        guard let contact = store?.contact else { return [] }
        let all = [
            ("address", contact.address), ("telephone", contact.telephone), ("taxNumber", contact.taxNumber),
        ]
        return all.filter { !$0.1.isEmpty }.map { Number(label: words["public.\($0.0)"], value: $0.1) }
    }

    private static func returns(_ detail: TransactionDetail?, _ words: Words) -> [Return] {
        guard let detail else { return [] }
        let facts = detail.summary.believed
        let names = Set(
            [facts.reference?.text, facts.order?.text, facts.voucher?.text, facts.channelOrder?.text].compactMap(\.self)
        )
        // Transactions that only look alike may be another customer's: a refund must name this payment.
        let related = detail.related.filter { row in
            row.believed.type.returnsMoney && row.believed.store == facts.store
                && row.believed.original.map(names.contains) == true
        }
        return twins(detail, words)
            + related.prefix(20).map { row in
                Return(
                    when: row.believed.occurredAt.map(words.moment) ?? words["common.noTime"],
                    what: words.type(row.believed.type),
                    amount: row.believed.amount.map { words.amount(-$0) } ?? words["common.noAmount"])
            }
    }

    /// A second charge of the same card, amount and store within minutes, which went back: the customer sees both on
    /// their bank's page. Nothing of it is told before it went back, and nothing where the card is not known.
    private static func twins(_ detail: TransactionDetail, _ words: Words) -> [Return] {
        let own = detail.summary.believed
        guard let card = own.card, let at = own.occurredAt else { return [] }
        return detail.related.filter { row in
            let facts = row.believed
            guard facts.type == own.type, facts.card == card, facts.amount == own.amount, facts.store == own.store,
                let there = facts.occurredAt
            else { return false }
            let apart = at.secondsSinceEpoch.subtractingReportingOverflow(there.secondsSinceEpoch).partialValue
            guard apart.magnitude <= 600 else { return false }
            return switch row.money {
            case .reversed, .refunded(_, isFull: true): true
            default: false
            }
        }.map { row in
            Return(
                when: row.believed.occurredAt.map(words.moment) ?? "", what: words["public.twin"],
                amount: row.believed.amount.map { words.amount(-$0) } ?? "")
        }
    }

    /// As the store says it appears; failing that under the merchant's name on the slip.
    private static func statement(_ picked: PickedReceipt, _ words: Words) -> String? {
        if let name = picked.store?.contact.statementName, !name.isEmpty, let amount = picked.facts.amount {
            return words.text("public.statement", ["name": name, "amount": words.amount(amount)])
        }
        let lines = picked.record.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let name = SlipFacts.read(lines: lines).merchantName, name.confidence >= 60,
            let amount = picked.facts.amount
        else { return nil }
        return words.text("public.statement", ["name": name.value, "amount": words.amount(amount)])
    }

    /// The first sixteen digits of the hash in fours: enough to compare by eye.
    private static func short(_ digest: String) -> String {
        let digits = Array(digest.prefix(16))
        return stride(from: 0, to: digits.count, by: 4)
            .map { String(digits[$0..<min($0 + 4, digits.count)]) }.joined(separator: " ")
    }
}
