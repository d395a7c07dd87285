// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// The two times of a code as people type them.
///
///     5 min / 1 h        to the first act / to be resolved
///     0 / 3 d            at once / three working days
///     - / outside        no time / the date that the case itself names
public enum DeadlineText {
    /// What `times(_:of:)` reads back.
    public static func text(of times: DeadlineRules.Times) -> String {
        "\(text(of: times.firstAct)) / \(text(of: times.resolve))"
    }

    /// Reads the text; nil where it cannot be understood, or means more than a year.
    public static func times(_ text: String, of code: FindingCode) -> DeadlineRules.Times? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let row = CodeTable.row(for: code), let first = deadline(parts[0], row.firstAct),
            let resolve = deadline(parts[1], row.resolve)
        else { return nil }
        return DeadlineRules.Times(firstAct: first, resolve: resolve)
    }

    private static func text(of deadline: CodeRow.Deadline) -> String {
        switch deadline {
        case .none: "-"
        case .atOnce: "0"
        case .minutes(let count): count % 60 == 0 ? "\(count / 60) h" : "\(count) min"
        case .workingDays(let count): "\(count) d"
        case .outside: "outside"
        }
    }

    /// - Parameter known: the table's own, for what only the table can name.
    private static func deadline(_ text: Substring, _ known: CodeRow.Deadline) -> CodeRow.Deadline? {
        let text = text.lowercased().filter { !$0.isWhitespace }
        switch text {
        case "-": return CodeRow.Deadline.none
        case "0": return .atOnce
        case "outside":
            if case .outside = known { return known }
            return nil
        default: break
        }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard digits.utf8.count <= 6, let count = Int(digits), count > 0 else { return nil }
        switch text.dropFirst(digits.count) {
        case "min", "m", "分钟", "分": return .minutes(count)
        case "h", "小时": return .minutes(count * 60)
        case "d", "天", "个工作日", "工作日": return .workingDays(count)
        default: return nil
        }
    }
}

extension DeadlineRules {
    /// What the table of codes says, whatever the merchant set.
    public static func standardTimes(of code: FindingCode) -> Times? {
        CodeTable.row(for: code).map { Times($0) }
    }
}
