// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Printing
import Store
import Synchronization
import Tender

/// Who has shown code and second fact: a browser holds a name nobody can guess, and we remember for half an hour
/// what it opens. Nothing of it is kept on disk, so a restart closes every door.
final class ReceiptTickets: Sendable {
    /// Milliseconds for which a receipt stays open without the second fact.
    static let life: Int64 = 1_800_000
    /// Tickets remembered; beyond it the one that would end first gives way.
    static let countMax = 10_000

    struct Ticket: Sendable, Equatable {
        let code: PickupCode
        let receipt: PrintJobID
        let endsAt: Instant
        /// What the customer did under it, each once.
        fileprivate(set) var done: Set<DeliveryEvent.Kind> = []
    }

    private let tickets = Mutex<[String: Ticket]>([:])

    /// - Returns: the ticket's name, for the browser's cookie.
    func issue(code: PickupCode, receipt: PrintJobID, now: Instant) -> String {
        let name = Secret.make()
        let ticket = Ticket(code: code, receipt: receipt, endsAt: now.adding(milliseconds: Self.life))
        tickets.withLock { tickets in
            if tickets.count >= Self.countMax { tickets = tickets.filter { $0.value.endsAt > now } }
            if tickets.count >= Self.countMax, let next = tickets.min(by: { $0.value.endsAt < $1.value.endsAt }) {
                tickets[next.key] = nil
            }
            tickets[name] = ticket
        }
        return name
    }

    /// The ticket of a name, while it lasts.
    func ticket(_ name: String, now: Instant) -> Ticket? {
        tickets.withLock { tickets in
            guard let ticket = tickets[name] else { return nil }
            guard ticket.endsAt > now else {
                tickets[name] = nil
                return nil
            }
            return ticket
        }
    }

    /// Notes that something is done under a ticket.
    ///
    /// - Returns: false when it was done before, or when the ticket is gone.
    func begin(_ act: DeliveryEvent.Kind, under name: String) -> Bool {
        tickets.withLock { tickets in tickets[name]?.done.insert(act).inserted ?? false }
    }

    /// Takes a note back: what was begun did not come about.
    func takeBack(_ act: DeliveryEvent.Kind, under name: String) {
        tickets.withLock { tickets in _ = tickets[name]?.done.remove(act) }
    }

    func close(_ name: String) { tickets.withLock { tickets in tickets[name] = nil } }

    var count: Int { tickets.withLock { $0.count } }
}
