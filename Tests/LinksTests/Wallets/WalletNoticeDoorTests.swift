// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Links
import SimKit
import Synchronization
import Tender
import Testing
import Wallets

@Suite(.serialized) struct WalletNoticeDoorTests {
    private final class Machine: Sendable {
        let taken = Mutex<[LateAnswer]>([])
        let isBroken = Mutex(false)
        let terminals = Mutex<[Set<TerminalID>]>([])

        func take(_ answer: LateAnswer, _ terminals: Set<TerminalID>) -> Bool {
            self.terminals.withLock { $0.append(terminals) }
            if isBroken.withLock({ $0 }) { return false }
            taken.withLock { $0.append(answer) }
            return true
        }
    }

    private static func door(_ till: WalletTill, _ machine: Machine) -> WalletNoticeDoor {
        door([till.account(["T1"])], till, machine)
    }

    private static func door(_ accounts: [LinkedAccount], _ till: WalletTill, _ machine: Machine) -> WalletNoticeDoor {
        WalletNoticeDoor(
            accounts, now: { [told = till.told] in told.now },
            deliver: { answer, terminals in machine.take(answer, terminals) })
    }

    @Test(arguments: WalletKind.allCases)
    func `a payment is told once, though it is sent twice, and a forged one is not believed`(
        _ wallet: WalletKind
    ) async throws {
        let till = try await WalletTill(wallet)
        let machine = Machine()
        let door = Self.door(till, machine)
        _ = try await till.settle(till.attempt("01SALE000001"))
        let notices = try await till.server.takeNotices()
        let notice = try #require(notices.first)
        machine.isBroken.withLock { $0 = true }
        #expect(await door.take(wallet, headers: notice.headers, body: notice.body).status == 503)
        machine.isBroken.withLock { $0 = false }
        for _ in 0..<3 {
            let reply = await door.take(wallet, headers: notice.headers, body: notice.body)
            #expect(reply.isTaken && (wallet == .alipay ? reply.body == "success" : reply.body.contains("SUCCESS")))
        }
        let answers = machine.taken.withLock { $0 }
        #expect(answers.count == 1)
        #expect(answers.first?.subject == .attempt("01SALE000001"))

        var changed = notice.body
        changed[changed.count / 2] ^= 1
        #expect(await door.take(wallet, headers: notice.headers, body: changed).status == 401)
        _ = try await till.settle(till.attempt("01SALE000002"))
        let forged = try #require(try await till.server.takeNotices(isForged: true).first)
        #expect(await door.take(wallet, headers: forged.headers, body: forged.body).status == 401)
        #expect(machine.taken.withLock { $0.count } == 1)
        await till.server.stop()
    }

    @Test(arguments: WalletKind.allCases)
    func `a notice finds its account, by its link's address or by any, and never another's`(
        _ wallet: WalletKind
    ) async throws {
        let till = try await WalletTill(wallet)
        let machine = Machine()
        // The account that is asked first has other keys and another number.
        let door = Self.door([try till.stranger(["T9"]), till.account(["T1", "T2"])], till, machine)
        _ = try await till.settle(till.attempt("01SALE000001"))
        let notice = try #require(try await till.server.takeNotices().first)
        func take(_ terminal: TerminalID?) async -> Int {
            await door.take(wallet, at: terminal, headers: notice.headers, body: notice.body).status
        }
        #expect(await take("T9") == 401)
        #expect(await take("T7") == 404)
        #expect(machine.terminals.withLock(\.count) == 0)
        for address in [nil, "T2", "T1", nil] as [TerminalID?] { #expect(await take(address) == 200) }
        #expect(machine.terminals.withLock { $0 } == [["T1", "T2"]])
        let other: WalletKind = wallet == .wechat ? .alipay : .wechat
        #expect(await door.take(other, headers: notice.headers, body: notice.body).status == 404)
        await till.server.stop()
    }

    @Test func `notices in any order leave the attempt the same`() async throws {
        let till = try await WalletTill(.wechat)
        let machine = Machine()
        let door = Self.door(till, machine)
        let (sale, _) = try await till.settle(till.attempt("01SALE000001"))
        let refund = till.attempt("01BACK000001", .refund, fen: 800, original: "01SALE000001")
        let (back, _) = try await till.settle(refund, original: sale)
        for notice in try await till.server.takeNotices().reversed() {
            #expect(await door.take(.wechat, headers: notice.headers, body: notice.body).isTaken)
        }
        for answer in machine.taken.withLock({ $0 }) {
            for known in [sale, back] where answer.subject == .attempt(known.id) {
                var attempt = known
                try attempt.step(AttemptEvent(at: WalletTill.start, kind: answer.report.kind))
                #expect(attempt.charged == known.charged && attempt.state == known.state)
            }
        }
        #expect(machine.taken.withLock { $0.count } == 2)
        await till.server.stop()
    }
}
