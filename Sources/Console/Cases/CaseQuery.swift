// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store
import Tender

/// Which cases a list shows, as its address says.
struct CaseQuery: Sendable {
    private(set) var filter = CaseFilter()
    let cursor: String?
    /// What stands in the address, without the cursor.
    private(set) var terms: [(name: String, value: String)] = []

    init(_ query: Query, person: Person, now: Instant) {
        cursor = query["cursor"]
        let state = query["state"] ?? "open"
        terms.append(("state", state))
        switch state {
        case "open": filter.standing = .open
        case "over": filter.standing = .over
        case "all": filter.standing = nil
        default:
            let parts = state.split(separator: ":", maxSplits: 1)
            let party = parts.count > 1 ? CaseState.Party(rawValue: String(parts[1])) : nil
            filter.standing = parts.first.flatMap { CaseState(name: $0, party: party) }.map { .exactly($0) } ?? .open
        }
        if let code = query["code"].flatMap({ FindingCode($0) }) {
            filter.code = code
            terms.append(("code", code.text))
        }
        if let store = query["store"].flatMap({ StoreID($0) }) {
            filter.store = store
            terms.append(("store", store.text))
        }
        if let owner = query["owner"].flatMap({ CodeRow.Owner(rawValue: $0) }) {
            filter.owner = owner
            terms.append(("owner", owner.rawValue))
        }
        if query["mine"] == "1" {
            filter.assignee = person.name
            terms.append(("mine", "1"))
        }
        if query["overdue"] == "1" {
            filter.overdueAt = now
            terms.append(("overdue", "1"))
        }
        filter.kinds = .of(person.role)
    }

    var state: String { terms.first { $0.name == "state" }?.value ?? "open" }
    var isMine: Bool { filter.assignee != nil }
    var isOverdue: Bool { filter.overdueAt != nil }
    var isNarrow: Bool { terms.count > 1 || state != "open" }

    /// The list's address with one term set anew, from its beginning.
    func href(_ path: String = "/cases", _ name: String = "", _ value: String? = nil, cursor: String? = nil) -> String {
        var query = Query("")
        for term in terms where term.name != name { query.set(term.name, term.value) }
        if let value { query.set(name, value) }
        if let cursor { query.set("cursor", cursor) }
        return "\(path)?\(query.text)"
    }
}

extension CaseFilter.Kinds {
    /// Technicians see cases of devices alone.
    static func of(_ role: Role) -> Self { role == .technician ? .technical : .all }
}
