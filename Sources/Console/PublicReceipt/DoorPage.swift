// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The one small form at the door: pick-up code and second fact.
struct DoorPage: Sendable {
    /// Why the form is shown again.
    enum Problem: Sendable, Equatable {
        /// Wrong code, wrong fact, revoked: nobody learns which.
        case refused
        case mustWait(seconds: Int)
        /// A field is empty.
        case incomplete
        /// The form was open for too long, or the browser keeps no cookies.
        case stale
    }

    let title: String
    /// As it was typed, or as it came in the address; never the fact.
    let code: String
    let problem: String?
    /// What was done before the door closed; nil otherwise.
    let notice: String?
    /// Whether the code is there and only the fact is asked for.
    let hasCode: Bool

    /// What a code may be long at most, blanks and all; the rest of a longer one is not shown again.
    static let codeLengthMax = 40

    init(code: String?, problem: Problem? = nil, notice: String? = nil, words: Words) {
        title = words["public.title"]
        self.code = String((code ?? "").prefix(Self.codeLengthMax))
        self.problem = problem.map { $0.text(words) }
        self.notice = notice
        hasCode = !self.code.isEmpty
    }
}

extension DoorPage.Problem {
    fileprivate func text(_ words: Words) -> String {
        switch self {
        case .refused: return words["public.refused"]
        case .incomplete: return words["public.incomplete"]
        case .stale: return words["public.stale"]
        case .mustWait(let seconds):
            let wait =
                seconds < 90
                ? words.text("public.seconds", ["count": String(max(1, seconds))])
                : words.text("public.minutes", ["count": String((seconds + 59) / 60)])
            return words.text("public.wait", ["time": wait])
        }
    }
}
