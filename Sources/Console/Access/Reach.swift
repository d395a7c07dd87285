// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store
import Tender

/// How far a person sees: which stores, and how many days back.
struct Reach: Sendable, Equatable {
    let stores: StoreScope
    /// Days back from today, today included; nil is all of them.
    let days: Int?

    /// Cashiers, managers and technicians see their own stores and nothing when they have none; the others see
    /// all stores unless theirs are named. A cashier looks back seven days.
    init(of person: Person) {
        switch person.role {
        case .cashier, .manager, .technician: stores = .only(person.stores)
        case .service, .finance, .auditor, .administrator:
            stores = person.stores.isEmpty ? .all : .only(person.stores)
        }
        days = person.role == .cashier ? 7 : nil
    }

    /// The first day the person may see; nil when there is none.
    func earliest(today: CivilDate) -> CivilDate? { days.map { today.adding(days: 1 - $0) } }

    /// Whether a store is within reach. Rows of no store belong to those who see all stores.
    func covers(_ store: StoreID?) -> Bool {
        switch stores {
        case .all: true
        case .only(let ids): store.map(ids.contains) ?? false
        }
    }
}
