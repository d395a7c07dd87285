// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes

/// What the journal keeps of limits and settings.
///
///     25  1  in force    base, how, proposal, reason, then count and key, text of every value
///     25  2  proposed    base, reason, then count and key, text of every value
///     25  3  turned down proposal, reason
///
/// `base` is the record that was in force when somebody wrote the values down; 0 for the defaults.
enum RulesEntry: Sendable, Hashable {
    case inForce(ShopRules, base: UInt64, how: RulesEdition.How, proposal: UInt64, reason: String)
    case proposed(ShopRules, base: UInt64, reason: String)
    case turnedDown(proposal: UInt64, reason: String)

    func write(to writer: inout ByteWriter) {
        switch self {
        case .inForce(let rules, let base, let how, let proposal, let reason):
            writer.byte(1)
            writer.varint(base)
            writer.text(how.rawValue)
            writer.varint(proposal)
            writer.text(reason)
            Self.write(rules, to: &writer)
        case .proposed(let rules, let base, let reason):
            writer.byte(2)
            writer.varint(base)
            writer.text(reason)
            Self.write(rules, to: &writer)
        case .turnedDown(let proposal, let reason):
            writer.byte(3)
            writer.varint(proposal)
            writer.text(reason)
        }
    }

    static func write(_ rules: ShopRules, to writer: inout ByteWriter) {
        let texts = rules.texts
        writer.varint(UInt64(texts.count))
        for (key, text) in texts {
            writer.text(key)
            writer.text(text)
        }
    }

    /// nil for a kind of a later version.
    static func read(from cursor: inout ByteCursor) throws(DecodeError) -> RulesEntry? {
        switch try cursor.byte("kind") {
        case 1:
            let base = try cursor.varint("base")
            guard let how = RulesEdition.How(rawValue: try cursor.text("how", limit: 32)) else { return nil }
            let proposal = try cursor.varint("proposal")
            let reason = try cursor.text("reason", limit: reasonLimit)
            return .inForce(try rules(from: &cursor), base: base, how: how, proposal: proposal, reason: reason)
        case 2:
            let base = try cursor.varint("base")
            let reason = try cursor.text("reason", limit: reasonLimit)
            return .proposed(try rules(from: &cursor), base: base, reason: reason)
        case 3:
            let proposal = try cursor.varint("proposal")
            return .turnedDown(proposal: proposal, reason: try cursor.text("reason", limit: reasonLimit))
        default: return nil
        }
    }

    static func rules(from cursor: inout ByteCursor) throws(DecodeError) -> ShopRules {
        var texts: [(key: String, text: String)] = []
        for _ in 0..<(try cursor.varint("count")) {
            let key = try cursor.text("key", limit: 200)
            texts.append((key, try cursor.text("text", limit: RuleField.byteLimit)))
        }
        return ShopRules(texts: texts)
    }

    /// Most bytes of a reason.
    static let reasonLimit = 1_000
}
