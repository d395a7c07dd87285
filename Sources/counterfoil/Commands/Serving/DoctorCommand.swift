// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import Foundation
import Store

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check this machine and the data folder, and say how to mend what is wrong.")

    @OptionGroup var options: DataOptions

    func run() async throws {
        var checks = [
            HealthCheck.disk(of: options.data), .zones(), .clock(), .chineseFonts(), .writable(options.data),
        ]
        checks += await HealthCheck.shop(in: options.data)
        if options.json {
            Terminal.write(try JSONText.of(checks))
        } else {
            for check in checks { show(check) }
        }
        if checks.contains(where: { $0.state == .bad }) { throw ExitReason.unreachable }
        if checks.contains(where: { $0.state == .doubtful }) { throw ExitReason.findings }
    }

    private func show(_ check: HealthCheck) {
        let mark =
            switch check.state {
            case .good: Terminal.paint("✓", .green)
            case .doubtful: Terminal.paint("!", .yellow)
            case .bad: Terminal.paint("✗", .red)
            }
        Terminal.write("\(mark) \(options.language.choose(check.name)): \(options.language.choose(check.says))")
        if let mend = check.mend { Terminal.write("    → " + options.language.choose(mend)) }
    }
}
