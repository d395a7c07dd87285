// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import GRDB

/// Gathers writes that wait at the same moment into one group, so that one sync acknowledges them all.
///
///     caller ─┐
///     caller ─┼─▶ waiting ─▶ [ group on the writer's queue ] ─▶ all answered
///     caller ─┘      ▲  those who come meanwhile form the next group
actor Scribe {
    private struct Job {
        let plan: @Sendable (Planning) throws(StoreError) -> Void
        let isBulk: Bool
        let answer: CheckedContinuation<StoreError?, Never>
    }

    private let pool: DatabasePool
    private let desk: Desk
    private let hub: ChangeHub
    private let onFatal: @Sendable (StoreError) -> Void
    private var waiting: [Job] = []
    private var isWriting = false
    private var isClosed = false

    /// Callers that may wait; beyond it a caller is refused at once.
    static let queueLimit = 10_000

    init(pool: DatabasePool, desk: Desk, hub: ChangeHub, onFatal: @escaping @Sendable (StoreError) -> Void) {
        self.pool = pool
        self.desk = desk
        self.hub = hub
        self.onFatal = onFatal
    }

    /// Carries out a plan; returns when what it added is durable.
    func write(
        isBulk: Bool = false, _ plan: @escaping @Sendable (Planning) throws(StoreError) -> Void
    ) async throws(StoreError) {
        guard !isClosed else { throw .unreachable("the shop is closed") }
        guard waiting.count < Self.queueLimit else { throw .conflict("too many writes are waiting") }
        let refusal = await withCheckedContinuation { continuation in
            waiting.append(Job(plan: plan, isBulk: isBulk, answer: continuation))
            if !isWriting {
                isWriting = true
                Task { await drain() }
            }
        }
        if let refusal { throw refusal }
    }

    private func drain() async {
        while !waiting.isEmpty {
            let group = nextGroup()
            let result = await perform(group)
            switch result {
            case .success(let outcome):
                announce(outcome)
                for (job, refusal) in zip(group, outcome.refusals) { job.answer.resume(returning: refusal) }
            case .failure(let error):
                if case .unreachable = error { onFatal(error) }
                for job in group { job.answer.resume(returning: error) }
            }
        }
        isWriting = false
    }

    /// Rows of files are groups of their own: they are large already.
    private func nextGroup() -> [Job] {
        let size = waiting.first?.isBulk == true ? 1 : waiting.prefix { !$0.isBulk }.prefix(256).count
        defer { waiting.removeFirst(size) }
        return Array(waiting.prefix(size))
    }

    private func perform(_ group: [Job]) async -> Result<Desk.Outcome, StoreError> {
        let (desk, isBulk) = (desk, group.first?.isBulk == true)
        let plans = group.map(\.plan)
        do {
            return try await pool.writeWithoutTransaction { database in
                do throws(StoreError) {
                    return .success(try desk.perform(plans, isBulk: isBulk, in: database))
                } catch {
                    return .failure(error)
                }
            }
        } catch {
            return .failure(StoreError(error))
        }
    }

    private func announce(_ outcome: Desk.Outcome) {
        var changes = outcome.announcements
        if outcome.touched.transactions.count <= 200 {
            for touched in outcome.touched.transactions {
                changes.append((.transaction, TransactionRow.publicNumber(touched.id), touched.store))
            }
        }
        hub.publish(changes)
    }

    /// Refuses what comes from now on and waits for what is under way.
    func close() async {
        isClosed = true
        while isWriting { try? await Task.sleep(for: .milliseconds(1)) }
    }
}
