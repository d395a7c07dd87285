// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Charges
public import Nexo
public import Store
public import Tender
public import Terminals

/// The durable book of a terminal proxy: the shop's journal, and the lane that carries every attempt of the terminal.
///
/// A till's payment is one attempt among the others of its terminal: it waits for nobody and nobody overtakes it, it
/// is asked about after a lost answer and after a restart, and it shows where attempts show.
extension AttemptStation: TerminalProxyBook {
    public func admit(_ payment: ProxiedPayment, message: [UInt8]) async throws(StoreError) -> ProxyAdmission {
        let (request, terminal) = (payment.request, payment.request.terminal)
        guard let lane = lanes[terminal], !isStopped else { return .refuse(.unrecorded) }
        // One at a time is recorded, so that none of two takes the lane for free that the other is about to take.
        for _ in 0..<Self.recordingLooks where starting[terminal, default: 0] > 0 {
            try? await Task.sleep(for: .milliseconds(5))
        }
        guard starting[terminal, default: 0] == 0, !isStopped else { return .refuse(.busy) }
        starting[terminal, default: 0] += 1
        defer { starting[terminal, default: 1] -= 1 }
        let policy = lane.route.policy(for: request.kind)
        let (admission, record) = try await shop.beginProxied(request, over: lane.route, by: .till(request.till)) {
            known, now in
            var ledger = ProxyLedger(known.map(\.entry), policy: policy)
            let admission = ledger.admit(payment.moved(to: now))
            if case .forward = admission { return (true, admission) }
            return (false, admission)
        }
        guard let record else { return admission }
        takeUp(record, .message(message))
        return .forward(record.attempt)
    }

    private static let recordingLooks = 2_000

    public func end(of id: AttemptID) async -> ProxyEnd? {
        guard let known = try? await shop.proxied(id) else { return nil }
        let isOver = known.record.attempt.state.isOver
        return ProxyEnd(entry: known.entry, wire: isOver ? wires.removeValue(forKey: id) : nil)
    }

    public func wait(for id: AttemptID, _ patience: Duration) async {
        _ = try? await shop.payment(id, waiting: patience, in: .all)
    }

    public func deliver(_ id: AttemptID) async {
        do throws(StoreError) { try await shop.deliver(id) } catch {
            // The answer stays marked as not handed over: the till's next question gets it again.
            log("attempt \(id): that its till has the answer could not be recorded: \(error)")
        }
    }

    public func id(of header: MessageHeader, at terminal: TerminalID) async -> AttemptID? {
        guard let voucher = header.serviceID.flatMap({ VoucherNumber($0) }) else { return nil }
        let names = TerminalNote.names(saleID: header.saleID, poiID: header.poiID)
        return try? await shop.proxied(voucher, at: terminal, linkNote: names)
    }
}

extension ProxiedRecord {
    /// The same for the ledger.
    fileprivate var entry: ProxyLedger.Entry {
        ProxyLedger.Entry(record.attempt, answer: answer, isDelivered: record.deliveredAt != nil)
    }
}

extension Actor {
    /// A till behind the terminal proxy, by the name it gives itself.
    static func till(_ name: String) -> Actor { Actor(name: "till:\(name)") }
}
