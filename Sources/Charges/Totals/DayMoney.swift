// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What clearing files announced for a day, beside what the bank says arrived.
///
///     announced, by merchant ──┬─ a deposit that names the merchant
///                              └─ deposits that name nobody: the only merchant left, or all of them together
///
/// The file job compares files in the same way; this is the shop's view of everything it was ever told.
public struct DayMoney: Hashable, Sendable {
    /// What the clearing rows of one day come to for one merchant.
    public struct Announced: Hashable, Sendable {
        public var day: CivilDate
        /// Empty when the rows name none.
        public var merchant: String
        /// Gross less fees; refunds count negative.
        public var net: Money

        public init(day: CivilDate, merchant: String, net: Money) {
            self.day = day
            self.merchant = merchant
            self.net = net
        }
    }

    /// A line of the bank; negative when money went out.
    public struct Arrived: Hashable, Sendable {
        public var day: CivilDate
        /// Empty when the line names none.
        public var merchant: String
        public var amount: Money
        /// Where it can be found: the file's line, or the bank's text.
        public var reference: String

        public init(day: CivilDate, merchant: String, amount: Money, reference: String) {
            self.day = day
            self.merchant = merchant
            self.amount = amount
            self.reference = reference
        }
    }

    /// A day whose money is not as announced.
    public struct Difference: Hashable, Sendable {
        public let day: CivilDate
        /// Empty when it concerns the day as a whole.
        public let merchant: String
        public let currency: Currency
        public let finding: Finding

        var order: (String, String, String) { (merchant, finding.evidence.first ?? "", finding.actual) }
    }

    public var announced: [Announced]
    public var arrived: [Arrived]

    public init(announced: [Announced], arrived: [Arrived]) {
        self.announced = announced
        self.arrived = arrived
    }

    /// ST-07 and ST-08, by day, merchant and amount. Pure and total; order of the lists decides nothing.
    ///
    /// - Parameter completeUntil: the last day for which the bank's lines are all here; later days are waited for.
    public func differences(completeUntil: CivilDate) -> [Difference] {
        let places = Dictionary(grouping: announced) { Place(day: $0.day, currency: $0.net.currency) }
        let lines = Dictionary(grouping: arrived) { Place(day: $0.day, currency: $0.amount.currency) }
        let all = Set(places.keys).union(lines.keys).sorted { $0.order < $1.order }
        return all.flatMap { place in
            Self.differences(place, places[place] ?? [], lines[place] ?? [], isComplete: place.day <= completeUntil)
        }
    }

    private struct Place: Hashable {
        let day: CivilDate
        let currency: Currency
        var order: (Int32, String) { (day.daysSinceEpoch, currency.code) }
    }

    private static func differences(
        _ place: Place, _ announced: [Announced], _ arrived: [Arrived], isComplete: Bool
    ) -> [Difference] {
        var nets: [String: Int128] = [:]
        for line in announced { nets[line.merchant, default: 0] += Int128(line.net.minor) }
        let own = arrived.filter { !$0.merchant.isEmpty && nets[$0.merchant] != nil }
        let strangers = arrived.filter { !$0.merchant.isEmpty && nets[$0.merchant] == nil }
        let pool = arrived.filter(\.merchant.isEmpty)
        var found = strangers.map { unannounced($0) }
        let named = Set(own.map(\.merchant))
        for merchant in named.sorted() where isComplete {
            let lines = own.filter { $0.merchant == merchant }
            found += differs(place, merchant, net: nets[merchant] ?? 0, lines)
        }
        let owed = nets.keys.filter { !named.contains($0) }
        if owed.isEmpty {
            found += pool.map { unannounced($0) }
        } else if pool.isEmpty, isComplete {
            for merchant in owed { found += differs(place, merchant, net: nets[merchant] ?? 0, []) }
        } else if isComplete {
            let net = owed.reduce(Int128(0)) { $0 + (nets[$1] ?? 0) }
            found += differs(place, owed.count == 1 ? owed.first ?? "" : "", net: net, pool)
        }
        return found.sorted { $0.order < $1.order }
    }

    private static func differs(_ place: Place, _ merchant: String, net: Int128, _ lines: [Arrived]) -> [Difference] {
        let sum = lines.reduce(Int128(0)) { $0 + Int128($1.amount.minor) }
        guard sum != net else { return [] }
        let money = { (minor: Int128) in Money(minor: Int64(clamping: minor), currency: place.currency) }
        let (due, came, missing) = (Words.money(money(net)), Words.money(money(sum)), Words.money(money(net - sum)))
        let (day, who) = (Words.day(place.day), merchant.isEmpty ? "" : " \(merchant) ")
        let finding = Finding(
            code: .st07, field: "net", expected: money(net).text, actual: money(sum).text, difference: money(net - sum),
            evidence: lines.isEmpty ? [place.day.description] : lines.map(\.reference).sorted(),
            explanation: Bilingual(
                "\(day.zh)商户\(who)应到 \(due.zh)，银行到账 \(came.zh)，相差 \(missing.zh)。",
                "On \(day.en) \(due.en) was due\(who.isEmpty ? "" : " for merchant \(merchant)"), and \(came.en) "
                    + "arrived: a difference of \(missing.en)."),
            nextAction: FindingCode.st07.nextAction)
        return [Difference(day: place.day, merchant: merchant, currency: place.currency, finding: finding)]
    }

    private static func unannounced(_ line: Arrived) -> Difference {
        let (day, money) = (Words.day(line.day), Words.money(line.amount))
        let finding = Finding(
            code: .st08, field: "deposit", expected: "", actual: line.amount.text, difference: nil,
            evidence: [line.reference],
            explanation: Bilingual(
                "\(day.zh)银行有一笔 \(money.zh)，没有任何对账单提到它。",
                "On \(day.en) the bank has \(money.en) that no clearing file announces."),
            nextAction: FindingCode.st08.nextAction)
        return Difference(day: line.day, merchant: line.merchant, currency: line.amount.currency, finding: finding)
    }
}
