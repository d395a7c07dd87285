// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Foundation
import Links
import SimKit
import Store

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "A simulated device or host on a loopback port, or store-days in virtual time; faults on demand.",
        subcommands: [
            SimulatePrinterCommand.self, SimulateSalesCommand.self, SimulateAcquirerCommand.self,
            SimulateTerminalCommand.self, SimulateWorldCommand.self, SimulateWalletCommand.self,
        ])
}

struct SimulatePrinterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "printer",
        abstract: "A receipt printer with a paper tape, a memory that forgets, and every fault of a shop.",
        discussion: """
            With --control PORT, over HTTP on 127.0.0.1:
              POST /fault/NAME[?after-bytes=N | after-lines=N | at-cut=N]
              POST /clear/NAME
              POST /power/cycle[?after-bytes=N]   POST /power/off   POST /power/on
              GET /tape          what came out, one line of text for each printed line, --- for a cut
              GET /tape/bytes    every byte that was carried out
              GET /status        sensors, memories and counts

            Faults:
            \(PrinterFault.allCases.map { "  \($0.rawValue): \($0.explanation)" }.joined(separator: "\n"))
            """)

    @Option(help: "Port on which hosts print; 0: any.") var listen: Int
    @Option(help: "Address to listen on.") var host = "127.0.0.1"
    @Option(help: "Port of the control on 127.0.0.1; 0: any.") var control: Int?
    @Option(help: "Bytes printed within a second; 0: at once.") var speed = 0
    @Option(help: "Bytes of receive memory.") var memory = 4_096
    @Option(help: "Hosts at the same time.") var sessions = 1
    @Flag(help: "Answers nothing at all.") var oneWay = false
    @Flag(help: "Knows no process ID.") var noProcessId = false
    @Option(help: "A fault to begin with, as NAME or NAME@LINES; repeat for more.") var fault: [String] = []

    func run() async throws {
        guard (1...(64 << 20)).contains(memory), speed >= 0, (1...1_000).contains(sessions) else {
            throw ValidationError("--memory is 1 to 67108864, --sessions 1 to 1000, --speed 0 or more")
        }
        var make = oneWay ? PrinterMake.oneWay : PrinterMake()
        make.bytesPerSecond = speed
        make.memoryBytes = memory
        make.sessions = sessions
        if noProcessId { make.hasProcessID = false }
        var printer = SimulatedPrinter(make)
        for text in fault {
            let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
            guard let name = parts.first, let fault = PrinterFault(rawValue: name) else {
                throw ValidationError("--fault: there is no ‘\(text)’; --help lists them")
            }
            if parts.count == 2, let lines = Int(parts[1]) {
                printer.set(fault, afterLines: lines)
            } else {
                printer.set(fault)
            }
        }
        do throws(PrintStationError) {
            let server = try await VirtualPrinterServer.start(
                printer, host: host, port: listen, control: control, answer: PrinterControl.answer)
            Terminal.write("printer ready: port \(server.port), control \(server.controlPort)")
            await Interruption.wait()
            await server.stop()
        } catch {
            throw StoreError(error)
        }
    }
}
