// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Charges
public import ISO8583

/// What a host said to a step of a batch's close.
public enum BatchReading: Sendable, Hashable {
    case event(BatchClose.Event)
    /// It refused; the close goes on later, from where it is.
    case refused(ReplyCode)
    /// Not the answer to that message.
    case unreadable(Bilingual)

    public init(_ reply: Message, to request: Message, of work: BatchClose.Work, _ profile: AcquirerProfile) {
        if let mismatch = profile.mismatch(of: reply, to: request) {
            self = .unreadable(mismatch.words)
            return
        }
        let code = ReplyCode(reply.text(39) ?? "")
        switch work {
        case .sendTotals(let ours): self = Self.totals(reply, code, profile, ours)
        case .sendRows(let place, let rows):
            self = code.code == "00" ? .event(.taken(upTo: place + rows.count)) : .refused(code)
        case .sendEnd: self = code.code == "00" ? .event(.ended) : .refused(code)
        }
    }

    private static func totals(
        _ reply: Message, _ code: ReplyCode, _ profile: AcquirerProfile, _ ours: BatchTotals
    ) -> BatchReading {
        if profile.family == .standard {
            if code.code == "95" { return .event(.different(told: standard(reply, ours))) }
            guard code.code == "00" else { return .refused(code) }
            // A host that only says 00 agrees.
            return .event(reply.number(66) ?? 1 == 1 ? .balanced : .different(told: standard(reply, ours)))
        }
        guard code.code == "00" || code.code == "95" else { return .refused(code) }
        guard let content = reply[48] else { return .unreadable(ReplyMismatch.missing(48).words) }
        do throws(MessageError) {
            let totals = try SettlementTotals(content)
            let isForeignFine = totals.foreign.outcome == .balanced || totals.foreign.outcome == .notAsked
            if totals.domestic.outcome == .balanced, isForeignFine { return .event(.balanced) }
            return .event(.different(told: unionPay(totals, ours)))
        } catch {
            return .unreadable(Bilingual(zh: "结算应答读不出：\(error)。", en: "The answer cannot be read: \(error)."))
        }
    }

    /// Fields 74, 76, 86 and 88, where the host gives its own.
    private static func standard(_ reply: Message, _ ours: BatchTotals) -> BatchTotals? {
        guard let credits = reply.number(86), let debits = reply.number(88), let creditCount = reply.number(74),
            let debitCount = reply.number(76)
        else { return nil }
        let told = BatchTotals(
            debits: Int128(debits), count: Int(clamping: debitCount), credits: Int128(credits),
            count: Int(clamping: creditCount))
        return told == ours ? nil : told
    }

    /// A side that differs carries the host's own numbers; nil where the host could not compare or only repeats ours.
    private static func unionPay(_ totals: SettlementTotals, _ ours: BatchTotals) -> BatchTotals? {
        let sides = [totals.domestic, totals.foreign]
        guard !sides.contains(where: { if case .failed = $0.outcome { true } else { false } }) else { return nil }
        let told = BatchTotals(
            debits: sides.reduce(0) { $0 + Int128($1.debits) }, count: sides.reduce(0) { $0 + Int($1.debitCount) },
            credits: sides.reduce(0) { $0 + Int128($1.credits) }, count: sides.reduce(0) { $0 + Int($1.creditCount) })
        return told == ours ? nil : told
    }
}
