// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store
import Tender

/// The open cases about things, by what they are about, so that each finding leads to its case.
struct DeviceCases: Sendable {
    private let bySubject: [WatchSubject: [CaseSummary]]

    init(_ call: Call) async throws {
        var filter = CaseFilter()
        filter.standing = .open
        filter.isWatched = true
        filter.kinds = .of(call.person.role)
        guard call.may(.viewCases) else {
            bySubject = [:]
            return
        }
        let list = try await call.shop.cases(filter, in: call.stores, cursor: nil, limit: 500)
        var found: [WatchSubject: [CaseSummary]] = [:]
        for one in list.elements {
            if let subject = one.subject { found[subject, default: []].append(one) }
        }
        bySubject = found
    }

    /// The case about a code of a device: its own, or that of its store or the shop.
    func one(_ code: FindingCode, about subjects: [WatchSubject?], store: StoreID?) -> CaseSummary? {
        let all = subjects + [store.flatMap { WatchSubject(.store, $0.text) }, WatchSubject(.shop)]
        let found = all.compactMap { $0 }.flatMap { bySubject[$0] ?? [] }
        return found.first { $0.codes.contains(code) }
    }

    /// The open case of a terminal's family of devices.
    func device(_ terminal: TerminalID) -> CaseSummary? {
        WatchSubject(.terminal, terminal.text).flatMap { bySubject[$0] }?.first { $0.family == .devices }
    }
}

/// A finding about a device, with the way to its case.
struct DeviceFindingLine: Sendable {
    let code: String
    let name: String
    let tone: String
    let icon: String
    let text: String
    let next: String
    /// nil while no look has opened one yet.
    let caseHref: String?
    let caseNumber: String

    init(_ finding: Finding, of health: TerminalHealth, _ cases: DeviceCases, _ words: Words) {
        code = finding.code.text
        name = words.name(of: finding.code)
        tone = Mark.tone(of: finding.code).rawValue
        icon = Mark.icon(of: finding.code)
        text = words.pick(finding.explanation)
        next = words.pick(finding.nextAction)
        let own =
            finding.code == .st03
            ? finding.evidence.first.flatMap { WatchSubject(.batch, $0) }
            : WatchSubject(.terminal, health.terminal.text)
        let one = cases.one(finding.code, about: [own], store: health.store)
        caseHref = one.map { "/cases/\($0.id)" }
        caseNumber = one?.id.text ?? ""
    }
}
