// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Cash management balance reports, BAI version 2.
enum BAI2Format {
    static let known = EntryFormat(
        format: StatementFormat(
            name: "bai2", title: Phrase(zh: "银行对账单 BAI2", en: "BAI2 bank report"), role: .bank),
        fits: { beginning in
            let body = beginning.drop { RawRow.isBlank($0) }
            return body.starts(with: Array("01,".utf8)) && EntryText.hasLine(body, startingWith: "02,")
        },
        makeReader: { BAI2Reader($0) })
}
