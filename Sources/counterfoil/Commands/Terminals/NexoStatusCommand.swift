// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import Foundation
import JSON
import Links
import Nexo
import Receipts
import Store
import Tender
import Terminals

struct NexoStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "How a terminal is; with --of, what became of an earlier request.",
        discussion: """
            Exit codes: 0 in order, 1 something is wrong with the terminal, or the payment asked about was not made, \
            5 the terminal was not reached or does not say.
            """)

    @OptionGroup var options: TerminalOptions
    @Option(help: "ServiceID of the request to ask about.") var of: String?
    @Option(help: "Category of that request.") var category = "Payment"

    func run() async throws {
        let link = try options.link()
        if let of { return try await ask(link, of) }
        guard let health = await link.health(at: SystemClock().now()) else { throw unreachable("") }
        let faults = health.faults.map { "\($0)" }
        let text = faults.isEmpty ? "" : ": " + faults.joined(separator: ", ")
        options.show(
            [
                .init(name: "canPay", value: .boolean(health.canPay)),
                .init(name: "canPrint", value: health.canPrint.map { .boolean($0) } ?? .null),
                .init(name: "battery", value: health.report.battery.map { .number(JSONNumber(Int64($0))) } ?? .null),
                .init(name: "unsent", value: health.report.unsent.map { .number(JSONNumber(Int64($0))) } ?? .null),
                .init(name: "version", value: health.report.version.map { .text($0) } ?? .null),
                .init(name: "faults", value: .array(faults.map { .text($0) })),
            ],
            Bilingual(
                zh: (health.canPay ? "可以收款" : "不能收款") + text, en: (health.canPay ? "can pay" : "cannot pay") + text))
        if !faults.isEmpty { throw ExitReason.findings }
    }

    private func ask(_ link: NexoTerminalLink, _ service: String) async throws {
        let dialogue = link.exchange.dialogue
        let lost = dialogue.header(MessageCategory(rawValue: category), serviceID: service)
        let question = dialogue.status(of: lost, serviceID: link.nextServiceID())
        let answer: ForgivenMessage
        switch await link.say(question, within: 10_000) {
        case .answered(let told): answer = told
        case .notSent(let why), .lost(_, let why): throw unreachable(why)
        case .taken: throw unreachable("")
        }
        guard case .transactionStatusResponse(let told) = answer.message.body,
            question.header.isAnswered(by: answer.message.header)
        else { throw unreachable("the answer is not a status's") }
        let reading = StatusReading(told, asked: lost)
        if options.json {
            Terminal.write(JSONWriter.text(of: CardDataMask.masking(answer.message.node), .indented))
        }
        switch reading {
        case .repeated(let repeated):
            let outcome = repeated.body.payment?.response ?? repeated.body.reversal?.response
            let amount = repeated.body.payment?.result?.amounts.flatMap { try? $0.authorized() }
            let words = [
                outcome?.result.rawValue, outcome?.errorCondition?.rawValue, amount?.text, amount?.currency.code,
            ]
            if !options.json { Terminal.write(words.compactMap { $0 }.joined(separator: " ")) }
            if outcome?.result != .success { throw ExitReason.findings }
        case .notFound:
            if !options.json {
                Terminal.write(options.language.choose(zh: "终端没有这笔请求", en: "the terminal knows no such request"))
            }
            throw ExitReason.findings
        case .inProgress:
            if !options.json { Terminal.write(options.language.choose(zh: "仍在处理", en: "still in progress")) }
            throw ExitReason.unreachable
        case .unclear: throw unreachable("\(reading)")
        }
    }

    private func unreachable(_ why: String) -> StoreError {
        .unreachable("\(options.terminal)" + (why.isEmpty ? "" : ": \(why)"))
    }
}

struct NexoPrintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print", abstract: "Print text on a terminal's own printer, and wait for the paper.",
        discussion: """
            Exit codes: 0 the paper came out, 1 the terminal says that it did not print, 5 nobody can say: look at the \
            printer before printing again.
            """)

    @OptionGroup var options: TerminalOptions
    @Argument(help: "File of UTF-8 text; - reads standard input.") var file: String

    func run() async throws {
        let bytes = try StreamFile.read(file)
        guard bytes.count <= 64 << 10, let text = String(validating: bytes, as: UTF8.self) else {
            throw StoreError.invalid("\(file): not UTF-8 text of at most 64 KiB")
        }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        if lines.last?.isEmpty == true { lines.removeLast() }
        let printed = try await options.link().print(TerminalPaper.content(of: lines.map { SlipLine($0) }))
        let (word, words): (String, Bilingual) =
            switch printed {
            case .printed: ("printed", Bilingual(zh: "已打印出纸", en: "the paper came out"))
            case .failed(let condition):
                (
                    "failed",
                    Bilingual(
                        zh: "没有打印：\(condition?.rawValue ?? "")", en: "not printed: \(condition?.rawValue ?? "")")
                )
            case .unknown:
                ("unknown", Bilingual(zh: "不知道有没有打印，请先查看打印机", en: "nobody can say; look at the printer first"))
            }
        options.show([.init(name: "print", value: .text(word))], words)
        switch printed {
        case .printed: return
        case .failed: throw ExitReason.findings
        case .unknown: throw ExitReason.unreachable
        }
    }
}

struct NexoAbortCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "abort", abstract: "Ask a terminal to give up a payment that is under way.",
        discussion: """
            Taken is not aborted: only the payment's own answer, or `nexo status --of`, says what became of the money. \
            Exit codes: 0 the terminal took the request, 5 it did not answer.
            """)

    @OptionGroup var options: TerminalOptions
    @Option(help: "ServiceID of the payment.") var of: String
    @Option(help: "Why, for the terminal's records.") var reason = "MerchantAbort"

    func run() async throws {
        let link = try options.link()
        let dialogue = link.exchange.dialogue
        let message = dialogue.abort(
            dialogue.header(.payment, serviceID: of), reason: reason, serviceID: link.nextServiceID())
        switch await link.say(message, within: 10_000) {
        case .taken, .answered:
            options.show(
                [.init(name: "abort", value: .text("taken"))],
                Bilingual(
                    zh: "终端已收到；是否扣款以 nexo status --of \(of) 为准",
                    en: "taken; `nexo status --of \(of)` says what became of the money"))
        case .notSent(let why), .lost(_, let why): throw StoreError.unreachable("\(options.terminal): \(why)")
        }
    }
}
