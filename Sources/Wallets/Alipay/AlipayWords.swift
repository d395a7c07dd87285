// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Alipay's words, by what they say of the money. A word that is not listed may hide a charge.
enum AlipayWords {
    /// `trade_status` of a payment. TRADE_CLOSED: never paid, or wholly given back.
    static func payment(_ status: String) -> MoneyWord {
        switch status {
        case "TRADE_SUCCESS", "TRADE_FINISHED": .done
        case "TRADE_CLOSED": .nothing
        case "WAIT_BUYER_PAY": .moving
        default: .unclear
        }
    }

    /// An answer that is no success, by its `code` and `sub_code`.
    ///
    ///     10003  waits for the customer        20000  the gateway cannot say
    ///     40004  the trade's own refusal: `sub_code` tells which
    ///     others the request was not let in: nothing was done
    static func refusal(_ code: String, _ subCode: String, _ call: WalletCall) -> MoneyWord {
        let plain = subCode.split(separator: ".").last.map(String.init) ?? ""
        switch call {
        case .query, .refundQuery, .reverse: return plain == "TRADE_NOT_EXIST" ? .missing : .unclear
        case .pay, .refund: break
        }
        switch code {
        case "10003": return call == .pay ? .moving : .unclear
        case "20001", "40001", "40002", "40003", "40006": return .nothing
        case "40004": return (call == .pay ? payRefusals : refundRefusals).contains(plain) ? .nothing : .unclear
        default: return .unclear
        }
    }

    /// Not among them: SYSTEM_ERROR, which says so; TRADE_HAS_SUCCESS and CONTEXT_INCONSISTENT, which may speak of an
    /// earlier message with this number.
    private static let payRefusals: Set<String> = [
        "INVALID_PARAMETER", "ACCESS_FORBIDDEN", "EXIST_FORBIDDEN_WORD", "PARTNER_ERROR", "TOTAL_FEE_EXCEED",
        "PAYMENT_AUTH_CODE_INVALID", "BUYER_BALANCE_NOT_ENOUGH", "BUYER_BANKCARD_BALANCE_NOT_ENOUGH",
        "ERROR_BALANCE_PAYMENT_DISABLE", "BUYER_SELLER_EQUAL", "TRADE_BUYER_NOT_MATCH", "BUYER_ENABLE_STATUS_FORBID",
        "PULL_MOBILE_CASHIER_FAIL", "MOBILE_PAYMENT_SWITCH_OFF", "PAYMENT_FAIL", "BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR",
        "BEYOND_PAY_RESTRICTION", "BEYOND_PER_RECEIPT_RESTRICTION", "BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR",
        "SELLER_BEEN_BLOCKED", "ERROR_BUYER_CERTIFY_LEVEL_LIMIT", "INVALID_STORE_ID", "SUB_MERCHANT_CREATE_FAIL",
        "TRADE_HAS_CLOSE", "NO_PAYMENT_INSTRUMENTS_AVAILABLE", "ISV_PAYMENT_NOT_ALLOWED",
    ]

    /// Not among them: SYSTEM_ERROR, and DISCORDANT_REPEAT_REQUEST, for which an earlier one has this number.
    private static let refundRefusals: Set<String> = [
        "INVALID_PARAMETER", "SELLER_BALANCE_NOT_ENOUGH", "REFUND_AMT_NOT_EQUAL_TOTAL", "REASON_TRADE_BEEN_FREEZEN",
        "TRADE_NOT_EXIST", "TRADE_HAS_FINISHED", "TRADE_STATUS_ERROR", "REASON_TRADE_REFUND_FEE_ERR",
        "REFUND_FEE_ERROR", "TRADE_NOT_ALLOW_REFUND", "BUYER_NOT_EXIST", "BUYER_ERROR", "TRADE_REFUND_FEE_ERR",
        "REASON_TRADE_STATUS_INVALID", "ENTERPRISE_PAY_BIZ_ERROR",
    ]
}
