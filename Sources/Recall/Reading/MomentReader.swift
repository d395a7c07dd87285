// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Reads times counted back from now: `刚才`, `半小时前`, `2 hours ago`, `just now`.
struct MomentReader {
    let scan: Scan
    let now: CivilTime

    typealias Found = (window: TimeWindow, end: Int)

    private static let justNow: [Phrase] = [
        "刚才", "刚刚", "方才", "刚", "just now", "right now", "a moment ago", "moments ago", "just",
        "a minute ago", "a few minutes ago", "几分钟前",
    ]

    func read(at position: Int) -> Found? {
        if let end = scan.end(ofAny: Self.justNow, at: position) {
            return (TimeWindow(from: now.adding(seconds: -1_800), to: now.adding(seconds: 120)), end)
        }
        guard let (seconds, end) = duration(at: position) else { return nil }
        let after = scan.skippingBlanks(end)
        guard let stop = scan.end(ofAny: ["之前", "以前", "前", "ago", "earlier"], at: after) else { return nil }
        let moment = now.adding(seconds: -seconds)
        // People round: a quarter to either side, ten minutes at least.
        let reach = max(600, seconds / 4)
        let window = TimeWindow(
            from: moment.adding(seconds: -reach), to: min(moment.adding(seconds: reach), now.adding(seconds: 120)),
            said: moment)
        return (window, stop)
    }

    private static let fixed: [(Phrase, Int64)] = [
        ("半个小时", 1_800), ("半小时", 1_800), ("半个钟头", 1_800), ("半个钟", 1_800), ("一刻钟", 900),
        ("half an hour", 1_800), ("half hour", 1_800), ("an hour", 3_600), ("a quarter of an hour", 900),
        ("一个半小时", 5_400), ("an hour and a half", 5_400), ("a couple of hours", 7_200), ("几个小时", 10_800),
    ]

    private func duration(at position: Int) -> (seconds: Int64, end: Int)? {
        var best: (Int64, Int)?
        for (phrase, seconds) in Self.fixed {
            guard let end = scan.end(of: phrase, at: position), end > best?.1 ?? 0 else { continue }
            best = (seconds, end)
        }
        if let best { return best }
        guard let number = scan.number(at: position), number.value <= 10_000 else { return nil }
        let value = Int64(number.value)
        let after = scan.skippingBlanks(number.end)
        if let end = scan.end(ofAny: ["个半小时", "个半钟头"], at: after) { return (value * 3_600 + 1_800, end) }
        if let end = scan.end(ofAny: Self.hours, at: after) { return (value * 3_600, end) }
        if let end = scan.end(ofAny: Self.minutes, at: after) { return (value * 60, end) }
        return nil
    }

    private static let hours: [Phrase] = [
        "个多小时", "个小时", "小时", "个钟头", "钟头", "个钟", "hours", "hour", "hrs", "hr", "h",
    ]
    private static let minutes: [Phrase] = ["分钟", "分", "minutes", "minute", "mins", "min", "m"]
}
