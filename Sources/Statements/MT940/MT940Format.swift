// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Customer statement messages of SWIFT: MT940 at the end of the day, MT942 during it.
enum MT940Format {
    static let known = [interim, statement]

    private static let statement = EntryFormat(
        format: StatementFormat(
            name: "mt940", title: Phrase(zh: "银行对账单 MT940", en: "MT940 bank statement"), role: .bank),
        fits: isMessage, makeReader: { MT940Reader($0, isInterim: false) })

    private static let interim = EntryFormat(
        format: StatementFormat(
            name: "mt942", title: Phrase(zh: "银行日间报告 MT942", en: "MT942 interim report"), role: .bank),
        fits: { isMessage($0) && isInterim($0) },
        warnings: [
            Phrase(
                zh: "这是日间报告；同一天的正式对账单可能以别的写法再次列出这些入账，请只导入其中一种",
                en: "an interim report: the day's statement may list the same bookings in other words; "
                    + "import one of the two")
        ], makeReader: { MT940Reader($0, isInterim: true) })

    private static func isMessage(_ beginning: ArraySlice<UInt8>) -> Bool {
        EntryText.hasLine(beginning, startingWith: ":20:")
            && [":25:", ":25P:", ":28C:", ":28:"].contains { EntryText.hasLine(beginning, startingWith: $0) }
    }

    private static func isInterim(_ beginning: ArraySlice<UInt8>) -> Bool {
        EntryText.hasLine(beginning, startingWith: ":34F:") && !EntryText.hasLine(beginning, startingWith: ":60")
    }
}
