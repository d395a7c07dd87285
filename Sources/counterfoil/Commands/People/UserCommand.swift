// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import ArgumentParser
import Console
import Foundation
public import Store
import Tender

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "People who may sign in.",
        discussion:
            "A password is read from COUNTERFOIL_PASSWORD or the first line of standard input, never from a flag.",
        subcommands: [UserAddCommand.self, UserDisableCommand.self, UserResetCommand.self, UserListCommand.self])
}

extension Role: ExpressibleByArgument {}

struct UserAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Let somebody sign in.")

    @OptionGroup var options: DataOptions
    @Argument(help: "Sign-in name.") var name: String
    @Option(help: "What the person may do.") var role: Role
    @Option(help: "Store the person works in; repeat for several.") var store: [String] = []
    @Option(help: "Name shown on pages; default: the sign-in name.") var displayName: String?

    func run() async throws {
        let shop = try await options.open()
        let stores = try store.map { text in
            guard let id = StoreID(text) else { throw ValidationError("--store: ‘\(text)’ is not a store number") }
            return id
        }
        _ = try await shop.addPerson(
            name: name, displayName: displayName ?? name, role: role, stores: Set(stores),
            language: options.language == .zh ? "zh-CN" : "en", password: try Password.read(), by: .commandLine)
        await shop.close()
    }
}

struct UserDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Shut somebody out at once; the record stays.")

    @OptionGroup var options: DataOptions
    @Argument var name: String

    func run() async throws {
        let shop = try await options.open()
        try await shop.disablePerson(try await shop.person(named: name).id, by: .commandLine)
        await shop.close()
    }
}

struct UserResetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Set a new password and lift a lock.")

    @OptionGroup var options: DataOptions
    @Argument var name: String

    func run() async throws {
        let shop = try await options.open()
        try await shop.setPassword(
            of: try await shop.person(named: name).id, to: try Password.read(), by: .commandLine)
        await shop.close()
    }
}

struct UserListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Everybody who may sign in.")

    @OptionGroup var options: DataOptions

    func run() async throws {
        let shop = try await options.openForReading()
        if options.json { return Terminal.write(ApiText.people(try await shop.people())) }
        var table = TextTable([.init("name"), .init("role"), .init("stores"), .init("display name")])
        for person in try await shop.people() {
            let stores = person.stores.isEmpty ? "*" : person.stores.map(\.text).sorted().joined(separator: " ")
            let role = person.role.rawValue + (person.isDisabled ? " (disabled)" : "")
            table.add([person.name, role, stores, person.displayName])
        }
        for line in table.lines(columns: Terminal.columns) { Terminal.write(line) }
    }
}

extension Shop {
    /// The person with a sign-in name.
    fileprivate func person(named name: String) async throws(StoreError) -> Person {
        guard let found = try await people().first(where: { $0.name == name.lowercased() }) else { throw .missing }
        return found
    }
}

/// A password given in the environment or on standard input.
enum Password {
    static func read() throws -> String {
        if let text = ProcessInfo.processInfo.environment["COUNTERFOIL_PASSWORD"], !text.isEmpty { return text }
        if Terminal.isErrorTerminal { Terminal.note("password:") }
        guard let line = readLine(strippingNewline: true), !line.isEmpty else {
            throw ValidationError("no password: set COUNTERFOIL_PASSWORD or give one line on standard input")
        }
        return line
    }
}
