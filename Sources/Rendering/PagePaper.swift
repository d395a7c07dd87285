// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Paper of a page: 1 dot is an eighth of a millimetre.
///
///     │◀──────── roll 80 or 58 mm ────────▶│
///     ┌────────────────────────────────────┐ ▲ margin 4 mm
///     │   │◀── dots ÷ 8 mm ──▶│            │ │
///     │   └───────────────────┘            │ ▼ rows ÷ 8 mm, margin 4 mm
///     └────────────────────────────────────┘
struct PagePaper {
    /// Points to the millimetre.
    static let point = 72 / 25.4
    /// Blank paper above and below, in millimetres.
    static let margin = 4.0
    /// Rows of the longest page: readers take 14,400 points, 5.08 m.
    static let mostRows = 40_000
    /// Pages of the longest document: 125 m of paper, more than a roll.
    static let mostPages = 25

    let dots: Int
    let rows: Int

    /// Width of the roll that prints so many dots, in millimetres.
    var roll: Double { dots > 448 ? max(80, Double(dots) / 8) : max(58, Double(dots) / 8) }
    var width: Double { roll * Self.point }
    var height: Double { (Double(rows) / 8 + 2 * Self.margin) * Self.point }
    var left: Double { (roll - Double(dots) / 8) / 2 * Self.point }
    var top: Double { Self.margin * Self.point }
    var scale: Double { Self.point / 8 }
}
