// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Messages
internal import Tender

/// Kinds of fields.
extension RuleField {
    /// - Parameter most: minor units that nobody sensible goes beyond.
    static func money(
        _ key: String, _ zh: String, _ en: String, most: Int64,
        _ path: any WritableKeyPath<ShopRules, Money> & Sendable
    ) -> RuleField {
        let top = Money(minor: most)
        return RuleField(
            key: key, group: .limits, label: Bilingual(zh: "\(zh)（元）", en: "\(en) (yuan)"),
            hint: Bilingual(zh: "0 至 \(top.grouped)", en: "0 to \(top.grouped)"), read: { $0[keyPath: path].text },
            write: { rules, text in
                guard let money = try? Money(text: text.filter { !$0.isWhitespace }) else {
                    return Bilingual(zh: "请填写金额，例如 200.00。", en: "Enter an amount, such as 200.00.")
                }
                guard money.minor >= 0 else { return Bilingual(zh: "限额不能小于 0。", en: "A limit is not below 0.") }
                guard money.minor <= most else {
                    return Bilingual(
                        zh: "超过 \(top.grouped) 的限额形同没有限额，请核对小数点。",
                        en: "A limit above \(top.grouped) limits nothing. Check the decimal point.")
                }
                rules[keyPath: path] = money
                return nil
            })
    }

    static func number(
        _ key: String, _ zh: String, _ en: String, _ group: Group, _ allowed: ClosedRange<Int>,
        _ path: any WritableKeyPath<ShopRules, Int> & Sendable
    ) -> RuleField {
        RuleField(
            key: key, group: group, label: Bilingual(zh: zh, en: en), hint: range(allowed),
            read: { String($0[keyPath: path]) },
            write: { rules, text in
                guard let number = whole(text, allowed) else { return range(allowed) }
                rules[keyPath: path] = number
                return nil
            })
    }

    static func dates(
        _ key: String, _ zh: String, _ en: String, _ hint: Bilingual,
        _ read: @escaping @Sendable (ShopRules) -> ShopRules.Hours,
        _ put: @escaping @Sendable (inout ShopRules, ShopRules.Hours) -> Void,
        _ path: any WritableKeyPath<ShopRules.Hours, Set<CivilDate>> & Sendable
    ) -> RuleField {
        RuleField(
            key: key, group: .hours, label: Bilingual(zh: zh, en: en), hint: hint,
            read: { read($0)[keyPath: path].sorted().map(\.description).joined(separator: " ") },
            write: { rules, text in
                let parts = text.split(whereSeparator: { $0.isWhitespace || ",，、;；".contains($0) })
                let days = parts.compactMap { CivilDate(text: $0) }
                guard days.count == parts.count, days.count <= 500 else { return hint }
                var hours = read(rules)
                hours[keyPath: path] = Set(days)
                put(&rules, hours)
                return nil
            })
    }

    static func whole(_ text: String, _ allowed: ClosedRange<Int>) -> Int? {
        let text = text.filter { !$0.isWhitespace }
        guard let number = Int(text), allowed.contains(number) else { return nil }
        return number
    }

    static func range(_ allowed: ClosedRange<Int>) -> Bilingual {
        Bilingual(
            zh: "\(allowed.lowerBound) 至 \(allowed.upperBound) 的整数",
            en: "A whole number from \(allowed.lowerBound) to \(allowed.upperBound)")
    }

    static func clock(_ hours: QuietHours) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        func time(_ minutes: Int) -> String { "\(two(minutes / 60)):\(two(minutes % 60))" }
        return "\(time(hours.opens))-\(time(hours.closes))"
    }
}
