// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Acquirers
import Attempts
import ISO8583
import SimKit
import Tender

/// A terminal's link without sockets: messages go straight into a simulated host, time is a number.
struct PureCounter {
    static let start = Instant(milliseconds: 1_795_680_000_000)

    var host: SimulatedAcquirer
    var now = Self.start
    let exchange: AcquirerExchange
    /// What the terminal's own journal holds.
    private(set) var attempts: [AttemptID: Attempt] = [:]
    private(set) var order: [AttemptID] = []
    private var key: WorkingKey?
    private var session = 0
    private var trace = 0
    let batch: BatchNumber = "000727"
    private let cards = ["6222021234567894", "6217001111111112", "4111111111111111"]

    init(_ make: AcquirerMake = .unionPay) {
        host = SimulatedAcquirer(make, ToySuite())
        exchange = AcquirerExchange(
            make.isUnionPay ? .unionPay : .standard, terminal: "30100001", merchant: "898410154110001")
    }

    var journal: [Attempt] { order.compactMap { attempts[$0] } }

    private var keys: SoftwareKeys<ToySuite> {
        SoftwareKeys(masters: ["TMK": AcquirerMake.sampleKey], ToySuite())
    }

    mutating func nextTrace() -> VoucherNumber {
        trace += 1
        return VoucherNumber("\(trace)") ?? "1"
    }

    // MARK: - Messages

    /// Sends a message and waits so many milliseconds.
    mutating func exchangeMessage(_ message: Message, within patience: Int64 = 3_000) throws -> [Packet] {
        var message = message
        if let mac = exchange.profile.mac, exchange.profile.authenticates(message.type), let key {
            let code = try keys.code(
                mac, over: try exchange.profile.dialect.authenticatedBytes(of: message), with: key)
            message.set(64, bytes: code)
        }
        if !host.sessions.contains(session) {
            session += 1
            host.connect(session)
        }
        host.advance(to: now)
        let frame = try exchange.profile.lengthForm.frame(try exchange.profile.packet(message))
        host.receive(frame[...], from: session)
        return try collect(within: patience)
    }

    mutating func collect(within patience: Int64) throws -> [Packet] {
        now = now.adding(milliseconds: patience)
        host.advance(to: now)
        var packets: [Packet] = []
        for reply in host.takeReplies() where reply.session == session {
            var framer = Framer(exchange.profile.lengthForm)
            var frames: [ArraySlice<UInt8>] = []
            try framer.feed(reply.bytes[...]) { frames.append($0) }
            packets += frames.compactMap { try? Packet($0, exchange.profile.dialect) }
        }
        return packets
    }

    mutating func signIn() throws {
        guard exchange.profile.signsIn else { return }
        let request = try exchange.signIn(trace: nextTrace(), batch: batch, at: now)
        for reply in try exchangeMessage(request) {
            let reading = SignInReading(reply.message, to: request, exchange.profile, master: "TMK")
            if case .signedIn(let found, _) = reading, let mac = found?.mac {
                try keys.check(mac)
                key = mac
            }
        }
    }

    private func isAuthentic(_ reply: Message) -> Bool? {
        guard let mac = exchange.profile.mac, let key, let code = reply[64] else { return nil }
        guard let bytes = try? exchange.profile.dialect.authenticatedBytes(of: reply),
            let wanted = try? keys.code(mac, over: bytes, with: key)
        else { return nil }
        return ConstantTime.isEqual(code, wanted)
    }

    // MARK: - Attempts

    mutating func begin(_ kind: MovementKind, _ minor: Int64, original: AttemptID? = nil) -> AttemptID {
        let voucher = nextTrace()
        let id = AttemptID("A\(voucher)") ?? "A"
        let request = AttemptRequest(
            id: id, order: OrderNumber("R\(voucher)") ?? "R", kind: kind, amount: Money(minor: minor),
            terminal: exchange.terminal, voucher: voucher, original: original, key: "k\(voucher)", link: .acquirer,
            batch: batch, linkNote: "e=021")
        attempts[id] = Attempt(request, ability: .acquirer, policy: RecoveryPolicy(), at: now)
        order.append(id)
        return id
    }

    /// One duty; false when there is none. With `isKilled` the answer comes to nobody.
    mutating func work(_ id: AttemptID, isKilled: Bool = false) throws -> Bool {
        guard let attempt = attempts[id], let duty = attempt.duty else { return false }
        now = max(now, duty.at)
        let original = attempt.request.original.flatMap { attempts[$0] }
        let message: Message
        switch duty.work {
        case .send:
            try step(id, .sent)
            let card = CardInput(
                number: cards[(Int(attempt.request.voucher.text) ?? 0) % cards.count], entryMode: "02")
            let isCardThere = [.sale, .preauth, .offlineSale].contains(attempt.request.kind)
            message = try exchange.request(attempt, original: original, card: isCardThere ? card : nil)
        case .reverse:
            try step(id, .reversalSent)
            message = try exchange.reversal(
                attempts[id] ?? attempt, original: original, card: nil, isRepeat: attempt.remedies > 0)
        case .repeatMessage:
            try step(id, .repeated)
            message = try exchange.repetition(attempt, original: original, card: nil)
        case .giveUpWaiting, .ask:
            try step(id, .lost(.timeout))
            return true
        }
        if isKilled {
            _ = try exchangeMessage(message)
            if let event = attempts[id]?.afterRestart(at: now) { try step(id, event.kind) }
            return true
        }
        var isAnswered = false
        for packet in try exchangeMessage(message) {
            isAnswered = try take(packet, for: id, request: message, work: duty.work) || isAnswered
        }
        if !isAnswered { try step(id, .lost(.timeout)) }
        return true
    }

    private mutating func take(
        _ packet: Packet, for id: AttemptID, request: Message, work: Duty.Work
    ) throws -> Bool {
        let reply = packet.message
        guard reply.text(11) == request.text(11), reply.type == request.type.reply else {
            try takeLate(reply)
            return false
        }
        let reading = ReplyReading(exchange.profile, request: request, asked: attempts[id]?.request.amount)
        let report = reading.report(reply, isAuthentic: isAuthentic(reply), isRepeat: work == .repeatMessage)
        try step(id, report.kind)
        let isTold = packet.header?.demand == .signInAgain
        if isTold || reply.text(39).map({ ReplyCode($0).asksToSignIn }) == true { try signIn() }
        return true
    }

    /// An answer that nobody waits for.
    mutating func takeLate(_ reply: Message) throws {
        let trace = reply.text(11).flatMap { Int($0) } ?? 0
        guard let attempt = attempts[AttemptID("A\(trace)") ?? "A"] else { return }
        // Another type of answer is no answer to that request.
        let request = try exchange.request(
            attempt, original: attempt.request.original.flatMap { attempts[$0] }, card: nil)
        guard reply.type == request.type.reply || reply.type.messageClass == 4 else { return }
        let report = ReplyReading(exchange.profile, request: nil, asked: attempt.request.amount)
            .report(reply, isAuthentic: isAuthentic(reply))
        try step(attempt.id, report.kind)
    }

    /// What does not fit is a fact as well; the attempt stays as it is.
    private mutating func step(_ id: AttemptID, _ kind: AttemptEvent.Kind) throws {
        _ = try? attempts[id]?.step(AttemptEvent(at: now, kind: kind))
    }

    /// Works until nothing is left to do.
    ///
    /// - Returns: whether it came to an end.
    mutating func finish(_ id: AttemptID) throws -> Bool {
        for _ in 0..<60 {
            if try !work(id) { return true }
            for late in try collect(within: 10_000) { try takeLate(late.message) }
        }
        return false
    }

    // MARK: - Closing

    /// Closes the batch; the program ends after each of the given messages and begins again from its records.
    mutating func close(_ entries: [BatchEntry]? = nil, kills: Set<Int> = []) throws -> BatchClose {
        let fresh = BatchClose(
            exchange.terminal, batch, BatchClose.ordered(entries ?? journal.compactMap { BatchEntry(closing: $0) }),
            rowsPerMessage: exchange.profile.uploadRows)
        var close = fresh
        var records: [BatchClose.Event] = []
        var messages = 0
        while let work = close.work, messages < 200 {
            records.append(.sent(now))
            close.step(.sent(now))
            messages += 1
            guard let request = try exchange.message(work, of: close, trace: nextTrace(), at: now) else {
                records.append(.ended)
                close.step(.ended)
                continue
            }
            let replies = try exchangeMessage(request)
            if kills.contains(messages) {
                close = records.reduce(into: fresh) { $0.step($1) }
                continue
            }
            for reply in replies {
                guard case .event(let event) = BatchReading(reply.message, to: request, of: work, exchange.profile)
                else { continue }
                records.append(event)
                close.step(event)
            }
        }
        return close
    }
}
