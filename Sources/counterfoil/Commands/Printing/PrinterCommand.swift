// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import ESCPOS
import Foundation
import Links
import Printing
import Store
import Synchronization

struct PrinterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "printer", abstract: "Ask a printer how it is.",
        subcommands: [Status.self, Watch.self])

    /// What both commands take.
    struct Address: ParsableArguments {
        @Argument(help: "The printer, HOST:PORT; printers listen on 9100.") var printer: String
        @Option(help: "star for a printer in Star's line or StarPRNT mode; else ESC/POS is spoken.")
        var profile = "standard"
        @Flag(help: "Machine-readable output.") var json = false

        func language() throws -> Profile {
            if let profile = Profile(named: profile) { return profile }
            let names = Profile.all.map(\.name).joined(separator: ", ")
            throw ValidationError("--profile: ‘\(profile)’ is not known; there are \(names)")
        }

        func parsed() throws -> ListenAddress {
            guard let address = ListenAddress(printer) else {
                throw ValidationError("‘\(printer)’ is not HOST:PORT, for example 192.168.1.50:9100")
            }
            return address
        }

        func show(_ condition: PrinterCondition, isAnswered: Bool) {
            guard json else {
                return Terminal.write(isAnswered ? condition.words : "\(condition.printer): connected, answers nothing")
            }
            let shape = PrinterShape(condition, isAnswered: isAnswered)
            if let text = try? JSONText.of(shape) { Terminal.write(text) }
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status", abstract: "Connect, ask, print the answer; 1 when the printer could not print now.",
            discussion: "Prints nothing on paper. A printer that speaks to one host at a time refuses while a proxy "
                + "or a till is connected: ask the proxy's port instead.")

        @OptionGroup var address: Address

        func run() async throws {
            let target = try address.parsed()
            let profile = try address.language()
            let last = Mutex<(PrinterCondition, Bool)?>(nil)
            let clock = SystemClock()
            do throws(PrintStationError) {
                try await PrinterVisit.call(target, profile: profile, now: { clock.now() }) { condition, isAnswered in
                    last.withLock { $0 = (condition, isAnswered) }
                    return false
                }
            } catch {
                throw StoreError(error)
            }
            guard let (condition, isAnswered) = last.withLock({ $0 }) else {
                throw StoreError.unreachable(
                    "\(address.printer): it hung up at once; perhaps another host is connected")
            }
            address.show(condition, isAnswered: isAnswered)
            if !condition.isReady { throw ExitReason.findings }
        }
    }

    struct Watch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "watch", abstract: "Stay connected and print every change, until Ctrl-C.",
            discussion: "Connects again when the connection is lost.")

        @OptionGroup var address: Address

        func run() async throws {
            let target = try address.parsed()
            let profile = try address.language()
            let clock = SystemClock()
            while true {
                do throws(PrintStationError) {
                    try await PrinterVisit.call(target, profile: profile, now: { clock.now() }) {
                        condition, isAnswered in
                        address.show(condition, isAnswered: isAnswered)
                        return true
                    }
                    Terminal.note("\(address.printer): connection lost")
                } catch {
                    Terminal.note("\(address.printer): cannot be reached")
                }
                try await Task.sleep(for: .seconds(1))
            }
        }
    }
}

extension PrinterCondition {
    /// For a person: `192.168.1.50:9100: ready, paper loaded`.
    fileprivate var words: String {
        var words: [String] = [isReady ? "ready" : "cannot print"]
        switch paper {
        case .unknown: break
        case .loaded: words.append("paper loaded")
        case .nearEnd: words.append("paper nearly empty")
        case .out: words.append("out of paper")
        }
        if isCoverOpen { words.append("cover open") }
        if hasCutterError { words.append("cutter stuck") }
        if hasUnrecoverableError { words.append("switch it off and on") }
        if isOffline { words.append("offline") }
        return "\(printer): " + words.joined(separator: ", ")
    }
}

/// A condition as JSON.
private struct PrinterShape: Encodable {
    let printer: String
    let answered, ready, coverOpen, cutterError, unrecoverableError, offline: Bool
    let paper: String

    init(_ condition: PrinterCondition, isAnswered: Bool) {
        printer = condition.printer
        answered = isAnswered
        ready = condition.isReady
        paper = condition.paper.rawValue
        coverOpen = condition.isCoverOpen
        cutterError = condition.hasCutterError
        unrecoverableError = condition.hasUnrecoverableError
        offline = condition.isOffline
    }
}
