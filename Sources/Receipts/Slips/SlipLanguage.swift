// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Language a slip is printed in. Chinese slips carry the trade's English words beside the Chinese ones.
public enum SlipLanguage: String, CaseIterable, Sendable, Hashable {
    case chinese = "zh-CN"
    case english = "en"
}
