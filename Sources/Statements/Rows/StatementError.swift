// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why a whole file is refused; nothing of it may be used.
public struct StatementError: Error, Hashable, Sendable {
    /// What kind of refusal, for code; the message is for people.
    public enum Code: String, Sendable, Hashable {
        case empty
        case unrecognised
        case ambiguous
        case unknownFormat
        case headerDrifted
        case wrongEncoding
        case notATextFile
        case totalsDiffer
        case truncated
        case brokenRows
        /// The parts of the file do not stand as its format has them.
        case malformed
        case notDetail
        case badProfile
    }

    public let code: Code
    /// 1-based line, or 0 when the file as a whole is meant.
    public let line: Int
    /// Column or total meant; empty when none is.
    public let field: String
    public let message: Phrase

    public init(_ code: Code, line: Int = 0, field: String = "", zh: String, en: String) {
        self.code = code
        self.line = line
        self.field = field
        message = Phrase(zh: zh, en: en)
    }

    static func brokenRows(line: Int) -> StatementError {
        StatementError(
            .brokenRows, line: line,
            zh: "超过 \(ReadingLimits.brokenRows) 行没有结束（引号不配对或行过长），文件不是 CSV",
            en: "more than \(ReadingLimits.brokenRows) rows never end (unpaired quotes or very long lines); "
                + "the file is not CSV")
    }

    /// The parts of a file do not stand as its format has them.
    static func malformed(line: Int, zh: String, en: String) -> StatementError {
        StatementError(
            .malformed, line: line, zh: "第 \(line) 行：\(zh)。未导入任何内容",
            en: "line \(line): \(en); nothing was imported")
    }
}
