// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The texts that a workbook keeps once and its cells name by number: one buffer and where each text ends.
public struct SharedStrings: Sendable {
    private(set) var bytes: [UInt8] = []
    private var ends: [UInt32] = []

    /// None at all.
    public init() {}

    var count: Int { ends.count }

    /// nil for a number that names none.
    func text(_ index: Int) -> ArraySlice<UInt8>? {
        guard index >= 0, index < ends.count else { return nil }
        return bytes[Int(index == 0 ? 0 : ends[index - 1])..<Int(ends[index])]
    }

    fileprivate mutating func add(_ text: [UInt8]) throws(StatementError) {
        guard bytes.count + text.count <= SheetLimits.stringBytes, ends.count < SheetLimits.strings else {
            throw SheetError.malformed(
                zh: "工作簿的文字超过 \(SheetLimits.stringBytes >> 20) MiB 或 \(SheetLimits.strings) 条；请另存为 CSV",
                en: "the workbook's texts are more than \(SheetLimits.stringBytes >> 20) MiB or "
                    + "\(SheetLimits.strings) in number; save it as CSV")
        }
        bytes += text
        ends.append(UInt32(bytes.count))
    }
}

/// Reads the part with the shared texts. Runs of rich text are joined; what says how a text is pronounced is not text.
///
///     <sst> <si> <t>text</t> </si>  <si> <r> <rPr/> <t>rich </t> </r> <r> <t>text</t> </r> <rPh> … </rPh> </si> </sst>
public struct SharedStringsReader {
    private var markup = SheetMarkup()
    private var strings = SharedStrings()
    private var text: [UInt8] = []
    private var isInText = false
    private var isInItem = false
    private var isPhonetic = false
    private var hasEnded = false

    public init() {}

    /// Reads the texts that end in this chunk.
    public mutating func append(_ chunk: [UInt8]) throws(StatementError) {
        try markup.append(chunk)
        try read(isLast: false)
    }

    /// All texts, after the last chunk.
    public mutating func finish() throws(StatementError) -> SharedStrings {
        try read(isLast: true)
        guard hasEnded else { throw SheetError.cutShort }
        return strings
    }

    private mutating func read(isLast: Bool) throws(StatementError) {
        while let token = try markup.next(isLast: isLast) {
            switch token {
            case .open:
                if markup.isNamed("t") {
                    isInText = isInItem && !isPhonetic
                } else if markup.isNamed("si") {
                    isInItem = true
                    text.removeAll(keepingCapacity: true)
                } else if markup.isNamed("rPh") {
                    isPhonetic = true
                }
            case .close:
                if markup.isNamed("t") {
                    isInText = false
                } else if markup.isNamed("si") {
                    try close()
                } else if markup.isNamed("rPh") {
                    isPhonetic = false
                } else if markup.isNamed("sst") {
                    hasEnded = true
                }
            case .empty:
                if markup.isNamed("si") {
                    text.removeAll(keepingCapacity: true)
                    try close()
                } else if markup.isNamed("sst") {
                    hasEnded = true
                }
            case .text:
                guard isInText else { continue }
                try SheetReader.add(markup.buffer[markup.range], to: &text)
            case .literal: if isInText { text += markup.buffer[markup.range] }
            }
        }
    }

    private mutating func close() throws(StatementError) {
        isInItem = false
        isInText = false
        if let plain = CellText.unescaped(text[...]) { text = plain }
        try strings.add(text)
    }
}
