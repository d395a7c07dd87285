// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Statements

/// Why a content cannot be read: it does not come out of its file, or it is not what it should be.
enum ContentProblem: Error {
    case file(FileProblem)
    case statement(StatementError)

    var explanation: Bilingual {
        switch self {
        case .file(let problem): problem.explanation
        case .statement(let error): Bilingual(error.message)
        }
    }

    /// A list of sums that comes with the rows it is made of.
    var isSummary: Bool {
        if case .statement(let error) = self { error.code == .notDetail } else { false }
    }

    /// The same question with its refusal as one of these.
    static func asked<Answer>(
        _ question: () throws(StatementError) -> Answer
    ) throws(ContentProblem) -> Answer {
        do { return try question() } catch { throw .statement(error) }
    }
}
