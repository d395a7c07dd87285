// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import JSON
internal import SimKit
internal import Wallets

/// What the control of a simulated wallet understands.
///
///     POST /control/fault/NAME?wallet=alipay     GET /control/truth?wallet=wechat
///     POST /control/customer/WORD?wallet=…       POST /control/advance?ms=N
///     POST /control/clear                        POST /control/notices[?forged=1]
struct WalletControl {
    private let stage: WalletStage

    init(_ stage: WalletStage) { self.stage = stage }

    func answer(_ request: StageRequest) -> WalletAnswer {
        let parts = request.path.split(separator: "/").dropFirst().map(String.init)
        let wallet = request.query["wallet"].flatMap { WalletKind(rawValue: $0) }
        switch (request.method, parts.first, parts.dropFirst().first) {
        case ("POST", "fault", let name?):
            guard let fault = WalletFault(rawValue: name) else { return WalletStage.plain("no such fault", 404) }
            each(wallet) { $0.set(fault) }
        case ("POST", "customer", let word?):
            guard let customer = WalletCustomer(text: word) else { return WalletStage.plain("no such customer", 404) }
            each(wallet) { $0.expect(customer) }
        case ("POST", "clear", nil): each(wallet) { $0.clearFaults() }
        case ("POST", "advance", nil):
            guard let pause = request.query["ms"].flatMap({ Int64($0) }),
                (-31_536_000_000...31_536_000_000).contains(pause)
            else {
                return WalletStage.plain("ms is missing", 400)
            }
            stage.ahead += pause
        case ("GET", "truth", nil): return truth(wallet)
        case ("POST", "notices", nil): return notices(isForged: request.query["forged"] != nil)
        default: return WalletStage.plain("there is no such thing", 404)
        }
        return WalletStage.plain("done")
    }

    private func each(_ wallet: WalletKind?, _ act: (inout SimulatedWallet) -> Void) {
        if wallet != .alipay { act(&stage.weChat) }
        if wallet != .wechat { act(&stage.alipay) }
    }

    private func notices(isForged: Bool) -> WalletAnswer {
        let rows = stage.notices(isForged: isForged).map { notice in
            let headers = notice.headers.map { JSONNode.Member(name: $0.name, value: .text($0.value)) }
            return JSONNode.object([
                .init(name: "wallet", value: .text(notice.wallet.rawValue)),
                .init(name: "headers", value: .object(headers)),
                .init(name: "body", value: .text(String(decoding: notice.body, as: UTF8.self))),
            ])
        }
        return WalletAnswer(
            status: 200, headers: [WalletHeader("Content-Type", "application/json")],
            body: JSONWriter.bytes(of: .array(rows)) + [10])
    }

    private func truth(_ wallet: WalletKind?) -> WalletAnswer {
        let orders = (wallet == .alipay ? [] : stage.weChat.truth) + (wallet == .wechat ? [] : stage.alipay.truth)
        let rows = orders.map { order in
            JSONNode.object([
                .init(name: "number", value: .text(order.number)),
                .init(name: "fen", value: .number(JSONNumber(order.fen))),
                .init(name: "state", value: .text(order.state.rawValue)),
                .init(name: "charged", value: .number(JSONNumber(order.charged))),
                .init(name: "refunds", value: .number(JSONNumber(Int64(order.refunds.count)))),
            ])
        }
        return WalletAnswer(
            status: 200, headers: [WalletHeader("Content-Type", "application/json")],
            body: JSONWriter.bytes(of: .array(rows)) + [10])
    }
}
