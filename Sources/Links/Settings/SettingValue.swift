// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// A value of a settings file.
indirect enum SettingValue: Hashable, Sendable {
    case text(String)
    case integer(Int)
    case flag(Bool)
    /// `2026-11-20`, a date written without quotes.
    case date(CivilDate)
    case list([SettingValue])
    case table([String: SettingValue])
    /// A fraction or a time without quotes: nothing of ours is written so.
    case other(String)

    /// As an error message quotes it.
    var quoted: String {
        switch self {
        case .text(let text): "\"\(text.prefix(60))\""
        case .integer(let number): String(number)
        case .flag(let flag): String(flag)
        case .date(let date): date.description
        case .list: "[…]"
        case .table: "{…}"
        case .other(let text): String(text.prefix(60))
        }
    }
}
