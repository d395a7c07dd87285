// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Charges
internal import Foundation
internal import Synchronization
public import Tender
public import Wallets

/// The way to WeChat Pay, API v3.
///
///     duty ─▶ WalletTurn ─▶ signed requests ─ HTTPS ─▶ answers ─ proven, read ─▶ LinkReport
///
/// Nothing is remembered but the wallet's certificates, which are fetched when an answer names one that is not known.
public final class WeChatLink: PaymentLink {
    public let ability = LinkAbility.wallet
    public let account: WeChatAccount
    let keys: WalletKeys
    let wire: WalletWire
    let requests: WeChatRequests
    private let reading: WeChatReading
    private let now: @Sendable () -> Instant
    private let lastLearned = Mutex<Instant?>(nil)

    /// Milliseconds between two tries to fetch certificates.
    private static let learnAfter: Int64 = 60_000

    /// - Parameter address: `https://api.mch.weixin.qq.com`, or a simulated wallet's.
    public init(
        _ account: WeChatAccount, keys: WalletKeys, address: String = "https://api.mch.weixin.qq.com",
        now: @escaping @Sendable () -> Instant
    ) {
        self.account = account
        self.keys = keys
        self.now = now
        wire = WalletWire(address: address)
        requests = WeChatRequests(account)
        reading = WeChatReading(account)
    }

    public func isReachable() async -> Bool { await wire.isReachable() }

    public func perform(
        _ work: Duty.Work, of attempt: Attempt, original: Attempt?, input: PaymentInput
    ) async -> LinkReport {
        let turn: WalletTurn
        let code: String?
        do throws(WalletUnsendable) {
            turn = WalletTurn(work, try WalletOrder(attempt, original: original), at: .wechat, now: now())
            guard !turn.calls.isEmpty else { throw .kind }
            if !turn.isSendable(original: original) { throw .noOriginal }
            code = try turn.code(in: input, of: .wechat)
        } catch {
            return LinkReport(refusing: error, work)
        }
        let pause = max(1, (attempt.policy.answerWithin - 2_000) / Int64(turn.calls.count))
        var exchanges: [WalletExchange] = []
        for call in turn.calls {
            guard let request = signed(requests.request(call, turn.order, code: code)) else {
                return LinkReport(refusing: .key, work)
            }
            exchanges.append(await wire.exchange(request, within: pause))
        }
        await learnIfNeeded(exchanges)
        return reading.report(turn, exchanges, secrets: keys)
    }

    func signed(_ request: WalletRequest) -> WalletRequest? {
        WeChatSigning.signed(request, for: account, by: keys, at: now(), nonce: WalletWire.nonce())
    }

    private func learnIfNeeded(_ exchanges: [WalletExchange]) async {
        for case .answer(let answer) in exchanges {
            if let serial = answer.header("Wechatpay-Serial") { await learn(serial) }
        }
    }

    /// Fetches the wallet's certificates when this one is not known; not more often than once a minute.
    func learn(_ serial: String) async {
        guard !keys.knows(serial) else { return }
        let time = now()
        let mayAsk = lastLearned.withLock { last in
            if let last, time.milliseconds - last.milliseconds < Self.learnAfter { return false }
            last = time
            return true
        }
        guard mayAsk, let request = signed(requests.certificates),
            case .answer(let answer) = await wire.exchange(request, within: 1_500)
        else { return }
        keys.learn(WeChatCertificate.all(in: answer, secrets: keys) ?? [])
    }
}

extension WalletTurn {
    /// A refund's message needs the payment's whole amount; a question does not.
    func isSendable(original: Attempt?) -> Bool {
        !calls.contains(.refund) || original != nil
    }
}

extension LinkReport {
    /// Nothing was asked. Of a request that is new that is the end; of one that went out before it says nothing.
    init(refusing why: WalletUnsendable, _ work: Duty.Work) {
        let words = "\(why.words.chinese) \(why.words.english)"
        self.init(work == .send ? .notSent : .lost(.uncertain), words: words)
    }
}
