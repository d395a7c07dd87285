// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import Hummingbird
import HummingbirdTesting
import Refunds
import Store
import Synchronization
import Tender
import Testing

@testable import Console

/// A desk whose far end says nothing by itself: a test tells what comes back.
final class ScriptedDesk: PaymentDesk {
    let routes: [TerminalID: PaymentRoute]
    private let shop = Mutex<Shop?>(nil)
    private let inputs = Mutex<[String]>([])

    init(takesCards: Bool = false) {
        let policy = RecoveryPolicy()
        var routes =
            [
                "T0000001": PaymentRoute(link: .acquirer, ability: .acquirer, policy: policy, batch: "000001"),
                "W0000001": PaymentRoute(link: .wallet, ability: .wallet, policy: policy),
                "T0000009": PaymentRoute(link: .terminal, ability: .terminal, policy: policy),
            ] as [TerminalID: PaymentRoute]
        routes["T0000001"]?.acceptsCards = takesCards
        self.routes = routes
    }

    func open(_ shop: Shop) { self.shop.withLock { $0 = shop } }

    /// Codes of wallets that were handed over, and of cards the last four digits and how they were read.
    var codes: [String] { inputs.withLock { $0 } }

    func begin(
        _ order: PaymentOrder, id: AttemptID, input: PaymentInput, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> PaymentAdmission {
        guard let shop = shop.withLock({ $0 }), let route = routes[order.terminal] else { throw .missing }
        if case .walletCode(let code) = input { inputs.withLock { $0.append(code) } }
        if case .card(let card) = input {
            inputs.withLock { $0.append("card \(card.number.suffix(4)) \(card.entryMode)") }
        }
        return try await shop.begin(order, id: id, over: route, sends: true, in: scope, by: actor)
    }

    func giveBack(
        _ refund: RefundID, id: AttemptID, as role: RefundRole, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> RefundSending {
        guard let shop = shop.withLock({ $0 }) else { throw .missing }
        guard let terminal = try await shop.carrier(of: refund, in: scope), let route = routes[terminal] else {
            return .noLink
        }
        return try await shop.begin(refund, attempt: id, over: route, sends: true, as: role, in: scope, by: actor)
    }

    func settle(
        _ id: AttemptID, _ settlement: AttemptEvent.Settlement, proof: String, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> PaymentRecord {
        guard let shop = shop.withLock({ $0 }) else { throw .missing }
        return try await shop.step(id, .settled(settlement), words: proof, in: scope, by: actor).record
    }
}

/// A shop with terminals, and the ways to charge and give back there.
struct TillStage: Sendable {
    let stage: Stage
    let client: any TestClientProtocol
    let desk: ScriptedDesk

    static func play(
        hasDesk: Bool = true, takesCards: Bool = false,
        prepare: @escaping @Sendable (inout ConsoleOptions) -> Void = { _ in },
        _ act: @escaping @Sendable (TillStage) async throws -> Void
    ) async throws {
        let desk = ScriptedDesk(takesCards: takesCards)
        let all: (inout ConsoleOptions) -> Void = { options in
            if hasDesk { options.paymentDesk = desk }
            prepare(&options)
        }
        try await Stage.play(prepare: all) { stage, client in
            desk.open(stage.shop)
            for (terminal, store) in [("T0000001", "N1"), ("W0000001", "N1"), ("T0000009", "S1")] {
                try await stage.shop.putTerminal(
                    terminal: TerminalID(terminal) ?? "T", merchant: nil, store: StoreID(store) ?? "N1", by: .system)
            }
            try await act(TillStage(stage: stage, client: client, desk: desk))
        }
    }

    var shop: Shop { stage.shop }

    static func approved(_ minor: Int64 = 5_800) -> AttemptEvent.Kind {
        .answered(
            Answer(
                .approved, amount: Money(minor: minor, currency: .cny), code: "00", reference: "112600000001",
                authorisation: "A1B2C3", card: MaskedPAN(bin: "621700", last4: "1234")))
    }

    static let declined = AttemptEvent.Kind.answered(
        Answer(.declined, amount: Money(minor: 0, currency: .cny), code: "51"))
}

extension Program {
    /// Asks for a sale to be charged.
    func charge(
        _ order: String, _ amount: String = "58.00", key: String?, terminal: String = "T0000001", more: String = "",
        wait: Int? = nil
    ) async throws -> Answer {
        let tail = wait.map { "?wait=\($0)" } ?? ""
        let json = #"{"amount":{"amount":"\#(amount)","currency":"CNY"},"terminal":"\#(terminal)"\#(more)}"#
        return try await send(.post, "/api/v1/sales/\(order)/attempts\(tail)", json: json, key: key)
    }
}

extension Program.Answer {
    var id: AttemptID { (json["id"] as? String).flatMap { AttemptID($0) } ?? "?" }
    var state: String { json["state"] as? String ?? "" }
    var code: String { json["code"] as? String ?? "" }
}
