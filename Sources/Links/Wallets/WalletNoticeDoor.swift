// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Charges
public import Tender
public import Wallets

/// Where wallets knock: raw headers and body in, an answer out. What it takes is acknowledged only once it is
/// recorded; what it does not believe changes nothing.
///
///     proven? ─ no ─▶ 401           seen before ─▶ acknowledged
///        └ yes ─ tell the machine ─ recorded ─▶ acknowledged
///                       └ not recorded ─▶ 503: the wallet sends it again
public actor WalletNoticeDoor {
    /// What the wallet is answered.
    public struct Reply: Hashable, Sendable {
        public let status: Int
        public let type: String
        public let body: String

        public var isTaken: Bool { status == 200 }
    }

    private let weChat: WeChatLink?
    private let alipay: AlipayLink?
    private let now: @Sendable () -> Instant
    private let deliver: @Sendable (LateAnswer) async -> Bool
    private var weChatMemory = NoticeMemory(window: 2 * WeChatNotices.window)
    private var alipayMemory = NoticeMemory(window: AlipayNotices.window + AlipayNotices.ahead)

    /// - Parameter deliver: records the answer durably and says whether it did; an answer for an attempt that nobody
    ///   knows is recorded nowhere and taken all the same.
    public init(
        weChat: WeChatLink?, alipay: AlipayLink?, now: @escaping @Sendable () -> Instant,
        deliver: @escaping @Sendable (LateAnswer) async -> Bool
    ) {
        self.weChat = weChat
        self.alipay = alipay
        self.now = now
        self.deliver = deliver
    }

    /// Most bytes of a body that is worth reading.
    public static let bodyLimit = max(WeChatNotices.bodyLimit, AlipayNotices.bodyLimit)

    public func take(_ wallet: WalletKind, headers: [WalletHeader], body: [UInt8]) async -> Reply {
        let time = now()
        switch wallet {
        case .wechat:
            guard let link = weChat else { return Self.reply(wallet, 404) }
            if let serial = WalletAnswer(status: 200, headers: headers, body: []).header("Wechatpay-Serial") {
                await link.learn(serial)
            }
            return await take(
                wallet, WeChatNotices(link.account).read(headers, body, at: time, secrets: link.keys), time)
        case .alipay:
            guard let link = alipay else { return Self.reply(wallet, 404) }
            return await take(wallet, AlipayNotices(link.account).read(body, at: time, secrets: link.keys), time)
        }
    }

    private func take(_ wallet: WalletKind, _ notice: WalletNotice, _ time: Instant) async -> Reply {
        switch notice {
        case .refused: return Self.reply(wallet, 401)
        case .noted: return Self.reply(wallet, 200)
        case .late(let answer, let id):
            let isKnown = wallet == .wechat ? weChatMemory.knows(id, at: time) : alipayMemory.knows(id, at: time)
            if isKnown { return Self.reply(wallet, 200) }
            guard await deliver(answer) else { return Self.reply(wallet, 503) }
            if wallet == .wechat {
                weChatMemory.remember(id, at: time)
            } else {
                alipayMemory.remember(id, at: time)
            }
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
