// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What fills a template's places.
public struct MessageValues: Hashable, Sendable {
    private var texts: [MessageVariable: String] = [:]

    public init() {}

    public subscript(_ variable: MessageVariable) -> String? {
        get { texts[variable] }
        set { texts[variable] = newValue }
    }

    /// These, and the others where these say nothing.
    public func over(_ others: MessageValues) -> MessageValues {
        var merged = others
        for (variable, text) in texts { merged.texts[variable] = text }
        return merged
    }

    /// Variables that have a value, in their fixed order.
    public var variables: [MessageVariable] { MessageVariable.allCases.filter { texts[$0] != nil } }
}
