// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Links
import SimKit
import Tender

/// What the control of a simulated acquirer understands.
enum AcquirerControl {
    static func answer(_ request: ControlRequest, _ host: inout SimulatedAcquirer) -> ControlAnswer? {
        let parts = request.path.split(separator: "/").map(String.init)
        switch (request.method, parts.first, parts.dropFirst().first) {
        case ("GET", "entries", nil): return ControlAnswer(entries(host))
        case ("GET", "accounts", nil): return ControlAnswer(accounts(host))
        case ("GET", "batches", nil): return ControlAnswer(batches(host))
        case ("GET", "clearing", nil): return ControlAnswer(Array(host.clearingFile.utf8), type: "text/csv")
        case ("GET", "status", nil): return ControlAnswer(status(host))
        case ("POST", "fault", let name?): return fault(name, request.query, &host)
        case ("POST", "clear", nil):
            host.clearFaults()
            return ControlAnswer("cleared")
        case ("POST", "restart", nil):
            host.restart()
            return ControlAnswer("restarted")
        case ("POST", "account", let card?):
            guard let balance = request.query["balance"].flatMap({ Int64($0) }), balance >= 0 else {
                return ControlAnswer("balance=MINOR is needed", status: 400)
            }
            host.open(card, balance: balance)
            return ControlAnswer("opened")
        default: return nil
        }
    }

    private static func fault(
        _ name: String, _ query: [String: String], _ host: inout SimulatedAcquirer
    ) -> ControlAnswer? {
        guard let fault = AcquirerFault(rawValue: name) else { return nil }
        let subject = AcquirerFaultOrder.Subject(rawValue: query["to"] ?? "money") ?? .money
        host.order(
            AcquirerFaultOrder(
                fault, to: subject, times: query["times"].flatMap { Int($0) } ?? 1,
                milliseconds: query["ms"].flatMap { Int64($0) } ?? 5_000))
        return ControlAnswer("set \(name)")
    }

    private static func entries(_ host: SimulatedAcquirer) -> String {
        let lines = host.ledger.booked.map { entry in
            [
                entry.key.terminal, entry.key.batch, entry.key.trace, entry.kind.rawValue, String(entry.amount),
                entry.state.rawValue, entry.code, entry.reference,
            ].joined(separator: ",")
        }
        return (["terminal,batch,trace,kind,amount,state,code,reference"] + lines).joined(separator: "\n")
    }

    private static func accounts(_ host: SimulatedAcquirer) -> String {
        let lines = host.ledger.accounts.sorted { $0.key < $1.key }.map { card, account in
            "\(MaskedPAN(reading: card)?.description ?? "-"),\(account.balance),\(account.held)"
        }
        return (["card,balance,held"] + lines).joined(separator: "\n")
    }

    private static func batches(_ host: SimulatedAcquirer) -> String {
        let sorted = host.batches.sorted { ($0.key.terminal, $0.key.batch) < ($1.key.terminal, $1.key.batch) }
        let lines = sorted.map { key, batch in
            let balance = batch.isBalanced.map { $0 ? "balanced" : "different" } ?? "open"
            let match = batch.match
            return [
                key.terminal, key.batch, balance, batch.isClosed ? "closed" : "open", String(batch.shown.count),
                match?.unknownHere.joined(separator: " ") ?? "", match?.unknownThere.joined(separator: " ") ?? "",
                match?.otherAmount.joined(separator: " ") ?? "",
            ].joined(separator: ",")
        }
        return (["terminal,batch,totals,state,rows,unknown_here,unknown_there,other_amount"] + lines)
            .joined(separator: "\n")
    }

    private static func status(_ host: SimulatedAcquirer) -> String {
        let came = host.received.sorted { $0.key < $1.key }.map { "received \($0.key): \($0.value)" }
        let faults = host.orders.map { "fault \($0.fault.rawValue) on \($0.subject.rawValue): \($0.times)" }
        return (["connections: \(host.sessions.count)", "unreadable: \(host.unreadable)"] + came + faults)
            .joined(separator: "\n")
    }
}
