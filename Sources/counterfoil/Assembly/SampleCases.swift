// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import SimKit
import Store
import Tender

/// What the sample's people have done with their cases so far: some wait for somebody, some are solved with their
/// cause, a lawsuit is held, a supplier has a ticket. The README's customer and the double charge are left for whoever
/// tries the shop.
struct SampleCases: Sendable {
    /// One thing that one of the staff did.
    private struct Act {
        let by: String
        let kind: CaseEvent.Kind
        var reason = ""
    }

    private let sample: SampleShop
    private let shop: Shop

    static func load(_ sample: SampleShop, into shop: Shop) async throws {
        let cases = SampleCases(sample: sample, shop: shop)
        // Side by side: what they write is then made durable together.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for code in FindingCode.worked { group.addTask { try await cases.work(code) } }
            group.addTask { try await cases.openSupplierCase() }
            try await group.waitForAll()
        }
    }

    /// Does what the story of a code says with the case of its specimen.
    private func work(_ code: FindingCode) async throws {
        guard let amount = sample.specimens[code]?.facts.amount else { return }
        var filter = CaseFilter()
        filter.code = code
        // What later rows put in order is closed already, and needs nobody.
        filter.standing = .open
        let page = try await shop.cases(filter, in: .all, cursor: nil, limit: 50)
        // What was keyed is not what is believed where the amount itself is wrong.
        guard let found = page.elements.first(where: { $0.amount == amount }) ?? page.elements.first else { return }
        try await perform(story(of: code), on: found.id)
    }

    private func perform(_ acts: [Act], on id: CaseID) async throws {
        for act in acts {
            do throws(StoreError) {
                try await shop.act(on: id, act.kind, reason: act.reason, in: .all, by: Actor(name: act.by))
            } catch {
                // A case that went another way meanwhile ends its story; the shop opens all the same.
                guard case .refused = error else { throw error }
                return
            }
        }
    }

    private func steps(_ code: FindingCode, _ numbers: ClosedRange<Int>, by person: String) -> [Act] {
        numbers.map { Act(by: person, kind: .step(code, $0, .done)) }
    }

    // MARK: - Stories

    private func story(of code: FindingCode) -> [Act] {
        switch code {
        case .py13:
            [Act(by: "finance", kind: .assigned(to: "finance"))] + steps(code, 1...3, by: "finance")
                + [Act(by: "finance", kind: .moved(.waiting(.acquirer)), reason: "已书面查询，受理号 CX-0413")]
        case .st01:
            [Act(by: "finance", kind: .assigned(to: "finance"))] + steps(code, 1...2, by: "finance")
                + [Act(by: "finance", kind: .moved(.waiting(.acquirer)), reason: "收单机构查批次中")]
        case .rf02:
            [Act(by: "finance", kind: .assigned(to: "finance"))] + steps(code, 1...3, by: "finance")
                + [Act(by: "finance", kind: .moved(.waiting(.bank)), reason: "已要银行参考号")]
        case .rf03:
            [Act(by: "finance", kind: .assigned(to: "service"))] + steps(code, 1...1, by: "finance")
                + [Act(by: "service", kind: .moved(.waiting(.customer)), reason: "等顾客带证件和账户来")]
        case .py05:
            [Act(by: "manager1", kind: .assigned(to: "manager1"))] + steps(code, 1...1, by: "manager1")
                + [Act(by: "manager1", kind: .note("陈小满说顾客说过会回来付 the customer meant to come back"))]
        case .py07: solved(code, by: "finance", .software, "多余的销售记录已作废", steps: 3, isClosed: true)
        case .py09:
            solved(code, by: "manager1", .human, "撤销成功，金额已核对", steps: 4)
                + [Act(by: CaseEvent.customer, kind: .satisfaction(4, "处理很快"))]
        case .py12:
            solved(code, by: "service", .thirdParty, "顾客选择继续交付，已补记销售", steps: 3)
                + [Act(by: CaseEvent.customer, kind: .satisfaction(5, "Thank you for calling me"))]
        case .py14:
            solved(code, by: "manager2", .thirdParty, "charged anew with consent, slip handed over", steps: 4)
                + [Act(by: "manager2", kind: .followUp(on: sample.today.adding(days: 3)))]
        case .cs01: [Act(by: "manager1", kind: .assigned(to: "manager1")), Act(by: "manager1", kind: .acknowledged(1))]
        case .cs04:
            [
                Act(by: "manager1", kind: .assigned(to: "manager1")),
                Act(by: "manager1", kind: .held, reason: "12315 来电"),
            ]
                + steps(code, 1...1, by: "manager1")
        case .cs05: lawsuit
        default: []
        }
    }

    private func solved(
        _ code: FindingCode, by person: String, _ cause: CaseCause, _ proof: String, steps count: Int,
        isClosed: Bool = false
    ) -> [Act] {
        var acts = [Act(by: person, kind: .assigned(to: person))] + steps(code, 1...count, by: person)
        acts.append(Act(by: person, kind: .resolved(cause, proof: proof)))
        if isClosed { acts.append(Act(by: person, kind: .closed(proof: proof))) }
        return acts
    }

    private var lawsuit: [Act] {
        [
            Act(by: "finance", kind: .assigned(to: "finance")),
            Act(by: "finance", kind: .held, reason: "收到起诉状，停止删除"),
            Act(by: "finance", kind: .outsideDate(sample.today.adding(days: 26)), reason: "开庭"),
        ] + steps(.cs05, 1...4, by: "finance") + [
            Act(by: "finance", kind: .note("证据包已交示例律师事务所 pack handed to Example Law Office")),
            Act(by: "finance", kind: .moved(.waiting(.authority)), reason: "等开庭"),
        ]
    }

    /// A printer that failed three times in a day, with the supplier.
    private func openSupplierCase() async throws {
        let words = "front-2 一天三次不出票，序列号 SAMPLE-0058 front-2 failed three times in a day"
        let id = try await shop.openCase(
            .dv02, about: nil, store: sample.stores.first?.id, words: words, in: .all, by: .sample)
        let acts =
            [Act(by: "technician", kind: .assigned(to: "technician"))] + steps(.dv02, 1...4, by: "technician") + [
                Act(by: "technician", kind: .cause(.device)),
                Act(by: "technician", kind: .moved(.waiting(.supplier)), reason: "报修号 BX-0058，承诺明天 12:00 前到店"),
            ]
        try await perform(acts, on: id)
    }
}

extension FindingCode {
    /// Codes whose specimens somebody has worked on.
    fileprivate static let worked: [FindingCode] = [
        .py05, .py07, .py09, .py12, .py13, .py14, .st01, .rf02, .rf03, .cs01, .cs04, .cs05,
    ]
}
