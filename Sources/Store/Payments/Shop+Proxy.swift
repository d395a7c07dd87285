// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Charges
internal import GRDB
public import Tender

/// An attempt with what the till behind the terminal proxy is to be told.
public struct ProxiedRecord: Sendable, Hashable {
    public let record: PaymentRecord
    /// The terminal's answer as plain JSON without card data; nil where none came.
    public let answer: [UInt8]?
}

extension Shop {
    /// Decides what becomes of a till's payment and records the intent and that it is sent, both under one lock.
    ///
    /// - Parameters:
    ///   - request: complete, with the till's own number.
    ///   - decide: is given the attempts of the sale, those with the same number at the terminal and those that are
    ///     open there, oldest first, and says whether it begins. Pure: it is called while the journal waits.
    /// - Returns: what was decided, and the attempt as it stands when it began.
    public func beginProxied<Decision: Sendable>(
        _ request: AttemptRequest, over route: PaymentRoute, by actor: Actor,
        _ decide: @escaping @Sendable ([ProxiedRecord], Instant) -> (begins: Bool, decision: Decision)
    ) async throws(StoreError) -> (decision: Decision, record: PaymentRecord?) {
        try await write { planning throws(StoreError) in
            var place = Facts(type: .sale)
            place.terminal = request.terminal
            let store = planning.known.store(of: place)
            let known = try planning.ask { database in
                try PaymentTable.beside(request, in: database).filter { record in
                    // Two stores may give two sales one number.
                    record.store == store || record.attempt.request.terminal == request.terminal
                }.map { ProxiedRecord(record: $0, answer: try PaymentTable.answer(of: $0.id, in: database)) }
            }
            let now = planning.now()
            let (begins, decision) = decide(known, now)
            guard begins else { return (decision, nil) }
            let attempt = Attempt(request, ability: route.ability, policy: route.policy(for: request.kind), at: now)
            try planning.add(.attempt(.intended(attempt)), by: actor)
            try planning.add(.attempt(.event(request.id, AttemptEvent(at: now, kind: .sent))), by: .system)
            guard let record = try planning.payment(request.id) else { throw .missing }
            planning.announcements.append((.payment, request.id.text, record.store))
            return (decision, record)
        }
    }

    /// Records that the till has its answer. Once is enough.
    public func deliver(_ id: AttemptID) async throws(StoreError) {
        try await write { planning throws(StoreError) in
            guard let record = try planning.payment(id) else { throw .missing }
            guard record.deliveredAt == nil, record.attempt.state.isOver else { return }
            try planning.add(.proxy(.delivered(id)), by: .system)
            planning.announcements.append((.payment, id.text, record.store))
        }
    }

    /// An attempt with what its till is to be told; nil for one that is not known.
    public func proxied(_ id: AttemptID) async throws(StoreError) -> ProxiedRecord? {
        try await read { database in
            try PaymentTable.record(id, in: database).map {
                ProxiedRecord(record: $0, answer: try PaymentTable.answer(of: id, in: database))
            }
        }
    }

    /// The newest attempt that a till began with a number at a terminal; nil where there is none.
    ///
    /// - Parameter linkNote: names the two sides, as the intent keeps it.
    public func proxied(
        _ voucher: VoucherNumber, at terminal: TerminalID, linkNote: String
    ) async throws(StoreError) -> AttemptID? {
        try await read { database in
            try PaymentTable.all(" WHERE terminal = ? AND voucher = ?", [terminal.text, voucher.text], in: database)
                .filter { $0.attempt.request.isProxied && $0.attempt.request.linkNote == linkNote }
                .max { ($0.attempt.intendedAt, $0.id) < ($1.attempt.intendedAt, $1.id) }?.id
        }
    }
}

extension PaymentTable {
    /// What bears on a till's payment: attempts of its sale, with its number, or open at its terminal; oldest first.
    static func beside(_ request: AttemptRequest, in database: Database) throws -> [PaymentRecord] {
        let terminal = request.terminal.text
        let found =
            try records(of: request.order, in: database)
            + all(" WHERE terminal = ? AND voucher = ?", [terminal, request.voucher.text], in: database)
            + all(" WHERE terminal = ? AND is_over = 0", [terminal], in: database)
        return Dictionary(found.map { ($0.id, $0) }) { first, _ in first }.values.sorted {
            ($0.attempt.intendedAt, $0.id) < ($1.attempt.intendedAt, $1.id)
        }
    }
}
