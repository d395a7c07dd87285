// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Glibc

// fuzz-links [COUNT] [SEED] [acquirer|wallets|terminal|settings]: damaged answers, notices and settings for everything
// that reads them; a broken promise ends the run with the seed that shows it.

/// The most memory this process ever had, in KiB.
func peakMemory() -> Int {
    var usage = rusage()
    return getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 ? usage.ru_maxrss : 0
}

func campaign(_ name: String, _ count: Int, from seed: UInt64, _ run: (inout Damage) -> Outcome) -> Bool {
    let clock = ContinuousClock()
    let begun = clock.now
    var (read, bytes) = (0, 0)
    var slowest = Duration.zero
    for round in 0..<count {
        var damage = Damage(seed: seed &+ UInt64(round))
        let start = clock.now
        let outcome = run(&damage)
        slowest = max(slowest, clock.now - start)
        if let fault = outcome.fault {
            print("\(name), seed \(seed &+ UInt64(round)): \(fault)")
            return false
        }
        read += outcome.isRead ? 1 : 0
        bytes += outcome.bytes
    }
    print(
        "\(name): \(count) inputs from seed \(seed), \(bytes) bytes: \(read) read, \(count - read) refused, no trap; "
            + "\((clock.now - begun).components.seconds) s, slowest \(slowest), peak \(peakMemory()) KiB")
    fflush(nil)
    return true
}

let arguments = Array(CommandLine.arguments.dropFirst())
let count = arguments.first.flatMap { Int($0) } ?? 1_000_000
let seed = arguments.dropFirst().first.flatMap { UInt64($0) } ?? 1
let only = arguments.dropFirst(2).first
let acquirer = try AcquirerTrial()
let wallets = try WalletTrial()
let terminal = try TerminalTrial()
let settings = try SettingTrial()
let trials: [(String, (inout Damage) -> Outcome)] = [
    ("acquirer", { acquirer.run(&$0) }), ("wallets", { wallets.run(&$0) }), ("terminal", { terminal.run(&$0) }),
    ("settings", { settings.run(&$0) }),
]
for (name, run) in trials where only == nil || only == name {
    if !campaign(name, count, from: seed, run) { exit(1) }
}
