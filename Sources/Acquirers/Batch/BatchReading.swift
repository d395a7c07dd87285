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
        case .sendTotals: self = Self.totals(reply, code, profile)
        case .sendRows(let place, let rows):
            self = code.code == "00" ? .event(.taken(upTo: place + rows.count)) : .refused(code)
        case .sendEnd: self = code.code == "00" ? .event(.ended) : .refused(code)
        }
    }

    private static func totals(_ reply: Message, _ code: ReplyCode, _ profile: AcquirerProfile) -> BatchReading {
        if profile.family == .standard {
            if code.code == "95" { return .event(.different) }
            guard code.code == "00" else { return .refused(code) }
            // A host that only says 00 agrees.
            return .event(reply.number(66) ?? 1 == 1 ? .balanced : .different)
        }
        guard code.code == "00" || code.code == "95" else { return .refused(code) }
        guard let content = reply[48] else { return .unreadable(ReplyMismatch.missing(48).words) }
        do throws(MessageError) {
            let totals = try SettlementTotals(content)
            let isForeignFine = totals.foreign.outcome == .balanced || totals.foreign.outcome == .notAsked
            return .event(totals.domestic.outcome == .balanced && isForeignFine ? .balanced : .different)
        } catch {
            return .unreadable(Bilingual(zh: "结算应答读不出：\(error)。", en: "The answer cannot be read: \(error)."))
        }
    }
}
