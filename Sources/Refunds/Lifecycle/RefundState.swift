// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Where a refund or void stands. Five words, because three are too few: an answer that never came is unknown,
/// never failed, and what the channel accepted has not reached the customer.
///
///     requested ─▶ accepted ─▶ succeeded
///         │            └─────▶ failed
///         └─ answer lost ─▶ unknown ─ same number again ─▶ accepted | failed
public enum RefundState: String, CaseIterable, Hashable, Sendable {
    case requested, accepted, succeeded, failed, unknown

    /// Whether its amount may still reach, or has reached, the customer: such an amount cannot be given back again.
    public var holdsMoney: Bool { self != .failed }

    /// What people call it.
    public var label: Bilingual {
        switch self {
        case .requested: Bilingual(zh: "已申请", en: "requested")
        case .accepted: Bilingual(zh: "通道已受理", en: "accepted")
        case .succeeded: Bilingual(zh: "退款成功", en: "succeeded")
        case .failed: Bilingual(zh: "未成功", en: "failed")
        case .unknown: Bilingual(zh: "结果不明", en: "unknown")
        }
    }
}
