// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Acquirers
import Attempts
import Charges
import ISO8583
import Tender
import Testing

@Suite struct ReplyReadingTests {
    enum End: String, Sendable { case approved, partial, declined, uncertain, unreadable, wrongCode, other }

    private func end(_ report: LinkReport) -> End {
        switch report.kind {
        case .answered(let answer):
            switch answer.outcome {
            case .approved: .approved
            case .partial: .partial
            case .declined: .declined
            }
        case .lost(.uncertain): .uncertain
        case .lost(.unreadable): .unreadable
        case .lost(.wrongCode): .wrongCode
        default: .other
        }
    }

    private func read(
        _ code: String, authentic: Bool? = true, isRepeat: Bool = false, profile: AcquirerProfile = .unionPay,
        _ change: (inout Message) -> Void = { _ in }
    ) throws -> LinkReport {
        let attempt = try Counter.attempt(.sale)
        let exchange = AcquirerExchange(profile, terminal: "30100001", merchant: "898410154110001")
        let request = try exchange.request(attempt, original: nil, card: Counter.card)
        let reply = try Counter.reply(to: request, code, change)
        return ReplyReading(profile, request: request, asked: attempt.request.amount)
            .report(reply, isAuthentic: authentic, isRepeat: isRepeat)
    }

    static let stories: [([String], End)] = [
        (["00", "11", "A2", "A4", "A5", "A6"], .approved),
        (["09", "68", "96", "98", "A7", "ZZ", "87", "  "], .uncertain),
        (
            ["01", "03", "04", "05", "06", "12", "13", "14", "22", "25", "51", "55", "77", "90", "91", "94", "A0"],
            .declined
        ),
    ]

    @Test(arguments: stories)
    func `a code is judged by whether money could have moved`(_ codes: [String], _ wanted: End) throws {
        for code in codes { #expect(end(try read(code)) == wanted, "\(code)") }
    }

    @Test func `an approval in part says how much, and a part as large as the whole is not believed`() throws {
        let report = try read("10") { $0.set(4, "000000001234") }
        guard case .answered(let answer) = report.kind else { Issue.record("no answer"); return }
        #expect(answer.outcome == .partial && answer.amount.minor == 1_234)
        #expect(end(try read("10")) == .unreadable)
        #expect(end(try read("10") { $0.set(4, "000000000000") }) == .unreadable)
    }

    @Test func `an approval is believed for its numbers, and they are kept`() throws {
        guard case .answered(let answer) = try read("00", { $0.set(63, "CUP") }).kind else {
            Issue.record("no answer")
            return
        }
        #expect(answer.reference == "112615030002" && answer.authorisation == "123456" && answer.code == "00")
        #expect(answer.linkNote == "d=1126;t=150308;o=CUP")
        #expect(answer.card == MaskedPAN(bin: "622202", last4: "7894"))
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let field: Int
        let value: String
    }

    static let wrongs = [
        Wrong(testDescription: "another processing code", field: 3, value: "200000"),
        Wrong(testDescription: "another amount", field: 4, value: "000000005801"),
        Wrong(testDescription: "another trace", field: 11, value: "000002"),
        Wrong(testDescription: "another terminal", field: 41, value: "30100002"),
        Wrong(testDescription: "another merchant", field: 42, value: "898410154110002"),
    ]

    @Test(arguments: wrongs)
    func `an answer about something else is no answer`(_ wrong: Wrong) throws {
        #expect(end(try read("00") { $0.set(wrong.field, wrong.value) }) == .unreadable)
    }

    @Test func `an answer of another type, without its trace, code or amount is none`() throws {
        #expect(end(try read("00") { $0.type = MessageType("0230") ?? $0.type }) == .unreadable)
        for field in [4, 11, 39] { #expect(end(try read("00") { $0.remove(field) }) == .unreadable) }
        // Hosts leave the terminal out, and everything but the number on a refusal.
        #expect(end(try read("00") { $0.remove(41) }) == .approved)
        #expect(end(try read("51") { $0.remove(4) }) == .declined)
    }

    @Test func `only an approval must be authentic, unless the acquirer says more`() throws {
        #expect(end(try read("00", authentic: false)) == .wrongCode)
        #expect(end(try read("00", authentic: nil)) == .wrongCode)
        #expect(end(try read("51", authentic: nil)) == .declined)
        var strict = AcquirerProfile.unionPay
        strict.macAnswers = .always
        #expect(end(try read("51", authentic: nil, profile: strict)) == .wrongCode)
        #expect(end(try read("00", authentic: nil, profile: .standard)) == .approved)
    }

    @Test func `94 to a repeat is no refusal`() throws {
        #expect(end(try read("94", isRepeat: true)) == .uncertain)
        var taken = AcquirerProfile.unionPay
        taken.duplicateMeansTaken = true
        #expect(end(try read("94", isRepeat: true, profile: taken)) == .approved)
        #expect(end(try read("A0", isRepeat: true)) == .uncertain)
    }

    private func reverse(_ code: String) throws -> AttemptEvent.Kind {
        let attempt = try Counter.attempt(.sale, .sent, .lost(.timeout))
        let request = try Counter.unionPay.reversal(attempt, original: nil, card: nil, isRepeat: false)
        return ReplyReading(.unionPay, request: request, asked: attempt.request.amount)
            .report(try Counter.reply(to: request, code), isAuthentic: true).kind
    }

    @Test func `a reversal ends on 00, and on 25 and 12 as not found`() throws {
        #expect(try reverse("00") == .reversalDone)
        #expect(try reverse("25") == .reversalNotFound)
        #expect(try reverse("12") == .reversalNotFound)
        for code in ["68", "96", "98", "91", "A0", "ZZ"] { #expect(try reverse(code) == .lost(.uncertain), "\(code)") }
        guard case .reversalRefused(let words) = try reverse("64") else { Issue.record("not refused"); return }
        #expect(words.contains("64"))
    }

    @Test func `every row says what it means and what to do in both languages`() {
        #expect(Set(ReplyCode.table.map(\.code)).count == ReplyCode.table.count)
        for row in ReplyCode.table {
            #expect(!row.meaning.chinese.isEmpty && !row.meaning.english.isEmpty)
            #expect(row.words.chinese != row.words.english)
            // Whoever may have been charged is never told to try again.
            #expect((row.effect == .mayHaveMoved) == (row.action == .wait))
        }
    }
}
