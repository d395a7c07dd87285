// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Attempts
import Charges
import Foundation
import JSON
import Links
import Nexo
import Store
import Tender
import Terminals

/// How a terminal is reached, for every command that speaks to one.
struct TerminalOptions: ParsableArguments {
    @Option(help: "Address of the terminal: https://HOST[:8443][/nexo].") var terminal: String
    @Option(help: "Name of the terminal, model-serial.") var poi: String
    @Option(help: "Our name towards the terminal.") var saleID = "counterfoil"
    @Option(help: "File whose first line is the passphrase of message security.") var passphraseFile: String?
    @Option(name: .customLong("key-id"), help: "Key identifier of the passphrase.") var keyID: String?
    @Option(help: "Key version of the passphrase.") var keyVersion: Int64 = 1
    @Option(help: "PEM file with the certificate that the terminal's must come from; default: the system's.")
    var caFile: String?
    @Flag(help: "Take any name in the certificate; it must still come from --ca-file.") var anyName = false
    @Option(help: "Seconds to wait for a payment's answer, and as long again to find out what became of it.")
    var timeout: Int64 = 125
    @Flag(help: "JSON for programs.") var json = false
    @Option(help: "zh or en; default from the locale.") var language = Tongue.ofLocale

    func validate() throws {
        guard (passphraseFile == nil) == (keyID == nil) else {
            throw ValidationError("--passphrase-file and --key-id go together")
        }
        guard (1...3_600).contains(timeout) else { throw ValidationError("--timeout is 1 to 3600") }
    }

    func link() throws -> NexoTerminalLink {
        var settings = TerminalSettings(address: terminal, poiID: poi, saleID: saleID)
        if let passphraseFile, let keyID {
            settings.keys = [.init(file: passphraseFile, identifier: keyID, version: keyVersion)]
        }
        settings.authorityFile = caFile
        settings.checksName = !anyName
        do throws(TerminalSetupError) { return try NexoTerminalLink(settings) } catch { throw StoreError(error) }
    }

    func show(_ members: [JSONNode.Member], _ text: Bilingual) {
        Terminal.write(json ? JSONWriter.text(of: .object(members), .indented) : language.choose(text))
    }
}

/// Carries an attempt's duties out until it is known what became of the money, or the patience is over.
///
/// The command keeps no journal: the number under which the terminal can be asked is told before the first byte.
struct TerminalErrand {
    let options: TerminalOptions
    let link: NexoTerminalLink

    func run(_ kind: MovementKind, _ amount: Money, order: OrderNumber, original: Attempt? = nil) async throws {
        let clock = SystemClock()
        let voucher = VoucherNumber(link.nextServiceID()) ?? "0"
        let policy = RecoveryPolicy.terminal(kind)
        let request = AttemptRequest(
            id: AttemptID(voucher.text) ?? "0", order: order, kind: kind, amount: amount,
            terminal: TerminalID(options.poi) ?? "terminal", voucher: voucher, original: original?.id,
            key: voucher.text,
            linkNote: TerminalNote.names(saleID: options.saleID, poiID: options.poi))
        let limited = RecoveryPolicy(
            answerWithin: options.timeout * 1_000, askAfter: policy.askAfter, asksBeforeRemedy: policy.asksBeforeRemedy,
            notFoundsToBelieve: policy.notFoundsToBelieve, slowly: 30_000, notFoundNotBefore: policy.notFoundNotBefore)
        var attempt = Attempt(request, ability: .terminal, policy: limited, at: clock.now())
        Terminal.note("counterfoil: ServiceID \(TerminalExchange.serviceID(of: voucher)), sale \(order)")
        let end = clock.now().adding(milliseconds: options.timeout * 2_000)
        var last = LinkReport(.notSent)
        while let duty = attempt.duty, duty.at < end {
            let pause = duty.at.milliseconds - clock.now().milliseconds
            if pause > 0 { try await Task.sleep(for: .milliseconds(pause)) }
            let work: Duty.Work = duty.work == .giveUpWaiting ? .ask : duty.work
            if duty.work == .giveUpWaiting {
                try attempt.step(AttemptEvent(at: clock.now(), kind: .lost(.unreadable)))
                continue
            }
            try attempt.step(AttemptEvent(at: clock.now(), kind: work == .send ? .sent : .asked))
            last = await link.perform(work, of: attempt, original: original, input: .none)
            // What does not fit is not believed: the attempt goes on, and is asked about.
            do throws(AttemptRefusal) { try attempt.step(AttemptEvent(at: clock.now(), kind: last.kind)) } catch {
                Terminal.note("counterfoil: \(options.language.choose(error.words))")
            }
        }
        try tell(attempt, last)
    }

    private func tell(_ attempt: Attempt, _ report: LinkReport) throws {
        let service = TerminalExchange.serviceID(of: attempt.request.voucher)
        let told = TerminalNote.transaction(attempt.answer?.linkNote ?? "")
        let state = attempt.state.label
        options.show(
            [
                .init(name: "state", value: .text("\(attempt.state)")),
                .init(name: "service", value: .text(service)),
                .init(name: "charged", value: .text(attempt.charged.text)),
                .init(name: "currency", value: .text(attempt.request.amount.currency.code)),
                .init(name: "code", value: .text(attempt.answer?.code ?? "")),
                .init(name: "authorisation", value: attempt.answer?.authorisation.map { .text($0.text) } ?? .null),
                .init(name: "card", value: attempt.answer?.card.map { .text($0.description) } ?? .null),
                .init(name: "transaction", value: told.map { .text($0.transactionID) } ?? .null),
                .init(name: "transactionTime", value: told.map { .text($0.timeStamp) } ?? .null),
                .init(name: "words", value: .text(report.words)),
                .init(name: "slips", value: .number(JSONNumber(Int64(report.slips.count)))),
            ],
            Bilingual(
                zh: "\(state.chinese) \(attempt.charged.text) \(attempt.request.amount.currency.code)：\(report.words)",
                en: "\(state.english) \(attempt.charged.text) \(attempt.request.amount.currency.code): \(report.words)")
        )
        switch attempt.state {
        case .approved: return
        case .partial, .declined: throw ExitReason.findings
        case .notCharged: throw ExitReason.unreachable
        default:
            Terminal.note(
                options.language.choose(
                    zh: "结果不明，请勿重复收款。稍后查询：counterfoil nexo status --of \(service)",
                    en: "It is not known whether money moved. Do not charge again; ask later: "
                        + "counterfoil nexo status --of \(service)"))
            throw ExitReason.unreachable
        }
    }
}
