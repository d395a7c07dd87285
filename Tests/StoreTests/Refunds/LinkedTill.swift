// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import Refunds
import Store
import Synchronization
import Tender
import Testing

/// A shop with one sale of 58.00 that went over a link as A1.
struct LinkedTill {
    let counter = RefundCounter()

    /// A host that can be asked, and counts a repeated message once.
    static let route = PaymentRoute(
        link: .acquirer, ability: .wallet, policy: RecoveryPolicy(asksBeforeRemedy: 0), batch: "000001")

    static func approved(_ minor: Int64, _ reference: String) -> AttemptEvent.Kind {
        .answered(
            Answer(
                .approved, amount: Money(minor: minor, currency: .cny), code: "00",
                reference: ReferenceNumber(reference)))
    }

    func open() async throws -> (shop: Shop, sale: String) {
        let shop = try await counter.folder.open(counter.clock)
        try await RefundCounter.furnish(shop)
        let order = PaymentOrder(
            order: "R1", kind: .sale, amount: Money(minor: 5_800, currency: .cny), terminal: "T0000001", key: "k1")
        _ = try await shop.begin(order, id: "A1", over: Self.route, sends: true, in: .all, by: counter.li)
        let record = try await shop.step("A1", Self.approved(5_800, "112600000001")).record
        let receipt = try #require(record.receipt)
        return (shop, try #require(try await shop.receipt(receipt, in: .all).record.transaction))
    }

    func ask(
        _ amount: String, of sale: String, _ reason: RefundReason = .doubleCharge, in shop: Shop
    ) async throws -> RefundID {
        let answer = try await shop.requestRefund(
            try counter.request(amount, of: sale, reason), as: .manager, in: .all, by: counter.chen)
        return try #require(answer.record?.id)
    }

    func send(_ refund: RefundID, _ id: AttemptID, in shop: Shop) async throws -> RefundSending {
        try await shop.begin(
            refund, attempt: id, over: Self.route, sends: true, as: .manager, in: .all, by: counter.chen)
    }

    /// At the till, by the attempts' own door.
    func give(_ kind: MovementKind, _ minor: Int64, _ id: AttemptID, in shop: Shop) async throws -> PaymentAdmission {
        let order = PaymentOrder(
            order: "R1", kind: kind, amount: Money(minor: minor, currency: .cny), terminal: "T0000001",
            original: "A1", key: "till \(id)")
        return try await shop.begin(order, id: id, over: Self.route, sends: true, in: .all, by: counter.li)
    }

    func left(_ sale: String, in shop: Shop) async throws -> Int64 {
        try await shop.entitlement(of: sale, in: .all).available.minor
    }

    func checkRebuild(_ shop: Shop) async throws {
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await counter.folder.rebuild(counter.clock).contentDigest == digest)
    }
}

/// Where the money moves: what reached the host, whatever came back from it, and what a person was paid out by the
/// acquirer's portal.
final class BackHost: Sendable {
    private struct Memory {
        var paid: [String: Int64] = [:]
        var dice: Seeded
    }

    private let memory: Mutex<Memory>

    init(seed: UInt64) { memory = Mutex(Memory(dice: Seeded(seed &+ 1_000))) }

    var moved: Int64 { memory.withLock { $0.paid.values.reduce(0, +) } }
    func has(_ name: String) -> Bool { memory.withLock { $0.paid[name] != nil } }
    func pay(_ name: String, _ minor: Int64) { memory.withLock { $0.paid[name] = minor } }
    func takeBack(_ name: String) { memory.withLock { $0.paid[name] = nil } }
    func roll(_ sides: UInt64) -> UInt64 { memory.withLock { $0.dice.next() % sides } }
}

/// One step of somebody, on one of the two ways.
struct BothWays {
    let till: LinkedTill
    let shop: Shop
    let sale: String
    let host: BackHost

    func take(_ act: Int, _ minor: Int64, _ name: String) async throws {
        guard let id = AttemptID(name) else { return }
        let whole = host.roll(3) == 0
        switch act {
        case 0: try await answer(await till.give(whole ? .void : .refund, whole ? 5_800 : minor, id, in: shop))
        case 1, 2:
            let amount = Money(minor: whole ? 5_800 : minor, currency: .cny).text
            _ = try await shop.requestRefund(
                till.counter.request(amount, of: sale), as: .manager, in: .all, by: till.counter.chen)
        case 3, 4:
            guard let refund = try await refunds(.requested).first else { return }
            if case .begun(let record) = try await till.send(refund.id, id, in: shop) { try await sent(record) }
        case 5: try await byHand()
        default: try await recover()
        }
    }

    private func refunds(_ state: RefundState) async throws -> [RefundRecord] {
        try await shop.refundOffer(of: sale, amount: nil, by: .manager, in: .all).refunds.filter {
            $0.file.state == state
        }
    }

    private func answer(_ admission: PaymentAdmission) async throws {
        if case .begun(let record) = admission { try await sent(record) }
    }

    /// The request goes out: it arrives or not, and what comes back comes back or not.
    private func sent(_ record: PaymentRecord) async throws {
        let amount = record.attempt.request.amount.minor
        switch host.roll(6) {
        case 0: try await shop.step(record.id, .notSent)
        case 1: try await shop.step(record.id, .lost(.timeout))
        case 2:
            host.pay(record.id.text, amount)
            try await shop.step(record.id, .lost(.timeout))
        case 3:
            let refusal = Answer(.declined, amount: Money(minor: 0, currency: .cny), code: "57")
            try await shop.step(record.id, .answered(refusal))
        default:
            host.pay(record.id.text, amount)
            try await shop.step(record.id, LinkedTill.approved(amount, "9\(record.id.text.filter(\.isNumber))"))
        }
    }

    /// A person does it in the acquirer's portal; the portal's answer may not come back.
    private func byHand() async throws {
        if let refund = try await refunds(.unknown).first {
            guard try await shop.payments(of: refund.id, in: .all).allSatisfy(\.attempt.state.isOver) else { return }
            let kind: RefundEvent.Kind =
                host.has(refund.id.text) ? .accepted(reference: "P\(refund.id)") : .failed
            _ = try await shop.recordRefund(
                refund.id, kind, words: "portal", as: .manager, in: .all, by: till.counter.chen)
            return
        }
        guard let refund = try await refunds(.requested).first else { return }
        let told = try await shop.recordRefund(refund.id, .sent, as: .manager, in: .all, by: till.counter.chen)
        if case .done = told, host.roll(2) == 0 { host.pay(refund.id.text, refund.order.amount.minor) }
    }

    /// What is open is asked for, repeated or reversed, and told the truth.
    private func recover() async throws {
        for record in try await shop.openPayments() where record.attempt.state != .sending {
            let (name, amount) = (record.id.text, record.attempt.request.amount.minor)
            if record.attempt.request.kind == .refund {
                try await shop.step(record.id, .repeated)
                host.pay(name, amount)
                try await shop.step(record.id, LinkedTill.approved(amount, "8\(name.filter(\.isNumber))"))
            } else if host.roll(2) == 0, host.has(name) {
                try await shop.step(record.id, LinkedTill.approved(amount, "7\(name.filter(\.isNumber))"))
            } else {
                try await shop.step(record.id, .reversalSent)
                host.takeBack(name)
                try await shop.step(record.id, .reversalDone)
            }
        }
    }
}
