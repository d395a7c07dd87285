// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Charges
internal import GRDB
public import Printing
public import Tender

extension Shop {
    /// Admits an order to pay and records the intent, both under one lock: of two orders for one sale one begins.
    ///
    /// - Parameters:
    ///   - id: name for the attempt if it begins.
    ///   - sends: record at once that the request goes out, for a lane that is free.
    /// - Throws: `.missing` for a terminal of none of the caller's stores.
    public func begin(
        _ order: PaymentOrder, id: AttemptID, over route: PaymentRoute, sends: Bool = false, in scope: StoreScope,
        by actor: Actor
    ) async throws(StoreError) -> PaymentAdmission {
        try await write { planning throws(StoreError) in
            var place = Facts(type: .sale)
            place.terminal = order.terminal
            let store = planning.known.store(of: place)
            guard scope.holds(store) else { throw .missing }
            // Two stores may give two sales one number.
            let known = try planning.ask { database in try PaymentTable.records(of: order.order, in: database) }
                .filter { $0.store == store }
            let last = try planning.ask { database in try PaymentTable.lastNumber(of: order.terminal, in: database) }
            let request = AttemptRequest(
                id: id, order: order.order, kind: order.kind, amount: order.amount, terminal: order.terminal,
                voucher: PaymentNumber.after(last), original: order.original, key: order.key, link: route.link,
                batch: route.batch, linkNote: route.linkNote)
            switch SaleAttempts(order.order, known.map(\.attempt)).admit(request) {
            case .same(let id):
                guard let record = known.first(where: { $0.id == id }) else { throw .missing }
                return .same(record)
            case .refused(let refusal): return .refused(refusal, known.first { $0.id == refusal.attempt })
            case .begin: break
            }
            let attempt = Attempt(
                request, ability: route.ability, policy: route.policy(for: order.kind), at: planning.now())
            try planning.add(.attempt(.intended(attempt)), by: actor)
            if sends {
                try planning.add(.attempt(.event(id, AttemptEvent(at: planning.now(), kind: .sent))), by: .system)
            }
            guard let record = try planning.payment(id) else { throw .missing }
            planning.announcements.append((.payment, id.text, record.store))
            return .begun(record)
        }
    }

    /// Records what happened with an attempt. What it shows of the money, and for an approval its receipt with a slip
    /// on its way, become durable together with it, before anyone is told.
    ///
    /// - Parameters:
    ///   - slips: that came with the answer.
    ///   - printer: the slip goes to; empty for none.
    ///   - before: the attempt as the caller knows it, to make the slip of without a look at the tables; what is
    ///     recorded does not depend on it.
    /// - Returns: the attempt as it stands then, and whether the event said something new.
    /// - Throws: `.refused` with both languages when the event does not fit; `.missing`.
    @discardableResult
    public func step(
        _ id: AttemptID, _ kind: AttemptEvent.Kind, words: String = "", slips: [LinkSlip] = [], printer: String = "",
        knowing before: PaymentRecord? = nil, in scope: StoreScope = .all, by actor: Actor = .system
    ) async throws(StoreError) -> (record: PaymentRecord, isNews: Bool) {
        let slip = PaymentSlip(slips, printer: printer, dots: options.slipDots)
        let prepared = try await prepare(slip, of: id, kind, knowing: before)
        return try await write { planning throws(StoreError) in
            guard let before = try planning.payment(id), scope.holds(before.store) else { throw .missing }
            let by = actor == .system ? "" : actor.name
            let event = AttemptEvent(at: planning.now(), by: by, kind: kind, words: words)
            var probe = before.attempt
            do throws(AttemptRefusal) {
                guard try probe.step(event) else { return (before, false) }
            } catch {
                throw .refused(error.words)
            }
            try planning.add(.attempt(.event(id, event)), by: actor)
            guard let record = try planning.payment(id) else { throw .missing }
            planning.announcements.append((.payment, id.text, record.store))
            try planning.tell(record, after: before, slip: slip, prepared: prepared)
            return (record, true)
        }
    }

    /// Makes the slip of an approval before the journal's turn: drawing it takes longer than writing it.
    private func prepare(
        _ slip: PaymentSlip, of id: AttemptID, _ kind: AttemptEvent.Kind, knowing given: PaymentRecord?
    ) async throws(StoreError) -> PaymentSlip.Made? {
        guard case .answered(let answer) = kind, answer.outcome != .declined, let known else { return nil }
        var found = given
        if found == nil { found = try await read { database in try PaymentTable.record(id, in: database) } }
        guard let before = found else { return nil }
        var record = before
        guard (try? record.attempt.step(AttemptEvent(at: clock.now(), kind: kind))) == true,
            before.receipt == nil, record.attempt.state.isApproved
        else { return nil }
        var original: PaymentRecord?
        if let named = record.attempt.request.original {
            original = try await read { database in try PaymentTable.record(named, in: database) }
        }
        let zone = known.calendar(of: record.store).zone
        return record.facts(in: zone, original: original).flatMap { slip.made($0, known.stores) }
    }

    /// Attempts that are not over, for whoever carries them on.
    public func openPayments() async throws(StoreError) -> [PaymentRecord] {
        try await read { database in try PaymentTable.open(in: database) }
    }

    /// Slips of attempts that were recorded for a printer and of which nothing was heard since.
    public func pendingPaymentSlips() async throws(StoreError) -> [(receipt: PrintJobID, printer: String)] {
        // The list of reports is that of the index of open receipts: a start must not read them all.
        let sql = """
            SELECT receipt.id, receipt.printer FROM receipt JOIN payment ON payment.receipt = receipt.id
            WHERE receipt.report IN ('captured', 'held', 'unconfirmed', 'stale') AND receipt.report = 'captured'
              AND receipt.last_event = 0 AND receipt.printer <> ''
            ORDER BY receipt.ended
            """
        return try await read { database in
            try Row.fetchAll(database, sql: sql).compactMap { row in
                PrintJobID(row[0] as String).map { ($0, row[1]) }
            }
        }
    }

    /// Attempts of one sale, oldest first.
    public func payments(of order: OrderNumber, in scope: StoreScope) async throws(StoreError) -> [PaymentRecord] {
        try await read { database in try PaymentTable.records(of: order, in: database) }.filter {
            scope.holds($0.store)
        }
    }

    public func payment(_ id: AttemptID, in scope: StoreScope) async throws(StoreError) -> PaymentRecord {
        let found = try await read { database in try PaymentTable.record(id, in: database) }
        guard let found, scope.holds(found.store) else { throw .missing }
        return found
    }

    /// Waits until an attempt is over, but not longer than `patience`.
    public func payment(
        _ id: AttemptID, waiting patience: Duration, in scope: StoreScope
    ) async throws(StoreError) -> PaymentRecord {
        // Listening begins before the look, so that nothing falls between.
        let changes = changes()
        let record = try await payment(id, in: scope)
        guard !record.attempt.state.isOver, patience > .zero else { return record }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await change in changes where change.kind == .payment && change.id == id.text {
                    guard let record = try? await self.payment(id, in: .all) else { return }
                    if record.attempt.state.isOver { return }
                }
            }
            group.addTask { try? await Task.sleep(for: patience) }
            await group.next()
            group.cancelAll()
        }
        return try await payment(id, in: scope)
    }

    /// The newest attempt with a number at a terminal; nil where there is none.
    public func payment(_ voucher: VoucherNumber, at terminal: TerminalID) async throws(StoreError) -> AttemptID? {
        try await read { database in try PaymentTable.newest(voucher, at: terminal, in: database) }
    }

    /// Attempts, newest change first.
    ///
    /// - Parameter onlyOpen: leaves out what is over.
    public func payments(
        onlyOpen: Bool = false, limit: Int = 200, in scope: StoreScope
    ) async throws(StoreError) -> [PaymentRecord] {
        var condition = Condition()
        condition.add(scope, table: "payment")
        if onlyOpen { condition.add("is_over = 0") }
        let rest = "\(condition.clause) ORDER BY changed DESC, id LIMIT \(max(1, min(limit, 1_000)))"
        return try await read { [arguments = condition.arguments] database in
            try PaymentTable.all(rest, arguments, in: database)
        }
    }
}

/// Numbers of exchanges at one terminal: six digits, 000001 follows 899999; those above are for messages that move no
/// money.
enum PaymentNumber {
    static func after(_ last: Int64) -> VoucherNumber {
        let next = (1..<899_999).contains(last) ? last + 1 : 1
        let text = String(next)
        return VoucherNumber(String(repeating: "0", count: 6 - text.utf8.count) + text) ?? "000001"
    }
}

extension AdmissionRefusal {
    /// The attempt that stands in the way.
    public var attempt: AttemptID? {
        switch self {
        case .otherContent(let id), .underWay(let id), .unknown(let id), .paid(let id), .paidInPart(let id, _),
            .beyondCaptured(let id):
            id
        case .key, .amount, .noOriginal: nil
        }
    }
}
