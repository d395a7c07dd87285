// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A documented command, as the vendor names it.
public struct Command: Sendable, Hashable, CustomStringConvertible {
    /// The vendor's spelling, for example `ESC @`, `GS v 0`, `FS &`, `GS ( k <Function 181>`.
    public let name: String

    public init(name: String) { self.name = name }

    public var description: String { name }
}
