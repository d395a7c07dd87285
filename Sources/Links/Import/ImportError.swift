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

    private static func reason(_ error: StoreError) -> Bilingual {
        switch error {
        case .diskFull: Bilingual(zh: "磁盘已满", en: "the disk is full")
        case .damaged(let text): Bilingual(zh: "日志已损坏：\(text)", en: "the journal is damaged: \(text)")
        case .inUse(let text): Bilingual(zh: "数据目录正被使用：\(text)", en: "the data folder is in use: \(text)")
        case .unreachable(let text): Bilingual(zh: "无法写入：\(text)", en: "cannot write: \(text)")
        case .missing: Bilingual(zh: "文件记录不存在", en: "the file's record is not there")
        case .conflict(let text): Bilingual(zh: "与其他改动冲突：\(text)", en: "it clashes with another change: \(text)")
        case .refused(let words): words
        case .forbidden: Bilingual(zh: "没有权限", en: "the role does not allow it")
        case .invalid(let text): Bilingual(zh: "内容无效：\(text)", en: "it is not valid: \(text)")
        case .failed(let code, let text): Bilingual(zh: "数据库错误 \(code)：\(text)", en: "database error \(code): \(text)")
        }
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
            Bilingual(
                zh: "\(name)：没有全部保存：\(Self.reason(error).chinese)",
                en: "\(name): not all of it was kept: \(Self.reason(error).english)")
        }
    }
}
