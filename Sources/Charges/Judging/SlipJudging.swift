// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// What became of the slip.
extension Judgement {
    /// Seconds a printer is given to confirm before the print counts as unknown.
    static let printLimit: Int64 = 30
    /// Seconds a missing slip may take before we must assume that the customer has left.
    static let customerPatience: Int64 = 600

    /// Tellings about paper: of the till's rows in files only the first, as for its status.
    private var tellings: [Witness] {
        let firstRow = testimony.from(.till).first { $0.isRow }
        return testimony.all.filter { telling in
            guard telling.facts.printed != nil else { return false }
            return telling.source != .till || !telling.isRow || telling === firstRow
        }
    }

    /// Whether somebody says that the slip came out, or that it did not; nil when nobody knows.
    ///
    /// What the printer reports is believed over the till's mark: a till that says "printed" has sent its bytes.
    var printed: Bool? {
        let told = tellings.compactMap(\.facts.printed)
        switch slips.current?.kind {
        case .onPaper: return true
        case .held, .stale: return seenSince ?? false
        case .captured, .sent, .unconfirmed: return seenSince
        default: return told.isEmpty ? nil : told.contains(true)
        }
    }

    /// Whether a person found the slip after the printer's last report; nil when nobody looked.
    private var seenSince: Bool? {
        guard let reported = slips.current?.witness.recordedAt else { return nil }
        let looked = tellings.filter { $0.source == .person && $0.recordedAt >= reported }
        return looked.max { $0.recordedAt < $1.recordedAt }?.facts.printed
    }

    /// When a person last found no slip; nil when nobody did, or something delivered it since.
    private var missedByPersonAt: Instant? {
        guard
            let missed = tellings.filter({ $0.source == .person && $0.facts.printed == false }).map(\.recordedAt).max()
        else { return nil }
        if tellings.contains(where: { $0.facts.printed == true && $0.recordedAt > missed }) { return nil }
        if let current = slips.current, current.kind.isDelivered, current.witness.recordedAt > missed { return nil }
        return missed
    }

    /// A person found no slip, and nothing printed it since.
    var isMissedByPerson: Bool { missedByPersonAt != nil }

    /// Sent to a printer that has not confirmed for longer than it may take.
    var isPrintUnconfirmed: Bool {
        if slips.current?.kind == .unconfirmed { return true }
        guard printed == nil, let sent = waitsSince else { return false }
        return calendar.zone.civil(at: sent).adding(seconds: Self.printLimit) <= now
    }

    /// Since when a slip has been on its way; nil when none is.
    private var waitsSince: Instant? {
        guard let current = slips.current else { return printedSlip?.recordedAt }
        return current.kind == .captured ? current.witness.recordedAt : nil
    }

    /// A slip that some source says was printed; a record composed from what is known never went to a printer.
    private var printedSlip: Witness? { testimony.from(.receipt).first { $0.facts.printJob == nil } }

    /// Time alone will soon say more: a printer may still confirm, a customer may still be here.
    var isSlipAwaited: Bool {
        if printed == nil { return waitsSince != nil && !isPrintUnconfirmed }
        return printed == false && isMissed && !isCustomerGone
    }

    private var isMissed: Bool { slips.missingSince != nil || isMissedByPerson }

    /// A slip that live events report missing has been missing for so long that the customer has left.
    var isCustomerGone: Bool {
        guard let since = [slips.missingSince, missedByPersonAt].compactMap({ $0 }).min() else { return false }
        return calendar.zone.civil(at: since).adding(seconds: Self.customerPatience) <= now
    }

    /// It went through and stands: a slip belongs to it. A charge that was taken back needs none. Where nobody
    /// but the slip speaks, the slip itself says that it belongs to something.
    func isSlipOwed(_ money: Verdict.MoneyState) -> Bool {
        guard loneFee == nil, !(isCharge && money == .reversed) else { return false }
        return belief.map { $0.status == .approved } ?? (slips.current != nil)
    }

    func slipState(_ money: Verdict.MoneyState) -> Verdict.SlipState {
        if let current = slips.current?.kind {
            switch current {
            case .electronic: return .deliveredElectronically
            case .handwritten: return .handwritten
            case .lost: return .lost
            case .captured, .sent, .held, .unconfirmed, .onPaper, .stale, .skipped, .cutShort, .misdirected, .withdrawn,
                .undelivered:
                break
            }
        }
        if printed == true { return isMissedByPerson ? .pending : .issued }
        guard isSlipOwed(money) else { return .none }
        if slips.current?.kind == .skipped { return .none }
        if printed == false || slips.current != nil || printedSlip != nil { return .pending }
        return .unreported
    }
}
