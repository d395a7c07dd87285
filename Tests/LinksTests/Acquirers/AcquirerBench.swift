// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Acquirers
import Attempts
import Ciphers
import ISO8583
import Links
import SimKit
import Synchronization
import Tender
import Testing

/// A simulated acquirer on loopback and the link to it.
struct AcquirerBench {
    let server: VirtualHostServer<SimulatedAcquirer>
    let link: AcquirerLink
    let sink: Sink

    /// What came late.
    actor Sink {
        private(set) var answers: [LateAnswer] = []

        func take(_ answer: LateAnswer) { answers.append(answer) }

        /// Waits until so many came; those that are there after five seconds.
        func first(_ count: Int) async -> [LateAnswer] {
            for _ in 0..<500 where answers.count < count { try? await Task.sleep(for: .milliseconds(10)) }
            return answers
        }
    }

    static let keyText = "TMK1 11111111111111112222222222222222"
    static let now = Instant(milliseconds: 1_795_680_000_000)

    static func open(_ make: AcquirerMake = .unionPay, keys: String = keyText) async throws -> AcquirerBench {
        let server = try await VirtualHostServer.start(SimulatedAcquirer(make, NettleDES()), port: 0)
        let sink = Sink()
        let link = try link(make, port: server.port, keys: keys, sink: sink)
        return AcquirerBench(server: server, link: link, sink: sink)
    }

    static func link(_ make: AcquirerMake, port: Int, keys: String = keyText, sink: Sink) throws -> AcquirerLink {
        var profile = make.isUnionPay ? AcquirerProfile.unionPay : .standard
        profile.patience = 30_000
        let last = Mutex(900_000)
        return AcquirerLink(
            profile, try #require(ListenAddress("127.0.0.1:\(port)")),
            terminals: ["30100001", "30100002"].map {
                AcquirerTerminal(TerminalID($0) ?? "1", merchant: "898410154110001", masterKey: "TMK1")
            },
            keys: try MasterKeyFile.store(text: keys),
            nextTrace: { _ in
                let number = last.withLock { number in
                    number += 1
                    return number
                }
                return VoucherNumber("\(number)")
            },
            now: { now }, late: { await sink.take($0) })
    }

    func close() async {
        await link.stop()
        await server.stop()
    }

    // MARK: - Attempts

    static func attempt(
        _ number: Int, _ kind: MovementKind = .sale, minor: Int64 = 5_800, terminal: TerminalID = "30100001",
        original: AttemptID? = nil, answerWithin: Int64 = 30_000
    ) -> Attempt {
        let request = AttemptRequest(
            id: AttemptID("A\(number)") ?? "A", order: OrderNumber("R\(number)") ?? "R", kind: kind,
            amount: Money(minor: minor), terminal: terminal, voucher: VoucherNumber("\(number)") ?? "1",
            original: original, key: "k\(number)", link: .acquirer, batch: "000727", linkNote: "e=022")
        return Attempt(
            request, ability: .acquirer, policy: RecoveryPolicy(answerWithin: answerWithin), at: now)
    }

    static let card = CardInput(number: "6222021234567894", entryMode: "02")

    /// Does what is to be done, one duty after the other, without the pauses between them.
    func settle(_ attempt: inout Attempt, original: Attempt? = nil, duties: Int = 12) async throws {
        for _ in 0..<duties {
            guard let duty = attempt.duty else { return }
            let before: AttemptEvent.Kind? =
                switch duty.work {
                case .send: .sent
                case .reverse: .reversalSent
                case .repeatMessage: .repeated
                case .ask: .asked
                case .giveUpWaiting: nil
                }
            if let before { try attempt.step(AttemptEvent(at: Self.now, kind: before)) }
            let isFirst = duty.work == .send && original == nil
            let report = await link.perform(
                duty.work, of: attempt, original: original, input: isFirst ? .card(Self.card) : .none)
            try attempt.step(AttemptEvent(at: Self.now, kind: report.kind, words: report.words))
        }
    }

    func taken() async throws -> Int64 {
        try await server.with { host in
            host.ledger.accounts.values.reduce(0) { $0 + host.ledger.usualBalance - $1.balance }
        }
    }
}
