// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Foundation
public import Printing

/// How people reach a proxy that runs alone: a folder in which they leave questions, and find the answers.
///
///     command ─▶ DATA/decisions/01KB….ask      "list", or "JOB CHOICE PERSON", one line
///     proxy   ─▶ DATA/decisions/01KB….answer   what became of it; the question is gone
///
/// Nobody but the folder's owner can leave one, and no port is open for it. A question that nobody took is taken
/// back by the one who left it.
public struct DecisionBox: Sendable {
    private let folder: String
    private static let longest = 1_024
    /// Milliseconds between two looks into the folder.
    private static let pause = 100

    public init(folder: String) throws(PrintStationError) {
        self.folder = folder
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unreachable("\(folder): \(error)")
        }
    }

    // MARK: The proxy

    /// Answers questions until the task is cancelled.
    public func serve(_ station: PrintStation) async {
        while !Task.isCancelled {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []
            where name.hasSuffix(".ask") {
                let path = "\(folder)/\(name)"
                let question = (FileManager.default.contents(atPath: path) ?? Data()).prefix(Self.longest)
                let answer = await Self.answer(String(decoding: question, as: UTF8.self), station)
                // The question goes first: what is done twice would be refused the second time.
                try? FileManager.default.removeItem(atPath: path)
                try? Data(answer.utf8).write(
                    to: URL(filePath: "\(folder)/\(name.dropLast(4)).answer"), options: .atomic)
            }
            try? await Task.sleep(for: .milliseconds(Self.pause))
        }
    }

    static func answer(_ question: String, _ station: PrintStation) async -> String {
        let words = question.split(whereSeparator: \.isWhitespace).map(String.init)
        if words == ["list"] {
            let open = await station.jobs().filter { !$0.choices.isEmpty }
            return (["open \(open.count)"] + open.map(\.line)).joined(separator: "\n")
        }
        guard words.count == 3, let job = PrintJobID(words[0]),
            let choice = PrintEvent.Decision(rawValue: words[1])
        else { return "refused: a job, one of \(Self.choices), and a name" }
        do throws(PrintStationError) {
            try await station.decide(job, choice, by: words[2])
            return "done \(job) \(choice.rawValue)"
        } catch {
            switch error {
            case .missing: return "refused: no job \(job) waits here"
            case .notPossible: return "refused: job \(job) is not in a state for \(choice.rawValue)"
            default: return "refused: \(error)"
            }
        }
    }

    /// Names of what can be chosen.
    public static var choices: String { PrintEvent.Decision.allCases.map(\.rawValue).joined(separator: ", ") }

    // MARK: The command

    /// Leaves a question and waits for the answer.
    ///
    /// - Returns: nil when nobody took the question; it is taken back then.
    /// - Throws: `.unreachable` when it cannot be left.
    public func ask(
        _ question: String, id: PrintJobID, waitMilliseconds: Int = 5_000
    ) async throws(PrintStationError) -> String? {
        let (asked, answered) = ("\(folder)/\(id).ask", "\(folder)/\(id).answer")
        do {
            try Data(question.utf8).write(to: URL(filePath: asked), options: .atomic)
        } catch {
            throw .unreachable("\(asked): \(error)")
        }
        for _ in 0..<max(1, waitMilliseconds / 20) {
            if let answer = FileManager.default.contents(atPath: answered) {
                try? FileManager.default.removeItem(atPath: answered)
                return String(decoding: answer.prefix(1 << 20), as: UTF8.self)
            }
            try? await Task.sleep(for: .milliseconds(20))
        }
        try? FileManager.default.removeItem(atPath: asked)
        return nil
    }
}

extension PrintJob {
    /// One line for a person: `01KB…ZQ unconfirmed(paperOut) 1234 bytes: onPaper printAgain skip electronic`.
    var line: String {
        let state =
            switch self.state {
            case .unconfirmed(let fault): "unconfirmed(\(fault.rawValue))"
            case .expired: "stale"
            case .waiting: "waiting"
            case .unprovable: "sent"
            case .printing: "printing"
            case .proven: "printed"
            case .closed(let decision): "closed(\(decision.rawValue))"
            }
        let choices = choices.map(\.rawValue).joined(separator: " ")
        return "\(id) \(state) \(captured.bytes.count) bytes: \(choices)"
    }
}
