// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import SimKit
import Tender
import Testing

@Suite struct SimulatedWalletTests {
    private static let start = Instant(milliseconds: 1_795_680_000_000)

    private static func pay(_ wallet: inout SimulatedWallet, _ number: String, _ fen: Int64 = 5_800) -> SimulatedReply {
        wallet.pay(number, fen: fen, terminal: "T1", title: "茶", prefix: "42", at: start)
    }

    @Test func `a customer pays when the password is typed, and not before`() {
        var wallet = SimulatedWallet()
        wallet.expect(.typesPassword(after: 5_000))
        _ = Self.pay(&wallet, "A")
        wallet.advance(to: Self.start.adding(milliseconds: 4_999))
        #expect(wallet.orders["A"]?.state == .waiting)
        wallet.advance(to: Self.start.adding(milliseconds: 5_000))
        #expect(wallet.orders["A"]?.charged == 5_800)
        #expect(wallet.takeUntold() == [.paid(order: "A")])
    }

    @Test func `the same number again moves nothing, and other content is refused`() {
        var wallet = SimulatedWallet()
        _ = Self.pay(&wallet, "A")
        #expect(Self.pay(&wallet, "A") == .error(.numberUsed))
        #expect(Self.pay(&wallet, "A", 1) == .error(.otherContent))
        for _ in 0..<2 { _ = wallet.refund("R", of: "A", fen: 800, prefix: "50", at: Self.start) }
        #expect(wallet.orders["A"]?.charged == 5_000)
        #expect(wallet.refund("S", of: "A", fen: 5_001, prefix: "50", at: Self.start) == .error(.tooMuch))
    }

    @Test func `a reversal that lies leaves the money where it was`() {
        var wallet = SimulatedWallet()
        _ = Self.pay(&wallet, "A")
        wallet.set(.reverseLies)
        _ = wallet.reverse("A", at: Self.start)
        #expect(wallet.orders["A"]?.charged == 5_800)
        _ = wallet.reverse("A", at: Self.start)
        #expect(wallet.orders["A"]?.charged == 0)
    }

    @Test func `a system error that did its work, and one that did not`() {
        for (fault, charged) in [(WalletFault.systemErrorDone, Int64(5_800)), (.systemError, 0), (.requestLost, 0)] {
            var wallet = SimulatedWallet()
            wallet.set(fault)
            let (reply, _) = wallet.carry(moves: true, at: Self.start) { Self.pay(&$0, "A") }
            #expect(reply == .error(.system))
            #expect(wallet.orders["A"]?.charged ?? 0 == charged)
        }
    }

    @Test func `money is never made or lost, whatever is done in whatever order`() {
        for seed in UInt64(0)..<200 {
            var chance = SplitMix64(seed: seed)
            var wallet = SimulatedWallet()
            var now = Self.start
            for _ in 0..<60 {
                now = now.adding(milliseconds: Int64(chance.roll(10_000)))
                let number = "O\(chance.roll(4))"
                switch chance.roll(6) {
                case 0: wallet.expect(.typesPassword(after: Int64(chance.roll(20_000))))
                case 1: _ = wallet.pay(number, fen: 1_000, terminal: "T", title: "t", prefix: "4", at: now)
                case 2: _ = wallet.reverse(number, at: now)
                case 3:
                    let name = "R\(chance.roll(5))"
                    _ = wallet.refund(name, of: number, fen: Int64(1 + chance.roll(900)), prefix: "5", at: now)
                case 4: _ = wallet.close(number, at: now)
                default: wallet.advance(to: now)
                }
                for order in wallet.truth {
                    #expect(order.charged >= 0 && order.refunded <= order.fen)
                    #expect(order.paidAt != nil || order.refunds.isEmpty)
                }
            }
        }
    }
}
