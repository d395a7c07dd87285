// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Receipts
import Tender
import Testing

@Suite struct SlipFactsTests {
    static func facts(_ text: String) -> SlipFacts {
        SlipFacts.read(lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }

    @Test(arguments: ForeignSlip.cards + ForeignSlip.wallets + ForeignSlip.tills)
    func `a foreign slip says what a person would read`(_ slip: ForeignSlip) {
        let plain = PlainFacts.of(Self.facts(slip.text))
        for (name, value) in slip.says { #expect(plain[name] == value, "\(name)") }
        for name in slip.never { #expect(plain[name] == nil, "\(name)") }
    }

    @Test(arguments: ForeignSlip.cards)
    func `colons, capitals and width of letters change nothing`(_ slip: ForeignSlip) {
        let wide = String(
            String.UnicodeScalarView(
                slip.text.unicodeScalars.map { scalar in
                    (0x21...0x7E).contains(scalar.value) ? UnicodeScalar(scalar.value + 0xFEE0) ?? scalar : scalar
                }))
        #expect(PlainFacts.of(Self.facts(wide)) == PlainFacts.of(Self.facts(slip.text)))
    }

    @Test(arguments: SlipKind.allCases, SlipLanguage.allCases)
    func `a slip of ours says its facts again`(_ kind: SlipKind, _ language: SlipLanguage) {
        let slip = SampleSlips.slip(kind)
        for paper in Paper.allCases {
            for copy in SlipCopy.allCases {
                let lines = slip.lines(language: language, copy: copy, paper: paper).map(SlipLinesTests.text)
                let facts = SlipFacts.read(lines: lines)
                let plain = PlainFacts.of(facts, atLeast: 80)
                for (name, value) in Self.expected(slip) { #expect(plain[name] == value, "\(name) \(paper)") }
                #expect(facts.ambiguous.isEmpty)
                #expect(facts.marks.contains(.notAReceipt) == (kind == .fault))
            }
        }
    }

    /// What must come back of a slip of ours.
    static func expected(_ slip: Slip) -> [String: String] {
        var says = [
            "amount": slip.amount.text, "currency": "CNY", "time": slip.time.description,
            "merchant": "301110154110001", "terminal": "10025871", "operator": "01",
            "merchantName": "示例超市(人民路店)",
        ]
        if slip.kind != .handwritten, slip.kind != .fault { says["kind"] = slip.kind.rawValue }
        says["batch"] = slip.numbers.batch?.text
        says["voucher"] = slip.numbers.voucher?.text
        says["reference"] = slip.numbers.reference?.text
        if !slip.kind.isWallet { says["authorisation"] = slip.numbers.authorisation?.text }
        says["order"] = slip.numbers.order?.text ?? slip.wallet?.merchantOrder?.text
        says["receipt"] = slip.numbers.receipt?.text
        says["card"] = slip.card?.number.description
        says["channel"] = slip.wallet?.channel.rawValue
        says["channelOrder"] = slip.wallet?.channelOrder?.text
        says["netPaid"] = slip.wallet?.netPaid?.text
        says["originalVoucher"] = slip.original?.voucher?.text
        says["originalReference"] = slip.original?.reference?.text
        says["originalAuthorisation"] = slip.original?.authorisation?.text
        says["originalOrder"] = slip.original?.order?.text
        says["originalDate"] = slip.original?.date?.description
        return says
    }

    @Test func `no text, however hostile, stops the reader`() {
        var chance = Chance(seed: 11)
        let pieces = [
            "金额", "合计", ":", "：", "58.00", "99999999999999999999999", "¥", "RMB", "2026-11-25", "12:03", "卡号", "6222",
            "******", "1234", "\n", " ", "(", ")", "NO", "#", ".", ",", "-", "参考号", "大写", "壹", "\u{0}", "é", "𠮷", "👨‍👩‍👧",
            "年",
        ]
        for _ in 0..<2_000 {
            let text = (0..<chance.below(60)).map { _ in pieces[chance.below(pieces.count)] }.joined()
            let facts = Self.facts(text)
            #expect((facts.amount?.value.minor ?? 0) >= 0)
        }
        let long = SlipFacts.read(lines: Array(repeating: String(repeating: "金额:1", count: 500), count: 1_500))
        #expect(long.amount?.value.minor == 100)
    }
}
