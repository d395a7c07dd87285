// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Receipts
import Tender
import Testing

@Suite struct SlipLinesTests {
    static func text(_ line: SlipLine) -> String {
        switch line.content {
        case .text(let text): text
        case .code(let text): "[QR \(text)]"
        }
    }

    static func columns(_ line: SlipLine) -> Int {
        text(line).unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) } * (line.style == .large ? 2 : 1)
    }

    @Test(arguments: SlipKind.allCases, Paper.allCases)
    func `no line of any slip is wider than its paper`(_ kind: SlipKind, _ paper: Paper) {
        for language in SlipLanguage.allCases {
            for copy in SlipCopy.allCases {
                for line in SampleSlips.slip(kind).lines(language: language, copy: copy, paper: paper) {
                    #expect(Self.columns(line) <= paper.columns, "\(Self.text(line))")
                }
            }
        }
    }

    @Test func `a name of any length is wrapped between characters`() {
        var chance = Chance(seed: 3)
        let letters = Array("示例超市 abc é𠮷()（）Ltd.")
        for _ in 0..<500 {
            let name = String((0..<chance.below(120)).map { _ in letters[chance.below(letters.count)] })
            let place = Slip.Place(merchantName: name)
            let slip = Slip(.sale, amount: Money(minor: 1), time: SampleSlips.time, place: place)
            let lines = slip.lines(copy: .merchant, paper: .mm58)
            for line in lines { #expect(Self.columns(line) <= 32) }
            let printed = lines.map(Self.text).joined().filter { $0 != " " }
            #expect(printed.contains(name.filter { $0 != " " }))
        }
    }

    @Test func `a control character in a name never reaches the paper as a command`() {
        let place = Slip.Place(merchantName: "店\u{1B}p\u{0}\u{1D}V\u{0}\n名")
        let slip = Slip(.sale, amount: Money(minor: 1), time: SampleSlips.time, place: place)
        for line in slip.lines(copy: .merchant, paper: .mm80) {
            #expect(Self.text(line).unicodeScalars.allSatisfy { $0.value >= 0x20 })
        }
    }

    @Test func `a cardholder's copy asks for no signature, a merchant's does`() {
        let slip = SampleSlips.slip(.void)
        #expect(slip.lines(copy: .merchant, paper: .mm58).map(Self.text).contains { $0.contains("签名") })
        #expect(!slip.lines(copy: .cardholder, paper: .mm58).map(Self.text).contains { $0.contains("签名") })
    }

    @Test func `a training slip says so at top and bottom`() {
        var slip = SampleSlips.slip(.sale)
        slip.isTraining = true
        let marks = slip.lines(copy: .merchant, paper: .mm58).map(Self.text).filter { $0.contains("测试,凭证无效") }
        #expect(marks.count == 2)
    }

    @Test(arguments: SlipLanguage.allCases)
    func `a fault note says first and last that it is no receipt`(_ language: SlipLanguage) {
        let lines = SampleSlips.slip(.fault).lines(language: language, copy: .merchant, paper: .mm80).map(Self.text)
        #expect(lines.filter { $0.contains("NOT A RECEIPT") }.count == 2)
        #expect(language == .english || lines.filter { $0.contains("非凭证联") }.count == 2)
    }
}
