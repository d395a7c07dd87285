// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Testing

/// The two playbooks that were written in full: step by step what was agreed.
@Suite struct PlaybookAsWrittenTests {
    struct Line: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: FindingCode
        let step: Int
        let says: (String, String)
        let acts: [String]
    }

    private static func line(
        _ code: FindingCode, _ step: Int, _ chinese: String, _ english: String, _ acts: String...
    ) -> Line {
        Line(testDescription: "\(code) \(step)", code: code, step: step, says: (chinese, english), acts: acts)
    }

    static let lines = [
        line(.rc01, 1, "扣款成功，小票正在补打", "the payment went through"),
        line(.rc01, 2, "向收单机构查询（不超过 5 秒）", "asks the acquirer (5 s at most)", "ask-acquirer"),
        line(.rc01, 3, "缺纸、开盖、卡纸、过热", "paper, cover, jam, heat", "printers"),
        line(.rc01, 4, "补打一次", "Reprint once", "reprint"),
        line(
            .rc01, 5, "二维码，或发短信 N1，或换打印机，或开手写收据",
            "QR code on screen, or message N1, or another printer, or a receipt by hand",
            "show-code", "send-message", "printers", "handwritten"),
        line(.rc01, 6, "转 RC-03", "go to RC-03"),
        line(.rc01, 7, "第三次失败", "Third failure", "open-device"),
        line(.rc01, 8, "一项证据结案", "Close with one proof"),
        line(.py06, 1, "两笔并排", "side by side", "compare"),
        line(.py06, 2, "两份就不是重复扣款", "two baskets are not a double charge"),
        line(.py06, 3, "预授权转 PY-08", "a hold goes to PY-08", "ask-acquirer"),
        line(.py06, 4, "退后一笔，除非销售记在后一笔上", "the later one, unless it carries the sale", "compare"),
        line(.py06, 5, "当日且批次未结用撤销，否则退款", "same day and batch open, void; else refund", "void-or-refund"),
        line(.py06, 6, "第二人审批；一次申请只有一个退款号", "a second person approves; one number", "approve"),
        line(
            .py06, 7, "受理时发 N4，成功时发 N5", "N4 when accepted, N5 when succeeded", "send-message", "send-message",
            "proof-sheet"),
        line(.py06, 8, "填写原因；限额内可送优惠券", "State the cause; a coupon", "note-cause", "compensate"),
        line(.py06, 9, "3 个工作日后回访；没到账转 RF-02", "after 3 working days; not arrived goes to RF-02", "follow"),
    ]

    @Test(arguments: lines)
    func `the step says and offers what was written`(_ line: Line) throws {
        let step = try #require(Playbook.of(line.code)?.step(line.step))
        #expect(step.title.chinese.contains(line.says.0))
        #expect(step.title.english.contains(line.says.1))
        #expect(step.acts.map(\.name) == line.acts)
    }

    @Test func `charged and no slip: what to say, where it turns and what ends it`() throws {
        let playbook = try #require(Playbook.of(.rc01))
        #expect(playbook.say.chinese == "扣款成功，小票正在补打。")
        #expect(playbook.say.english == "Your payment went through, the slip is being printed again.")
        #expect(playbook.steps.count == 8)
        #expect(playbook.branches(after: 2).map(\.turn) == [.follow(.py01)])
        #expect(playbook.branches(after: 6).map(\.turn) == [.follow(.rc03)])
        #expect(playbook.branches(after: 7).map(\.turn) == [.open(.dv02)])
        #expect(playbook.closesOn == [.deviceConfirmed, .pageViewed, .messageDelivered, .handwrittenSigned])
    }

    @Test func `a double charge: where it turns`() throws {
        let playbook = try #require(Playbook.of(.py06))
        #expect(playbook.steps.count == 9)
        #expect(playbook.branches(after: 2).map(\.turn) == [.done(.explained)])
        let afterAnswer = playbook.branches(after: 3).map(\.turn)
        #expect(afterAnswer == [.follow(.py01), .follow(.py08), .done(.inquiryAnswered)])
        #expect(playbook.branches(after: 9).map(\.turn) == [.follow(.rf02)])
        #expect(playbook.steps[8].deadline == .workingDays(3))
    }
}
