// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A page's value as dictionaries and lists, made once before the template is filled.
///
/// The template engine looks a name up in every value around it, and reflects each of them every time; a table of
/// a hundred rows would be reflected tens of thousands of times. A dictionary answers at once.
enum Plain {
    /// Text, truth and numbers stay what they are; everything else becomes its members by name.
    static func of(_ value: Any) -> Any? {
        switch value {
        case let text as String: return text
        case let truth as Bool: return truth
        case let number as Int: return number
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { of($0.value) }
        case .collection, .set: return mirror.children.compactMap { of($0.value) }
        case .struct, .class, .tuple:
            var members: [String: Any] = [:]
            members.reserveCapacity(mirror.children.count)
            for (label, child) in mirror.children {
                if let label { members[label] = of(child) }
            }
            return members
        default: return value
        }
    }
}
