// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Messages
import SimKit
import Store
import Tender
import Testing

/// The sample shop's specimens in a shop that really keeps them: each code is found, and each has its case.
@Suite struct SampleSpecimenTests {
    static let sample = SampleShop.make(today: CivilDate(daysSinceEpoch: 20_777))
    /// What is compared day by day or run by run needs the whole sixty days.
    static let wholesale: Set<FindingCode> = [.st07, .st08, .rc10]
    static let codes = sample.specimens.keys.filter { !wholesale.contains($0) }.sorted()

    /// What bears on the specimens, out of sixty days.
    static var observations: [Observation] {
        let facts = sample.specimens.values.map(\.facts)
        let references = Set(facts.compactMap(\.reference))
        let orders = Set(facts.compactMap(\.order))
        let names = Set(orders.map(\.text))
        return sample.observations.filter { observation in
            let told = observation.facts
            if observation.source == .bank { return false }
            return told.reference.map { references.contains($0) } ?? (told.settledOn != nil)
                || told.order.map { orders.contains($0) } ?? false || told.original.map { names.contains($0) } ?? false
        }
    }

    static func open(_ folder: DataFolder) async throws -> Shop {
        let shop = try await folder.open(TurnedClock("2026-11-20 23:00:00"))
        for store in sample.stores {
            let record = StoreRecord(id: store.id, name: store.name, zone: store.zone, businessDay: store.businessDay)
            try await shop.putStore(record, by: .sample)
        }
        for terminal in sample.terminals {
            try await shop.putTerminal(
                terminal: terminal.id, merchant: terminal.merchant, store: terminal.store, by: .sample)
        }
        try await shop.putTariff(source: sample.tariffSource, tariff: sample.tariff, by: .sample)
        _ = try await shop.record(observations, by: .sample)
        return shop
    }

    @Test func `every specimen is found by its code and has a case that a person can take up`() async throws {
        let folder = DataFolder()
        let shop = try await Self.open(folder)
        let counts = try await shop.findingCounts(in: .all)
        for code in Self.codes {
            #expect((counts[code] ?? 0) >= 1, "\(code) is not found")
            var filter = CaseFilter()
            filter.family = CodeTable.row(for: code)?.family
            let cases = try await shop.cases(filter, in: .all, cursor: nil, limit: 500).elements
            #expect(cases.contains { $0.codes.contains(code) }, "\(code) has no case")
        }
        await shop.close()
    }

    @Test func `nothing of the sample stays when the sample goes, cases included`() async throws {
        let folder = DataFolder()
        let shop = try await Self.open(folder)
        try await shop.removeSample(by: .sample)
        #expect(try await shop.cases(CaseFilter(), in: .all, cursor: nil, limit: 10).elements.isEmpty)
        #expect(try await shop.findingCounts(in: .all).values.allSatisfy { $0 == 0 })
        await shop.close()
    }

    @Test func `the messages of the playbooks are templates that exist`() {
        #expect(PlaybookMessage.allCases.map(\.rawValue) == TemplateName.allCases.map(\.rawValue))
    }

    @Test(arguments: Playbook.all)
    func `each code names the messages that its playbook sends, or why it sends none`(_ playbook: Playbook) throws {
        let use = try #require(TemplateUse.of(playbook.code))
        let sent = playbook.steps.flatMap(\.acts).compactMap { act -> TemplateName? in
            if case .sendMessage(let message) = act { TemplateName(rawValue: message.rawValue) } else { nil }
        }
        #expect(Set(use.names) == Set(sent), "\(playbook.code): \(sent)")
        #expect(use.names.first == sent.first)
        if case .none(let why) = use { #expect(!why.chinese.isEmpty && !why.english.isEmpty) }
    }

    /// A playbook never sends before the channel said what the message claims.
    @Test(arguments: Playbook.all)
    func `a message that needs the channel's word comes with a refund`(_ playbook: Playbook) {
        for step in playbook.steps {
            for case .sendMessage(let message) in step.acts {
                guard let name = TemplateName(rawValue: message.rawValue), name.needs != .none else { continue }
                #expect(step.acts.contains(.proofSheet), "\(playbook.code) \(message)")
            }
        }
    }
}
