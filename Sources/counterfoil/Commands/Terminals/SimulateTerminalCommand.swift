// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Foundation
import Links
import Nexo
import SimKit
import Store
import Tender

struct SimulateTerminalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "terminal",
        abstract: "A payment terminal that speaks nexo, with its own memory of what was charged, and faults on demand.",
        discussion: """
            Tills POST their messages to https://HOST:PORT/nexo. The certificate is made at the start and signed by \
            itself; --certificate-out writes it for whoever must trust it.

            With --control PORT, over HTTP on 127.0.0.1:
              POST /fault/NAME[?times=N][&ms=N]   POST /clear/NAME   POST /restart   POST /event/NAME
              GET /charges   what was really done, as JSON: number, sale, type, asked, moved, ending
              GET /paper     what its printer printed
              GET /events    what it told without being asked, one JSON message a line
              GET /status    faults that are set, requests heard, balance

            Faults:
            \(TerminalFault.allCases.map { "  \($0.rawValue): \($0.explanation)" }.joined(separator: "\n"))
            """)

    @Option(help: "Port on which tills speak; 0: any.") var listen: Int
    @Option(help: "Address to listen on.") var host = "127.0.0.1"
    @Option(help: "Port of the control on 127.0.0.1; 0: any.") var control: Int?
    @Flag(help: "HTTP without TLS.") var http = false
    @Option(help: "URL that its events are POSTed to, such as a terminal proxy's.") var notify: String?
    @Option(help: "Name of the terminal, model-serial.") var poi = TerminalMake().poiID
    @Option(help: "Milliseconds that a customer takes over a card.") var work: Int64 = 0
    @Option(help: "Write the certificate, as PEM, to this file.") var certificateOut: String?
    @Option(help: "File whose first line is the passphrase of message security; without it messages are plain.")
    var passphraseFile: String?
    @Option(name: .customLong("key-id"), help: "Key identifier of the passphrase.") var keyID = "simulated"
    @Option(help: "Key version of the passphrase.") var keyVersion: Int64 = 1
    @Option(help: "A fault to begin with, as NAME or NAME@TIMES; repeat for more.") var fault: [String] = []

    func validate() throws {
        guard (0...3_600_000).contains(work) else { throw ValidationError("--work is 0 to 3600000") }
        for text in fault where Self.fault(text) == nil {
            throw ValidationError("--fault: there is no ‘\(text)’; --help lists them")
        }
    }

    func run() async throws {
        var make = TerminalMake()
        make.poiID = poi
        make.workMilliseconds = work
        make.seed = SystemRandomNumberGenerator.seed()
        var terminal: SimulatedTerminal
        do throws(TerminalSetupError) {
            if let passphraseFile {
                let file = TerminalSettings.KeyFile(file: passphraseFile, identifier: keyID, version: keyVersion)
                make.keys = MessageKeyRing([try file.key()])
                make.crypto = NexoCrypto()
            }
            terminal = SimulatedTerminal(make)
            for text in fault {
                if let (fault, times) = Self.fault(text) { terminal.set(fault, times: times) }
            }
            let certificate = http ? nil : try OwnCertificate(commonName: "\(poi).test.terminal.adyen.com")
            if let certificate, let certificateOut { try certificate.write(to: certificateOut) }
            let server = try await VirtualTerminalServer.start(
                terminal, host: host, port: listen, certificate: certificate, control: control, notices: notify,
                answer: TerminalControl.answer)
            Terminal.write(
                "terminal ready: \(http ? "http" : "https")://\(host):\(server.port)/nexo, control \(server.controlPort)"
            )
            await Interruption.wait()
            await server.stop()
        } catch {
            throw StoreError(error)
        }
    }

    private static func fault(_ text: String) -> (TerminalFault, Int)? {
        let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
        guard let name = parts.first, let fault = TerminalFault(rawValue: name) else { return nil }
        guard parts.count == 2 else { return (fault, 1) }
        return Int(parts[1]).flatMap { (1...1_000_000).contains($0) ? (fault, $0) : nil }
    }
}

extension SystemRandomNumberGenerator {
    fileprivate static func seed() -> UInt64 {
        var chance = SystemRandomNumberGenerator()
        return chance.next()
    }
}

extension OwnCertificate {
    fileprivate func write(to path: String) throws(TerminalSetupError) {
        guard FileManager.default.createFile(atPath: path, contents: Data(pem.utf8)) else { throw .file(path) }
    }
}

extension StoreError {
    /// What a caller hears of a terminal that cannot be set up.
    init(_ error: TerminalSetupError) {
        self =
            switch error {
            case .port: .unreachable("\(error)")
            case .address, .file, .key, .certificate: .invalid("\(error)")
            }
    }
}
