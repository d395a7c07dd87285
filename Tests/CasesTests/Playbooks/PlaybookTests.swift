// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Testing

@Suite struct PlaybookTests {
    @Test func `every code has one playbook, in the order of the table`() {
        #expect(Playbook.all.map(\.code) == CodeTable.rows.map(\.code))
        for row in CodeTable.rows { #expect(Playbook.of(row.code)?.code == row.code) }
    }

    @Test(arguments: Playbook.all)
    func `a playbook has something to say, three steps or more, and a proof that ends it`(_ playbook: Playbook) {
        #expect(playbook.steps.count >= 3)
        #expect(!playbook.closesOn.isEmpty)
        #expect(Set(playbook.closesOn).count == playbook.closesOn.count)
        #expect(playbook.step(0) == nil && playbook.step(playbook.steps.count + 1) == nil)
        #expect(playbook.step(1) == playbook.steps.first)
    }

    @Test(arguments: Playbook.all)
    func `both languages say it, each in its own words`(_ playbook: Playbook) {
        for text in Self.texts(of: playbook) {
            #expect(text.chinese.contains { $0 >= "一" && $0 <= "龥" }, "\(playbook.code): \(text.chinese)")
            #expect(!text.english.isEmpty && !text.english.contains { $0 >= "一" && $0 <= "龥" }, "\(playbook.code)")
            #expect(text.english.first?.isLowercase != true || text.english.hasPrefix("it "), "\(text.english)")
            #expect(!text.english.hasSuffix(" ") && !text.chinese.hasSuffix(" "))
        }
    }

    /// Words of the field's own mishaps: censored spellings, adverts and names of products.
    static let forbidden = [
        "POSS", "pos机", "POS机", "ka卡", "FA票", "突pos", "办理P", "代理", "加微信", "免费领取", "封顶机", "刷卡机",
        "拉卡拉", "收钱吧", "乐刷", "http", "hotline", "best price",
    ]

    @Test(arguments: Playbook.all)
    func `no playbook carries a censored word or an advert`(_ playbook: Playbook) {
        for text in Self.texts(of: playbook) {
            for word in Self.forbidden {
                #expect(!text.chinese.localizedStandard(contains: word), "\(playbook.code): \(text.chinese)")
                #expect(!text.english.localizedStandard(contains: word), "\(playbook.code): \(text.english)")
            }
        }
    }

    @Test(arguments: Playbook.all)
    func `owners and deadlines are those of the table`(_ playbook: Playbook) throws {
        let row = try #require(CodeTable.row(for: playbook.code))
        #expect(playbook.steps.first.map(\.who) == row.owners.first)
        #expect(Set(row.owners).isSubset(of: playbook.steps.map(\.who)))
        #expect(playbook.steps.first?.deadline == row.firstAct)
        if playbook.code != .py01, playbook.code != .py06 {
            #expect(playbook.steps.last?.deadline == row.resolve)
        }
        #expect(playbook.steps.map(\.deadline).contains(row.resolve))
    }

    @Test(arguments: Playbook.all)
    func `a branch leaves from a step that exists and leads somewhere`(_ playbook: Playbook) {
        for branch in playbook.branches {
            #expect(playbook.step(branch.step) != nil)
            switch branch.turn {
            case .follow(let code), .open(let code): #expect(code != playbook.code && Playbook.of(code) != nil)
            case .goTo(let number): #expect(number != branch.step && playbook.step(number) != nil)
            case .done: break
            }
            #expect(branch.words.chinese.hasPrefix("如果") && branch.words.english.hasPrefix("If "))
            #expect(playbook.branches(after: branch.step).contains(branch))
        }
    }

    @Test(arguments: Playbook.all)
    func `a proof that closes the case can come from one of its steps or from a person's word`(_ playbook: Playbook) {
        let ticked = Set(playbook.steps.flatMap(\.closesOn))
        let byBranch = playbook.branches.compactMap { branch in
            if case .done(let proof) = branch.turn { return proof }
            return nil
        }
        let byPerson: Set<PlaybookProof> = [
            .explained, .customerAgrees, .writtenOff, .handwrittenSigned, .keptThirtyDays,
        ]
        for proof in playbook.closesOn {
            let canCome = ticked.contains(proof) || byBranch.contains(proof) || byPerson.contains(proof)
            #expect(canCome || proof == .clearingRow || proof == .moneyGivenBack, "\(playbook.code) \(proof)")
        }
        for proof in byBranch { #expect(playbook.closesOn.contains(proof), "\(playbook.code) \(proof)") }
    }

    static func texts(of playbook: Playbook) -> [Bilingual] {
        [playbook.say] + playbook.steps.flatMap { [$0.title, $0.check, $0.why] }
    }
}

extension String {
    /// Letter case aside.
    func localizedStandard(contains word: String) -> Bool { lowercased().contains(word.lowercased()) }
}
