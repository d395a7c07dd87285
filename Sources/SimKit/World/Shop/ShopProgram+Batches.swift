// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Tender

/// The close of the acquirer terminals' batches.
extension ShopProgram {
    /// Milliseconds without an answer after which the same message goes out again.
    private static let batchPatience: Int64 = 20_000

    func closeBatches() throws(Kill) {
        for lane in Lane.all where lane.hasBatches && memory.closes[lane.terminal] == nil {
            let attempts = memory.all.filter { $0.request.terminal == lane.terminal }
            guard attempts.allSatisfy(\.state.isOver) else { continue }
            let ids = attempts.compactMap { BatchEntry($0) }.map(\.attempt)
            let record = ShopRecord.batch(.began(lane.terminal, Lane.batch, ids))
            guard try journal.commit([record]) else { continue }
            memory.take(record)
        }
        try workBatches()
    }

    var nextBatchTime: Int64? {
        var next: Int64?
        for lane in Lane.all {
            guard let close = memory.closes[lane.terminal], close.work != nil else { continue }
            let due = close.lastSentAt.map { $0.milliseconds + Self.batchPatience - now.milliseconds } ?? 0
            next = min(next ?? .max, street.time + max(0, close.tries == 0 ? 0 : due))
        }
        return next
    }

    func workBatches() throws(Kill) {
        for lane in Lane.all where lane.hasBatches { try workBatch(lane) }
    }

    private func workBatch(_ lane: Lane) throws(Kill) {
        guard let close = memory.closes[lane.terminal], let work = close.work else { return }
        if close.tries > 0, let sent = close.lastSentAt, sent.adding(milliseconds: Self.batchPatience) > now { return }
        guard try recordBatch(.sent(now), lane) else { return }
        let first = close.entries.first.flatMap { memory.attempts[$0.attempt]?.request }
        guard let request = first ?? memory.all.first?.request else {
            _ = try recordBatch(.balanced, lane)
            _ = try recordBatch(.ended, lane)
            return
        }
        var packet = LaneMessage(lane: lane.index, life: life, act: .end, request: request)
        switch work {
        case .sendTotals(let totals):
            packet = LaneMessage(lane: lane.index, life: life, act: .totals, request: request, totals: totals)
        case .sendRows(let place, let entries):
            for entry in entries where street.takenRows.contains(entry.attempt) {
                street.breach(.i4, "\(entry.attempt) is uploaded again although it was taken")
            }
            guard let row = entries.first.flatMap({ memory.attempts[$0.attempt]?.request }) else { return }
            packet = LaneMessage(
                lane: lane.index, life: life, act: .row, request: row, place: place, rows: entries.map(\.attempt))
        case .sendEnd: break
        }
        street.send(packet)
        try street.point()
    }

    private func recordBatch(_ event: BatchClose.Event, _ lane: Lane) throws(Kill) -> Bool {
        let record = ShopRecord.batch(.event(lane.terminal, event))
        guard try journal.commit([record]) else { return false }
        memory.take(record)
        return true
    }

    func hearBatch(_ event: BatchClose.Event, _ packet: LaneMessage) throws(Kill) {
        let lane = Lane.all[packet.lane]
        guard var close = memory.closes[lane.terminal], close.step(event) else { return }
        guard try recordBatch(event, lane) else { return }
        if case .taken(let place) = event {
            street.takenRows.formUnion(close.entries.prefix(place).map(\.attempt))
        }
        if memory.closes[lane.terminal]?.state == .closed { street.figures.batches += 1 }
        try workBatch(lane)
    }
}
