// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

/// What a till row says, reduced to what the rules ask of it.
struct TillFacts: Sendable, Hashable {
    enum Status: UInt8, Sendable, CaseIterable { case approved, declined, unknown }
    enum Printed: UInt8, Sendable, CaseIterable { case unknown, yes, no }

    var status: Status
    var printed: Printed
    /// Its settlement should have come by now.
    var isDue: Bool
}

/// The house's row rules (`RowRules` of Charges) asked once for every combination, so that a row costs one look
/// into a table and there is one place where the rules are written. The file job looks at every type alike, as a
/// sale: what is approved and due has to be in the acquirer's file.
struct RuleTable: Sendable {
    private let both: [CodeSet]
    private let alone: [CodeSet]

    init() {
        var both: [CodeSet] = []
        var alone: [CodeSet] = []
        for index in 0..<64 {
            guard let facts = Self.facts(index >> 1) else {
                both.append([])
                if index & 1 == 0 { alone.append([]) }
                continue
            }
            let till = RowRules.Till(
                status: Self.status(facts.status), amount: 0, printed: Self.printed(facts.printed))
            let acquirer = RowRules.Acquirer(amount: index & 1 == 0 ? 0 : 1)
            both.append(Self.codes(RowRules.findings(till, acquirer, type: .sale, isDue: facts.isDue)))
            if index & 1 == 0 {
                alone.append(Self.codes(RowRules.findings(till, nil, type: .sale, isDue: facts.isDue)))
            }
        }
        self.both = both
        self.alone = alone
    }

    /// Codes of a key that both sides have.
    @inline(__always)
    func both(_ flags: UInt64, amountsDiffer: Bool) -> CodeSet {
        both[Int(truncatingIfNeeded: flags >> 1 & 0x1F) << 1 | (amountsDiffer ? 1 : 0)]
    }

    /// Codes of a key that only the till has.
    @inline(__always)
    func alone(_ flags: UInt64) -> CodeSet { alone[Int(truncatingIfNeeded: flags >> 1 & 0x1F)] }

    private static func facts(_ bits: Int) -> TillFacts? {
        guard let printed = TillFacts.Printed(rawValue: UInt8(bits >> 1 & 3)),
            let status = TillFacts.Status(rawValue: UInt8(bits >> 3 & 3))
        else { return nil }
        return TillFacts(status: status, printed: printed, isDue: bits & 1 != 0)
    }

    private static func status(_ status: TillFacts.Status) -> ReportedStatus {
        switch status {
        case .approved: .approved
        case .declined: .declined
        case .unknown: .unknown
        }
    }

    private static func printed(_ printed: TillFacts.Printed) -> Bool? {
        switch printed {
        case .unknown: nil
        case .yes: true
        case .no: false
        }
    }

    private static func codes(_ found: FindingSet) -> CodeSet {
        JobCode.allCases.reduce(into: []) { set, code in
            if found.codes.contains(code.code) { set.insert(CodeSet(code)) }
        }
    }
}
