// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
internal import Tender

/// What people do with a case, in words that forms, programs and the command line share.
///
///     take · return · assign NAME · move STATE · step CODE NUMBER OUTCOME · note · cause CAUSE · resolve CAUSE
///     follow DATE · outside DATE · acknowledge LEVEL · reopen · hold · release · close
///
/// Opening, joining and closing on proof are no acts: findings do them.
public enum CaseAct: String, CaseIterable, Hashable, Sendable {
    case take, `return`, assign, move, step, note, cause, resolve, follow, outside, acknowledge, reopen, hold, release
    case close

    /// Why words are no act.
    public enum Problem: Error, Hashable, Sendable {
        /// What the value of this act must look like.
        case value(of: CaseAct, Bilingual)
        /// Acts with a text of its own: a note, or the proof of `resolve` and `close`.
        case textMissing(CaseAct)
    }

    /// Whether `value` must be given.
    public var needsValue: Bool { !form.english.isEmpty }

    /// What the value looks like; empty for an act without one.
    public var form: Bilingual {
        switch self {
        case .take, .return, .note, .reopen, .hold, .release, .close: Bilingual(zh: "", en: "")
        case .assign: Bilingual(zh: "登录名", en: "a sign-in name")
        case .move:
            Bilingual(
                zh: "open、confirming、acting、followed-up 或 waiting:\(Self.parties)",
                en: "open, confirming, acting, followed-up, or waiting:\(Self.parties)")
        case .step:
            Bilingual(
                zh: "例如 “RC-01 3 done”（done、skipped、failed）", en: "for example “RC-01 3 done” (done, skipped, failed)")
        case .cause, .resolve: Bilingual(zh: Self.causes, en: Self.causes)
        case .follow, .outside: Bilingual(zh: "日期，如 2026-11-20", en: "a date such as 2026-11-20")
        case .acknowledge: Bilingual(zh: "1 到 3", en: "1 to 3")
        }
    }

    private static let parties = CaseState.Party.allCases.map(\.rawValue).joined(separator: "|")
    private static let causes = CaseCause.allCases.map(\.rawValue).joined(separator: ", ")

    /// The event that the words stand for.
    ///
    /// - Parameters:
    ///   - value: see `form`.
    ///   - text: a note, or what shows that it is put right.
    ///   - person: sign-in name of whoever acts.
    public func kind(value: String, text: String, by person: String) throws(Problem) -> CaseEvent.Kind {
        switch self {
        case .take: return .assigned(to: person)
        case .return: return .assigned(to: nil)
        case .assign: return .assigned(to: try given(value.isEmpty ? nil : value))
        case .move: return .moved(try given(CaseState(text: value)))
        case .step: return try step(value)
        case .note: return .note(try needed(text))
        case .cause: return .cause(try given(CaseCause(rawValue: value)))
        case .resolve: return .resolved(try given(CaseCause(rawValue: value)), proof: try needed(text))
        case .follow: return .followUp(on: try given(CivilDate(text: value)))
        case .outside: return .outsideDate(try given(CivilDate(text: value)))
        case .acknowledge:
            return .acknowledged(try given(Int(value).flatMap { CaseLimit.levels.contains($0) ? $0 : nil }))
        case .reopen: return .reopened
        case .hold: return .held
        case .release: return .released
        case .close: return .closed(proof: try needed(text))
        }
    }

    private func step(_ value: String) throws(Problem) -> CaseEvent.Kind {
        let parts = value.split(separator: " ").map { String($0) }
        guard parts.count == 3, let code = FindingCode(parts[0]), let number = Int(parts[1]),
            let outcome = CaseEvent.Outcome(rawValue: parts[2])
        else { throw .value(of: self, form) }
        return .step(code, number, outcome)
    }

    private func given<Value>(_ value: Value?) throws(Problem) -> Value {
        guard let value else { throw .value(of: self, form) }
        return value
    }

    private func needed(_ text: String) throws(Problem) -> String {
        guard text.contains(where: { !$0.isWhitespace }) else { throw .textMissing(self) }
        return text
    }
}

extension CaseAct.Problem {
    /// What is wrong and what to write instead.
    public var words: Bilingual {
        switch self {
        case .value(let act, let form):
            Bilingual(zh: "\(act.rawValue) 后面应为：\(form.chinese)", en: "\(act.rawValue) takes \(form.english)")
        case .textMissing(.note): Bilingual(zh: "请写备注内容。", en: "Write the note.")
        case .textMissing: Bilingual(zh: "请写明凭什么认为已经办结。", en: "Say what shows that it is put right.")
        }
    }
}

extension CaseState {
    /// One word: the state's name, and after a colon who is waited for, as in `waiting:acquirer`.
    public var text: String { party.map { "\(name):\($0.rawValue)" } ?? name }

    /// Reads what `text` wrote; nil for anything else.
    public init?(text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let name = parts.first, parts.count <= 2 else { return nil }
        guard parts.count == 2 else {
            self.init(name: name)
            return
        }
        guard let party = Party(rawValue: String(parts[1])) else { return nil }
        self.init(name: name, party: party)
    }
}
