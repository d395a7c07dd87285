// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts

extension Flow {
    /// Every flow of the payment links, each with the trouble that belongs to it.
    public static let all: [Flow] = sales + returns + holds + batches + others

    private static let sales = [
        Flow("sale", [Wish(.sale)]),
        Flow("sale, declined", [Wish(.sale, isHopeless: true)]),
        Flow("sale, no connection", [Wish(.sale)], [Fault(.notConnected, .request)]),
        Flow("sale, request lost, reversed", [Wish(.sale)], [Fault(.requestLost, .request)]),
        Flow("sale, answer lost, reversed", [Wish(.sale)], [Fault(.replyLost, .request)]),
        Flow("sale, answer not authentic", [Wish(.sale)], [Fault(.wrongCode, .request)]),
        Flow("sale, answer late, after the reversal", [Wish(.sale)], [Fault(.late(90_000), .request)]),
        Flow(
            "sale, answer late, before the reversal", [Wish(.sale)],
            [Fault(.late(61_000), .request), Fault(.notConnected, .reverse, 1...2)]),
        Flow(
            "sale, reversal not answered nine times", [Wish(.sale)],
            [Fault(.replyLost, .request), Fault(.requestLost, .reverse, 1...9)]),
        Flow(
            "sale, reversal refused four times", [Wish(.sale)],
            [Fault(.replyLost, .request), Fault(.refused, .reverse, 1...4)]),
        Flow("two sales", [Wish(.sale), Wish(.sale, 20, order: "R2")], [Fault(.replyLost, .request, 2...2)]),
    ]

    private static let returns = [
        Flow("void", [Wish(.sale), Wish(.void, of: 0)]),
        Flow("void, answer lost", [Wish(.sale), Wish(.void, of: 0)], [Fault(.replyLost, .request, 2...2)]),
        Flow("refund", [Wish(.sale), Wish(.refund, 20, of: 0)]),
        Flow(
            "refund, answer lost, repeated", [Wish(.sale), Wish(.refund, 20, of: 0)],
            [Fault(.replyLost, .request, 2...2), Fault(.replyLost, .again, 1...2)]),
        Flow(
            "two refunds, first request lost",
            [Wish(.sale), Wish(.refund, 20, of: 0), Wish(.refund, 38, of: 0)], [Fault(.requestLost, .request, 2...2)]),
    ]

    private static let holds = [
        Flow(
            "pre-authorisation, addition, completion",
            [Wish(.preauth), Wish(.addition, 20, of: 0), Wish(.completion, 70, of: 0)]),
        Flow(
            "pre-authorisation, answer lost", [Wish(.preauth), Wish(.completion, of: 0)],
            [Fault(.replyLost, .request)]),
        Flow(
            "completion, answer lost", [Wish(.preauth), Wish(.completion, of: 0)],
            [Fault(.replyLost, .request, 2...2)]),
        Flow("completion by advice", [Wish(.preauth), Wish(.completionAdvice, of: 0)]),
        Flow(
            "completion by advice, answer lost", [Wish(.preauth), Wish(.completionAdvice, of: 0)],
            [Fault(.replyLost, .request, 2...2), Fault(.requestLost, .again)]),
        Flow("pre-authorisation void", [Wish(.preauth), Wish(.preauthVoid, of: 0)]),
        Flow(
            "completion void, answer lost",
            [Wish(.preauth), Wish(.completion, of: 0), Wish(.completionVoid, of: 1)],
            [Fault(.replyLost, .request, 3...3)]),
    ]

    private static let batches = [
        Flow(
            "batch close, balanced",
            [Wish(.sale), Wish(.sale, 20, order: "R2"), Wish(.refund, 5, of: 0), Wish(nil)]),
        Flow(
            "batch close, unbalanced, upload",
            [Wish(.sale), Wish(.sale, 20, order: "R2"), Wish(.sale, 9, order: "R3"), Wish(nil)], differs: true),
        Flow(
            "upload with answers lost",
            [Wish(.sale), Wish(.sale, 20, order: "R2"), Wish(.sale, 9, order: "R3"), Wish(nil)],
            [Fault(.replyLost, .totals), Fault(.replyLost, .row, 2...2), Fault(.replyLost, .end)], differs: true),
    ]

    private static let others = [
        Flow("offline sale", [Wish(.offlineSale)]),
        Flow("offline sale, answer lost", [Wish(.offlineSale)], [Fault(.replyLost, .request)]),
        Flow("terminal: sale", [Wish(.sale)], over: .terminal),
        Flow("terminal: answer lost, asked", [Wish(.sale)], [Fault(.replyLost, .request)], over: .terminal),
        Flow(
            "terminal: answer lost, questions too", [Wish(.sale)],
            [Fault(.replyLost, .request), Fault(.replyLost, .ask, 1...3)], over: .terminal),
        Flow(
            "terminal: refund, answer lost, asked", [Wish(.sale), Wish(.refund, 20, of: 0)],
            [Fault(.replyLost, .request, 2...2)], over: .terminal),
        Flow("wallet: answer lost, asked", [Wish(.sale)], [Fault(.replyLost, .request)], over: .wallet),
        Flow(
            "wallet: never told, cancelled", [Wish(.sale)],
            [Fault(.replyLost, .request), Fault(.requestLost, .ask, 1...5)], over: .wallet),
        Flow(
            "wallet: refund, answer lost", [Wish(.sale), Wish(.refund, 20, of: 0)],
            [Fault(.replyLost, .request, 2...2)], over: .wallet),
    ]
}
