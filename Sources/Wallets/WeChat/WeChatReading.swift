// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Charges
internal import JSON
internal import Tender

/// What WeChat Pay's answers say of an attempt.
///
///     pay, query    SUCCESS, REFUND            answered(approved)
///                   CLOSED REVOKED PAYERROR    answered(declined)
///                   USERPAYING NOTPAY ACCEPT   stillOpen
///                   ORDER_NOT_EXIST            notFound            (query)
///                   SYSTEM_ERROR, anything     lost(uncertain)
///     reverse       believed only after a query: REVOKED, CLOSED   reversalDone
///     refund        SUCCESS answered · PROCESSING, ABNORMAL stillOpen · CLOSED declined
public struct WeChatReading: Sendable {
    public let account: WeChatAccount

    public init(_ account: WeChatAccount) { self.account = account }

    /// - Parameter exchanges: what came of the duty's calls, in their order; what was not asked any more is not there.
    public func report(_ turn: WalletTurn, _ exchanges: [WalletExchange], secrets: any WalletSecrets) -> LinkReport {
        let answers = zip(turn.calls, exchanges).map { told($0, turn.order, $1, secrets) }
        guard let last = answers.last, answers.count == turn.calls.count else { return LinkReport(.lost(.uncertain)) }
        guard turn.work == .reverse else { return last.report(turn) }
        return last.reversalReport(turn, saying: answers.count > 1 ? answers[0].words : "")
    }

    /// What one exchange says.
    func told(
        _ call: WalletCall, _ order: WalletOrder, _ exchange: WalletExchange, _ secrets: any WalletSecrets
    ) -> Told {
        switch exchange {
        case .notSent(let words): return Told(.notSent, words: words)
        case .timeout: return Told(.lost(.timeout))
        case .cut(let words): return Told(.lost(.cut), words: words)
        case .answer(let answer): return told(call, order, answer, secrets)
        }
    }

    private func told(
        _ call: WalletCall, _ order: WalletOrder, _ answer: WalletAnswer, _ secrets: any WalletSecrets
    ) -> Told {
        let isProven = WeChatSigning.isProven(answer.headers, answer.body, by: secrets)
        let isGood = (200..<300).contains(answer.status)
        // Errors of the gateway are not signed; the connection's certificate stands for them.
        guard isProven ?? !isGood else { return Told(.lost(.wrongCode)) }
        if call == .reverse, isGood { return Told(.done, code: "reversed") }
        guard let node = try? JSONReader.read(answer.body, limits: .wallet) else {
            return Told(.lost(isGood ? .unreadable : .uncertain), words: "HTTP \(answer.status)")
        }
        guard isGood else {
            let code = node["code"]?.string ?? "HTTP \(answer.status)"
            let words = [code, node["message"]?.string ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
            return Told(answer.status >= 500 ? .unclear : WeChatWords.error(code, call), code: code, words: words)
        }
        return order.refund == nil ? payment(node, order) : refund(node, order)
    }

    /// A payment as an answer or a notification tells of it.
    func payment(_ node: JSONNode, _ order: WalletOrder) -> Told {
        guard let state = node["trade_state"]?.string, node["out_trade_no"]?.string == order.payment,
            node["mchid"]?.string == account.merchant
        else { return Told(.lost(.unreadable)) }
        let word = WeChatWords.payment(state)
        let words = [state, node["trade_state_desc"]?.string ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        guard word == .done else { return Told(word, code: state, words: words) }
        guard node["amount"]?["total"]?.number?.whole == order.total.minor,
            node["amount"]?["currency"]?.string ?? "CNY" == "CNY"
        else { return Told(.lost(.unreadable), words: "amount") }
        return Told(.done, code: state, words: words, number: node["transaction_id"]?.string)
    }

    func refund(_ node: JSONNode, _ order: WalletOrder) -> Told {
        guard let status = (node["status"] ?? node["refund_status"])?.string,
            node["out_refund_no"]?.string == order.refund, node["out_trade_no"]?.string == order.payment
        else { return Told(.lost(.unreadable)) }
        let word = WeChatWords.refund(status)
        guard word == .done else { return Told(word, code: status, words: status) }
        guard node["amount"]?["refund"]?.number?.whole == order.amount.minor else {
            return Told(.lost(.unreadable), words: "amount")
        }
        return Told(.done, code: status, words: status, number: node["refund_id"]?.string)
    }
}

extension JSONLimits {
    /// A wallet's answer.
    static let wallet = JSONLimits(length: 1 << 20, depth: 12, values: 10_000)
}
