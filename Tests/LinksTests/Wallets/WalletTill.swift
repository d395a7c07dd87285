// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Links
import SimKit
import Synchronization
import Tender
import Wallets

/// A clock that moves when it is told to.
final class ToldClock: Sendable {
    private let time = Mutex(WalletTill.start)

    var now: Instant { time.withLock { $0 } }

    func reach(_ instant: Instant) { time.withLock { $0 = max($0, instant) } }
}

/// A till, its link and a simulated wallet on loopback. Time is told, never waited for.
struct WalletTill {
    let wallet: WalletKind
    let server: WalletServer
    let link: any PaymentLink & BillSource
    /// The same, by its kind.
    let kept: LinkedAccount.Link
    let told = ToldClock()
    static let start = Instant(milliseconds: 1_795_680_000_000)

    static let keys = Result { try SimulatedWalletKeys() }
    static let weChat = WeChatAccount(
        merchant: SimulatedMerchant().weChat, app: SimulatedMerchant().weChatApp,
        serial: SimulatedWalletKeys.merchantSerial, title: "街角茶店", store: "S1")
    static let alipay = AlipayAccount(app: SimulatedMerchant().alipayApp, title: "街角茶店")

    init(_ wallet: WalletKind) async throws {
        let keys = try Self.keys.get()
        let told = told
        let clock: @Sendable () -> Instant = { told.now }
        self.wallet = wallet
        server = try await WalletServer.start(keys, now: clock)
        switch wallet {
        case .wechat:
            let weChat = WeChatLink(
                Self.weChat, keys: try keys.shopKeys(.wechat), address: server.address, now: clock)
            (link, kept) = (weChat, .weChat(weChat))
        case .alipay:
            let alipay = AlipayLink(
                Self.alipay, keys: try keys.shopKeys(.alipay), address: server.address + "/gateway.do", now: clock)
            (link, kept) = (alipay, .alipay(alipay))
        }
    }

    /// The account as the configuration's links would give it.
    func account(_ terminals: Set<TerminalID>) -> LinkedAccount {
        LinkedAccount(kept, terminals: terminals)
    }

    /// Another merchant's account at the same wallet.
    func stranger(_ terminals: Set<TerminalID>) throws -> LinkedAccount {
        let keys = try SimulatedWalletKeys()
        let clock: @Sendable () -> Instant = { [told] in told.now }
        guard wallet == .wechat else {
            let link = AlipayLink(
                AlipayAccount(app: "2021999999999999", title: "别家"), keys: try keys.shopKeys(.alipay),
                address: server.address + "/gateway.do", now: clock)
            return LinkedAccount(.alipay(link), terminals: terminals)
        }
        let account = WeChatAccount(
            merchant: "1999999999", app: "wx9", serial: SimulatedWalletKeys.merchantSerial, title: "别家", store: "S9")
        let link = WeChatLink(account, keys: try keys.shopKeys(.wechat), address: server.address, now: clock)
        return LinkedAccount(.weChat(link), terminals: terminals)
    }

    var code: String { wallet == .wechat ? "134567890123456789" : "283456789012345678" }

    func attempt(_ id: String, _ kind: MovementKind = .sale, fen: Int64 = 5_800, original: String? = nil) -> Attempt {
        let request = AttemptRequest(
            id: AttemptID(id) ?? "X", order: "R1", kind: kind, amount: Money(minor: fen), terminal: "T1",
            voucher: "1", original: original.flatMap { AttemptID($0) }, key: "k-\(id)")
        // The wallet answers within milliseconds or never: two seconds are an age here.
        return Attempt(
            request, ability: .wallet, policy: .wallet(wallet, kind, answerWithin: 4_000), at: Self.start)
    }

    /// Does what is due until nothing is, or until the machine only tries slowly; gives the attempt and its story.
    func settle(_ attempt: Attempt, original: Attempt? = nil, tries: Int = 30) async throws -> (Attempt, [String]) {
        var attempt = attempt
        var now = told.now
        var story: [String] = []
        for _ in 0..<tries {
            guard let duty = attempt.duty else { break }
            now = max(now, duty.at)
            told.reach(now)
            try attempt.step(AttemptEvent(at: now, kind: Self.mark(duty.work)))
            let report = await link.perform(
                duty.work, of: attempt, original: original, input: duty.work == .send ? .walletCode(code) : .none)
            story.append("\(duty.work): \(report.words)")
            _ = try? attempt.step(AttemptEvent(at: now, kind: report.kind))
        }
        return (attempt, story)
    }

    private static func mark(_ work: Duty.Work) -> AttemptEvent.Kind {
        switch work {
        case .send: .sent
        case .ask: .asked
        case .reverse: .reversalSent
        case .repeatMessage: .repeated
        case .giveUpWaiting: .lost(.timeout)
        }
    }

    func charged(_ number: String) async throws -> Int64 {
        try await server.with(wallet) { $0.orders[number]?.charged ?? 0 }
    }
}
