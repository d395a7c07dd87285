// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Attempts
import Charges
import Foundation
import Links
import Nexo
import Store
import Tender
import Terminals

struct NexoPayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pay", abstract: "Ask a terminal for a payment, and find out what became of it.",
        discussion: """
            A lost answer is asked for until it is known. Exit codes: 0 approved, 1 declined or approved in part, \
            5 the terminal was not reached or the outcome is unknown; then do not charge again before `nexo status \
            --of` has said what became of it.
            """)

    @OptionGroup var options: TerminalOptions
    @Argument(help: "Amount in major units, such as 58.00.") var amount: String
    @Option(help: "Three letters.") var currency = "CNY"
    @Option(help: "Number of the sale; the same for each attempt to pay it.") var order: String

    func run() async throws {
        let (money, order) = try ErrandInput.read(amount, currency, order)
        try await TerminalErrand(options: options, link: try options.link()).run(.sale, money, order: order)
    }
}

struct NexoRefundCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refund", abstract: "Ask a terminal to give money back.",
        discussion: """
            With --transaction and --transaction-time, as `nexo pay` told them, the refund names its payment, and the \
            terminal refuses more than was taken. --void undoes the whole payment. Exit codes as with pay.
            """)

    @OptionGroup var options: TerminalOptions
    @Argument(help: "Amount in major units, such as 58.00.") var amount: String
    @Option(help: "Three letters.") var currency = "CNY"
    @Option(help: "Number of the sale whose money goes back.") var order: String
    @Option(help: "The terminal's number of the payment.") var transaction: String?
    @Option(help: "The terminal's time of the payment.") var transactionTime: String?
    @Flag(help: "Undo the payment with a reversal.") var void = false

    func validate() throws {
        guard (transaction == nil) == (transactionTime == nil), !void || transaction != nil else {
            throw ValidationError("--transaction and --transaction-time go together, and --void needs both")
        }
    }

    func run() async throws {
        let (money, order) = try ErrandInput.read(amount, currency, order)
        var original: Attempt?
        if let transaction, let transactionTime {
            original = try Self.paid(money, order, transaction, transactionTime)
        }
        try await TerminalErrand(options: options, link: try options.link())
            .run(void ? .void : .refund, money, order: order, original: original)
    }

    /// The payment as far as the terminal's number tells it.
    private static func paid(
        _ money: Money, _ order: OrderNumber, _ number: String, _ time: String
    ) throws -> Attempt {
        let now = SystemClock().now()
        var attempt = Attempt(
            AttemptRequest(
                id: "original", order: order, kind: .sale, amount: money, terminal: "terminal", voucher: "0",
                key: "original"), ability: .terminal, policy: .terminal, at: now)
        var told = TransactionIdentity()
        told.transactionID = number
        told.timeStamp = time
        try attempt.step(AttemptEvent(at: now, kind: .sent))
        let answer = Answer(.approved, amount: money, code: "", linkNote: TerminalNote.transaction(told))
        try attempt.step(AttemptEvent(at: now, kind: .answered(answer)))
        return attempt
    }
}

/// What a person typed for a payment.
enum ErrandInput {
    static func read(_ amount: String, _ currency: String, _ order: String) throws -> (Money, OrderNumber) {
        guard let currency = Currency(code: currency) else { throw StoreError.invalid("--currency: \(currency)") }
        guard let money = try? Money(text: amount, currency: currency), money.minor > 0 else {
            throw StoreError.invalid("amount: \(amount) is no amount of \(currency.code) above zero")
        }
        guard let order = OrderNumber(order) else { throw StoreError.invalid("--order: 1 to 64 bytes") }
        return (money, order)
    }
}
