// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Cases
import Charges
import Store
import Tender

/// The number of a case as an argument.
struct CaseArgument: ParsableArguments {
    @Argument(help: "Number of the case, for example K0000001234-RC.") var id: String

    func number() throws -> CaseID {
        guard let id = CaseID(id) else {
            throw ValidationError("\(id) is no number of a case: K0000001234-RC or K-567")
        }
        return id
    }

    func validate() throws { _ = try number() }
}

struct CaseShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One case: where it stands, the playbook, and all that was done.")

    @OptionGroup var options: DataOptions
    @OptionGroup var subject: CaseArgument

    func run() async throws {
        let shop = try await options.openForReading()
        let detail = try await shop.caseDetail(try subject.number(), in: .all)
        let clock = CaseClock(shop)
        if options.json { return Terminal.write(try JSONText.of(try await CaseDocument(detail, clock))) }
        try await CaseSheet(detail: detail, clock: clock, tongue: options.language).write()
        if detail.summary.state.isOpen { throw ExitReason.findings }
    }
}

struct CaseOpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open a case by hand, or give the one that is there a further code.",
        discussion: "Prints the number of the case. No server may hold the folder meanwhile.")

    @OptionGroup var options: DataOptions
    @Argument(help: "Code, for example RC-04.") var code: String
    @Option(help: "Transaction it is about, for example T0000001234.") var transaction: String?
    @Option(help: "Store, where it is about no transaction.") var store: String?
    @Option(help: "What happened.") var words = ""

    func validate() throws {
        guard FindingCode(code) != nil else { throw ValidationError("\(code) is none of the 52 codes, such as RC-01") }
        guard store.map({ StoreID($0) != nil }) ?? true else {
            throw ValidationError("--store is the number of a store")
        }
        guard transaction != nil || !words.isEmpty else {
            throw ValidationError("say what happened with --words, or name the --transaction")
        }
    }

    func run() async throws {
        guard let code = FindingCode(code) else { throw ExitReason.usage }
        let shop = try await options.open()
        let id = try await shop.openCase(
            code, about: transaction, store: store.flatMap { StoreID($0) }, words: words, in: .all, by: .commandLine)
        let detail = try await shop.caseDetail(id, in: .all)
        let document = try await CaseDocument(detail, CaseClock(shop))
        await shop.close()
        Terminal.write(options.json ? try JSONText.of(document) : id.text)
    }
}

struct CaseActCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "act", abstract: "Do something with a case.",
        discussion: """
            What does not fit is refused with its reason and changes nothing. No server may hold the folder meanwhile.
              counterfoil case act K0000001234-RC move waiting:acquirer
              counterfoil case act K0000001234-RC step "RC-01 3 done"
              counterfoil case act K0000001234-RC resolve device --text "reprinted, customer has it"
              counterfoil case act K0000001234-RC reopen --reason "customer came back"
            """)

    @OptionGroup var options: DataOptions
    @OptionGroup var subject: CaseArgument
    @Argument(help: "What to do: \(CaseAct.allCases.map(\.rawValue).joined(separator: ", ")).") var act: String
    @Argument(help: "A state, a cause, a step, a date, a level or a name, as the act needs.") var value = ""
    @Option(help: "The note, or what shows that it is put right.") var text = ""
    @Option(help: "Why; required for reopen, hold, release and a skipped step.") var reason = ""

    func validate() throws { _ = try kind() }

    private func kind() throws -> CaseEvent.Kind {
        guard let act = CaseAct(rawValue: act) else { throw ValidationError("\(act) is no act; see --help") }
        do throws(CaseAct.Problem) {
            return try act.kind(value: value, text: text, by: Actor.commandLine.name)
        } catch {
            throw ValidationError(options.language.choose(error.words))
        }
    }

    func run() async throws {
        let id = try subject.number()
        let shop = try await options.open()
        try await shop.act(on: id, try kind(), reason: reason, in: .all, by: .commandLine)
        let detail = try await shop.caseDetail(id, in: .all)
        let document = try await CaseDocument(detail, CaseClock(shop))
        await shop.close()
        if options.json { return Terminal.write(try JSONText.of(document)) }
        Terminal.write("\(id)  \(options.language.choose(detail.summary.state.label))")
    }
}
