// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Foundation
import Links
import Printing
import Store
import Synchronization

struct ProxyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proxy",
        abstract: "A print proxy without a shop, and what people choose for the slips that wait in it.",
        subcommands: [ProxyRunCommand.self, ProxyDecideCommand.self], defaultSubcommand: ProxyRunCommand.self)
}

struct ProxyRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Stand between tills and one printer: keep every slip before it is printed, and see it to paper.",
        discussion: """
            Set the till's printer to this machine and port. Every byte is on the disk before it goes on; what cannot \
            be printed now is printed later, once and in order; what may or may not be on paper is called \
            unconfirmed and never sent again by itself. Slips lie in DATA/receipts as they were sent, card numbers \
            masked, and DATA/receipts/events.log tells what became of each. Ends in order on SIGTERM or Ctrl-C.

            A printer that speaks to one host at a time belongs to the proxy from now on. What nobody can vouch for, \
            and what grew too old, waits for a person: counterfoil proxy decide --data DATA.
            """)

    @Option(help: "Port for the tills, or HOST:PORT; without a host on all addresses, IPv4 and IPv6. 0: any.")
    var listen: String
    @Option(help: "The printer, HOST:PORT; printers listen on 9100.") var to: String
    @Option(help: "Folder of the spool and the receipts.") var data = "counterfoil-data"
    @Option(help: "Name of the printer in what is kept.") var name = "printer"
    @Option(help: "Minutes after which a slip that waited is not printed without a person.") var ageLimit = 60
    @Option(help: "Address or network (192.168.1.0/24) that may print; repeat for more. Without one, everybody.")
    var allow: [String] = []

    func run() async throws {
        let folder = data
        let settings = try settings()
        let register: FileRegister
        let station: PrintStation
        let box: DecisionBox
        do throws(PrintStationError) {
            register = try FileRegister(folder: "\(folder)/receipts") { Terminal.write($0) }
            box = try DecisionBox(folder: "\(folder)/decisions")
            station = try await PrintStation.start(settings, register: register)
        } catch {
            throw StoreError(error)
        }
        Terminal.write("proxy ready: port \(station.ports[name] ?? 0) -> \(to), data \(folder)")
        let desk = Task { await box.serve(station) }
        await Interruption.wait()
        desk.cancel()
        await desk.value
        await station.stop()
    }

    private func settings() throws -> PrintSettings {
        guard let address = ListenAddress(to) else {
            throw ValidationError("--to: ‘\(to)’ is not HOST:PORT, for example 192.168.1.50:9100")
        }
        let places = Int(listen) == nil ? [listen] : ["0.0.0.0:\(listen)", "[::]:\(listen)"]
        let addresses = places.compactMap { ListenAddress($0) }
        guard addresses.count == places.count else {
            throw ValidationError("--listen: ‘\(listen)’ is neither a port nor HOST:PORT")
        }
        guard (1...525_600).contains(ageLimit) else { throw ValidationError("--age-limit: minutes, from 1") }
        let rules = try allow.map { text in
            guard let rule = SenderRule(text) else {
                throw ValidationError("--allow: ‘\(text)’ is neither an address nor a network such as 10.0.0.0/8")
            }
            return rule
        }
        var printer = PrinterSettings(name: name, listen: addresses, address: address, allowed: rules)
        printer.plan.ageLimitMilliseconds = Int64(ageLimit) * 60_000
        let clock = SystemClock()
        var settings = PrintSettings(folder: "\(data)/prints", printers: [printer], now: { clock.now() })
        settings.log = { Terminal.note("counterfoil: \($0)") }
        settings.onFatal = { _ in Foundation.exit(ExitReason.unreachable.rawValue) }
        return settings
    }
}

extension StoreError {
    /// What a caller hears of a print station that does not start.
    init(_ error: PrintStationError) {
        self =
            switch error {
            case .damaged(let text): .damaged(text)
            case .inUse(let text): .inUse(text)
            case .unreachable(let text): .unreachable(text)
            case .diskFull: .diskFull
            case .missing: .missing
            case .notPossible(let text): .conflict(text)
            case .tooLarge(let bytes, let limit): .invalid("\(bytes) bytes, limit \(limit)")
            case .stopped: .unreachable("stopped")
            }
    }
}

/// Waits for Ctrl-C or SIGTERM.
enum Interruption {
    static func wait() async {
        let (signals, input) = AsyncStream.makeStream(of: Void.self)
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { input.yield() }
            source.resume()
            return source
        }
        for await _ in signals { break }
        for source in sources { source.cancel() }
    }
}
