// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Acquirers
internal import ISO8583
internal import Tender

extension SimulatedAcquirer {
    /// A request that moves or holds money. The same exchange again gets its first answer; another one under its
    /// number gets 94.
    mutating func money(_ message: Message) -> Message? {
        let key = key(of: message)
        guard let kind = kind(of: message), let asked = message.number(4) else { return reply(to: message, "30") }
        if let known = ledger.entries[key] {
            guard known.kind == kind, known.asked == asked else { return reply(to: message, "94") }
            return answer(message, known)
        }
        if batches[BatchKey(terminal: key.terminal, batch: key.batch)]?.isClosed == true {
            return reply(to: message, "77")
        }
        let original = original(of: message, kind, key)
        let card = card(of: message) ?? original?.card ?? ""
        let (code, amount) = judge(message, kind, asked, original, card)
        lastReference += 1
        let entry = HostEntry(
            key: key, kind: kind, amount: amount, asked: asked, card: card, code: code,
            state: code == "00" || code == "10" ? .approved : .declined,
            reference: Numbers.padded(lastReference, 12), authorisation: Numbers.padded(lastReference % 1_000_000, 6),
            at: now, original: original?.key)
        ledger.book(entry)
        return answer(message, entry)
    }

    private func answer(_ message: Message, _ entry: HostEntry) -> Message {
        var reply = reply(to: message, entry.code)
        reply.set(37, entry.reference)
        guard entry.state != .declined else { return reply }
        reply.set(4, Numbers.padded(entry.amount, 12))
        reply.set(38, entry.authorisation)
        if make.isUnionPay { reply.set(63, entry.organisation) }
        return reply
    }

    private func kind(of message: Message) -> HostEntry.Kind? {
        let isBack = message.text(3).map { $0.hasPrefix("20") || $0.hasPrefix("02") } ?? false
        let condition = message.text(25) ?? "00"
        switch (message.type.messageClass, message.type.function, isBack, condition) {
        case (1, _, false, "60"): return .addition
        case (1, _, false, _): return .preauth
        case (1, _, true, _): return .preauthVoid
        case (2, 0, false, "06"), (2, 2, false, "06"): return .completion
        case (2, _, false, _): return .sale
        case (2, 2, true, _): return .refund
        case (2, _, true, "06"): return .completionVoid
        case (2, _, true, _): return .void
        default: return nil
        }
    }

    private func card(of message: Message) -> String? {
        if let number = message.text(2) { return number }
        return message.text(35).map { String($0.prefix { $0 != "=" && $0 != "D" }) }
    }

    /// By batch and trace (61, or 90), or by reference (37).
    private func original(of message: Message, _ kind: HostEntry.Kind, _ key: HostEntry.Key) -> HostEntry? {
        guard kind != .sale, kind != .preauth else { return nil }
        if kind == .addition {
            return message.text(38).flatMap { code in
                ledger.newest { $0.kind == .preauth && $0.authorisation == code && $0.key.merchant == key.merchant }
            }
        }
        if kind == .refund {
            return message.text(37).flatMap { reference in
                ledger.newest { $0.reference == reference && $0.key.merchant == key.merchant }
            }
        }
        if let content = message[61], let named = try? OriginalReference(content) {
            return ledger.newest {
                $0.key.batch == named.batch && $0.key.trace == named.trace && $0.key.merchant == key.merchant
            }
        }
        guard let elements = message.text(90) else { return nil }
        let trace = String(elements.dropFirst(4).prefix(6))
        return ledger.newest {
            $0.key.trace == trace && $0.key.merchant == key.merchant && $0.key.terminal == key.terminal
        }
    }

    /// - Returns: the code, and what is approved.
    private func judge(
        _ message: Message, _ kind: HostEntry.Kind, _ asked: Int64, _ original: HostEntry?, _ card: String
    ) -> (String, Int64) {
        guard asked > 0 else { return ("13", 0) }
        switch kind {
        case .sale, .preauth:
            guard !card.isEmpty else { return ("14", 0) }
            let account = ledger.account(card)
            let free = account.balance - account.held
            if asked <= free { return ("00", asked) }
            let takesPart = message[60].flatMap { try? BatchReference($0) }?.partial == "1"
            return takesPart && make.isUnionPay && kind == .sale && free > 0 ? ("10", free) : ("51", 0)
        case .addition:
            guard let original, original.state == .approved else { return ("25", 0) }
            let account = ledger.account(card)
            return asked <= account.balance - account.held ? ("00", asked) : ("51", 0)
        case .void, .completionVoid, .preauthVoid:
            let wanted: HostEntry.Kind = kind == .void ? .sale : kind == .preauthVoid ? .preauth : .completion
            guard let original, original.kind == wanted else { return ("25", 0) }
            guard original.state == .approved, original.refunded == 0 else { return ("12", 0) }
            return original.amount == asked ? ("00", asked) : ("64", 0)
        case .refund:
            guard let original, original.kind == .sale || original.kind == .completion else { return ("25", 0) }
            guard original.state == .approved else { return ("12", 0) }
            return asked <= original.amount - original.refunded ? ("00", asked) : ("64", 0)
        case .completion:
            guard let original, original.kind == .preauth else { return ("25", 0) }
            guard original.state == .approved else { return ("12", 0) }
            // A completion may be a little more than what was held: 115 %.
            return asked <= original.amount + original.amount * 15 / 100 ? ("00", asked) : ("64", 0)
        }
    }

    /// Reverses by (41, 42, 60.2, 11), so a reversal without a card number finds its request; twice is once.
    mutating func reversal(_ message: Message) -> Message {
        let key = key(of: message)
        guard let entry = ledger.entries[key], entry.state != .declined else { return reply(to: message, "25") }
        guard entry.asked == message.number(4) else { return reply(to: message, "64") }
        // What a later movement took back cannot be taken back again.
        let isFree = entry.state == .reversed || entry.state == .approved && entry.refunded == 0
        let isHeldStill = entry.kind != .addition || entry.original.flatMap { ledger.entries[$0] }?.state == .approved
        guard isFree, isHeldStill else { return reply(to: message, "12") }
        _ = ledger.reverse(key)
        var answer = reply(to: message, "00")
        answer.set(37, entry.reference)
        return answer
    }
}
