// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Tender

/// The same numbers for the same seed.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

/// A host that keeps its own books and answers what it is told, once.
struct Host {
    struct Row {
        let order: OrderNumber
        let minor: Int64
        let takes: Bool
        let isApproved: Bool
        var isReversed = false
    }

    var rows: [VoucherNumber: Row] = [:]

    /// Charges that stand, of one sale.
    func charges(of order: OrderNumber) -> Int {
        rows.values.filter { $0.order == order && $0.takes && $0.isApproved && !$0.isReversed }.count
    }

    mutating func take(_ request: AttemptRequest, dice: inout Dice) -> AttemptEvent.Kind {
        let row =
            rows[request.voucher]
            ?? Row(
                order: request.order, minor: request.amount.minor, takes: request.kind.takes,
                isApproved: dice.happens(85))
        rows[request.voucher] = row
        return answer(row)
    }

    func ask(_ voucher: VoucherNumber) -> AttemptEvent.Kind { rows[voucher].map { answer($0) } ?? .notFound }

    mutating func reverse(_ voucher: VoucherNumber) -> AttemptEvent.Kind {
        guard let row = rows[voucher] else { return .reversalNotFound }
        rows[voucher]?.isReversed = true
        return row.isApproved ? .reversalDone : .answered(declined)
    }

    private let declined = Answer(.declined, amount: Money(minor: 0, currency: .cny), code: "51")

    private func answer(_ row: Row) -> AttemptEvent.Kind {
        guard row.isApproved else { return .answered(declined) }
        return .answered(Answer(.approved, amount: Money(minor: row.minor, currency: .cny), code: "00"))
    }
}

/// A till, a terminal's lane and a host in virtual time, with a network that loses and delays, and a program that is
/// killed. What is recorded survives; what is in memory does not.
struct UnluckyShop {
    var dice: Dice
    let ability: LinkAbility
    var host = Host()
    var now = Till.start
    /// The journal: intents and events, in order.
    private(set) var records: [(AttemptRequest, AttemptEvent?)] = []
    private(set) var attempts: [AttemptID: Attempt] = [:]
    private var inFlight: [(at: Instant, id: AttemptID, kind: AttemptEvent.Kind)] = []
    private(set) var kills = 0
    private(set) var refusals = 0
    private var nextNumber = 1
    /// Percent of messages lost in each direction.
    var loss: Int

    init(seed: UInt64, ability: LinkAbility) {
        dice = Dice(state: seed)
        self.ability = ability
        loss = Int(seed % 45)
    }

    /// The till asks for the sale to be paid; a hurried cashier does not wait for the outcome.
    mutating func pay(_ order: OrderNumber) {
        let request = Till.request(nextNumber, order: order.text)
        nextNumber += 1
        let sale = SaleAttempts(order, Array(attempts.values))
        guard sale.admit(request) == .begin else {
            refusals += 1
            return
        }
        record(request, nil)
        if killed() { return }
        run()
    }

    /// Does what is due now, one duty at a time, as the lane says.
    mutating func run() {
        for _ in 0..<50 {
            deliver()
            guard let turn = TerminalLane("30100001", Array(attempts.values)).next, turn.duty.at <= now,
                let attempt = attempts[turn.attempt]
            else { return }
            perform(turn.duty.work, attempt.request)
        }
    }

    private mutating func perform(_ work: Duty.Work, _ request: AttemptRequest) {
        let event: AttemptEvent.Kind =
            switch work {
            case .send: .sent
            case .giveUpWaiting: .lost(.timeout)
            case .ask: .asked
            case .reverse: .reversalSent
            case .repeatMessage: .repeated
            }
        record(request, event)
        if killed() || dice.happens(loss) { return }
        let answer: AttemptEvent.Kind
        switch work {
        case .send, .repeatMessage: answer = host.take(request, dice: &dice)
        case .ask: answer = host.ask(request.voucher)
        case .reverse: answer = host.reverse(request.voucher)
        case .giveUpWaiting: return
        }
        if killed() || dice.happens(loss) { return }
        let pause =
            dice.happens(80) ? Int64.random(in: 1...900, using: &dice) : .random(in: 1_000...200_000, using: &dice)
        inFlight.append((now.adding(milliseconds: pause), request.id, answer))
        if dice.happens(10) { inFlight.append((now.adding(milliseconds: pause * 3), request.id, answer)) }
    }

    private mutating func deliver() {
        let due = inFlight.filter { $0.at <= now }
        inFlight.removeAll { $0.at <= now }
        for (_, id, kind) in due {
            guard let attempt = attempts[id] else { continue }
            record(attempt.request, kind)
            if killed() { return }
        }
    }

    /// An event that does not fit is not recorded: it is told to nobody and changes nothing.
    private mutating func record(_ request: AttemptRequest, _ kind: AttemptEvent.Kind?) {
        guard let kind else {
            records.append((request, nil))
            attempts[request.id] = Attempt(request, ability: ability, policy: RecoveryPolicy(), at: now)
            return
        }
        let event = AttemptEvent(at: now, kind: kind)
        guard var attempt = attempts[request.id], (try? attempt.step(event)) != nil else { return }
        records.append((request, event))
        attempts[request.id] = attempt
    }

    /// Sometimes the program ends here, and begins again from its records.
    private mutating func killed() -> Bool {
        guard dice.happens(4) else { return false }
        kills += 1
        attempts = folded()
        inFlight.removeAll { _ in dice.happens(50) }
        for attempt in attempts.values.sorted(by: { $0.id < $1.id }) {
            if let event = attempt.afterRestart(at: now) { record(attempt.request, event.kind) }
        }
        return true
    }

    /// The attempts as the records alone tell them.
    func folded() -> [AttemptID: Attempt] {
        var found: [AttemptID: Attempt] = [:]
        var began: Set<AttemptID> = []
        for (request, event) in records {
            if began.insert(request.id).inserted, let made = attempts[request.id] {
                found[request.id] = Attempt(request, ability: ability, policy: RecoveryPolicy(), at: made.intendedAt)
            }
            if let event { _ = try? found[request.id]?.step(event) }
        }
        return found
    }
}
