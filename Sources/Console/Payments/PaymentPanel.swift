// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import Store
import Tender

/// The attempts that a transaction rests on, as its own page and its case's page show them.
struct PaymentPanel: Sendable, Equatable {
    struct Item: Sendable, Equatable {
        let now: PaymentCard
        let steps: [PaymentStep]
    }

    let items: [Item]

    /// nil where no attempt speaks of the transaction, or the caller may see none.
    init?(_ detail: TransactionDetail, _ call: Call) async throws {
        guard call.may(.viewPayments) else { return nil }
        let (view, clocks) = (try await call.view(), try await Clockwork(call.site))
        var items: [Item] = []
        for id in AttemptOrigin.all(detail.entries.map(\.observation)) {
            guard let record = try? await PaymentCounter(call: call).one(id) else { continue }
            items.append(
                Item(
                    now: PaymentCard(record, transaction: nil, from: view, clocks: clocks),
                    steps: PaymentStep.all(record, from: view, clocks: clocks)))
        }
        guard !items.isEmpty else { return nil }
        self.items = items
    }
}

/// What goes on at a terminal: attempts without a result, and when the other side last said something.
struct PaymentLane: Sendable, Equatable {
    let link: String?
    let lastAnswer: String
    let open: PaymentRows?

    /// nil for a terminal that was never charged from here and has no link.
    init?(_ terminal: TerminalID, _ call: Call, zone: Zone, view: Viewpoint) async throws {
        guard call.may(.viewPayments) else { return nil }
        let route = call.site.options.paymentDesk?.routes[terminal]
        let counter = PaymentCounter(call: call)
        let all = try await counter.list(onlyOpen: false, limit: 500).filter {
            $0.attempt.request.terminal == terminal
        }
        guard route != nil || !all.isEmpty else { return nil }
        link = route.map { view.words["payments.links.\($0.link.name)"] }
        let last = all.flatMap(\.events).filter { Self.isAnswer($0.kind) }.map(\.at).max()
        lastAnswer = last.map { "\(zone.civil(at: $0))" } ?? view.words["payments.laneNever"]
        open = PaymentRows(
            all.filter { !$0.attempt.state.isOver }, view.words["payments.laneOpen"], from: view,
            clocks: try await Clockwork(call.site))
    }

    /// Whether the other side said it.
    private static func isAnswer(_ kind: AttemptEvent.Kind) -> Bool {
        switch kind {
        case .answered, .notFound, .stillOpen, .reversalDone, .reversalNotFound, .reversalRefused: true
        case .sent, .notSent, .lost, .asked, .reversalSent, .repeated, .settled: false
        }
    }
}

extension PrintAlert {
    /// Charges and refunds whose outcome is not known, for everybody who sees attempts.
    static func payments(_ call: Call) async throws -> [PrintAlert] {
        guard call.may(.viewPayments) else { return [] }
        let open = try await PaymentCounter(call: call).list(onlyOpen: true, limit: 200).filter { record in
            switch record.attempt.state {
            case .unknown, .reversing, .repeating: true
            default: false
            }
        }
        guard !open.isEmpty else { return [] }
        let href = open.count == 1 ? "/payments/\(open[0].id)" : "/payments"
        return [
            PrintAlert(
                code: nil, tone: Mark.Tone.unknown.rawValue, icon: "stop",
                text: call.words.text("payments.band", ["count": String(open.count)]),
                act: call.words["payments.bandAct"], href: href)
        ]
    }
}
