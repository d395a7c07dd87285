// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Bytes
import Ciphers
import ISO8583
import Links
import SimKit

struct SimulateAcquirerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acquirer",
        abstract: "An acquirer's host that speaks ISO 8583: accounts, reversals, batches, clearing file, faults.",
        discussion: """
            With --control PORT, over HTTP on 127.0.0.1:
              POST /fault/NAME[?times=N][&to=money|reversal|batch|session|any][&ms=N]
              POST /clear                 no fault from now on
              POST /restart               connections and working keys are gone, what was booked stays
              POST /account/CARD?balance=MINOR
              GET /entries                one line for each movement: batch, trace, kind, amount, state, code, reference
              GET /accounts               balance and hold of each card, the card masked
              GET /batches                totals and the comparison of rows
              GET /clearing               the clearing file
              GET /status                 what came, and which faults wait

            Cards begin with --balance each. Terminals' master key: --key FILE with 32 hex digits; without it
            1111111111111111 2222222222222222.

            Faults:
            \(AcquirerFault.allCases.map { "  \($0.rawValue): \($0.explanation)" }.joined(separator: "\n"))
            """)

    @Option(help: "Port on which terminals connect; 0: any.") var listen: Int
    @Option(help: "Address to listen on.") var host = "127.0.0.1"
    @Option(help: "Port of the control on 127.0.0.1; 0: any.") var control: Int?
    @Option(help: "unionpay, iso87-ascii or iso87-bcd.") var dialect = "unionpay"
    @Option(help: "How the length before a message is written, as in a profile.") var length = "binary2"
    @Option(help: "unionpay-ecb, x9.9, x9.19 or none; default: unionpay-ecb with unionpay, else none.") var mac: String?
    @Option(help: "File with the terminals' master key.") var key: String?
    @Option(help: "Minor units on a card that nobody opened.") var balance: Int64 = 10_000_000
    @Option(help: "Milliseconds from a message to its answer.") var latency: Int64 = 0
    @Option(help: "A fault to begin with, as NAME or NAME@TIMES; repeat for more.") var fault: [String] = []

    func run() async throws {
        var host = SimulatedAcquirer(try make(), NettleDES())
        for text in fault {
            let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
            guard let name = parts.first, let fault = AcquirerFault(rawValue: name) else {
                throw ValidationError("--fault: there is no ‘\(text)’; --help lists them")
            }
            host.order(AcquirerFaultOrder(fault, to: .any, times: parts.count == 2 ? Int(parts[1]) ?? 1 : 1))
        }
        do throws(HostServerError) {
            let server = try await VirtualHostServer.start(
                host, address: self.host, port: listen, control: control, answer: AcquirerControl.answer)
            Terminal.write("acquirer ready: port \(server.port), control \(server.controlPort)")
            await Interruption.wait()
            await server.stop()
        } catch {
            throw ValidationError(error.description)
        }
    }

    private func make() throws -> AcquirerMake {
        guard let dialect = Dialect(named: dialect) else {
            throw ValidationError("--dialect: there is no ‘\(self.dialect)’")
        }
        guard let form = LengthForm(named: length) else {
            throw ValidationError("--length: one of \(LengthForm.named.map(\.name).joined(separator: ", "))")
        }
        guard balance >= 0, (0...600_000).contains(latency) else {
            throw ValidationError("--balance is 0 or more, --latency 0 to 600000")
        }
        var make = AcquirerMake(dialect: dialect, mac: dialect == .unionPay ? .unionPayECB : nil)
        make.lengthForm = form
        make.usualBalance = balance
        make.latency = latency
        if let mac {
            guard mac == "none" || MACAlgorithm(rawValue: mac) != nil else {
                throw ValidationError("--mac: none, unionpay-ecb, x9.9 or x9.19")
            }
            make.mac = MACAlgorithm(rawValue: mac)
        }
        if let key { make.masterKey = try masterKey(key) }
        return make
    }

    private func masterKey(_ path: String) throws -> [UInt8] {
        let text = try TextFile.read(path)
        guard let bytes = Hexadecimal.bytes(of: text.filter { !$0.isWhitespace }), [8, 16].contains(bytes.count) else {
            throw ValidationError("--key: 16 or 32 hex digits")
        }
        return bytes
    }
}
