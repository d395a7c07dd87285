// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tender

/// Deposits of one account against whole settlement days: money that came on another day than announced, several
/// days in one sum, the same day twice.
struct DayMatching: Sendable {
    /// Days between a settlement day and its deposit, at most: a week of holidays.
    static let mostDaysApart = 7

    private let items: [OpenItem]
    private let money: @Sendable (Int128) -> String
    private let budget: Int

    /// One deposit and the only days whose nets add up to it.
    private struct Claim {
        let item: Int
        let deposit: Deposit
        let days: [Int]
    }

    init(_ items: [OpenItem], budget: Int, money: @escaping @Sendable (Int128) -> String) {
        self.items = items
        self.budget = budget
        self.money = money
    }

    /// Explanations by item.
    func explain() -> [Int: DepositExplanation] {
        var claims: [Claim] = []
        var ambiguous: [Int: DepositExplanation] = [:]
        for (index, item) in items.enumerated() {
            for deposit in item.deposits {
                let near = items.indices.filter {
                    items[$0].net != 0 && items[$0].isNear(item)
                }
                let nets = near.map { Int64(exactly: items[$0].net) }
                guard !nets.contains(nil) else { continue }
                switch SubsetSearch(nets.compactMap { $0 }, budget: budget).answer(Int128(deposit.amount)) {
                case .unique(let found):
                    claims.append(Claim(item: index, deposit: deposit, days: found.map { near[$0] }))
                case .ambiguous(let one, let other):
                    ambiguous[index] = either(deposit, one.map { near[$0] }, other.map { near[$0] })
                case .none, .undecided: break
                }
            }
        }
        return explanations(claims).merging(ambiguous) { _, other in other }
    }

    private func explanations(_ claims: [Claim]) -> [Int: DepositExplanation] {
        var claimants: [Int: [Int]] = [:]
        for (number, claim) in claims.enumerated() {
            for day in claim.days { claimants[day, default: []].append(number) }
        }
        var found: [Int: DepositExplanation] = [:]
        for (index, item) in items.enumerated() {
            let own = claims.indices.filter { claims[$0].item == index }
            guard own.count == item.deposits.count else { continue }
            let paidBy = claimants[index] ?? []
            // Its own deposits are its own, and nothing else came: nothing to tell.
            guard !own.isEmpty || !paidBy.isEmpty else { continue }
            let rivals = own.flatMap { claims[$0].days }.flatMap { claimants[$0] ?? [] } + paidBy
            let isContested = rivals.contains { number in
                claims[number].days.contains { (claimants[$0]?.count ?? 0) > 1 }
            }
            if isContested {
                found[index] = contested(index, own: own, paidBy: paidBy, claims, claimants)
                continue
            }
            var parts = own.filter { claims[$0].days != [index] }.map { words(claims[$0]) }
            parts += paidBy.filter { claims[$0].item != index }.map { arrived(claims[$0], item) }
            guard !parts.isEmpty else { continue }
            found[index] = DepositExplanation(outcome: .explained, words: DepositExplanation.joined(parts))
        }
        return found
    }

    /// A day that two deposits could pay: the same sum twice on the day itself, or two that exclude each other.
    private func contested(
        _ index: Int, own: [Int], paidBy: [Int], _ claims: [Claim], _ claimants: [Int: [Int]]
    ) -> DepositExplanation? {
        let numbers = Array(Set(own + paidBy + own.flatMap { claims[$0].days }.flatMap { claimants[$0] ?? [] }))
            .sorted()
        let shown = numbers.prefix(2).map { claims[$0] }
        guard shown.count == 2 else { return nil }
        let places = shown.map(\.deposit.reference).joined(separator: ", ")
        let (day, sum) = (items[shown[0].days[0]].day, money(Int128(shown[0].deposit.amount)))
        if numbers.count == 2, shown.allSatisfy({ $0.days == shown[0].days && $0.days.count == 1 }) {
            return DepositExplanation(
                outcome: .explained,
                words: Bilingual(
                    zh: "\(day) 的 \(sum) 到账两次：\(places)", en: "\(sum) of \(day) arrived twice: \(places)"))
        }
        return DepositExplanation(
            outcome: .ambiguous,
            words: Bilingual(
                zh: "不唯一：\(places) 都可能是 \(day) 的到账", en: "ambiguous: \(places) may each pay \(day)"))
    }

    private func days(_ places: [Int]) -> String { places.map { items[$0].day.description }.joined(separator: " + ") }

    private func words(_ claim: Claim) -> Bilingual {
        let (days, sum) = (days(claim.days), money(Int128(claim.deposit.amount)))
        return Bilingual(
            zh: "到账 \(sum) 恰为 \(days) 的净额（唯一）", en: "the deposit of \(sum) is the net of \(days), and of no other days")
    }

    private func arrived(_ claim: Claim, _ item: OpenItem) -> Bilingual {
        Bilingual(
            zh: "这天的 \(money(item.net)) 已于 \(claim.deposit.day) 到账（\(claim.deposit.reference)）",
            en: "its \(money(item.net)) arrived on \(claim.deposit.day) (\(claim.deposit.reference))")
    }

    private func either(_ deposit: Deposit, _ one: [Int], _ other: [Int]) -> DepositExplanation {
        let sum = money(Int128(deposit.amount))
        return DepositExplanation(
            outcome: .ambiguous,
            words: Bilingual(
                zh: "不唯一：到账 \(sum) 可能是 \(days(one))，也可能是 \(days(other))",
                en: "ambiguous: the deposit of \(sum) may be \(days(one)) or \(days(other))"))
    }

    /// What is missing on one day and too much on another: the only items near it whose differences add up to its
    /// own with the other sign, and which say the same of it.
    func cancelling() -> [Int: DepositExplanation] {
        let answers = items.indices.map { cancelling($0) }
        var found: [Int: DepositExplanation] = [:]
        for (index, partners) in answers.enumerated() {
            guard let partners else { continue }
            let whole = Set(partners + [index])
            guard partners.allSatisfy({ other in answers[other].map { Set($0 + [other]) == whole } ?? false }) else {
                continue
            }
            let (difference, days) = (items[index].difference, partners.map { place(of: items[$0]) })
            let sum = money(difference < 0 ? -difference : difference)
            found[index] = DepositExplanation(
                outcome: .explained,
                words: difference > 0
                    ? Bilingual(
                        zh: "缺的 \(sum) 到在 \(days.joined(separator: " + "))",
                        en: "the missing \(sum) came with \(days.joined(separator: " + "))")
                    : Bilingual(
                        zh: "多的 \(sum) 是 \(days.joined(separator: " + ")) 所缺",
                        en: "the \(sum) too much is missing from \(days.joined(separator: " + "))"))
        }
        return found
    }

    private func cancelling(_ index: Int) -> [Int]? {
        let near = items.indices.filter {
            $0 != index && items[$0].difference != 0 && items[$0].isNear(items[index])
        }
        let values = near.map { Int64(exactly: items[$0].difference) }
        guard items[index].difference != 0, !values.contains(nil),
            case .unique(let places) = SubsetSearch(values.compactMap { $0 }, budget: budget).answer(
                -items[index].difference)
        else { return nil }
        return places.map { near[$0] }
    }

    /// A day, and where it is a deposit alone, the deposit.
    private func place(of item: OpenItem) -> String {
        guard item.rowCount == 0, let deposit = item.deposits.first else { return item.day.description }
        return "\(item.day) (\(deposit.reference))"
    }
}
