// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Acquirers
internal import Attempts
internal import Charges
internal import ISO8583
internal import Tender

extension AcquirerLink {
    static func unreachable(_ address: ListenAddress) -> Bilingual {
        Bilingual(
            zh: "连不上收单方 \(address.host):\(address.port)，没有送出。",
            en: "The acquirer at \(address.host):\(address.port) cannot be reached; nothing was sent.")
    }

    // MARK: - The connection

    /// The connection, made where there is none; nil when it cannot be had in time.
    func connected() async -> AcquirerWire? {
        if let wire, wire.isOpen { return wire }
        guard !isStopped else { return nil }
        if let connecting { return await connecting.value }
        let task = Task { [address, profile, group] in
            try? await AcquirerWire.connect(address, profile.lengthForm, patience: profile.patience, on: group)
        }
        connecting = task
        let made = await task.value
        connecting = nil
        guard let made else { return nil }
        guard !isStopped else {
            made.close()
            return nil
        }
        wire = made
        listen(to: made)
        return made
    }

    private func listen(to wire: AcquirerWire) {
        Task {
            for await message in wire.incoming { await took(message) }
            dropped()
        }
    }

    private func dropped() {
        guard wire?.isOpen != true else { return }
        wire = nil
        failAll(.cut)
    }

    func failAll(_ outcome: Outcome) {
        let everybody = waiting.values
        waiting = [:]
        for waiter in everybody { waiter.continuation.resume(returning: outcome) }
    }

    // MARK: - One exchange

    /// Sends a message and waits for its answer.
    func ask(
        _ message: Message, _ terminal: TerminalID, on wire: AcquirerWire, until deadline: ContinuousClock.Instant,
        remembering sent: SentRequest
    ) async -> Outcome {
        guard let reply = message.type.reply, let trace = message.text(11) else { return .notWritten }
        let bytes: [UInt8]
        do {
            bytes = try profile.packet(try await sealed(message, terminal))
        } catch {
            return .unsealed(Bilingual(zh: "报文写不出来：\(error)，没有送出。", en: "\(error); nothing was sent."))
        }
        let key = ExchangeKey(terminal: terminal, trace: trace, type: reply)
        // The same exchange again while one waits: the new one waits now.
        waiting.removeValue(forKey: key)?.continuation.resume(returning: .silence)
        remembered[key] = sent
        return await wait(key, bytes, on: wire, until: deadline)
    }

    private func wait(
        _ key: ExchangeKey, _ bytes: [UInt8], on wire: AcquirerWire, until deadline: ContinuousClock.Instant
    ) async -> Outcome {
        lastWaiter += 1
        let number = lastWaiter
        let clock = Task {
            try? await Task.sleep(until: deadline, clock: .continuous)
            guard !Task.isCancelled else { return }
            end(key, number, .silence)
        }
        defer { clock.cancel() }
        let outcome: Outcome = await withCheckedContinuation { continuation in
            waiting[key] = Waiter(number: number, continuation: continuation)
            Task {
                switch await wire.send(bytes) {
                case nil: break
                case .some(let mayHaveGone): end(key, number, mayHaveGone ? .cut : .notWritten)
                }
            }
        }
        if case .silence = outcome { doubt(wire) }
        return outcome
    }

    /// A line on which nothing is heard twice may be dead without anybody having been told: the next message gets a
    /// new one. Once is not enough, for an answer may only be late.
    private func doubt(_ wire: AcquirerWire) {
        silences += 1
        guard silences >= 2 else { return }
        silences = 0
        wire.close()
    }

    private func end(_ key: ExchangeKey, _ number: Int, _ outcome: Outcome) {
        guard let waiter = waiting[key], waiter.number == number else { return }
        waiting[key] = nil
        waiter.continuation.resume(returning: outcome)
    }

    private func sealed(_ message: Message, _ terminal: TerminalID) async throws -> Message {
        guard let mac = profile.mac, profile.authenticates(message.type), let key = sessions[terminal]?.key else {
            return message
        }
        return try await profile.dialect.sealed(message, mac, keys, key)
    }

    // MARK: - What comes in

    private func took(_ bytes: [UInt8]) async {
        silences = 0
        let packet: Packet
        do throws(MessageError) {
            packet = try Packet(bytes[...], profile.dialect)
        } catch {
            // Whose answer it was cannot be known. Where only one waits it is told; else each waits for its own time.
            if waiting.count == 1 { failAll(.unreadable(error.description)) }
            return
        }
        let reply = packet.message
        guard let trace = reply.text(11) else { return }
        let terminal = reply.text(41).flatMap { TerminalID($0.prefix { $0 != " " }) }
        let wanted = key(for: terminal, trace, reply.type)
        let named = wanted?.terminal ?? terminal
        // With the key of before: the demand to sign in comes with an answer that is under it still.
        let isAuthentic = await isAuthentic(reply, Packet.body(of: bytes[...], profile.dialect), named)
        let asksToSignIn = reply.text(39).map { ReplyCode($0).asksToSignIn } ?? false
        if let named, asksToSignIn || packet.header?.demand == .signInAgain { sessions[named] = nil }
        if let wanted, let waiter = waiting.removeValue(forKey: wanted) {
            remembered[wanted]?.isAnswered = true
            return waiter.continuation.resume(returning: .reply(reply, isAuthentic: isAuthentic))
        }
        await handOver(reply, isAuthentic, wanted, named, trace)
    }

    /// Whose answer it is; an answer without a terminal, or with another one, is the only one's with its number.
    private func key(for terminal: TerminalID?, _ trace: String, _ type: MessageType) -> ExchangeKey? {
        if let terminal {
            let exact = ExchangeKey(terminal: terminal, trace: trace, type: type)
            if waiting[exact] != nil || remembered[exact] != nil { return exact }
        }
        let fits = waiting.keys.filter { $0.trace == trace && $0.type == type }
        if fits.count == 1 { return fits.first }
        let old = remembered.keys.filter { $0.trace == trace && $0.type == type }
        return fits.isEmpty && old.count == 1 ? old.first : nil
    }

    private func isAuthentic(
        _ reply: Message, _ body: ArraySlice<UInt8>, _ terminal: TerminalID?
    ) async -> Bool? {
        guard let mac = profile.mac, reply.has(64) || reply.has(128) else { return nil }
        guard let terminal, let key = sessions[terminal]?.key else { return nil }
        return (try? await profile.dialect.isAuthentic(reply, wire: body, mac, keys, key)) ?? false
    }

    /// An answer that nobody waits for. One that was given already is old news.
    private func handOver(
        _ reply: Message, _ isAuthentic: Bool?, _ wanted: ExchangeKey?, _ terminal: TerminalID?, _ trace: String
    ) async {
        guard [1, 2, 4].contains(reply.type.messageClass), let terminal, terminals[terminal] != nil else { return }
        let sent = wanted.flatMap { remembered[$0] }
        if let sent, sent.isAnswered { return }
        if let wanted { remembered[wanted]?.isAnswered = true }
        // Another type of answer to a request of ours is no answer to it.
        let isAnothers = sent == nil && remembered.keys.contains { $0.terminal == terminal && $0.trace == trace }
        guard !isAnothers, let voucher = VoucherNumber(trace) else { return }
        let report = ReplyReading(profile, request: sent?.message, asked: sent?.asked)
            .report(reply, isAuthentic: isAuthentic, isRepeat: sent?.isRepeat ?? false)
        let subject: LateAnswer.Subject = sent?.attempt.map { .attempt($0) } ?? .voucher(terminal, voucher)
        await late(LateAnswer(subject, report))
    }
}
