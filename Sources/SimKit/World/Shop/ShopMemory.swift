// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Printing
internal import Tender

/// What the shop's program knows: the fold of its journal, and nothing else.
struct ShopMemory {
    private(set) var attempts: [AttemptID: Attempt] = [:]
    /// In the order in which they were intended.
    private(set) var ids: [AttemptID] = []
    private(set) var byOrder: [OrderNumber: [AttemptID]] = [:]
    private(set) var byKey: [PeerKey: AttemptID] = [:]
    private(set) var closes: [TerminalID: BatchClose] = [:]
    private(set) var spool = SpoolHistory()
    /// Attempts whose slip was handed to the spooler, with its first record.
    private(set) var slips: [AttemptID: CapturedJob] = [:]
    /// Receipt records of each attempt, copies left out.
    private(set) var originals: [AttemptID: Int] = [:]
    private var spooled: Set<PrintJobID> = []
    /// Attempts that are not over.
    private(set) var open: Set<AttemptID> = []
    private(set) var owed: Set<AttemptID> = []
    private(set) var vouchers: [TerminalID: Int] = [:]
    /// The latest time that stands in any record.
    private(set) var lastTime = Instant(milliseconds: 0)

    init() {}

    /// Takes in a record; one that tells nothing new changes nothing.
    mutating func take(_ record: ShopRecord) {
        switch record {
        case .attempt(.intended(let attempt)): intend(attempt)
        case .attempt(.event(let id, let event)): step(id, event)
        case .batch(let record): take(record)
        case .spool(let record):
            if case .whole(let job) = record, job.original == nil, let id = AttemptID(job.sender) {
                if slips[id] == nil { slips[id] = job }
                owed.remove(id)
                if spooled.insert(job.id).inserted { originals[id, default: 0] += 1 }
            }
            spool.add(record)
        }
    }

    private mutating func intend(_ attempt: Attempt) {
        guard attempts[attempt.id] == nil else { return }
        attempts[attempt.id] = attempt
        ids.append(attempt.id)
        open.insert(attempt.id)
        byOrder[attempt.request.order, default: []].append(attempt.id)
        byKey[attempt.request.peerKey] = attempt.id
        let voucher = Int(attempt.request.voucher.text) ?? 0
        vouchers[attempt.request.terminal] = max(vouchers[attempt.request.terminal] ?? 0, voucher)
        lastTime = max(lastTime, attempt.intendedAt)
    }

    private mutating func step(_ id: AttemptID, _ event: AttemptEvent) {
        lastTime = max(lastTime, event.at)
        guard (try? attempts[id]?.step(event)) == true, let attempt = attempts[id] else { return }
        if attempt.state.isOver { open.remove(id) } else { open.insert(id) }
        if attempt.state.isApproved, slips[id] == nil { owed.insert(id) }
    }

    private mutating func take(_ record: BatchRecord) {
        switch record {
        case .began(let terminal, let batch, let ids):
            guard closes[terminal] == nil else { return }
            closes[terminal] = BatchClose(
                terminal, batch, ids.compactMap { attempts[$0].flatMap { BatchEntry($0) } },
                rowsPerMessage: 3)
        case .event(let terminal, let event): closes[terminal]?.step(event)
        }
    }

    /// A seeded bug: what was uploaded is forgotten.
    mutating func beginClosesAnew() {
        for (terminal, close) in closes {
            guard case .uploading = close.state else { continue }
            var anew = BatchClose(terminal, close.batch, close.entries, rowsPerMessage: close.rowsPerMessage)
            anew.step(.different(told: nil))
            closes[terminal] = anew
        }
    }

    var all: [Attempt] { ids.compactMap { attempts[$0] } }

    func sale(_ order: OrderNumber) -> SaleAttempts {
        SaleAttempts(order, (byOrder[order] ?? []).compactMap { attempts[$0] })
    }

    /// Attempts of a lane that are not over, in the order in which they were intended.
    func open(_ terminal: TerminalID) -> [Attempt] {
        guard !open.isEmpty else { return [] }
        return open.compactMap { attempts[$0] }.filter { $0.request.terminal == terminal }
            .sorted { ($0.intendedAt, $0.request.number) < ($1.intendedAt, $1.request.number) }
    }

    /// What is not over, in the order in which it was intended.
    var opened: [Attempt] { open.compactMap { attempts[$0] }.sorted { $0.request.number < $1.request.number } }

    /// What went through and has no slip at the spooler yet.
    var owedSlips: [Attempt] {
        owed.isEmpty ? [] : owed.compactMap { attempts[$0] }.sorted { $0.request.number < $1.request.number }
    }
}
