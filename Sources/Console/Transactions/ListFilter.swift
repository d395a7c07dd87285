// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// What a list is limited to, as its address says it. Values that make no sense are left out.
struct ListFilter: Sendable, Equatable {
    var store: StoreID?
    var from: CivilDate?
    var to: CivilDate?
    var type: TransactionType?
    /// One of `moneyNames`.
    var money: String?
    var code: FindingCode?
    var source: Source?
    /// Where the page begins; nil is the first.
    var cursor: String?

    /// Names of the states of the money in addresses and in the API.
    static let moneyNames = ["not-charged", "pending", "charged", "reversed", "refunded", "unknown"]

    init() {}

    init(_ query: Query) {
        store = query["store"].flatMap { StoreID($0) }
        from = query["from"].flatMap { CivilDate(text: $0) }
        to = query["to"].flatMap { CivilDate(text: $0) }
        type = query["type"].flatMap { TransactionType(rawValue: $0) }
        money = query["money"].flatMap { Self.moneyNames.contains($0) ? $0 : nil }
        code = query["code"].flatMap { FindingCode($0) }
        source = query["source"].flatMap { Source(name: $0) }
        cursor = query["cursor"].flatMap { $0.utf8.count <= 256 ? $0 : nil }
    }

    /// Whether the list is limited at all.
    var isNarrow: Bool {
        store != nil || from != nil || to != nil || type != nil || money != nil || code != nil || source != nil
    }

    /// The same list from another place on; nil is its beginning.
    func starting(at cursor: String?) -> ListFilter {
        var filter = self
        filter.cursor = cursor
        return filter
    }

    /// The same list for another code; nil is all of them. It starts at the beginning.
    func about(_ code: FindingCode?) -> ListFilter {
        var filter = starting(at: nil)
        filter.code = code
        return filter
    }

    /// The address of this list under a path.
    func href(_ path: String) -> String {
        var query = Query("")
        query.set("store", store?.text)
        query.set("from", from?.description)
        query.set("to", to?.description)
        query.set("type", type?.rawValue)
        query.set("money", money)
        query.set("code", code?.text)
        query.set("source", source?.name)
        query.set("cursor", cursor)
        let text = query.text
        return text.isEmpty ? path : "\(path)?\(text)"
    }
}
