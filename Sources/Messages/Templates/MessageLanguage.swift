// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The language a customer is written to in.
public enum MessageLanguage: String, CaseIterable, Hashable, Sendable {
    case chinese = "zh"
    case english = "en"
}
