// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Foundation
internal import SimKit
internal import Tender
internal import Wallets

/// One request as it reaches the simulated wallet.
struct StageRequest {
    let method: String
    /// Path and query.
    let target: String
    let headers: [WalletHeader]
    let body: [UInt8]

    var path: String { String(target.prefix { $0 != "?" }) }

    var query: [String: String] {
        let text = target.drop { $0 != "?" }.dropFirst()
        let pairs = FormText.pairs(of: Array(text.utf8)) ?? []
        return Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// What the simulated wallet does with the line.
enum StageAnswer {
    case answer(WalletAnswer)
    /// Nothing, and the line stays open.
    case silence
    case cut
}

/// Both wallets, behind one door, on one thread.
final class WalletStage {
    var weChat = SimulatedWallet()
    var alipay = SimulatedWallet()
    let keys: SimulatedWalletKeys
    let secrets: WalletKeys
    /// Signs what is to look forged.
    let stranger: WalletKeys
    let merchant: SimulatedMerchant
    private let clock: () -> Instant
    /// Milliseconds that the wallets' clock is ahead.
    var ahead: Int64 = 0
    /// Bills that may be fetched, by their token.
    var files: [String: [UInt8]] = [:]
    var lastToken = 0

    init(_ keys: SimulatedWalletKeys, _ merchant: SimulatedMerchant, clock: @escaping () -> Instant) throws {
        self.keys = keys
        self.merchant = merchant
        self.clock = clock
        secrets = try keys.walletKeys()
        stranger = try SimulatedWalletKeys().walletKeys()
    }

    var now: Instant { clock().adding(milliseconds: ahead) }

    func answer(_ request: StageRequest) -> StageAnswer {
        weChat.advance(to: now)
        alipay.advance(to: now)
        switch request.path {
        case "/gateway.do": return AlipayCounter(self).answer(request)
        case let path where path.hasPrefix("/v3/"): return WeChatCounter(self).answer(request)
        case let path where path.hasPrefix("/control/"): return .answer(WalletControl(self).answer(request))
        case let path where path.hasPrefix("/bills/"):
            guard let bytes = files[String(path.dropFirst(7))] else { return .answer(Self.plain("no such bill", 404)) }
            return .answer(WalletAnswer(status: 200, body: bytes))
        default: return .answer(Self.plain("there is no such thing", 404))
        }
    }

    /// Keeps a bill for download; at most a hundred.
    func keep(_ bytes: [UInt8]) -> String {
        if files.count >= 100 { files = [:] }
        lastToken += 1
        files["bill\(lastToken)"] = bytes
        return "bill\(lastToken)"
    }

    static func plain(_ text: String, _ status: Int = 200) -> WalletAnswer {
        WalletAnswer(
            status: status, headers: [WalletHeader("Content-Type", "text/plain; charset=utf-8")],
            body: Array((text + "\n").utf8))
    }

    func time(_ instant: Instant) -> String { Zone.shanghai.civil(at: instant).description }
}

/// The merchant that a simulated wallet knows.
public struct SimulatedMerchant: Sendable, Hashable {
    public var weChat = "1900000001"
    public var weChatApp = "wx0123456789abcdef"
    public var alipayApp = "2021000000000001"
    public var alipaySeller = "2088000000000156"

    public init() {}
}
