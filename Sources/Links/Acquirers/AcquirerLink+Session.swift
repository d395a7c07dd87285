// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Acquirers
internal import Attempts
public import Charges
internal import ISO8583
public import Tender

/// What became of a sign-in.
public enum SignInResult: Sendable, Hashable {
    /// - Parameter batch: the batch that the host has open, where it says so.
    case signedIn(batch: BatchNumber?)
    case failed(Bilingual)
}

extension AcquirerLink {
    enum Readiness: Sendable {
        case ready(AcquirerWire)
        case refused(Bilingual)
    }

    /// Connected and, where the acquirer wants it, signed in.
    func ready(_ terminal: TerminalID, batch: BatchNumber?) async -> Readiness {
        guard let wire = await connected() else { return .refused(Self.unreachable(address)) }
        guard profile.signsIn, sessions[terminal] == nil else { return .ready(wire) }
        switch await signIn(terminal, batch: batch ?? "000001") {
        case .signedIn: return await connected().map { .ready($0) } ?? .refused(Self.unreachable(address))
        case .failed(let words): return .refused(words)
        }
    }

    /// Signs a terminal in, fetches its working keys and checks them. Whoever asks meanwhile gets the same answer.
    public func signIn(_ terminal: TerminalID, batch: BatchNumber) async -> SignInResult {
        if let task = signingIn[terminal] { return await task.value }
        let task = Task { await self.signInNow(terminal, batch) }
        signingIn[terminal] = task
        let result = await task.value
        signingIn[terminal] = nil
        return result
    }

    private func signInNow(_ terminal: TerminalID, _ batch: BatchNumber) async -> SignInResult {
        let outcome = await session(terminal) { exchange, trace, time throws(ExchangeProblem) in
            try exchange.signIn(trace: trace, batch: batch, at: time)
        }
        switch outcome {
        case .failure(let problem): return .failed(problem.words)
        case .success(let (request, reply)):
            let master = terminals[terminal]?.masterKey ?? ""
            switch SignInReading(reply, to: request, profile, master: master) {
            case .refused(let code): return .failed(code.words)
            case .unreadable(let words): return .failed(words)
            case .signedIn(let found, let batch):
                if let found {
                    do throws(KeyError) {
                        try await keys.check(found.mac)
                    } catch {
                        return .failed(
                            Bilingual(
                                zh: "签到收到的工作密钥校验不过（主密钥 \(master)），请核对主密钥。",
                                en: "The working key does not fit master key \(master); check the master key."))
                    }
                }
                sessions[terminal] = HostSession(key: found?.mac, batch: batch)
                return .signedIn(batch: batch)
            }
        }
    }

    /// - Returns: nil when the host agreed.
    public func signOff(_ terminal: TerminalID, batch: BatchNumber) async -> Bilingual? {
        let outcome = await session(terminal) { exchange, trace, time throws(ExchangeProblem) in
            try exchange.signOff(trace: trace, batch: batch, at: time)
        }
        sessions[terminal] = nil
        return problem(outcome)
    }

    /// Asks for a sign of life.
    ///
    /// - Returns: nil when it came.
    public func echo(_ terminal: TerminalID, batch: BatchNumber) async -> Bilingual? {
        problem(
            await session(terminal) { exchange, trace, time throws(ExchangeProblem) in
                try exchange.echo(trace: trace, batch: batch, at: time)
            })
    }

    /// One step of a download of parameters.
    ///
    /// - Parameter content: field 62, as the acquirer's own paper says.
    /// - Returns: field 62 of the answer.
    public func parameters(
        _ set: AcquirerExchange.ParameterSet, _ step: AcquirerExchange.ParameterStep, content: [UInt8],
        terminal: TerminalID, batch: BatchNumber
    ) async -> Result<[UInt8], SessionProblem> {
        let outcome = await session(terminal) { exchange, trace, time throws(ExchangeProblem) in
            try exchange.parameters(set, step, content: content, trace: trace, batch: batch, at: time)
        }
        return outcome.flatMap { request, reply in
            if let mismatch = profile.mismatch(of: reply, to: request) { return .failure(.told(mismatch.words)) }
            let code = ReplyCode(reply.text(39) ?? "")
            return code.code == "00" ? .success(reply[62].map(Array.init) ?? []) : .failure(.told(code.words))
        }
    }

    private func problem(_ outcome: Result<(Message, Message), SessionProblem>) -> Bilingual? {
        switch outcome {
        case .failure(let problem): return problem.words
        case .success(let (request, reply)):
            if let mismatch = profile.mismatch(of: reply, to: request) { return mismatch.words }
            let code = ReplyCode(reply.text(39) ?? "")
            return code.code == "00" ? nil : code.words
        }
    }

    /// Sends a message that moves no money, under a trace number of its own.
    func session(
        _ terminal: TerminalID,
        _ make: (AcquirerExchange, VoucherNumber, Instant) throws(ExchangeProblem) -> Message
    ) async -> Result<(Message, Message), SessionProblem> {
        guard let wire = await connected() else { return .failure(.told(Self.unreachable(address))) }
        guard let trace = await nextTrace(terminal) else { return .failure(.noTrace) }
        let request: Message
        do throws(ExchangeProblem) {
            request = try make(try exchange(for: terminal), trace, now())
        } catch {
            return .failure(.told(error.words))
        }
        let deadline = ContinuousClock.now.advanced(by: .milliseconds(profile.patience))
        let sent = SentRequest(nil, request, nil, isRepeat: false)
        switch await ask(request, terminal, on: wire, until: deadline, remembering: sent) {
        case .reply(let reply, _): return .success((request, reply))
        case .silence: return .failure(.silence)
        case .cut: return .failure(.cut)
        case .notWritten: return .failure(.told(Self.unreachable(address)))
        case .unsealed(let words): return .failure(.told(words))
        case .unreadable(let words): return .failure(.told(Bilingual(zh: words, en: words)))
        }
    }
}

/// Why a message that moves no money got no good answer.
public enum SessionProblem: Error, Sendable, Hashable {
    case silence
    case cut
    case noTrace
    case told(Bilingual)

    public var words: Bilingual {
        switch self {
        case .silence: Bilingual(zh: "收单方没有应答。", en: "The acquirer did not answer.")
        case .cut: Bilingual(zh: "与收单方的连接断了。", en: "The connection to the acquirer ended.")
        case .noTrace: Bilingual(zh: "取不到新的凭证号，没有送出。", en: "There is no fresh trace number; nothing was sent.")
        case .told(let words): words
        }
    }
}
