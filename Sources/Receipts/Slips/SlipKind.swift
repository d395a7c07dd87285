// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a slip is for, with the words the trade prints for it.
public enum SlipKind: String, CaseIterable, Sendable, Hashable {
    case sale, void, refund, preauth, preauthVoid, completion, completionVoid, offlineSale, instalment
    case walletSale, walletVoid, walletRefund
    /// A receipt written by hand and entered afterwards; its number keeps it from becoming a second sale.
    case handwritten
    /// What is handed over when the terminal failed: says so, and is no proof of payment.
    case fault

    /// The words in Chinese, without the English ones.
    public var chinese: String {
        switch self {
        case .sale: "消费"
        case .void: "消费撤销"
        case .refund: "退货"
        case .preauth: "预授权"
        case .preauthVoid: "预授权撤销"
        case .completion: "预授权完成"
        case .completionVoid: "预授权完成撤销"
        case .offlineSale: "离线消费"
        case .instalment: "分期消费"
        case .walletSale: "扫码消费"
        case .walletVoid: "扫码撤销"
        case .walletRefund: "扫码退货"
        case .handwritten: "手工收据"
        case .fault: "故障单"
        }
    }

    /// The words in English, in capitals as slips print them.
    public var english: String {
        switch self {
        case .sale: "SALE"
        case .void: "VOID"
        case .refund: "REFUND"
        case .preauth: "PRE-AUTH"
        case .preauthVoid: "PRE-AUTH VOID"
        case .completion: "AUTH COMPLETE"
        case .completionVoid: "COMPLETE VOID"
        case .offlineSale: "OFFLINE SALE"
        case .instalment: "INSTALMENT"
        case .walletSale: "QR SALE"
        case .walletVoid: "QR VOID"
        case .walletRefund: "QR REFUND"
        case .handwritten: "HANDWRITTEN"
        case .fault: "FAULT NOTE"
        }
    }

    /// Whether the movement gives money back to the customer or frees it.
    public var returnsMoney: Bool {
        switch self {
        case .void, .refund, .preauthVoid, .completionVoid, .walletVoid, .walletRefund: true
        default: false
        }
    }

    /// Whether it stands on a pre-authorisation, whose code it names.
    public var followsPreauth: Bool { self == .preauthVoid || self == .completion || self == .completionVoid }

    /// Whether a card paid.
    public var isCard: Bool { !isWallet && self != .handwritten && self != .fault }

    /// Whether a wallet paid, so that the slip carries order numbers in place of a card.
    public var isWallet: Bool { self == .walletSale || self == .walletVoid || self == .walletRefund }
}

/// For whom a copy is.
public enum SlipCopy: String, CaseIterable, Sendable, Hashable {
    case merchant, bank, cardholder

    /// `商户存根 MERCHANT COPY` and its fellows; who pays by wallet or cash is a customer and no cardholder.
    public func words(_ language: SlipLanguage, for kind: SlipKind = .sale) -> String {
        if self == .cardholder, !kind.isCard { return language == .chinese ? "顾客存根 CUSTOMER COPY" : "CUSTOMER COPY" }
        let (chinese, english) =
            switch self {
            case .merchant: ("商户存根", "MERCHANT COPY")
            case .bank: ("银行存根", "BANK COPY")
            case .cardholder: ("持卡人存根", "CARDHOLDER COPY")
            }
        return language == .chinese ? "\(chinese) \(english)" : english
    }
}

/// Width of the roll.
public enum Paper: Int, CaseIterable, Sendable, Hashable {
    case mm58 = 58
    case mm80 = 80

    /// Half-width characters of 12 dots in a line.
    public var columns: Int { self == .mm58 ? 32 : 48 }
    /// Dots in a line, at 8 dots to the millimetre.
    public var dots: Int { columns * 12 }
}
