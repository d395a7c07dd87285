// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Charges
public import Tender
public import Wallets

/// Where the wallets' notifications come in, for every account: read, proven, told to the machine once, acknowledged
/// when that is durable.
///
///     POST /hooks/wallets/alipay/T0000007 ─▶ the account of that link ┐
///     POST /hooks/wallets/alipay ──────────▶ each account in turn ────┴▶ proven? ─ no ─▶ 401, nothing changed
///                                                                          │
///                                     known, or of another account? ◀─ yes ┘
///                                       ├ yes ─▶ acknowledged
///                                       └ no ─ tell the machine ─ recorded ─▶ acknowledged
///                                                               └ not recorded ─▶ 503: the wallet sends it again
///
/// Whose notice it is, its signature decides and the merchant inside, never the address alone. An account speaks of
/// attempts at its own terminals and of no others.
public actor WalletNoticeDoor {
    /// What the wallet is answered.
    public struct Reply: Hashable, Sendable {
        public let status: Int
        public let type: String
        public let body: String

        public var isTaken: Bool { status == 200 }
    }

    private let accounts: [LinkedAccount]
    private var memories: [NoticeMemory]
    private let now: @Sendable () -> Instant
    private let deliver: @Sendable (LateAnswer, Set<TerminalID>) async -> Bool

    /// - Parameter deliver: records the answer durably and says whether it did; an answer for an attempt that nobody
    ///   knows, or at none of the account's terminals, is recorded nowhere and taken all the same.
    public init(
        _ accounts: [LinkedAccount], now: @escaping @Sendable () -> Instant,
        deliver: @escaping @Sendable (LateAnswer, Set<TerminalID>) async -> Bool
    ) {
        self.accounts = accounts
        self.now = now
        self.deliver = deliver
        memories = accounts.map { account in
            switch account.name.wallet {
            case .wechat: NoticeMemory(window: 2 * WeChatNotices.window)
            case .alipay: NoticeMemory(window: AlipayNotices.window + AlipayNotices.ahead)
            }
        }
    }

    /// Most bytes of a body that is worth reading.
    public static let bodyLimit = max(WeChatNotices.bodyLimit, AlipayNotices.bodyLimit)

    /// Takes a notification.
    ///
    /// - Parameter terminal: of the link that the address names; nil for the wallet's common address.
    public func take(
        _ wallet: WalletKind, at terminal: TerminalID? = nil, headers: [WalletHeader], body: [UInt8]
    ) async -> Reply {
        let time = now()
        let asked = accounts.indices.filter { index in
            accounts[index].name.wallet == wallet && terminal.map { accounts[index].terminals.contains($0) } ?? true
        }
        guard !asked.isEmpty else { return Self.reply(wallet, 404) }
        for index in asked {
            let notice = await read(accounts[index].link, headers, body, time)
            // One that another account of ours signed is refused here and read there.
            if case .refused = notice { continue }
            return await take(notice, of: index, wallet, time)
        }
        return Self.reply(wallet, 401)
    }

    private func read(
        _ link: LinkedAccount.Link, _ headers: [WalletHeader], _ body: [UInt8], _ time: Instant
    ) async -> WalletNotice {
        switch link {
        case .weChat(let link):
            if let serial = WalletAnswer(status: 200, headers: headers, body: []).header("Wechatpay-Serial") {
                await link.learn(serial)
            }
            return WeChatNotices(link.account).read(headers, body, at: time, secrets: link.keys)
        case .alipay(let link): return AlipayNotices(link.account).read(body, at: time, secrets: link.keys)
        }
    }

    private func take(_ notice: WalletNotice, of index: Int, _ wallet: WalletKind, _ time: Instant) async -> Reply {
        switch notice {
        case .refused: return Self.reply(wallet, 401)
        case .noted: return Self.reply(wallet, 200)
        case .late(let answer, let id):
            if memories[index].knows(id, at: time) { return Self.reply(wallet, 200) }
            guard await deliver(answer, accounts[index].terminals) else { return Self.reply(wallet, 503) }
            memories[index].remember(id, at: time)
            return Self.reply(wallet, 200)
        }
    }

    private static func reply(_ wallet: WalletKind, _ status: Int) -> Reply {
        let isTaken = status == 200
        switch wallet {
        case .wechat:
            let code = isTaken ? "SUCCESS" : "FAIL"
            return Reply(
                status: status, type: "application/json",
                body: "{\"code\":\"\(code)\",\"message\":\"\(isTaken ? "" : "not taken")\"}")
        case .alipay:
            return Reply(status: status, type: "text/plain; charset=utf-8", body: isTaken ? "success" : "fail")
        }
    }
}
