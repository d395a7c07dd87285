// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Rows of one reference that do not agree on the merchant or, for batch and trace, on the day.
///
/// - A row without a merchant belongs to the one merchant that the others name; where they name two, it stands
///   alone: a join that could be either is no join.
/// - Batch and trace come back after some time: rows of days more than one apart are different transactions (one
///   day is what clocks around midnight may differ by). A row without a day belongs to the only stretch of days,
///   or stands alone.
enum MixedGroups {
    struct Member {
        let group: Int
        let isTill: Bool
        let index: Int
        let row: MatchRow
    }

    /// The members of each transaction, each side in the order of its files.
    static func settle(_ members: [Member], usesMerchant: Bool) -> [[Member]] {
        let sorted = members.sorted {
            ($0.group, $0.row.place, $0.isTill ? 0 : 1) < ($1.group, $1.row.place, $1.isTill ? 0 : 1)
        }
        var settled: [[Member]] = []
        var start = 0
        while start < sorted.count {
            var end = start
            while end < sorted.count, sorted[end].group == sorted[start].group { end += 1 }
            for part in byMerchant(Array(sorted[start..<end]), usesMerchant: usesMerchant) {
                settled += byDay(part)
            }
            start = end
        }
        return settled
    }

    private static func byMerchant(_ members: [Member], usesMerchant: Bool) -> [[Member]] {
        guard usesMerchant else { return [members] }
        let merchants = Set(members.map(\.row.merchant)).subtracting([0])
        guard merchants.count > 1 else { return [members] }
        return parts(of: members) { Int($0.row.merchant) }
    }

    private static func byDay(_ members: [Member]) -> [[Member]] {
        guard let form = members.first?.row.form, JoinKey.isVoucher(form) else { return [members] }
        let days = Set(members.map(\.row.day)).subtracting([0]).sorted()
        var stretches: [Int: Int] = [:]
        var stretch = 0
        for (index, day) in days.enumerated() {
            if index == 0 || day - days[index - 1] > 1 { stretch += 1 }
            stretches[day] = stretch
        }
        guard stretch > 1 else { return [members] }
        return parts(of: members) { stretches[$0.row.day] ?? 0 }
    }

    private static func parts(of members: [Member], by label: (Member) -> Int) -> [[Member]] {
        var parts: [Int: [Member]] = [:]
        for member in members { parts[label(member), default: []].append(member) }
        return parts.keys.sorted().compactMap { parts[$0] }
    }
}
