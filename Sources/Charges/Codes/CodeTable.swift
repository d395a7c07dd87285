// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The table of all codes, in the order of their families.
public enum CodeTable {
    public static let rows = receipts + payments + charges + settlement + refunds + devices + complaints

    private static let byText = Dictionary(rows.map { ($0.code.text, $0) }) { first, _ in first }

    /// The row of a code; nil for a text that is none.
    public static func row(for text: String) -> CodeRow? { byText[text] }

    /// The row of a code.
    public static func row(for code: FindingCode) -> CodeRow? { byText[code.text] }
}

extension FindingCode {
    /// What people call it.
    public var name: Bilingual { CodeTable.row(for: self)?.name ?? Bilingual(text, text) }
    /// What to do first.
    public var nextAction: Bilingual { CodeTable.row(for: self)?.nextAction ?? name }
}
