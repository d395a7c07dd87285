// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Foundation
import Links
import Store

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Start the server: console, API and links.",
        discussion: "Ends in order on SIGTERM or Ctrl-C. Answers on loopback only, unless --listen says otherwise.")

    @Option(help: "Folder of the journal and its database.") var data: String?
    @Option(help: "HOST:PORT to listen on; port 0 lets the system choose.") var listen: String?
    @Flag(help: "Load the sample shop into an empty folder, and let people at this machine try it without a password.")
    var sample = false
    @Option(help: "Configuration file (TOML).") var config: String?

    func run() async throws {
        let text = try config.map { try TextFile.read($0) }
        var settings = try ConfigurationFile.read(
            text: text, name: config ?? "", environment: ProcessInfo.processInfo.environment)
        if let data { settings.data = data }
        if let listen {
            guard let address = ListenAddress(listen) else {
                throw ValidationError(
                    "--listen: ‘\(listen)’ is not HOST:PORT, for example 127.0.0.1:8080 or [::1]:8080")
            }
            settings.host = address.host
            settings.port = address.port
        }
        try await Assembly.serve(settings, sample: sample)
    }
}
