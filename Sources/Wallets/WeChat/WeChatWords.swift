// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// WeChat Pay's words, by what they say of the money. A word that is not listed may hide a charge.
enum WeChatWords {
    /// `trade_state` of a payment.
    static func payment(_ state: String) -> MoneyWord {
        switch state {
        case "SUCCESS", "REFUND": .done
        case "CLOSED", "REVOKED", "PAYERROR": .nothing
        case "NOTPAY", "USERPAYING", "ACCEPT": .moving
        default: .unclear
        }
    }

    /// `status` of a refund. ABNORMAL: the customer's account does not take it; a person sends it elsewhere.
    static func refund(_ status: String) -> MoneyWord {
        switch status {
        case "SUCCESS": .done
        case "CLOSED": .nothing
        case "PROCESSING", "ABNORMAL": .moving
        default: .unclear
        }
    }

    /// `code` of an error, in answer to a payment or a refund. Codes are compared without `_`: the documents write
    /// both forms.
    static func error(_ code: String, _ call: WalletCall) -> MoneyWord {
        let plain = code.filter { $0 != "_" }
        switch call {
        case .query, .refundQuery, .reverse:
            return ["ORDERNOTEXIST", "RESOURCENOTEXISTS", "NOTFOUND"].contains(plain) ? .missing : .unclear
        case .pay: return plain == "USERPAYING" ? .moving : refusals.contains(plain) ? .nothing : .unclear
        case .refund: return refusals.contains(plain) || refundRefusals.contains(plain) ? .nothing : .unclear
        }
    }

    /// The wallet knows that it moved nothing. Not among them: SYSTEM_ERROR and BANK_ERROR, which say so; ORDERPAID,
    /// OUT_TRADE_NO_USED and INVALID_REQUEST, which may speak of an earlier message with this number; and
    /// FREQUENCY_LIMITED, which a query tells apart for nothing.
    private static let refusals: Set<String> = [
        "PARAMERROR", "SIGNERROR", "NOAUTH", "AUTHCODEEXPIRED", "AUTHCODEERROR", "AUTHCODEINVALID", "NOTENOUGH",
        "NOTSUPORTCARD", "NOTSUPPORTCARD", "APPIDMCHIDNOTMATCH", "APPIDNOTEXIST", "MCHIDNOTEXIST", "MCHNOTEXISTS",
        "RULELIMIT", "TRADEERROR", "BUYERMISMATCH", "ORDERCLOSED", "ORDERREVERSED", "ACCOUNTERROR",
        "USERACCOUNTABNORMAL", "OPENIDMISMATCH",
    ]

    /// The payment that is to be given back does not exist.
    private static let refundRefusals: Set<String> = ["RESOURCENOTEXISTS", "ORDERNOTEXIST"]
}
