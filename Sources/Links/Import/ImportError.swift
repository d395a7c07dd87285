// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Statements
public import Store

/// Why a file was not imported, or only in part. The text names file, line and field.
public struct ImportError: Error, Equatable, Sendable {
    public enum Cause: Equatable, Sendable {
        /// The file or archive cannot be opened or unpacked.
        case file(FileProblem)
        /// The content is refused as a whole; nothing was written.
        case statement(StatementError)
        /// The shop could not keep it; what was acknowledged before is kept.
        case store(StoreError)
    }

    /// The file's name, or that of the archive's entry.
    public let name: String
    public let cause: Cause

    public init(name: String, _ cause: Cause) {
        self.name = name
        self.cause = cause
    }

    /// True when the input is at fault and nothing of it was written.
    public var isBadInput: Bool {
        if case .store = cause { false } else { true }
    }

    /// One line for a person.
    public var explanation: Bilingual {
        switch cause {
        case .file(let problem):
            Bilingual(
                zh: "\(name)：\(problem.explanation.chinese)", en: "\(name): \(problem.explanation.english)")
        case .statement(let error):
            Bilingual(zh: "\(name)：\(error.message.chinese)", en: "\(name): \(error.message.english)")
        case .store(let error):
            Bilingual(zh: "\(name)：无法保存（\(error)）", en: "\(name): cannot be kept (\(error))")
        }
    }
}
