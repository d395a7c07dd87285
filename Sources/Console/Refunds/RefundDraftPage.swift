// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Refunds
import Store
import Tender

/// The form for a refund: the charge beside those that look the same, what is left, the way and why.
struct RefundDraftPage: Sendable {
    struct Problem: Sendable, Equatable {
        let text: String
        /// The refund that was asked for first.
        var href: String?
    }

    struct Side: Sendable, Equatable {
        let line: TransactionLine
        let numbers: [TransactionPage.Pair]
        /// Opens the form for this one instead.
        let href: String
        let isChosen: Bool
        /// How far it is the same as the chosen one; nil for that one itself.
        let compared: String?
    }

    struct Offer: Sendable, Equatable {
        let captured: String
        let held: String
        let available: String
        let window: String
        /// nil when something is in the way.
        let route: String?
        let why: String
        let arrival: String?
        let approval: String?
        /// That it goes over a link by itself; nil where people carry it out.
        let link: String?
    }

    struct Option: Sendable, Equatable {
        let value: String
        let text: String
        let isChosen: Bool
    }

    let title: String
    /// Number that this page will ask with, however often its button is pressed.
    let number: String
    let transaction: String
    let amount: String
    let right: String
    let caseID: String
    let words: String
    let sides: [Side]
    let hasTwo: Bool
    let hasOriginal: Bool
    let offer: Offer?
    let mayAsk: Bool
    /// Too little was charged: what to do instead of giving back.
    let collect: String?
    /// Name of the reason that is chosen.
    let reason: String
    let reasons: [Option]
    let stores: [Option]
    let earlier: [RefundLine]
    let hasEarlier: Bool
    let problem: Problem?

    init(
        _ draft: RefundDraft, detail: TransactionDetail?, offer: RefundOffer?, problem: Problem?, role: RefundRole,
        linked: Set<TerminalID?> = [], stores: [StoreRecord], view: Viewpoint, clocks: Clockwork
    ) {
        let words = view.words
        title = words["refunds.newTitle"]
        number = RefundID(bits: UInt64.random(in: .min ... .max)).text
        transaction = detail?.summary.id ?? ""
        (amount, right, caseID) = (draft.amount, draft.right, draft.caseID)
        self.words = draft.words
        sides = detail.map { Self.sides($0, draft, view) } ?? []
        hasTwo = sides.count > 1
        hasOriginal = detail != nil
        self.offer = offer.map { Self.offer($0, linked.contains($0.terminal) ? $0.terminal : nil, words) }
        mayAsk = detail == nil ? role == .manager || role == .finance : offer?.choice != nil && offer?.approval != nil
        let difference = draft.difference(from: offer?.ground.captured)
        collect = difference.flatMap { sum in
            guard sum.minor <= 0 else { return nil }
            let due = words.amount(-sum)
            return sum.minor == 0 ? words["refunds.rightAmount"] : words.text("refunds.collect", ["amount": due])
        }
        reason = draft.reason.rawValue
        reasons = RefundReason.allCases.map {
            Option(value: $0.rawValue, text: words.pick($0.label), isChosen: $0 == draft.reason)
        }
        self.stores = stores.map {
            Option(value: $0.id.text, text: $0.name, isChosen: $0.id.text == draft.store)
        }
        earlier = offer?.refunds.map { RefundLine($0, from: view, clocks: clocks) } ?? []
        hasEarlier = !earlier.isEmpty
        self.problem = problem
    }

    /// The charge, and others with the same card, amount and store within minutes.
    private static func sides(_ detail: TransactionDetail, _ draft: RefundDraft, _ view: Viewpoint) -> [Side] {
        let own = detail.summary.believed
        let twins = detail.related.filter { $0.believed.type == own.type && $0.believed.amount == own.amount }
        return ([detail.summary] + twins.prefix(3)).map { summary in
            let facts = summary.believed
            let pairs: [(String, String?)] = [
                ("terminal", facts.terminal?.text), ("voucher", facts.voucher?.text),
                ("reference", facts.reference?.text), ("authorisation", facts.authorisation?.text),
                ("order", facts.order?.text), ("channelOrder", facts.channelOrder?.text),
            ]
            let tail = draft.caseID.isEmpty ? "" : "&case=\(draft.caseID)"
            return Side(
                line: TransactionLine(summary, from: view),
                numbers: pairs.map {
                    .init(name: view.words["field.\($0.0)"], text: $0.1 ?? "–")
                },
                href: "/refunds/new?transaction=\(summary.id)&reason=\(draft.reason.rawValue)\(tail)",
                isChosen: summary.id == detail.summary.id,
                compared: summary.id == detail.summary.id ? nil : Sameness(own, facts).text(view.words))
        }
    }

    private static func offer(_ offer: RefundOffer, _ terminal: TerminalID?, _ words: Words) -> Offer {
        let ground = offer.ground
        let left = ground.entitlement
        let window: String
        if let last = ground.lastDay, let days = ground.daysLeft {
            let key = days < 0 ? "refunds.windowOver" : "refunds.windowLeft"
            window = words.text(key, ["day": last.description, "days": String(abs(days))])
        } else {
            window = words["refunds.windowUnknown"]
        }
        return Offer(
            captured: words.amount(left.captured), held: words.amount(left.held),
            available: words.amount(left.available),
            window: window, route: offer.choice.map { words.pick($0.route.label) },
            why: offer.choice.map { words.pick($0.why) } ?? offer.refusal.map { words.pick($0.words) } ?? "",
            arrival: offer.choice.map { words.pick($0.arrival) },
            approval: offer.approval.map { words["refunds.approval.\($0.rawValue)"] }
                ?? offer.refusal.map { words.pick($0.words) },
            link: offer.choice == nil
                ? nil : terminal.map { words.text("refunds.byLink", ["terminal": $0.text]) })
    }
}
