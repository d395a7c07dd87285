// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A message with places to fill, read once and filled many times.
///
///     【{sign}】您{day}付款{amount}成功 … {phone}
///      text    variable   text
public struct TemplateText: Hashable, Sendable {
    /// A stretch of the template.
    public enum Part: Hashable, Sendable {
        case text(String)
        case variable(MessageVariable)
    }

    /// Most characters of a template with its variables' names.
    public static let limit = 2_000

    public let parts: [Part]
    /// The text it was read from.
    public let source: String

    /// Reads a template.
    ///
    /// - Throws: `TemplateError` that names the place.
    public init(_ source: String) throws(TemplateError) {
        guard !source.allSatisfy(\.isWhitespace) else { throw .empty }
        let characters = Array(source)
        guard characters.count <= Self.limit else { throw .tooLong(characters: characters.count, limit: Self.limit) }
        var parts: [Part] = []
        var text = ""
        var index = 0
        while index < characters.count {
            guard characters[index] == "{" else {
                text.append(characters[index])
                index += 1
                continue
            }
            guard let end = characters[index...].firstIndex(of: "}") else { throw .unclosed(at: index) }
            let name = String(characters[(index + 1)..<end])
            guard let variable = MessageVariable(rawValue: name) else { throw .unknownVariable(name, at: index) }
            if !text.isEmpty { parts.append(.text(text)) }
            parts.append(.variable(variable))
            text = ""
            index = end + 1
        }
        if !text.isEmpty { parts.append(.text(text)) }
        self.parts = parts
        self.source = source
    }

    /// Its variables in the order in which they first stand, each once.
    public var variables: [MessageVariable] {
        var found: [MessageVariable] = []
        for case .variable(let variable) in parts where !found.contains(variable) { found.append(variable) }
        return found
    }

    /// The variables that a provider fills: those that the shop does not fix.
    public var openVariables: [MessageVariable] { variables.filter { !$0.isFixed } }

    /// Only what stands in the template itself, for looking for words that a provider forbids; NUL for each place.
    public var fixedText: String {
        parts.map { part in
            if case .text(let text) = part { text } else { "\u{0}" }
        }.joined()
    }

    /// The message.
    ///
    /// - Throws: `.missing` or `.badValue`; nothing is ever sent with a place left open.
    public func filled(with values: MessageValues) throws(TemplateError) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .text(let piece): text += piece
            case .variable(let variable):
                guard let value = values[variable], !value.isEmpty else { throw .missing(variable) }
                let hasBreak = value.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
                guard value.count <= variable.limit, !hasBreak else { throw .badValue(variable, value) }
                text += value
            }
        }
        return text
    }

    /// The message with the examples in it.
    public func sample(in language: MessageLanguage, shop: MessageValues = MessageValues()) -> String {
        filled { shop[$0] ?? $0.sample(in: language) }
    }

    /// The message as long as it can really get.
    public func longest(in language: MessageLanguage, shop: MessageValues = MessageValues()) -> String {
        filled { $0.isFixed ? shop[$0] ?? $0.longest(in: language) : $0.longest(in: language) }
    }

    private func filled(_ value: (MessageVariable) -> String) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .variable(let variable): value(variable)
            }
        }.joined()
    }
}
