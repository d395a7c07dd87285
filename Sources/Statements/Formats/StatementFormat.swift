// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A kind of file that can be read.
public struct StatementFormat: Sendable, Hashable {
    /// Stable name, as `--format` takes it: `wechat-bill`.
    public let name: String
    /// What people call it.
    public let title: Phrase
    public let role: StatementRole

    public init(name: String, title: Phrase, role: StatementRole) {
        self.name = name
        self.title = title
        self.role = role
    }
}
