// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
public import Attempts
public import ISO8583
public import Tender

/// Writes the messages of one terminal at one acquirer.
///
///     Attempt (+ original, + card in memory) ─▶ request ─▶ 0100 0200 0220
///                                                 ├─ reversal ─▶ 0400 (0420)
///                                                 └─ repeat ───▶ 0220 (0221)
///
/// Messages leave without an authentication code; whoever holds the keys adds it (`Dialect.sealed`).
public struct AcquirerExchange: Sendable, Hashable {
    public let profile: AcquirerProfile
    public let terminal: TerminalID
    public let merchant: MerchantID

    public init(_ profile: AcquirerProfile, terminal: TerminalID, merchant: MerchantID) {
        self.profile = profile
        self.terminal = terminal
        self.merchant = merchant
    }

    /// The request of an attempt, the same on every day but for the card.
    ///
    /// - Parameter original: the attempt that the request goes back to, where it goes back to one.
    /// - Throws: `ExchangeProblem`; nothing may be sent then.
    public func request(
        _ attempt: Attempt, original: Attempt?, card: CardInput?
    ) throws(ExchangeProblem) -> Message {
        let row = attempt.request.kind.row
        guard attempt.request.terminal == terminal else { throw .terminal(attempt.request.terminal.text) }
        var message = Message(try type(row.type))
        let isStandard = profile.family == .standard
        message.set(3, isStandard ? row.processing.standard : row.processing.unionPay)
        message.set(4, try Digits.amount(attempt.request.amount))
        message.set(11, try Digits.trace(attempt.request.voucher))
        message.set(25, row.condition)
        message.set(41, terminal.text)
        message.set(42, merchant.text)
        message.set(49, try Digits.currency(attempt.request.amount.currency))
        if let card { try set(card, row, in: &message) }
        setEntry(AcquirerNote(attempt.request.linkNote), card, in: &message)
        try name(original, by: row.names, in: &message)
        if isStandard {
            try finishStandard(attempt, original, row, in: &message)
        } else {
            try finishUnionPay(attempt, original, row, card, in: &message)
        }
        return message
    }

    func type(_ text: String) throws(ExchangeProblem) -> MessageType {
        guard let type = MessageType(text) else { throw .message(text) }
        return type
    }

    private func setEntry(_ note: AcquirerNote, _ card: CardInput?, in message: inout Message) {
        message.set(22, card?.entryCode ?? note.entryMode ?? "012")
        if let sequence = card?.sequence ?? note.sequence, sequence.utf8.count <= 3 {
            message.set(23, String(repeating: "0", count: 3 - sequence.utf8.count) + sequence)
        }
    }

    /// Card data stands in the message alone and goes with it.
    private func set(_ card: CardInput, _ row: MovementRow, in message: inout Message) throws(ExchangeProblem) {
        guard (8...19).contains(card.number.utf8.count), Digits.are(card.number), Digits.are(card.entryCode),
            card.entryCode.utf8.count == 3, card.pinBlock.map({ $0.count == 8 }) ?? true
        else { throw .card }
        message.set(2, card.number)
        if let expiry = card.expiry { message.set(14, expiry) }
        if let track = card.track2 { message.set(35, bytes: track.utf8.map { $0 == 68 || $0 == 100 ? 61 : $0 }) }
        if let pin = card.pinBlock {
            message.set(26, "12")
            message.set(52, bytes: pin)
            message.set(53, profile.keyNetworkCode == "001" ? "2000000000000000" : "2600000000000000")
        }
        if row.sendsChip, !card.chip.isEmpty { message.set(55, bytes: card.chip) }
    }

    private func name(
        _ original: Attempt?, by names: MovementRow.Naming, in message: inout Message
    ) throws(ExchangeProblem) {
        if names.contains(.reference) {
            guard let reference = original?.answer?.reference else { throw .original }
            message.set(37, reference.text)
        }
        // What was approved without a code cannot name one.
        if names.contains(.authorisation), let code = original?.answer?.authorisation { message.set(38, code.text) }
    }

    // MARK: - UnionPay

    private func finishUnionPay(
        _ attempt: Attempt, _ original: Attempt?, _ row: MovementRow, _ card: CardInput?, in message: inout Message
    ) throws(ExchangeProblem) {
        let entry = message.text(22)?.prefix(2)
        let reader = entry == "05" ? "5" : entry == "07" ? "6" : nil
        let reference = BatchReference(
            kind: row.kind, batch: try Digits.batch(attempt.request.batch), network: "000", reader: reader,
            chip: reader.map { _ in "0" }, partial: profile.acceptsPartial && row.kind == "22" ? "1" : nil)
        message.set(60, reference.text)
        if let text = try originalReference(original, row.names)?.text { message.set(61, text) }
        switch attempt.request.kind {
        case .refund:
            let note = AcquirerNote(original?.answer?.linkNote ?? "")
            message.set(63, note.organisation ?? profile.cardOrganisation)
        case .offlineSale:
            if let code = AcquirerNote(attempt.request.linkNote).authorisation { message.set(38, code) }
        default: break
        }
    }

    private func originalReference(
        _ original: Attempt?, _ names: MovementRow.Naming
    ) throws(ExchangeProblem) -> OriginalReference? {
        if names.contains(.nothing) { return OriginalReference(batch: "000000", trace: "000000", date: "0000") }
        guard !names.isDisjoint(with: [.trace, .traceAndDate, .dateAlone]) else { return nil }
        guard let original else { throw .original }
        let date =
            AcquirerNote(original.answer?.linkNote ?? "").date
            ?? Digits.monthDay(profile.zone.civil(at: original.intendedAt))
        if names.contains(.dateAlone) { return OriginalReference(batch: "000000", trace: "000000", date: date) }
        return OriginalReference(
            batch: try Digits.batch(original.request.batch), trace: try Digits.trace(original.request.voucher),
            date: names.contains(.traceAndDate) ? date : nil)
    }

    // MARK: - The standard

    private func finishStandard(
        _ attempt: Attempt, _ original: Attempt?, _ row: MovementRow, in message: inout Message
    ) throws(ExchangeProblem) {
        setTimes(attempt.intendedAt, in: &message)
        if !profile.institution.isEmpty { message.set(32, profile.institution) }
        if attempt.request.batch != nil { message.set(60, try Digits.batch(attempt.request.batch)) }
        if let original { message.set(90, try originalElements(original)) }
    }

    /// The same on a repeat: they are of the request and not of the message.
    func setTimes(_ time: Instant, in message: inout Message) {
        let local = profile.zone.civil(at: time)
        message.set(7, Digits.monthDay(Zone.utc.civil(at: time)) + Digits.time(Zone.utc.civil(at: time)))
        message.set(12, Digits.time(local))
        message.set(13, Digits.monthDay(local))
    }

    /// Field 90: type, trace, transmission time and institutions of a request.
    func originalElements(_ original: Attempt) throws(ExchangeProblem) -> String {
        let time = Zone.utc.civil(at: original.intendedAt)
        let institution = String(repeating: "0", count: 11 - profile.institution.utf8.count) + profile.institution
        return original.request.kind.row.type + (try Digits.trace(original.request.voucher)) + Digits.monthDay(time)
            + Digits.time(time) + institution + "00000000000"
    }
}
