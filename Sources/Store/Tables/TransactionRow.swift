// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
internal import Tender

/// One row of the table `txn`: the believed facts and the states of the verdict.
struct TransactionRow: Sendable, Hashable {
    var id: Int64
    /// Wall-clock second by which the transaction is sorted and searched.
    var moment: Int64
    /// Business day.
    var day: CivilDate
    var facts: Facts
    var sources: SourceSet
    var states: States
    var reviewOn: CivilDate?
    /// Codes that hold, sorted.
    var codes: [FindingCode]

    /// States as the database writes them.
    struct States: Sendable, Hashable {
        var money: String
        var refunded: Int64?
        var unknownSince: Int64?
        var slip: String
        var settlement: String
        var fee: String
    }

    /// `T0000001234`.
    static func publicNumber(_ id: Int64) -> String {
        let digits = String(id)
        return "T" + String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits
    }

    /// nil for a text that is not a public number.
    static func id(_ publicNumber: String) -> Int64? {
        guard publicNumber.hasPrefix("T"), publicNumber.utf8.count <= 20 else { return nil }
        return Int64(publicNumber.dropFirst()).flatMap { $0 > 0 ? $0 : nil }
    }

    var summary: TransactionSummary {
        TransactionSummary(
            id: Self.publicNumber(id), believed: facts, money: money, slip: slip, codes: codes,
            sources: sources.highestFirst)
    }

    private var money: Verdict.MoneyState {
        switch states.money {
        case "not_charged": .notCharged
        case "pending": .pending
        case "charged": .charged
        case "reversed": .reversed
        case "refunded", "part_refunded":
            .refunded(
                Money(minor: states.refunded ?? 0, currency: facts.amount?.currency ?? .cny),
                isFull: states.money == "refunded")
        default: .unknown(since: states.unknownSince.map { CivilTime(secondsSinceEpoch: $0) })
        }
    }

    private var slip: Verdict.SlipState {
        switch states.slip {
        case "none": .none
        case "pending": .pending
        case "issued": .issued
        case "delivered": .deliveredElectronically
        case "lost": .lost
        case "handwritten": .handwritten
        default: .unreported
        }
    }
}

extension TransactionRow.States {
    init(_ verdict: Verdict) {
        money = Self.name(of: verdict.money)
        if case .refunded(let sum, _) = verdict.money { refunded = sum.minor } else { refunded = nil }
        if case .unknown(let since?) = verdict.money {
            unknownSince = since.secondsSinceEpoch
        } else {
            unknownSince = nil
        }
        slip = Self.name(of: verdict.slip)
        settlement =
            switch verdict.settlement {
            case .notDue: "not_due"
            case .due: "due"
            case .settled: "settled"
            case .overdue: "overdue"
            case .mismatched: "mismatched"
            }
        fee =
            switch verdict.fee {
            case .asContract: "as_contract"
            case .over: "over"
            case .under: "under"
            case .unknown: "unknown"
            }
    }

    static func name(of money: Verdict.MoneyState) -> String {
        switch money {
        case .notCharged: "not_charged"
        case .pending: "pending"
        case .charged: "charged"
        case .reversed: "reversed"
        case .refunded(_, let isFull): isFull ? "refunded" : "part_refunded"
        case .unknown: "unknown"
        }
    }

    static func name(of slip: Verdict.SlipState) -> String {
        switch slip {
        case .none: "none"
        case .pending: "pending"
        case .issued: "issued"
        case .deliveredElectronically: "delivered"
        case .lost: "lost"
        case .handwritten: "handwritten"
        case .unreported: "unreported"
        }
    }
}

/// The sources that spoke of a transaction.
struct SourceSet: Sendable, Hashable {
    private(set) var bits: Int64 = 0

    init(bits: Int64 = 0) { self.bits = bits }

    init(_ sources: [Source]) {
        for source in sources { insert(source) }
    }

    mutating func insert(_ source: Source) { bits |= 1 << Int64(source.rawValue) }
    func contains(_ source: Source) -> Bool { bits & (1 << Int64(source.rawValue)) != 0 }
    func isDisjoint(with other: SourceSet) -> Bool { bits & other.bits == 0 }

    var highestFirst: [Source] { Source.allCases.filter(contains).sorted(by: >) }
}
