// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import JSON
internal import Tender

/// What Alipay's answers say of an attempt.
///
///     pay           10000 answered(approved) · 10003 stillOpen · refused answered(declined) · 20000 lost(uncertain)
///     query         TRADE_SUCCESS, TRADE_FINISHED approved · WAIT_BUYER_PAY stillOpen · TRADE_CLOSED declined
///                   TRADE_NOT_EXIST notFound
///     cancel        believed only after a query: TRADE_CLOSED reversalDone · TRADE_NOT_EXIST reversalNotFound
///     refund        fund_change Y approved · N asked for again, for money did not move by this message
///     refund query  the refund with its amount approved · nothing of it notFound
public struct AlipayReading: Sendable {
    public let account: AlipayAccount
    private let requests: AlipayRequests

    public init(_ account: AlipayAccount) {
        self.account = account
        requests = AlipayRequests(account)
    }

    /// - Parameter exchanges: what came of the duty's calls, in their order; what was not asked any more is not there.
    public func report(_ turn: WalletTurn, _ exchanges: [WalletExchange], secrets: any WalletSecrets) -> LinkReport {
        let answers = zip(turn.calls, exchanges).map { told($0, turn.order, $1, secrets) }
        guard let last = answers.last, answers.count == turn.calls.count else { return LinkReport(.lost(.uncertain)) }
        guard turn.work == .reverse else { return last.report(turn) }
        return last.reversalReport(turn, saying: answers.count > 1 ? answers[0].words : "")
    }

    func told(
        _ call: WalletCall, _ order: WalletOrder, _ exchange: WalletExchange, _ secrets: any WalletSecrets
    ) -> Told {
        switch exchange {
        case .notSent(let words): return Told(.notSent, words: words)
        case .timeout: return Told(.lost(.timeout))
        case .cut(let words): return Told(.lost(.cut), words: words)
        case .answer(let answer):
            guard answer.status == 200 else { return Told(.lost(.uncertain), words: "HTTP \(answer.status)") }
            let name = requests.question(call, order, code: nil).answerName
            guard let told = AlipayAnswer(answer.body, name: name, by: secrets) else {
                return Told(.lost(.unreadable))
            }
            // Refusals of the gateway are not signed; the connection's certificate stands for them.
            guard told.isProven ?? !["10000", "10003"].contains(told.code) else { return Told(.lost(.wrongCode)) }
            return read(call, order, told)
        }
    }

    private func read(_ call: WalletCall, _ order: WalletOrder, _ answer: AlipayAnswer) -> Told {
        guard answer.code == "10000" else {
            let word = AlipayWords.refusal(answer.code, answer.subCode, call)
            let parts = [
                answer.code, answer.subCode, answer.node["sub_msg"]?.string ?? answer.node["msg"]?.string ?? "",
            ]
            let words = parts.filter { !$0.isEmpty }.joined(separator: " ")
            return Told(word, code: answer.subCode.isEmpty ? answer.code : answer.subCode, words: words)
        }
        let node = answer.node
        guard node["out_trade_no"]?.string == order.payment || call == .refundQuery && node["out_trade_no"] == nil
        else {
            return Told(.lost(.unreadable))
        }
        switch call {
        case .pay: return paid(node, order, status: "TRADE_SUCCESS")
        case .query:
            guard let status = node["trade_status"]?.string else { return Told(.lost(.unreadable)) }
            let word = AlipayWords.payment(status)
            return word == .done ? paid(node, order, status: status) : Told(word, code: status, words: status)
        case .reverse:
            let words = [node["action"]?.string, node["retry_flag"]?.string].compactMap { $0 }.joined(separator: " ")
            return Told(.done, code: "10000", words: "cancel \(words)")
        case .refund:
            let isMoved = node["fund_change"]?.string == "Y"
            return Told(
                isMoved ? .done : .moving, code: "10000", words: "fund_change \(isMoved ? "Y" : "N")",
                number: node["trade_no"]?.string)
        case .refundQuery: return refunded(node, order)
        }
    }

    private func paid(_ node: JSONNode, _ order: WalletOrder, status: String) -> Told {
        guard Self.minor(node["total_amount"]) == order.total.minor else {
            return Told(.lost(.unreadable), words: "total_amount")
        }
        return Told(.done, code: status, words: status, number: node["trade_no"]?.string)
    }

    private func refunded(_ node: JSONNode, _ order: WalletOrder) -> Told {
        guard let amount = node["refund_amount"] else { return Told(.missing, code: "10000", words: "no refund") }
        let status = node["refund_status"]?.string ?? "REFUND_SUCCESS"
        guard node["out_request_no"]?.string == order.refund else { return Told(.lost(.unreadable)) }
        guard status == "REFUND_SUCCESS" else { return Told(.moving, code: status, words: status) }
        guard Self.minor(amount) == order.amount.minor else { return Told(.lost(.unreadable), words: "refund_amount") }
        return Told(.done, code: status, words: status, number: node["trade_no"]?.string)
    }

    /// Yuan as text or as a number, in fen.
    static func minor(_ node: JSONNode?) -> Int64? {
        if let text = node?.string { return (try? Money(text: text))?.minor }
        return node?.number?.minorUnits(decimals: 2)
    }
}
