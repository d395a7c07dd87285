// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Tender

/// What must hold for whatever a link reports, wherever it came from: it can be taken, recorded and read again, and
/// it never makes more of the money than was asked.
enum Belief {
    /// - Parameter attempt: as it stands when the report comes.
    /// - Returns: what is wrong; nil when all is well.
    static func fault(of report: LinkReport, at attempt: Attempt) -> String? {
        let event = AttemptEvent(at: attempt.intendedAt, kind: report.kind, words: report.words)
        guard report.words.utf8.count <= Attempt.wordsLimit else { return "\(report.words.utf8.count) bytes of words" }
        guard
            (try? AttemptRecord(decoding: AttemptRecord.event(attempt.id, event).encoded()))
                == .event(attempt.id, event)
        else { return "recorded and read as another: \(event)" }
        if case .answered(let answer) = report.kind {
            guard answer.code.utf8.count <= 500, answer.linkNote.utf8.count <= AttemptRequest.noteLimit else {
                return "too long a note"
            }
        }
        if case .reversalRefused(let words) = report.kind, words.utf8.count > Attempt.wordsLimit { return "long words" }
        var after = attempt
        guard (try? after.step(event)) != nil else { return nil }
        guard after.charged.minor <= attempt.request.amount.minor else { return "more than was asked" }
        var again = after
        guard (try? again.step(event)) != nil, again.charged == after.charged else {
            return "said twice it charges more"
        }
        // That a charge is not found is counted on purpose: it is believed when it was said often enough.
        guard again == after || report.kind == .notFound else { return "said twice it says more" }
        return nil
    }
}
