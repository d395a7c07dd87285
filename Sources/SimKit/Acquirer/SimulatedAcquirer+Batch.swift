// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Acquirers
internal import ISO8583
internal import Tender

extension SimulatedAcquirer {
    private func batchKey(_ message: Message) -> BatchKey {
        let key = key(of: message)
        return BatchKey(terminal: key.terminal, batch: key.batch)
    }

    /// What the host counts of a batch.
    func counted(_ batch: BatchKey) -> [HostEntry] {
        ledger.booked.filter { $0.counts && $0.key.terminal == batch.terminal && $0.key.batch == batch.batch }
    }

    /// 0500: compared side by side; the answer carries our own totals where they differ.
    mutating func totals(_ message: Message) -> Message {
        let key = batchKey(message)
        var batch = batches[key] ?? HostBatch()
        let entries = counted(key)
        let own = SettlementTotals(
            domestic: Self.side(entries.filter { $0.organisation == "CUP" }),
            foreign: Self.side(entries.filter { $0.organisation != "CUP" }))
        defer { batches[key] = batch }
        if make.isUnionPay {
            guard let content = message[48], let told = try? SettlementTotals(content) else {
                return reply(to: message, "30")
            }
            var answer = SettlementTotals(domestic: told.domestic, foreign: told.foreign)
            for side in [\SettlementTotals.domestic, \.foreign] {
                let isSame = Self.isSame(told[keyPath: side], own[keyPath: side])
                answer[keyPath: side] = isSame ? told[keyPath: side] : own[keyPath: side]
                answer[keyPath: side].outcome = isSame ? .balanced : .unbalanced
            }
            batch.isBalanced = answer.domestic.outcome == .balanced && answer.foreign.outcome == .balanced
            var reply = reply(to: message, "00")
            reply.set(48, answer.text)
            return reply
        }
        if message.text(3) == "960000" {
            close(&batch, key)
            return reply(to: message, "00")
        }
        let sum = [own.domestic, own.foreign]
        let isBalanced =
            message.number(74) == sum.reduce(0) { $0 + $1.creditCount }
            && message.number(76) == sum.reduce(0) { $0 + $1.debitCount }
            && message.number(86) == sum.reduce(0) { $0 + $1.credits }
            && message.number(88) == sum.reduce(0) { $0 + $1.debits }
        batch.isBalanced = isBalanced
        if isBalanced { batch.isClosed = true }
        var reply = reply(to: message, isBalanced ? "00" : "95")
        reply.set(66, isBalanced ? "1" : "2")
        return reply
    }

    private static func side(_ entries: [HostEntry]) -> SettlementTotals.Side {
        var side = SettlementTotals.Side()
        for entry in entries {
            if entry.kind.isDebit == true {
                side.debits += entry.amount
                side.debitCount += 1
            } else {
                side.credits += entry.amount
                side.creditCount += 1
            }
        }
        return side
    }

    private static func isSame(_ one: SettlementTotals.Side, _ other: SettlementTotals.Side) -> Bool {
        one.debits == other.debits && one.debitCount == other.debitCount && one.credits == other.credits
            && one.creditCount == other.creditCount
    }

    /// 0320: rows, or the end of them.
    mutating func upload(_ message: Message) -> Message {
        let key = batchKey(message)
        var batch = batches[key] ?? HostBatch()
        defer { batches[key] = batch }
        let network = make.isUnionPay ? message[60].flatMap { try? BatchReference($0) }?.network ?? "" : "201"
        switch network {
        case "202", "207":
            close(&batch, key)
            return reply(to: message, "00")
        default:
            guard let content = message[48], let rows = try? UploadDetails(content) else {
                return reply(to: message, "30")
            }
            for row in rows.details {
                batch.shown[row.trace] = row.amount
                batch.timesShown[row.trace, default: 0] += 1
            }
            return reply(to: message, "00")
        }
    }

    /// Once closed it stays closed; the comparison is made where rows were shown.
    private func close(_ batch: inout HostBatch, _ key: BatchKey) {
        batch.isClosed = true
        guard batch.isBalanced == false else { return }
        var match = HostBatch.Match()
        let own = Dictionary(counted(key).map { ($0.key.trace, $0.amount) }) { first, _ in first }
        for (trace, amount) in batch.shown.sorted(by: { $0.key < $1.key }) {
            guard let known = own[trace] else {
                match.unknownHere.append(trace)
                continue
            }
            if known != amount { match.otherAmount.append(trace) }
        }
        match.unknownThere = own.keys.filter { batch.shown[$0] == nil }.sorted()
        batch.match = match
    }
}
