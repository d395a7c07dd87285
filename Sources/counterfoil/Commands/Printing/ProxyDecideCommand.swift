// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Links
import Printing
import Store
import Tender

/// Tells a running proxy what a person saw or wants of a slip.
struct ProxyDecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Say what becomes of a slip that waits in a running proxy; without a job, list those that wait.",
        discussion: """
            onPaper: you saw the whole slip. printAgain: you saw none, or half of one; a marked copy is printed (the \
            slip itself where it had grown too old and not a byte had left). skip: nobody needs it any more. \
            electronic: the customer gets it another way.

            Exit codes: 0 done, or nothing waits; 1 slips wait (list); 3 refused; 5 no proxy answers on this folder.
            """)

    @Argument(help: "Name of the job, 26 characters.") var job: String?
    @Argument(help: "\(DecisionBox.choices).") var choice: String?
    @Option(help: "Folder of the proxy.") var data = "counterfoil-data"
    @Option(help: "Who chooses; kept with the choice.") var by = "cli"

    func validate() throws {
        guard (job == nil) == (choice == nil) else { throw ValidationError("a job and a choice, or neither") }
        if let job, PrintJobID(job) == nil { throw ValidationError("‘\(job)’ is no job: 26 letters and digits") }
        if let choice, PrintEvent.Decision(rawValue: choice) == nil {
            throw ValidationError("‘\(choice)’: one of \(DecisionBox.choices)")
        }
        guard !by.isEmpty, by.utf8.count <= 100, !by.contains(where: \.isWhitespace) else {
            throw ValidationError("--by: a name without blanks")
        }
    }

    func run() async throws {
        let now = SystemClock().now()
        let id = PrintJobID(
            milliseconds: now.milliseconds, high: UInt16.random(in: .min ... .max),
            low: UInt64.random(in: .min ... .max))
        let answer: String?
        do throws(PrintStationError) {
            let box = try DecisionBox(folder: "\(data)/decisions")
            answer = try await box.ask(job.map { "\($0) \(choice ?? "") \(by)" } ?? "list", id: id)
        } catch {
            throw StoreError(error)
        }
        guard let answer else { throw StoreError.unreachable("\(data): no proxy answers there; is it running?") }
        Terminal.write(answer)
        if answer.hasPrefix("refused") { throw ExitReason.badInput }
        if job == nil, answer != "open 0" { throw ExitReason.findings }
    }
}
