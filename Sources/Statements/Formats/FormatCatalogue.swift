// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Every format that is read without a profile.
enum FormatCatalogue {
    static let all: [KnownFormat] =
        OwnFiles.formats + [WeChatBill.known, AlipayBill.known, WeChatWallet.known, AlipayWallet.known]
        + [JDWallet.known, MeituanWallet.known] + BankExports.known + [AllinpayBill.known, FenBill.known]
        + [AdyenSettlement.known, SquarePayouts.known, PayPalSettlement.known] + StripePayouts.known

    /// Formats without a header; one that may have a header too is in both lists.
    static let headless: [HeadlessFormat] = [
        AllinpayBill.withoutHeader, UnionPayFile.transactions, UnionPayFile.errors,
    ]

    static func named(_ name: String) -> KnownFormat? { all.first { $0.format.name == name } }
}
