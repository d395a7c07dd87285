// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Charges
import JSON
import Nexo
import Receipts
import SimKit
import Tender
import Terminals
import Testing

/// A till without sockets: duties are carried out against the simulated terminal by moving time.
struct TerminalBench {
    var terminal: SimulatedTerminal
    let exchange = TerminalExchange(saleID: "T1", poiID: TerminalMake().poiID)
    let wire = TerminalWire(keys: nil, crypto: NoCrypto()) { MessageBytes() }
    var now: Int64 = 1_774_490_130_000
    private var connection = 0

    init(_ make: TerminalMake = TerminalMake()) {
        terminal = SimulatedTerminal(make)
        terminal.advance(to: now)
    }

    struct NoCrypto: MessageCrypto {
        func pbkdf2SHA1(passphrase: [UInt8], salt: [UInt8], rounds: Int, count: Int) -> [UInt8]? { nil }
        func encryptAESCBC(_ blocks: [UInt8], key: [UInt8], iv: [UInt8]) -> [UInt8]? { nil }
        func decryptAESCBC(_ blocks: [UInt8], key: [UInt8], iv: [UInt8]) -> [UInt8]? { nil }
        func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] { [] }
    }

    static func attempt(
        _ kind: MovementKind = .sale, _ number: Int = 1, original: AttemptID? = nil, minor: Int64 = 5800
    )
        -> Attempt
    {
        Attempt(
            AttemptRequest(
                id: AttemptID("A\(number)") ?? "A0", order: "S-1", kind: kind, amount: Money(minor: minor),
                terminal: "V400m-346403161", voucher: VoucherNumber("00000\(number)") ?? "1", original: original,
                key: "k\(number)"), ability: .terminal, policy: .terminal,
            at: Instant(milliseconds: 1_774_490_130_000))
    }

    /// Sends a message and waits for its answer, at most so long.
    mutating func say(_ message: SaleToPOIMessage, within patience: Int64) -> Result<[UInt8], LostAnswer> {
        connection += 1
        guard terminal.isOn else { return .failure(.connectionClosed) }
        terminal.receive(message.encoded(), on: connection)
        let end = now + patience
        while true {
            for word in terminal.takeWords() where word.connection == connection {
                switch word.deed {
                case .answer(let bytes), .answerTwice(let bytes): return .success(bytes)
                case .answerInPart(let bytes, let count): return .success(Array(bytes.prefix(count)))
                case .refuse: return .failure(.transportError)
                case .hangUp: return .failure(.connectionClosed)
                case .event: continue
                }
            }
            guard now < end else { return .failure(.timeout) }
            now += 100
            terminal.advance(to: now)
        }
    }

    /// Carries duties out until the attempt is over, or so often.
    mutating func run(_ attempt: inout Attempt, original: Attempt? = nil, duties: Int = 40) throws {
        for _ in 0..<duties {
            guard let duty = attempt.duty else { return }
            now = max(now, duty.at.milliseconds)
            terminal.advance(to: now)
            let isSend = duty.work == .send
            try attempt.step(AttemptEvent(at: Instant(milliseconds: now), kind: isSend ? .sent : .asked))
            let report: LinkReport
            switch exchange.step(duty.work, of: attempt, original: original) {
            case .report(let told): report = told
            case .say(let question):
                switch say(question, within: isSend ? attempt.policy.answerWithin : Int64(5_000)) {
                case .failure(let lost): report = exchange.report(lost)
                case .success(let bytes):
                    do throws(TerminalWire.Refusal) {
                        report = exchange.report(try wire.message(in: bytes), to: question, of: attempt)
                    } catch {
                        report = exchange.report(error.loss)
                    }
                }
            }
            _ = try? attempt.step(AttemptEvent(at: Instant(milliseconds: now), kind: report.kind))
        }
    }
}

@Suite struct SimulatedTerminalTests {
    /// How an attempt ends with each fault at its payment.
    private static func ending(_ fault: TerminalFault) -> AttemptState {
        switch fault {
        case .refusal, .cancel, .unreachableHost, .hostDown: .declined
        case .partial: .partial
        case .restartEarly: .notCharged
        default: .approved
        }
    }

    @Test(arguments: TerminalFault.allCases.filter { $0 != .dead && $0 != .busy })
    func `whatever is lost, the attempt ends as the terminal remembers it, and nothing is charged twice`(
        _ fault: TerminalFault
    ) throws {
        var make = TerminalMake()
        make.workMilliseconds = 3_000
        var bench = TerminalBench(make)
        bench.terminal.set(fault)
        var attempt = TerminalBench.attempt()
        try bench.run(&attempt)
        #expect(attempt.state == Self.ending(fault))
        #expect(attempt.charged.minor == bench.terminal.balance, "\(attempt)")
        #expect(bench.terminal.charges(of: "S-1").count == (attempt.state.isApproved ? 1 : 0))
        // Without its time the terminal's number is not kept; everything else brings it.
        if attempt.state.isApproved, fault != .missingFields {
            #expect(TerminalNote.transaction(attempt.answer?.linkNote ?? "") != nil)
        }
    }

    @Test func `a busy terminal is asked again, and never took the payment on`() throws {
        var bench = TerminalBench()
        bench.terminal.set(.busy)
        var attempt = TerminalBench.attempt()
        try bench.run(&attempt)
        #expect(attempt.state == .notCharged && bench.terminal.entries.isEmpty)
    }

    @Test func `a dead terminal leaves the attempt unknown until it lives again`() throws {
        var bench = TerminalBench()
        bench.terminal.set(.dead)
        var attempt = TerminalBench.attempt()
        try bench.run(&attempt, duties: 6)
        #expect(attempt.state == .unknown)
        bench.terminal.clear(.dead)
        try bench.run(&attempt)
        #expect(attempt.state == .notCharged)
    }

    @Test func `a charge is voided once, and a second void finds nothing`() throws {
        var bench = TerminalBench()
        var sale = TerminalBench.attempt()
        try bench.run(&sale)
        bench.terminal.set(.lostAnswer)
        var void = TerminalBench.attempt(.void, 2, original: "A1")
        try bench.run(&void, original: sale)
        #expect(void.state == .approved && bench.terminal.balance == 0)
        var again = TerminalBench.attempt(.void, 3, original: "A1")
        try bench.run(&again, original: sale)
        #expect(again.state == .declined && bench.terminal.balance == 0)
    }

    @Test func `no more goes back than was taken`() throws {
        var bench = TerminalBench()
        var sale = TerminalBench.attempt()
        try bench.run(&sale)
        for (number, state) in [(2, AttemptState.approved), (3, .approved), (4, .declined)] {
            var refund = TerminalBench.attempt(.refund, number, original: "A1", minor: 2_900)
            try bench.run(&refund, original: sale)
            #expect(refund.state == state)
        }
        #expect(bench.terminal.balance == 0)
    }

    @Test func `the same number twice moves money once`() throws {
        var bench = TerminalBench()
        guard case .say(let message) = bench.exchange.step(.send, of: TerminalBench.attempt(), original: nil) else {
            return
        }
        for _ in 0..<5 { _ = bench.say(message, within: 1_000) }
        #expect(bench.terminal.balance == 5_800 && bench.terminal.entries.count == 1)
    }

    @Test func `an abort ends what is under way, and a status tells so`() throws {
        var make = TerminalMake()
        make.workMilliseconds = 60_000
        var bench = TerminalBench(make)
        let attempt = TerminalBench.attempt()
        guard case .say(let message) = bench.exchange.step(.send, of: attempt, original: nil) else { return }
        #expect(bench.say(message, within: 1_000) == .failure(.timeout))
        let status = bench.exchange.status(of: attempt)
        func event(_ bytes: [UInt8], _ question: SaleToPOIMessage) throws -> AttemptEvent.Kind {
            bench.exchange.report(try bench.wire.message(in: bytes), to: question, of: attempt).kind
        }
        #expect(try event(bench.say(status, within: 1_000).get(), status) == .stillOpen)
        #expect(try bench.say(bench.exchange.abort(attempt, reason: "till"), within: 1_000).get().isEmpty)
        guard case .answered(let answer) = try event(bench.say(status, within: 1_000).get(), status) else {
            Issue.record("the status did not tell the end")
            return
        }
        #expect(answer.outcome == .declined && answer.code == "Aborted")
    }

    @Test func `paper comes out, or the terminal says that it does not`() throws {
        var bench = TerminalBench()
        let print = bench.exchange.dialogue.print(
            TerminalPaper.content(of: ["one", "two"].map { .init($0) }), as: .document, serviceID: "77")
        var told = TerminalPrint(try bench.wire.message(in: bench.say(print, within: 100).get()).message, to: print)
        #expect(told == .printed && bench.terminal.paper == ["one", "two", "---"])
        bench.terminal.set(.paperOut)
        told = TerminalPrint(try bench.wire.message(in: bench.say(print, within: 100).get()).message, to: print)
        #expect(told == .failed(.deviceOut) && bench.terminal.paper.count == 3)
        let ask = bench.exchange.dialogue.diagnosis(hosts: true, serviceID: "78")
        guard
            case .diagnosisResponse(let health) = try bench.wire.message(in: bench.say(ask, within: 100).get())
                .message.body
        else { return }
        let read = TerminalHealth(health, poiID: "V400m-346403161", at: Instant(milliseconds: bench.now))
        #expect(read?.faults == [.printerNoPaper] && read?.canPay == true && read?.report.battery == 87)
    }

    @Test func `totals are the memory's, and a reconciliation closes them`() throws {
        var bench = TerminalBench()
        var sale = TerminalBench.attempt()
        try bench.run(&sale)
        var refund = TerminalBench.attempt(.refund, 2, original: "A1", minor: 1_000)
        try bench.run(&refund, original: sale)
        let close = bench.exchange.dialogue.reconciliation(.saleReconciliation, serviceID: "90")
        for expected in [["Debit 1 58.00", "Credit 1 10.00"], []] {
            let bytes = try bench.say(close, within: 100).get()
            guard case .reconciliationResponse(let answer) = try bench.wire.message(in: bytes).message.body else {
                return
            }
            let lines = answer.totals.flatMap(\.payments).map { "\($0.type.rawValue) \($0.count) \($0.amount.text)" }
            #expect(lines == expected)
        }
    }

    @Test func `noise is rejected, never a trap`() {
        var bench = TerminalBench()
        var chance = SplitMix64(seed: 7)
        for round in 0..<2_000 {
            var bytes = bench.exchange.dialogue.diagnosis(hosts: true, serviceID: "1").encoded()
            for _ in 0..<chance.roll(6) { bytes[chance.roll(bytes.count)] = UInt8(chance.roll(256)) }
            bench.terminal.receive(Array(bytes.prefix(chance.roll(bytes.count + 1))), on: round)
        }
        #expect(bench.terminal.heard == 2_000 && bench.terminal.entries.isEmpty)
    }
}
