// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Foundation
import Links
import Store

/// The command line. See `counterfoil <command> --help`.
struct Counterfoil: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counterfoil",
        abstract:
            "存根: the merchant's own record of every charge. Finds the payment, says what is true and how it knows.",
        discussion: """
            Exit codes: 0 done and in order, 1 done and there are findings, 2 wrong usage, 3 bad input (nothing \
            written), 4 not verified, 5 cannot reach or store.
            """,
        version: ProductVersion.text,
        subcommands: [
            ServeCommand.self, ReconcileCommand.self, ImportCommand.self, FindCommand.self, ShowCommand.self,
            ReceiptCommand.self, EvidenceCommand.self, JournalCommand.self, RebuildCommand.self, TariffCommand.self,
            UserCommand.self, CaseCommand.self,
            StoreCommand.self, ISO8583Command.self, AcquirerCommand.self, WalletCommand.self,
            NexoCommand.self, ProxyCommand.self, PrinterCommand.self, SimulateCommand.self, DoctorCommand.self,
        ])
}

@main
enum Entrance {
    static func main() async {
        // A reader that goes away (`| head`) ends the program quietly, as it does for every other tool.
        do {
            var command = try Counterfoil.parseAsRoot()
            if var patient = command as? any AsyncParsableCommand {
                try await patient.run()
            } else {
                try command.run()
            }
        } catch let error as ExitCode {
            exit(error.rawValue)
        } catch let error as StoreError {
            Terminal.note("counterfoil: " + Tongue.ofLocale.choose(FailureText.of(error)))
            exit(FailureText.code(of: error).rawValue)
        } catch let error as ImportError {
            Terminal.note("counterfoil: " + Tongue.ofLocale.choose(error.explanation))
            exit(error.isBadInput ? ExitReason.badInput.rawValue : ExitReason.unreachable.rawValue)
        } catch let error as SettingsError {
            Terminal.note("counterfoil: " + Tongue.ofLocale.choose(error.explanation))
            exit(ExitReason.badInput.rawValue)
        } catch {
            leave(with: error)
        }
    }

    /// Help and version are answers; anything else the parser says is wrong usage.
    private static func leave(with error: any Error) -> Never {
        let code = Counterfoil.exitCode(for: error)
        let text = Counterfoil.fullMessage(for: error)
        if code.isSuccess {
            Terminal.write(text)
            exit(0)
        }
        Terminal.note(text.isEmpty ? "counterfoil: \(error)" : text)
        exit(code == .validationFailure ? ExitReason.usage.rawValue : ExitReason.unreachable.rawValue)
    }
}
