// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// What became of the slip.
extension Judgement {
    /// Seconds a printer is given to confirm before the print counts as unknown.
    static let printLimit: Int64 = 30

    /// Tellings about paper: of the till's rows in files only the first, as for its status.
    private var tellings: [Witness] {
        let firstRow = testimony.from(.till).first { $0.isRow }
        return testimony.all.filter { telling in
            guard telling.facts.printed != nil else { return false }
            return telling.source != .till || !telling.isRow || telling === firstRow
        }
    }

    /// Whether somebody says that the slip came out, or that it did not; nil when nobody knows.
    var printed: Bool? {
        let told = tellings.compactMap(\.facts.printed)
        return told.isEmpty ? nil : told.contains(true)
    }

    /// A person found no slip, and nothing printed it since.
    var isMissedByPerson: Bool {
        guard
            let missed = tellings.filter({ $0.source == .person && $0.facts.printed == false }).map(\.recordedAt).max()
        else { return false }
        return !tellings.contains { $0.facts.printed == true && $0.recordedAt > missed }
    }

    /// Sent to a printer that has not confirmed for longer than it may take.
    var isPrintUnconfirmed: Bool {
        guard printed == nil, let sent = testimony.first(.receipt)?.recordedAt else { return false }
        return calendar.zone.civil(at: sent).adding(seconds: Self.printLimit) <= now
    }

    /// It went through and stands: a slip belongs to it. A charge that was taken back needs none.
    func isSlipOwed(_ money: Verdict.MoneyState) -> Bool {
        belief?.status == .approved && loneFee == nil && !(isCharge && money == .reversed)
    }

    func slipState(_ money: Verdict.MoneyState) -> Verdict.SlipState {
        if printed == true { return isMissedByPerson ? .pending : .issued }
        guard isSlipOwed(money) else { return .none }
        if printed == false || testimony.has(.receipt) { return .pending }
        return .unreported
    }
}
