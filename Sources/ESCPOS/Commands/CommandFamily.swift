// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Whose commands a row belongs to. A profile takes one or more of them.
public enum CommandFamily: String, CaseIterable, Sendable, Hashable {
    /// Printers as the inventor of ESC/POS documents them, with the few extras of others that collide with nothing.
    case printer
    /// Customer displays, spoken to after `ESC =` has chosen them.
    case display
    /// 58 and 80 mm printers of the Chinese market.
    case chinese
    /// Payment terminals whose `ESC B` is a margin and not a buzzer.
    case terminal
    /// Bare print modules with `DC2` commands.
    case module
    /// Line and StarPRNT mode.
    case star
    /// The rows of Star's raster mode, which are bare letters; never in a table by themselves.
    case starRaster
}
