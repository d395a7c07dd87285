// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Charges
internal import Foundation
public import Tender
public import Wallets

/// The way to Alipay's open platform.
public final class AlipayLink: PaymentLink {
    public let ability = LinkAbility.wallet
    public let account: AlipayAccount
    let keys: WalletKeys
    let wire: WalletWire
    let requests: AlipayRequests
    private let gateway: String
    private let reading: AlipayReading
    private let now: @Sendable () -> Instant

    /// - Parameters:
    ///   - keys: with Alipay's public key under an empty serial.
    ///   - address: the gateway's, or a simulated wallet's.
    public init(
        _ account: AlipayAccount, keys: WalletKeys, address: String = "https://openapi.alipay.com/gateway.do",
        now: @escaping @Sendable () -> Instant
    ) {
        self.account = account
        self.keys = keys
        self.now = now
        gateway = WeChatSigning.pathAndQuery(of: address)
        wire = WalletWire(address: String(address.dropLast(gateway == "/" ? 0 : gateway.count)))
        requests = AlipayRequests(account)
        reading = AlipayReading(account)
    }

    public func isReachable() async -> Bool { await wire.isReachable() }

    public func perform(
        _ work: Duty.Work, of attempt: Attempt, original: Attempt?, input: PaymentInput
    ) async -> LinkReport {
        let turn: WalletTurn
        let code: String?
        do throws(WalletUnsendable) {
            turn = WalletTurn(work, try WalletOrder(attempt, original: original), at: .alipay, now: now())
            guard !turn.calls.isEmpty else { throw .kind }
            code = try turn.code(in: input, of: .alipay)
        } catch {
            return LinkReport(refusing: error, work)
        }
        let pause = max(1, (attempt.policy.answerWithin - 1_000) / Int64(turn.calls.count))
        var exchanges: [WalletExchange] = []
        for call in turn.calls {
            guard let request = signed(requests.question(call, turn.order, code: code)) else {
                return LinkReport(refusing: .key, work)
            }
            exchanges.append(await wire.exchange(request, within: pause))
        }
        return reading.report(turn, exchanges, secrets: keys)
    }

    func signed(_ question: AlipayRequests.Question) -> WalletRequest? {
        requests.signed(question, by: keys, at: now(), gateway: gateway)
    }
}
