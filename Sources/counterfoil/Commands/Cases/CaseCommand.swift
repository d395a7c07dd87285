// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Cases
import Charges
import Store
import Tender

struct CaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case", abstract: "The work on findings: the queue, one case, opening one, acting on one.",
        subcommands: [CaseListCommand.self, CaseShowCommand.self, CaseOpenCommand.self, CaseActCommand.self])
}

struct CaseListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Cases in the order in which they are due.",
        discussion: "Exit code 1 when there are cases that are still work.")

    @OptionGroup var options: DataOptions
    @Option(help: "open, over, or one state, for example waiting:bank.") var state = "open"
    @Option(help: "Only cases of this code.") var code: String?
    @Option(help: "Only cases of this store.") var store: String?
    @Option(help: "Only cases that this person has, by sign-in name.") var assignee: String?
    @Flag(help: "Only cases whose time is over.") var overdue = false
    @Option(help: "At most this many.") var limit = 50
    @Option(help: "Where the page before ended.") var cursor: String?

    func validate() throws {
        guard (1...500).contains(limit) else { throw ValidationError("--limit is between 1 and 500") }
        _ = try filter(at: Instant(milliseconds: 0))
    }

    func run() async throws {
        let now = SystemClock().now()
        let shop = try await options.openForReading()
        let page = try await shop.cases(try filter(at: now), in: .all, cursor: cursor, limit: limit)
        let clock = CaseClock(shop)
        if options.json {
            var elements: [CaseDocument] = []
            for one in page.elements { elements.append(try await CaseDocument(one, clock)) }
            return Terminal.write(try JSONText.of(CaseListDocument(cases: elements, next: page.nextCursor)))
        }
        var table = TextTable(CaseLine.headings(options.language))
        for one in page.elements { table.add(try await CaseLine.cells(of: one, now: now, clock, options.language)) }
        for line in table.lines(columns: Terminal.columns) { Terminal.write(line) }
        if page.elements.isEmpty {
            Terminal.note(options.language.choose(zh: "没有符合条件的工单。", en: "No such cases."))
        }
        if let next = page.nextCursor { Terminal.note("--cursor \(next)") }
        if page.elements.contains(where: { $0.state.isOpen }) { throw ExitReason.findings }
    }

    private func filter(at now: Instant) throws -> CaseFilter {
        var filter = CaseFilter()
        switch state {
        case "open": filter.standing = .open
        case "over": filter.standing = .over
        default:
            guard let state = CaseState(text: state) else {
                throw ValidationError("--state is open, over, or \(CaseAct.move.form.english)")
            }
            filter.standing = .exactly(state)
        }
        if let code {
            guard let code = FindingCode(code) else { throw ValidationError("--code is one of the 52, such as RC-01") }
            filter.code = code
        }
        if let store {
            guard let store = StoreID(store) else { throw ValidationError("--store is the number of a store") }
            filter.store = store
        }
        filter.assignee = assignee
        if overdue { filter.overdueAt = now }
        return filter
    }
}
