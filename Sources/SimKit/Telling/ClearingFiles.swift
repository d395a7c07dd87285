// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender

/// Turns cleared rows into files with names, lines and byte offsets, and their sums into deposits.
struct ClearingFiles {
    let observations: [Observation]
    let deposits: [Observation]

    /// Seconds after midnight at which files come and money arrives.
    private static let fileTime = 6 * 3_600 + 300
    private static let bankTime = 8 * 3_600 + 1_800

    /// - Parameter short: what the bank paid too little, by merchant and day.
    init(_ rows: [Teller.ClearedRow], shortfalls: [Shortfall], extras: [Facts]) {
        var observations: [Observation] = []
        var due: [DepositKey: Int64] = [:]
        let files = Dictionary(grouping: rows) { FileKey(acquirer: $0.acquirer, day: $0.day) }
        for key in files.keys.sorted() {
            let sorted = (files[key] ?? []).sorted { Self.precedes($0, $1) }
            let name = "sample:acquirer-\(key.acquirer)-\(key.day).csv"
            var byte = Int64(SampleCSV.acquirerHeader.utf8.count + 1)
            let at = Zone.shanghai.instant(of: CivilTime(key.day.adding(days: 1), secondOfDay: Self.fileTime))
            for (index, row) in sorted.enumerated() {
                let origin = Origin(name: name, line: index + 2, byte: byte)
                byte += Int64(SampleCSV.acquirerRow(row.facts).utf8.count + 1)
                observations.append(
                    Observation(
                        source: .clearing, origin: origin, recordedAt: at, facts: row.facts, occurrence: row.occurrence)
                )
                if let merchant = row.facts.merchant, let day = row.facts.settledOn {
                    due[DepositKey(merchant: merchant, day: day), default: 0] += row.facts.net?.minor ?? 0
                }
            }
        }
        self.observations = observations
        deposits = Self.deposits(due, shortfalls: shortfalls, extras: extras)
    }

    /// A deposit that comes short.
    struct Shortfall {
        let merchant: MerchantID
        let day: CivilDate
        let missing: Int64
    }

    private struct FileKey: Hashable, Comparable {
        let acquirer: String
        let day: CivilDate

        static func < (left: Self, right: Self) -> Bool { (left.day, left.acquirer) < (right.day, right.acquirer) }
    }

    private struct DepositKey: Hashable, Comparable {
        let merchant: MerchantID
        let day: CivilDate

        static func < (left: Self, right: Self) -> Bool { (left.day, left.merchant) < (right.day, right.merchant) }
    }

    private static func precedes(_ left: Teller.ClearedRow, _ right: Teller.ClearedRow) -> Bool {
        let first = left.facts.occurredAt?.secondsSinceEpoch ?? .max
        let second = right.facts.occurredAt?.secondsSinceEpoch ?? .max
        if first != second { return first < second }
        let (one, other) = (left.facts.reference?.text ?? "", right.facts.reference?.text ?? "")
        return one == other ? left.occurrence < right.occurrence : one < other
    }

    private static func deposits(
        _ due: [DepositKey: Int64], shortfalls: [Shortfall], extras: [Facts]
    ) -> [Observation] {
        var lines: [Facts] = due.keys.sorted().map { key in
            let missing = shortfalls.first { $0.merchant == key.merchant && $0.day == key.day }?.missing ?? 0
            let paid = (due[key] ?? 0) - missing
            // A day on which more was given back than sold takes money out of the account.
            var facts = Facts(type: paid < 0 ? .refund : .sale)
            facts.merchant = key.merchant
            facts.amount = Money(minor: abs(paid))
            facts.settledOn = key.day
            facts.original = "SETTLE \(key.merchant.text.suffix(4)) \(key.day)"
            return facts
        }
        lines += extras
        lines.sort {
            ($0.settledOn?.daysSinceEpoch ?? 0, $0.merchant?.text ?? "") < (
                $1.settledOn?.daysSinceEpoch ?? 0, $1.merchant?.text ?? ""
            )
        }
        var byte = Int64(SampleCSV.bankHeader.utf8.count + 1)
        return lines.enumerated().map { index, facts in
            let origin = Origin(name: "sample:bank.csv", line: index + 2, byte: byte)
            byte += Int64(SampleCSV.bankRow(facts).utf8.count + 1)
            let day = facts.settledOn ?? CivilDate(daysSinceEpoch: 0)
            let at = Zone.shanghai.instant(of: CivilTime(day, secondOfDay: bankTime))
            return Observation(source: .bank, origin: origin, recordedAt: at, facts: facts)
        }
    }
}
