// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Attempts
import Links
import Store
import Tender

/// How many sales this machine carries when every step is on the disk before the next.
struct SimulateSalesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sales",
        abstract: "Measures the durable sales of this machine: real journal, database and fsync, an acquirer that "
            + "answers at once.",
        discussion: """
            Each terminal sells, waits until its sale is approved, recorded with its receipt and synced, and sells \
            again. The folder must not hold a shop of yours: the sales stay in its journal.
            """)

    @Option(help: "Folder of a journal of its own; made when it is missing.") var data: String
    @Option(help: "Terminals that sell at the same time.") var terminals = 64
    @Option(help: "Sales in all.") var sales = 20_000
    @Flag(help: "Machine-readable output.") var json = false

    func run() async throws {
        guard (1...2_000).contains(terminals), (1...10_000_000).contains(sales) else {
            throw ValidationError("--terminals is 1 to 2000, --sales 1 to 10000000")
        }
        let started = ContinuousClock.now
        let shop = try await Shop.open(directory: data, clock: SystemClock())
        let opened = ContinuousClock.now - started
        let store = StoreRecord(id: "S1", name: "测试店", zone: "Asia/Shanghai", businessDay: .midnight)
        try await shop.putStore(store, by: .system)
        let names = (1...terminals).map { TerminalID("9\(1_000_000 + $0)") ?? "91000000" }
        let route = PaymentRoute(
            link: .acquirer, ability: .acquirer, policy: RecoveryPolicy(), batch: "000001")
        let station = AttemptStation(
            shop: shop, lanes: names.map { AttemptStation.Lane($0, route: route, link: PromptLink()) },
            now: { SystemClock().now() })
        try await station.start()
        let begun = ContinuousClock.now
        let waits = try await sell(station, shop, names, first: shop.openReport.records)
        let lasted = ContinuousClock.now - begun
        await station.stop()
        await shop.close()
        tell(waits.sorted(), lasted, opened, records: shop.openReport.records)
    }

    private func sell(
        _ station: AttemptStation, _ shop: Shop, _ names: [TerminalID], first: UInt64
    ) async throws -> [Duration] {
        let sales = sales
        return try await withThrowingTaskGroup(of: [Duration].self) { group in
            for (lane, terminal) in names.enumerated() {
                group.addTask {
                    var waits: [Duration] = []
                    for number in stride(from: lane, to: sales, by: names.count) {
                        let name = "\(first)-\(number)"
                        guard let order = OrderNumber("R" + name), let id = AttemptID("A" + name) else { return waits }
                        let start = ContinuousClock.now
                        let wish = PaymentOrder(
                            order: order, kind: .sale,
                            amount: Money(minor: Int64(100 + number % 90_000), currency: .cny),
                            terminal: terminal, key: name)
                        _ = try await station.begin(wish, id: id, in: .all, by: .commandLine)
                        let record = try await station.outcome(of: id)
                        guard record.attempt.state == .approved, record.receipt != nil else {
                            throw StoreError.conflict("sale \(name) at lane \(lane) ended \(record.attempt.state.name)")
                        }
                        waits.append(ContinuousClock.now - start)
                    }
                    return waits
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func tell(_ waits: [Duration], _ lasted: Duration, _ opened: Duration, records: UInt64) {
        func millis(_ time: Duration) -> Double {
            (Double(time.components.attoseconds) / 1e13).rounded() / 100 + Double(time.components.seconds) * 1_000
        }
        func share(_ part: Double) -> Double {
            waits.isEmpty ? 0 : millis(waits[min(waits.count - 1, Int(Double(waits.count) * part))])
        }
        let perSecond = (Double(waits.count) / (millis(lasted) / 1_000)).rounded()
        let text =
            json
            ? """
            {"sales": \(waits.count), "per_second": \(perSecond), "p50_ms": \(share(0.5)), "p99_ms": \(share(0.99)), \
            "seconds": \(millis(lasted) / 1_000), "opened_ms": \(millis(opened)), "records_before": \(records)}
            """
            : """
            \(waits.count) durable sales in \(millis(lasted) / 1_000) s: \(perSecond) a second, p50 \(share(0.5)) ms, \
            p99 \(share(0.99)) ms; opened \(records) records in \(millis(opened)) ms
            """
        Terminal.write(text)
    }
}

/// An acquirer that approves as soon as it is asked.
private struct PromptLink: PaymentLink {
    let ability = LinkAbility.acquirer

    func perform(
        _ work: Duty.Work, of attempt: Attempt, original: Attempt?, input: PaymentInput
    ) async -> LinkReport {
        guard work == .send else { return LinkReport(.reversalDone) }
        let request = attempt.request
        let digits = attempt.request.voucher.text + attempt.request.terminal.text.suffix(6)
        return LinkReport(
            .answered(
                Answer(
                    .approved, amount: attempt.request.amount, code: "00", reference: ReferenceNumber(digits),
                    authorisation: "A1B2C3",
                    card: MaskedPAN(
                        bin: "621700",
                        last4: String(request.id.text.suffix(4).filter(\.isNumber).reversed() + "7777").prefix(4)
                            .description))))
    }

    func isReachable() async -> Bool { true }
}
