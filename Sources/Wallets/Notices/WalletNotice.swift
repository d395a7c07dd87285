// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Charges

/// A wallet's notification, read and proven.
public enum WalletNotice: Hashable, Sendable {
    /// To be told to the machine, and acknowledged once it is recorded. `id` is the same each time it is sent.
    case late(LateAnswer, id: String)
    /// It says nothing of an attempt; it is acknowledged all the same, or the wallet goes on sending it.
    case noted(id: String)
    case refused(NoticeRefusal)
}

/// Why a notification is not believed. It is answered with an error, and nothing is changed.
public enum NoticeRefusal: Hashable, Sendable {
    /// Not signed, or not by the wallet.
    case signature
    /// Signed too long ago, or in the future.
    case time
    /// It speaks to another merchant.
    case otherMerchant
    case unreadable

    public var words: Bilingual {
        switch self {
        case .signature:
            Bilingual(zh: "通知的签名不对，没有采信。", en: "The notification's signature is wrong; it was not believed.")
        case .time:
            Bilingual(
                zh: "通知的时间离现在太远，没有采信；请核对本机时钟。",
                en: "The notification's time is too far from now; it was not believed. Check this computer's clock.")
        case .otherMerchant:
            Bilingual(zh: "通知是给别的商户的，没有采信。", en: "The notification is for another merchant; it was not believed.")
        case .unreadable: Bilingual(zh: "通知读不懂，没有采信。", en: "The notification cannot be read; it was not believed.")
        }
    }
}
