// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// What the list of receipts is limited to, as its address says it. Values that make no sense are left out.
struct ReceiptQuery: Sendable, Equatable {
    var store: StoreID?
    var printer: String?
    var state: SlipReport?
    /// Only those that wait or that a person must look at.
    var isOpenOnly = false
    var text: String?
    /// Where the page begins; nil is the first.
    var cursor: String?

    /// The states a receipt's record can be in.
    static let states: [SlipReport] = [
        .captured, .held, .unconfirmed, .stale, .onPaper, .electronic, .handwritten, .skipped,
    ]

    init() {}

    init(_ query: Query) {
        store = query["store"].flatMap { StoreID($0) }
        printer = query["printer"].flatMap { $0.utf8.count <= 200 ? $0 : nil }
        state = query["state"].flatMap { SlipReport(rawValue: $0) }.flatMap { Self.states.contains($0) ? $0 : nil }
        isOpenOnly = query["open"] == "1"
        text = query["text"].map { String($0.prefix(200)) }
        cursor = query["cursor"].flatMap { $0.utf8.count <= 256 ? $0 : nil }
    }

    /// Whether the list is limited at all.
    var isNarrow: Bool { store != nil || printer != nil || state != nil || isOpenOnly || text != nil }

    /// The question to the shop.
    var filter: ReceiptFilter {
        var filter = ReceiptFilter()
        filter.store = store
        filter.printer = printer
        filter.report = state
        filter.isOpenOnly = isOpenOnly
        filter.text = text
        return filter
    }

    /// The same list from another place on; nil is its beginning.
    func starting(at cursor: String?) -> ReceiptQuery {
        var query = self
        query.cursor = cursor
        return query
    }

    /// The address of this list.
    var href: String {
        var query = Query("")
        query.set("store", store?.text)
        query.set("printer", printer)
        query.set("state", state?.rawValue)
        query.set("open", isOpenOnly ? "1" : nil)
        query.set("text", text)
        query.set("cursor", cursor)
        return query.text.isEmpty ? "/receipts" : "/receipts?\(query.text)"
    }
}

extension ReceiptLookup {
    /// A page of receipts as an address of the console asks for it.
    func list(_ query: ReceiptQuery, limit: Int = 50) async throws -> PageOf<ReceiptRecord> {
        try await list(query.filter, cursor: query.cursor, limit: limit)
    }
}
