// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Store
import Tender

/// From where a page is seen: the reader's language, the names of the stores, and the clock on the wall.
struct Viewpoint: Sendable {
    let words: Words
    let storeNames: [StoreID: String]
    let zone: Zone

    init(words: Words, stores: [StoreRecord], zone: Zone = .shanghai) {
        self.words = words
        storeNames = Dictionary(stores.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        self.zone = zone
    }

    /// What people call a store; its number when nobody named it, a dash when a row has none.
    func store(_ id: StoreID?) -> String {
        guard let id else { return words["common.noStore"] }
        return storeNames[id] ?? id.text
    }

    /// An instant as the clock on the wall showed it.
    func moment(_ instant: Instant) -> String { words.moment(zone.civil(at: instant)) }
}
