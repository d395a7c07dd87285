// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Charges
internal import Tender

/// Field numbers of an event; those of its record come before them. Never reuse or change one.
private enum FieldTag {
    static let at: UInt8 = 16
    static let by: UInt8 = 17
    static let kind: UInt8 = 18
    static let reason: UInt8 = 19
    static let code: UInt8 = 20
    static let state: UInt8 = 21
    static let party: UInt8 = 22
    static let number: UInt8 = 23
    static let outcome: UInt8 = 24
    static let text: UInt8 = 25
    static let cause: UInt8 = 26
    static let day: UInt8 = 27
}

extension CaseEvent {
    /// Fields in rising order of their numbers; which ones follow depends on the kind.
    func write(to writer: inout TaggedWriter) {
        writer.number(FieldTag.at, at.milliseconds)
        writer.text(FieldTag.by, by)
        writer.number(FieldTag.kind, kind.number)
        if !reason.isEmpty { writer.text(FieldTag.reason, reason) }
        switch kind {
        case .opened(let code), .joined(let code): writer.text(FieldTag.code, code.text)
        case .assigned(let person): if let person { writer.text(FieldTag.text, person) }
        case .moved(let state):
            writer.number(FieldTag.state, state.number)
            if let party = state.party { writer.number(FieldTag.party, party.number) }
        case .step(let code, let number, let outcome):
            writer.text(FieldTag.code, code.text)
            writer.number(FieldTag.number, Int64(number))
            writer.number(FieldTag.outcome, outcome.number)
        case .note(let text), .proved(let text), .closed(let text): writer.text(FieldTag.text, text)
        case .cause(let cause): writer.number(FieldTag.cause, cause.number)
        case .resolved(let cause, let proof):
            writer.text(FieldTag.text, proof)
            writer.number(FieldTag.cause, cause.number)
        case .cleared(let code, let proof):
            writer.text(FieldTag.code, code.text)
            writer.text(FieldTag.text, proof)
        case .followUp(let day), .outsideDate(let day):
            writer.number(FieldTag.day, Int64(day.daysSinceEpoch))
        case .satisfaction(let score, let words):
            writer.number(FieldTag.number, Int64(score))
            writer.text(FieldTag.text, words)
        case .acknowledged(let level): writer.number(FieldTag.number, Int64(level))
        case .reopened, .held, .released: break
        }
    }
}

/// What was read of an event so far.
struct CaseEventFields {
    private var at: Instant?
    private var by: String?
    private var kind: Int64?
    private var reason = ""
    private var code: FindingCode?
    private var state: Int64?
    private var party: CaseState.Party?
    private var number: Int?
    private var outcome: CaseEvent.Outcome?
    private var text: String?
    private var cause: CaseCause?
    private var day: CivilDate?

    /// - Returns: false for a field that is not one of an event.
    mutating func read(_ tag: TaggedReader.Tag, from reader: inout TaggedReader) throws(DecodeError) -> Bool {
        switch tag.number {
        case FieldTag.at: at = try reader.value(tag, "at") { Instant(exactly: $0) }
        case FieldTag.by: by = try reader.text(tag, "by")
        case FieldTag.kind: kind = try reader.number(tag, "kind")
        case FieldTag.reason: reason = try reader.text(tag, "reason")
        case FieldTag.code: code = try reader.named(tag, "code") { FindingCode($0) }
        case FieldTag.state: state = try reader.number(tag, "state")
        case FieldTag.party: party = try reader.value(tag, "party") { CaseState.Party(number: $0) }
        case FieldTag.number: number = try reader.value(tag, "number") { Int(exactly: $0) }
        case FieldTag.outcome: outcome = try reader.value(tag, "outcome") { CaseEvent.Outcome(number: $0) }
        case FieldTag.text: text = try reader.text(tag, "text")
        case FieldTag.cause: cause = try reader.value(tag, "cause") { CaseCause(number: $0) }
        case FieldTag.day: day = try reader.value(tag, "day") { CivilDate(exactly: $0) }
        default: return false
        }
        return true
    }

    /// - Throws: `DecodeError` that names the field which is missing, or the kind that this version does not know.
    func event(in reader: TaggedReader) throws(DecodeError) -> CaseEvent {
        guard let at else { throw reader.error("at") }
        guard let by else { throw reader.error("by") }
        return CaseEvent(at: at, by: by, kind: try whole(in: reader), reason: reason)
    }

    private func whole(in reader: TaggedReader) throws(DecodeError) -> CaseEvent.Kind {
        let need = Need(reader: reader)
        switch kind {
        case 1: return .opened(try need.some(code, "code"))
        case 2: return .joined(try need.some(code, "code"))
        case 3: return .assigned(to: text)
        case 4:
            let state = CaseState(number: try need.some(state, "state"), party: party)
            return .moved(try need.some(state, "state"))
        case 5:
            return .step(
                try need.some(code, "code"), try need.some(number, "number"), try need.some(outcome, "outcome"))
        case 6: return .note(try need.some(text, "text"))
        case 7: return .cause(try need.some(cause, "cause"))
        case 8: return .resolved(try need.some(cause, "cause"), proof: try need.some(text, "text"))
        case 9: return .followUp(on: try need.some(day, "day"))
        case 10: return .satisfaction(try need.some(number, "number"), try need.some(text, "text"))
        case 11: return .acknowledged(try need.some(number, "number"))
        case 12: return .reopened
        case 13: return .held
        case 14: return .released
        case 15: return .outsideDate(try need.some(day, "day"))
        case 16: return .proved(try need.some(text, "text"))
        case 17: return .closed(proof: try need.some(text, "text"))
        case 18: return .cleared(try need.some(code, "code"), proof: try need.some(text, "text"))
        default: throw reader.error("kind")
        }
    }

    private struct Need {
        let reader: TaggedReader

        func some<Value>(_ value: Value?, _ field: StaticString) throws(DecodeError) -> Value {
            guard let value else { throw reader.error(field) }
            return value
        }
    }
}
