// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Testing

@Suite struct CodeTableTests {
    static let families: [(CodeRow.Family, Int)] = [
        (.receipts, 10), (.payments, 16), (.settlement, 8), (.refunds, 6), (.devices, 7), (.complaints, 5),
    ]

    @Test func `there are 52 codes, each once, in order`() {
        let codes = CodeTable.rows.map(\.code.text)
        #expect(codes.count == 52)
        #expect(Set(codes).count == 52)
        for (family, count) in Self.families {
            let expected = (1...count).map { "\(family.rawValue)-" + ($0 < 10 ? "0" : "") + "\($0)" }
            #expect(codes.filter { $0.hasPrefix(family.rawValue) } == expected)
        }
    }

    @Test(arguments: CodeTable.rows)
    func `no code lacks a name, a detector, a playbook, an owner and a message`(_ row: CodeRow) {
        let texts = [row.name, row.detection, row.evidence] + row.steps
        for text in texts {
            #expect(text.chinese.contains { $0 >= "一" && $0 <= "龥" }, "\(row.code)")
            #expect(!text.english.isEmpty && !text.english.contains { $0 >= "一" && $0 <= "龥" }, "\(row.code)")
        }
        #expect(!row.steps.isEmpty)
        #expect(!row.owners.isEmpty)
        #expect(row.nextAction == row.steps.first)
        if case .needs(let input) = row.detector { #expect(!input.english.isEmpty && !input.chinese.isEmpty) }
    }

    @Test(arguments: CodeTable.rows)
    func `no playbook tells anybody to swipe again`(_ row: CodeRow) {
        for step in row.steps {
            let english = step.english.lowercased()
            #expect(!step.chinese.contains("再刷") && !step.chinese.contains("重新刷"))
            #expect(!english.contains("swipe") && !english.contains("retry the payment"))
            if english.contains("charge again") || english.contains("collect again") {
                #expect(english.contains("do not") || english.contains("consent"), "\(row.code): \(english)")
            }
        }
    }

    @Test(arguments: ["PY-06", "RC-01", "CS-05"])
    func `a code of the table is a code`(_ text: String) {
        #expect(FindingCode(text)?.text == text)
        #expect(FindingCode(text)?.name.english.isEmpty == false)
    }

    @Test(arguments: ["PY-17", "py-06", "PY06", "", "XX-01", "PY-06 "])
    func `anything else is not`(_ text: String) {
        #expect(FindingCode(text) == nil)
    }

    /// Codes that one transaction's verdict can carry; the rest need what the table says they need, or come from
    /// the file job's day totals.
    @Test func `the codes that the table calls live are found somewhere`() {
        let fromVerdicts = Set(VerdictStoryTests.stories.flatMap { $0.verdict.findings.map(\.code) })
        let fromTotals: Set<FindingCode> = [.st07, .st08]
        let fromDevices = Set(DeviceTests.stories.flatMap { $0.findings.map(\.code) }).union([.dv02, .st03])
        let fromNumbers: Set<FindingCode> = [.rc10]
        let live = CodeTable.rows.filter { $0.detector == .live }.map(\.code)
        #expect(Set(live) == fromVerdicts.union(fromTotals).union(fromDevices).union(fromNumbers).union([.py04]))
    }

    @Test func `a deadline reads the same as the contract writes it`() {
        #expect(CodeTable.row(for: .rc01)?.resolve.label.english == "5 min")
        #expect(CodeTable.row(for: .py03)?.firstAct.label.english == "4 h")
        #expect(CodeTable.row(for: .st05)?.resolve.label.chinese == "30 个工作日")
        #expect(CodeTable.row(for: .py01)?.firstAct.label.chinese == "立即")
    }
}
