// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A printed line: its runs of text, and what they say where the terminal packs name and value.
public struct OutputLine: Sendable, Hashable {
    public let runs: [OutputText]

    public init(runs: [OutputText]) { self.runs = runs }

    /// Name, value and key of a line such as `name=Card&value=****3511&key=pan`; nil for plain text.
    ///
    /// A text counts as packed only when it has a `key`; a receipt may print `a=b`.
    public var packed: PackedLine? {
        guard runs.count == 1, let fields = FormFields(runs[0].text), let key = fields["key"] else { return nil }
        return PackedLine(key: key, name: fields["name"] ?? "", value: fields["value"] ?? "")
    }

    /// As it is read: `Card ****3511`, or the runs one behind the other.
    public var text: String {
        guard let packed else { return runs.map(\.text).joined() }
        return [packed.name, packed.value].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

/// What a packed line says. Its key names the meaning in no language: `pan`, `totalAmount`, `filler`, …
public struct PackedLine: Sendable, Hashable {
    public let key: String
    /// Label as printed; empty for none.
    public let name: String
    public let value: String

    public init(key: String, name: String, value: String) {
        self.key = key
        self.name = name
        self.value = value
    }

    /// The text of the line as terminals write it.
    public var text: String {
        var fields: [FormFields.Field] = []
        if !name.isEmpty { fields.append(FormFields.Field(name: "name", value: name)) }
        if !value.isEmpty { fields.append(FormFields.Field(name: "value", value: value)) }
        fields.append(FormFields.Field(name: "key", value: key))
        return FormFields(fields).text
    }
}

extension OutputContent {
    /// The text as lines: a run ends its line unless `EndOfLineFlag` is false.
    public var lines: [OutputLine] {
        var lines: [OutputLine] = []
        var open: [OutputText] = []
        for run in text {
            open.append(run)
            guard run.endOfLineFlag ?? true else { continue }
            lines.append(OutputLine(runs: open))
            open = []
        }
        return open.isEmpty ? lines : lines + [OutputLine(runs: open)]
    }

    /// The value of the first packed line with that key.
    public func value(of key: String) -> String? { lines.lazy.compactMap(\.packed).first { $0.key == key }?.value }
}
