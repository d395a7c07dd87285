// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Console
import Store
import Tender

struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "Stores of the merchant.",
        subcommands: [StoreAddCommand.self, StoreListCommand.self])
}

struct StoreAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Set a store up, or change it.")

    @OptionGroup var options: DataOptions
    @Argument(help: "Short number of the store.") var id: String
    @Option(help: "Name shown on pages and slips.") var name: String
    @Option(help: "IANA time zone.") var zone = "Asia/Shanghai"
    @Option(help: "When the next business day begins, HH:MM.") var cutOff = "00:00"
    @Option(help: "Address printed on receipts.") var address: String?
    @Option(help: "Telephone customers may call.") var telephone: String?
    @Option(help: "Taxpayer number printed on receipts.") var taxNumber: String?
    @Option(help: "How a payment appears on the customer's bank statement.") var statementName: String?

    func run() async throws {
        guard let id = StoreID(id) else { throw ValidationError("the store number has 1 to 64 printable characters") }
        guard let day = BusinessDay(text: cutOff) else { throw ValidationError("--cut-off is a time like 04:00") }
        let shop = try await options.open()
        // What is not said stays as it is.
        var contact = try await shop.stores().first { $0.id == id }?.contact ?? StoreContact()
        contact.address = address ?? contact.address
        contact.telephone = telephone ?? contact.telephone
        contact.taxNumber = taxNumber ?? contact.taxNumber
        contact.statementName = statementName ?? contact.statementName
        try await shop.putStore(
            StoreRecord(id: id, name: name, zone: zone, businessDay: day, contact: contact), by: .commandLine)
        await shop.close()
    }
}

struct StoreListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Every store.")

    @OptionGroup var options: DataOptions

    func run() async throws {
        let shop = try await options.openForReading()
        if options.json { return Terminal.write(ApiText.stores(try await shop.stores())) }
        var table = TextTable([.init("id"), .init("zone"), .init("cut-off"), .init("name")])
        for store in try await shop.stores() {
            let cutOff = CivilTime(CivilDate(daysSinceEpoch: 0), secondOfDay: store.businessDay.cutOff).clock
            table.add([store.id.text, store.zone, String(cutOff.prefix(5)), store.name])
        }
        for line in table.lines(columns: Terminal.columns) { Terminal.write(line) }
    }
}
