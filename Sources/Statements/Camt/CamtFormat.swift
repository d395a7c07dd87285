// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Account messages of ISO 20022: camt.053 at the end of the day, camt.052 during it, camt.054 for single bookings.
enum CamtFormat {
    /// Editions of the messages that are read: their parts that count here are the same.
    static let editions = 2...13
    private static let space = "urn:iso:std:iso:20022:tech:xsd:camt."

    static let known = [
        format("camt053", "053", Phrase(zh: "银行对账单 camt.053", en: "camt.053 bank statement"), isInterim: false),
        format("camt052", "052", Phrase(zh: "银行日间报告 camt.052", en: "camt.052 interim report"), isInterim: true),
        format("camt054", "054", Phrase(zh: "银行入账通知 camt.054", en: "camt.054 notification"), isInterim: true),
    ]

    private static func format(_ name: String, _ number: String, _ title: Phrase, isInterim: Bool) -> EntryFormat {
        EntryFormat(
            format: StatementFormat(name: name, title: title, role: .bank),
            fits: { beginning in
                guard beginning.first(where: { !RawRow.isBlank($0) }) == UInt8(ascii: "<") else { return false }
                return contains(Array((space + number + ".001.").utf8), in: beginning)
            },
            declaredEncoding: { (beginning) throws(StatementError) in
                try XMLDeclaration.encoding(beginning) ?? .utf8
            },
            warnings: isInterim
                ? [
                    Phrase(
                        zh: "这不是正式对账单（camt.053）；对账单可能以别的写法再次列出这些入账，请只导入其中一种",
                        en: "not the statement itself (camt.053), which may list the same bookings in other words; "
                            + "import one of the two")
                ] : [],
            makeReader: { CamtReader($0, message: number) })
    }

    private static func contains(_ wanted: [UInt8], in bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes.prefix(4_096)
        while let first = rest.firstIndex(of: wanted[0]) {
            rest = rest[first...]
            if rest.starts(with: wanted) { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    /// Whether a namespace is an edition of a message that is read.
    ///
    /// - Throws: for another edition, or another message.
    static func check(_ space: String, message: String, line: Int) throws(StatementError) {
        let start = Self.space + message + ".001."
        guard space.hasPrefix(start), let edition = Int(space.dropFirst(start.count)), editions.contains(edition) else {
            throw StatementError(
                .headerDrifted, line: line, field: "xmlns",
                zh: "第 \(line) 行：命名空间 \(space.prefix(80)) 不是 camt.\(message).001.02 至 13，未导入任何内容",
                en: "line \(line): the namespace \(space.prefix(80)) is not one of camt.\(message).001.02 to 13; "
                    + "nothing was imported")
        }
    }
}
