// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Tender
import Testing

/// Codes, people and times that the stories share.
enum Given {
    static func code(_ text: String) throws -> FindingCode { try #require(FindingCode(text)) }

    static let codes = ["RC-01", "RC-03", "RC-08", "RC-04"].compactMap { FindingCode($0) }

    /// Minutes after 2026-11-20 15:03 in Shanghai, a Friday.
    static func at(_ minutes: Int64) -> Instant {
        Zone.shanghai.instant(of: friday).adding(milliseconds: minutes * 60_000)
    }

    static let friday = CivilTime(text: "2026-11-20 15:03") ?? CivilTime(secondsSinceEpoch: 0)

    static func event(_ kind: CaseEvent.Kind, at minutes: Int64 = 0, by: String = "wang", reason: String = "")
        -> CaseEvent
    {
        CaseEvent(at: at(minutes), by: by, kind: kind, reason: reason)
    }

    /// A case about transaction 1234 that the system opened.
    static func file(_ text: String = "RC-01") throws -> CaseFile {
        let code = try code(text)
        let family = try #require(CodeTable.row(for: code)?.family)
        let opened = event(.opened(code), by: CaseEvent.system)
        return try CaseFile(CaseID(transaction: 1_234, family: family), opened: opened)
    }
}

extension Chance {
    /// Any event at all, sensible or not.
    mutating func event() -> CaseEvent {
        let texts = ["", " ", "device confirmed", "客人已拿到小票", String(repeating: "长", count: 6_000)]
        let people = ["wang", "li", CaseEvent.system, CaseEvent.customer, ""]
        return CaseEvent(
            at: Given.at(Int64.random(in: -500...50_000, using: &self)), by: pick(people), kind: kind(texts),
            reason: pick(texts))
    }

    private mutating func kind(_ texts: [String]) -> CaseEvent.Kind {
        let code = pick(Given.codes)
        let number = pick([Int.min, -1, 0, 1, 2, 3, 5, 99, 100, Int.max])
        let day = CivilDate(daysSinceEpoch: pick([Int32.min, 0, 20_777, 20_780, Int32.max]))
        switch Int.random(in: 0..<17, using: &self) {
        case 0: return .opened(code)
        case 1: return .joined(code)
        case 2: return .assigned(to: pick([nil, "wang", "li", ""]))
        case 3, 4: return .moved(state())
        case 5: return .step(code, number, pick(CaseEvent.Outcome.allCases))
        case 6: return .note(pick(texts))
        case 7: return .cause(pick(CaseCause.allCases))
        case 8: return .resolved(pick(CaseCause.allCases), proof: pick(texts))
        case 9: return .followUp(on: day)
        case 10: return .satisfaction(number, pick(texts))
        case 11: return .acknowledged(number)
        case 12: return .reopened
        case 13: return .held
        case 14: return .released
        case 15: return .outsideDate(day)
        default: return pick([.proved(pick(texts)), .closed(proof: pick(texts))])
        }
    }

    private mutating func state() -> CaseState {
        pick([.open, .confirming, .acting, .resolved, .followedUp, .closed, .waiting(pick(CaseState.Party.allCases))])
    }
}
