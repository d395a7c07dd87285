// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Tender
import Testing

@testable import Recall

/// Whatever is typed or pasted is read to its end, within bounds.
@Suite struct HostileTextTests {
    /// SplitMix64, so that a failing seed can be run again.
    struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, sides)))
        }
    }

    static let pieces = [
        "58", "58.00", "1234", "尾号", "昨天", "点", "半", "十", "百", "万", "万万万", "月", "日", "号", "年", "-", ":", "/", ".", ",",
        " ",
        "\n", "about", "约", "~", "ago", "hours", "pm", "上周", "last", "Tue", "Nov", "31", "29", "2", "余额", "消费", "【",
        "】", "¥",
        "99999999999999999999", "000000000000", "T", "x", "*", "…", "参考号", "order", "card", "微信", "\u{0}", "\u{FEFF}",
        "👨‍👩‍👧", "é",
        "𝟓𝟖", "٥٨", "(", ")", "前", "天", "小时", "分钟", "9223372036854775807", "元", "块", "角", "分", "多", "左右", "到", "至",
    ]

    static func check(_ text: String) {
        let query = MemoryQuery.read(text, now: Remembered.now, context: Remembered.shop)
        #expect(query.text.unicodeScalars.count <= MemoryQuery.longestText)
        var end = 0
        for chip in query.chips {
            #expect(chip.range.lowerBound >= end && chip.range.upperBound <= query.text.unicodeScalars.count)
            #expect(!chip.label.chinese.isEmpty && !chip.label.english.isEmpty)
            end = chip.range.upperBound
        }
        let answer = query.answer { probe in
            [
                RankingTests.candidate(1), RankingTests.candidate(2, amount: .max),
                RankingTests.candidate(3, amount: .min),
            ]
        }
        #expect(answer.hits.allSatisfy { (0...1_000).contains($0.score) })
    }

    @Test(arguments: 0..<16)
    func `random pieces are read without a trap`(_ seed: Int) {
        var dice = Dice(state: UInt64(seed) &* 7_919)
        for _ in 0..<15 {
            let count = 1 + dice.roll(40)
            Self.check((0..<count).map { _ in Self.pieces[dice.roll(Self.pieces.count)] }.joined())
        }
    }

    @Test(arguments: 0..<8)
    func `random characters are read without a trap`(_ seed: Int) {
        var dice = Dice(state: UInt64(seed) &* 104_729)
        for _ in 0..<15 {
            var view = String.UnicodeScalarView()
            for _ in 0..<dice.roll(120) {
                let value =
                    dice.roll(4) == 0
                    ? dice.roll(0x11_0000) : dice.roll(3) == 0 ? 0x4E00 + dice.roll(20_000) : dice.roll(128)
                if let scalar = Unicode.Scalar(UInt32(value)) { view.append(scalar) }
            }
            Self.check(String(view))
        }
    }

    @Test(arguments: [
        "5", "十", "5 ", "尾号", "*", "【", "1-", "昨天", "58元", "余额", "万", "1:", "T1 ", "about ", "在", "6222 ",
    ])
    func `the longest text of one piece is read`(_ piece: String) {
        Self.check(String(repeating: piece, count: 3_000))
    }

    @Test func `reading depends on nothing but its arguments`() {
        for row in RememberedWordsTests.rows {
            #expect(Remembered.read(row.text).query == Remembered.read(row.text).query)
        }
    }

    @Test(arguments: [
        CivilTime(secondsSinceEpoch: 0), CivilTime(CivilDate(daysSinceEpoch: 19_782)),
        CivilTime(secondsSinceEpoch: -62_135_596_800), CivilTime(secondsSinceEpoch: 253_402_300_799),
    ])
    func `any clock will do`(_ now: CivilTime) {
        for row in RememberedWordsTests.rows + BankMessageTests.messages {
            _ = MemoryQuery.read(row.text, now: now, context: Remembered.shop)
        }
    }
}
