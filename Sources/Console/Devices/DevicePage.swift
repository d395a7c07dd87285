// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Store
import Tender

/// One terminal: what is not in order and what to do, its day, its readings beside what is expected, its batches, what
/// it told lately, and its cases.
struct DevicePage: Sendable {
    struct Batch: Sendable {
        let number: String
        let ours: String
        let theirs: String
        let mark: Mark
    }

    struct Told: Sendable {
        let when: String
        let text: String
    }

    struct Case: Sendable {
        let href: String
        let number: String
        let code: String
        let name: String
        let mark: Mark
        let when: String
        let until: String?
    }

    let title: String
    let href: String
    let line: DeviceLine
    let merchant: String?
    let readings: [DeviceReadings.Row]
    let hasReadings: Bool
    let batches: [Batch]
    let hasBatches: Bool
    let reports: [Told]
    let hasReports: Bool
    let cases: [Case]
    let hasCases: Bool
    /// What to try before anybody is called.
    let restart: [String]
    /// The case that a restart or a spare is noted in; nil while none is open.
    let caseHref: String?
    let mayRestart: Bool
    let spares: [Filters.Option]
    let maySpare: Bool
    let mayReport: Bool
    let mayChange: Bool
    let policy: DevicePolicyDraft
    let mayApprove: Bool
    let hasOwnPolicy: Bool
    let report: DeviceReportDraft
    let problem: String?
    let once: String
    /// nil for a terminal that is not charged from here.
    var lane: PaymentLane?

    struct Found: Sendable {
        let story: TerminalStory
        let others: [TerminalDevice]
        let open: DeviceCases
        let history: [CaseSummary]
    }

    init(
        _ found: Found, policy: DevicePolicyDraft?, report: DeviceReportDraft?, problem: String?, call: Call,
        view: Viewpoint, zone: Zone, now: Instant
    ) {
        let (words, device) = (view.words, found.story.device)
        title = words.text("devices.oneTitle", ["terminal": device.terminal.text])
        href = DeviceLine.href(device.terminal)
        line = DeviceLine(device, found.open, from: view, zone: zone, now: now)
        merchant = device.merchant?.text
        readings = device.health.map { DeviceReadings($0, zone: zone, words: words).rows } ?? []
        hasReadings = !readings.isEmpty
        batches = (device.health?.batches ?? []).reversed().map { book in
            let isWrong = device.health?.findings.contains {
                $0.code == .st03 && $0.evidence.first == "\(book.terminal)/\(book.number)"
            }
            return Batch(
                number: book.number.text, ours: "\(book.count) · \(words.amount(book.amount))",
                theirs: book.report.map { "\($0.count) · \(words.amount($0.amount))" } ?? "–",
                mark: isWrong == true
                    ? Mark(.bad, icon: "warn", words["devices.batch.wrong"])
                    : book.report?.closedAt != nil
                        ? Mark(.ok, words["devices.batch.closed"])
                        : Mark(.mute, icon: "wait", words["devices.batch.open"]))
        }
        hasBatches = !batches.isEmpty
        reports = found.story.reports.map {
            Told(when: words.moment(zone.civil(at: $0.at)), text: Self.told($0, words))
        }
        hasReports = !reports.isEmpty
        cases = found.history.map { one in
            Case(
                href: "/cases/\(one.id)", number: one.id.text, code: one.code.text, name: words.name(of: one.code),
                mark: Mark(case: one.state, words), when: words.moment(zone.civil(at: one.openedAt)),
                until: one.closedAt.map { words.moment(zone.civil(at: $0)) })
        }
        hasCases = !cases.isEmpty
        restart = (1...6).map { words["devices.restart.\($0)"] }
        let one = found.open.device(device.terminal)
        caseHref = one.map { "/cases/\($0.id)" }
        mayRestart = one?.codes.contains(.dv01) == true && call.may(.workCases)
        spares = found.others.filter { $0.terminal != device.terminal && $0.store == device.store }.map { other in
            .init(
                value: other.terminal.text,
                text: "\(other.terminal) · \(DeviceLine.mark(other.health, words).text)", isChosen: false)
        }
        maySpare = call.may(.approveSpare) && !spares.isEmpty
        mayReport = call.may(.reportDevices) && call.person.role != .cashier
        mayChange = call.may(.changeTerminals)
        mayApprove = call.may(.approveSettings)
        self.policy = policy ?? DevicePolicyDraft(found.story.policy)
        hasOwnPolicy = found.story.hasOwnPolicy
        self.report = report ?? DeviceReportDraft()
        self.problem = problem
        once = Secret.make()
    }

    private static func told(_ report: DeviceReport, _ words: Words) -> String {
        var parts: [String] = []
        func add(_ name: String, _ text: String?) {
            if let text { parts.append("\(words["devices.reading.\(name)"]) \(text)") }
        }
        add("battery", report.battery.map { "\($0)%" })
        add("celsius", report.celsius.map { "\($0) ℃" })
        add("version", report.version)
        add("settings", report.settings)
        add("network", report.network)
        add("clock", report.clock.map { "\($0.clock)" })
        add("unsent", report.unsent.map { String($0) })
        add("paper", report.paper.map { words.pick($0.label) })
        add("event", report.event.map { words.pick($0.label) })
        add("batch", report.batch.map { "\($0.number) \($0.count) · \(words.amount($0.amount))" })
        return parts.joined(separator: " · ")
    }
}
