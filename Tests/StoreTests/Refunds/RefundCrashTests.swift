// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Refunds
import Store
import Tender
import Testing

/// Fifty people ask for one charge's money at once, retry, and the machine dies in the middle.
///
///     clients ─▶ shop (folder A) ─▶ portal         machine dies: bytes that nobody was told of are cut anywhere
///        └──── the same numbers again ─▶ shop (what is left of A) ─▶ portal ─▶ … ─▶ all have an end
///
/// `COUNTERFOIL_REFUND_RUNS=1000` runs the whole campaign; `COUNTERFOIL_REFUND_REPORT` names the file for its table.
@Suite struct RefundCrashTests {
    @Test func `never more than captured and never two with one intent, whenever the machine dies`() async throws {
        let environment = ProcessInfo.processInfo.environment
        let runs = environment["COUNTERFOIL_REFUND_RUNS"].flatMap { Int($0) } ?? 6
        var tally = RefundTally()
        for seed in 0..<runs {
            var run = RefundRun(seed: UInt64(seed))
            let outcome = try await run.play()
            #expect(outcome.paid <= RefundRun.captured, "seed \(seed)")
            #expect(outcome.doubles == 0, "seed \(seed)")
            #expect(outcome.paid == outcome.known, "seed \(seed): paid and recorded differ")
            #expect(outcome.isRebuiltSame, "seed \(seed)")
            tally.add(outcome)
        }
        #expect(tally.runs == runs)
        if let path = environment["COUNTERFOIL_REFUND_REPORT"] {
            try tally.table.write(toFile: path, atomically: true, encoding: .utf8)
        }
    }
}

/// One seeded run.
struct RefundRun {
    static let captured: Int64 = 5_800
    static let clients = 50

    struct Outcome {
        var paid: Int64 = 0
        var known: Int64 = 0
        var doubles = 0
        var refunds = 0
        var deaths = 0
        var cutBytes: Int64 = 0
        var asked = 0
        var lost = 0
        var isRebuiltSame = false
    }

    private let seed: UInt64
    private var dice: Seeded
    private let portal: Portal
    private let counter = RefundCounter()
    private var outcome = Outcome()

    init(seed: UInt64) {
        self.seed = seed
        dice = Seeded(seed)
        portal = Portal(seed: seed ^ 0xA5A5)
    }

    mutating func play() async throws -> Outcome {
        var folder = counter.folder
        var shop = try await folder.open(counter.clock)
        try await RefundCounter.furnish(shop)
        let sale = try await counter.sell("58.00", reference: "112015030001", in: shop)
        for _ in 0..<(1 + dice.next() % 2) {
            portal.start(dyingAfter: Int(dice.next() % 120), journal: Self.segment(folder))
            await ask(for: sale, in: shop)
            let safe = try portal.safe ?? size(of: folder)
            await shop.close()
            folder = try remains(of: folder, from: safe)
            outcome.deaths += 1
            shop = try await folder.open(counter.clock)
        }
        portal.start(dyingAfter: .max, journal: Self.segment(folder))
        await ask(for: sale, in: shop)
        await settle(sale, in: shop)
        try await weigh(sale, in: shop)
        let digest = try await shop.contentDigest()
        await shop.close()
        outcome.isRebuiltSame = try await folder.rebuild(counter.clock).contentDigest == digest
        return outcome
    }

    /// Everybody asks with his own number; several mean the same refund.
    private func ask(for sale: String, in shop: Shop) async {
        await withTaskGroup(of: Void.self) { group in
            for client in 0..<Self.clients {
                group.addTask { [portal, seed] in
                    guard let request = Self.request(client, seed: seed, of: sale) else { return }
                    let actor = Actor(name: "m\(client)")
                    let answer = try? await shop.requestRefund(request, as: .manager, in: .all, by: actor)
                    guard portal.hears(), let record = answer?.record else { return }
                    await Self.send(record, by: actor, in: shop, portal: portal)
                }
            }
        }
    }

    private static func request(_ client: Int, seed: UInt64, of sale: String) -> RefundRequest? {
        var dice = Seeded(seed &* 1_000 &+ UInt64(client))
        let amount = Money(minor: Int64(500 + dice.next() % 12 * 250))
        let reason = RefundReason.allCases[Int(dice.next() % 3)]
        var request = RefundRequest(transaction: sale, amount: amount, reason: reason)
        request.id = RefundID(bits: dice.next())
        return request
    }

    /// Recorded first, then sent, then the answer is recorded: whatever dies between leaves "unknown".
    private static func send(_ record: RefundRecord, by actor: Actor, in shop: Shop, portal: Portal) async {
        guard record.file.state == .requested || record.file.state == .unknown else { return }
        let sent = try? await shop.recordRefund(record.id, .sent, as: .manager, in: .all, by: actor)
        guard portal.hears(), sent?.record != nil else { return }
        let kind: RefundEvent.Kind = portal.pay(record.order).map { .succeeded(reference: $0) } ?? .lost
        guard !portal.isDead else { return }
        _ = try? await shop.recordRefund(record.id, kind, as: .manager, in: .all, by: actor)
        _ = portal.hears()
    }

    /// Those whose outcome nobody knows are asked about again, with the same number, until they have an end.
    private func settle(_ sale: String, in shop: Shop) async {
        for _ in 0..<60 {
            let open = ((try? await shop.refunds(of: sale, in: .all)) ?? []).filter {
                $0.file.state == .unknown || $0.file.state == .requested
            }
            if open.isEmpty { return }
            for record in open {
                await Self.send(record, by: Actor(name: record.order.requestedBy), in: shop, portal: portal)
            }
        }
    }

    private mutating func weigh(_ sale: String, in shop: Shop) async throws {
        let payouts = portal.payouts
        outcome.paid = payouts.reduce(0) { $0 + $1.amount }
        let records = try await shop.refunds(of: sale, in: .all)
        outcome.known = records.filter { $0.file.state == .succeeded }.reduce(0) { $0 + $1.order.amount.minor }
        let intents = Dictionary(grouping: payouts) { "\($0.amount) \($0.reason)" }
        outcome.doubles = intents.values.filter { $0.count > 1 }.count
        outcome.refunds = payouts.count
        (outcome.asked, outcome.lost) = (portal.asked, portal.lost)
    }

    private func size(of folder: DataFolder) throws -> Int {
        try Data(contentsOf: URL(filePath: Self.segment(folder))).count
    }

    private static func segment(_ folder: DataFolder) -> String {
        "\(folder.path)/journal/segment-0000000001.journal"
    }

    /// What a disk holds after the machine died: all that anybody was told, and any part of what came after.
    private mutating func remains(of folder: DataFolder, from safe: Int) throws -> DataFolder {
        let bytes = try Data(contentsOf: URL(filePath: Self.segment(folder)))
        let tail = max(0, bytes.count - safe)
        let kept = safe + (tail == 0 ? 0 : Int(dice.next() % UInt64(tail + 1)))
        var left = bytes.prefix(kept)
        // A group that was being written when the power went: some of its bytes, and then none.
        if dice.next() % 2 == 0 {
            left.append(contentsOf: (0..<(1 + dice.next() % 60)).map { UInt8(truncatingIfNeeded: $0 &* 37) })
        }
        outcome.cutBytes += Int64(bytes.count - kept)
        let next = DataFolder()
        try FileManager.default.createDirectory(
            atPath: "\(next.path)/journal", withIntermediateDirectories: true)
        try left.write(to: URL(filePath: Self.segment(next)))
        return next
    }
}

/// What the runs came to.
struct RefundTally {
    private(set) var runs = 0
    private var sum = RefundRun.Outcome()
    private var overpaid = 0
    private var unrecorded = 0
    private var different = 0

    mutating func add(_ outcome: RefundRun.Outcome) {
        runs += 1
        sum.paid = max(sum.paid, outcome.paid)
        if outcome.paid > RefundRun.captured { overpaid += 1 }
        if outcome.paid != outcome.known { unrecorded += 1 }
        if !outcome.isRebuiltSame { different += 1 }
        sum.doubles += outcome.doubles
        sum.refunds += outcome.refunds
        sum.deaths += outcome.deaths
        sum.cutBytes += outcome.cutBytes
        sum.asked += outcome.asked
        sum.lost += outcome.lost
    }

    var table: String {
        """
        # Refunds while the machine dies

        `COUNTERFOIL_REFUND_RUNS=\(runs) swift test --filter RefundCrashTests`; each run: one charge of 58.00, 50 \
        people who ask at once with numbers of their own and up to 36 intents, answers of the channel that get lost, \
        the machine killed once or twice and its un-told bytes cut or torn, then everybody asks again with the same \
        number.

        | what | count |
        | --- | ---: |
        | runs | \(runs) |
        | times the machine died | \(sum.deaths) |
        | requests of money | \(RefundRun.clients * (runs + sum.deaths)) |
        | times the channel was asked | \(sum.asked) |
        | answers that got lost | \(sum.lost) |
        | bytes of the journal that were cut | \(sum.cutBytes) |
        | refunds paid | \(sum.refunds) |
        | most paid of one charge of 58.00 | \(Money(minor: sum.paid).text) |
        | runs that paid more than captured | \(overpaid) |
        | intents paid twice | \(sum.doubles) |
        | runs with money paid and not recorded | \(unrecorded) |
        | runs whose rebuilt tables differ | \(different) |

        """
    }
}
