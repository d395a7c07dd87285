// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Reads the names a shop knows: its stores, its people and its terminals.
struct NameReader {
    /// By the first character of the name.
    private let names: [UInt32: [(phrase: Phrase, meaning: Meaning)]]

    init(_ context: RecallContext) {
        var names: [(Phrase, Meaning)] = []
        // A name that two stores share (the brand) names neither.
        var owners: [String: Set<StoreID>] = [:]
        for store in context.stores.prefix(500) {
            for form in Self.forms(of: store) { owners[form, default: []].insert(store.id) }
        }
        for store in context.stores.prefix(500) {
            for form in Self.forms(of: store) where owners[form]?.count == 1 {
                names.append((Self.phrase(form), .store(store.id, name: store.name)))
            }
        }
        for cashier in context.cashiers.prefix(2_000) where cashier.unicodeScalars.count >= 2 {
            guard !cashier.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { continue }
            names.append((Self.phrase(cashier), .cashier(cashier)))
        }
        self.names = Dictionary(grouping: names) { $0.0.scalars.first ?? 0 }
    }

    /// The longest known name that stands here.
    func read(_ scan: Scan, at position: Int) -> (meaning: Meaning, end: Int)? {
        known(scan, at: position) ?? labelledCashier(scan, at: position)
    }

    private func known(_ scan: Scan, at position: Int) -> (meaning: Meaning, end: Int)? {
        var best: (Meaning, Int)?
        for (phrase, meaning) in names[scan[position]] ?? [] {
            if let end = scan.end(of: phrase, at: position), end > best?.1 ?? 0 { best = (meaning, end) }
        }
        return best
    }

    /// `收银员 05`, `cashier anna`: a name that need not be known.
    private func labelledCashier(_ scan: Scan, at position: Int) -> (Meaning, Int)? {
        guard
            let after = scan.end(
                ofAny: ["收银员", "操作员", "店员", "cashier", "operator"], at: position)
        else { return nil }
        let start = scan.skippingLabelMarks(after)
        if let known = known(scan, at: start) { return known }
        var end = start
        while end - start < 16, scan[end] != 0, !scan.isBlank(end), scan[end] != 44, scan[end] != 0xFF0C { end += 1 }
        return end > start ? (.cashier(scan.substring(start..<end)), end) : nil
    }

    /// `示例超市（人民路店）` is also called `人民路店` and `人民路`. A form of digits would swallow amounts.
    private static func forms(of store: RecallContext.NamedStore) -> [String] {
        var forms = [store.name, store.id.text]
        let parts = store.name.split(whereSeparator: { "（）()·—".contains($0) }).map(String.init)
        if parts.count > 1 { forms += parts.filter { $0.unicodeScalars.count >= 3 } }
        for form in forms {
            for ending in ["分店", "店", " store", " shop", " branch"] where form.lowercased().hasSuffix(ending) {
                forms.append(String(form.dropLast(ending.count)))
            }
        }
        return forms.filter { $0.unicodeScalars.count >= 2 && !$0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }
    }

    private static func phrase(_ name: String) -> Phrase { Phrase(folded: Scan.folded(name)) }
}
