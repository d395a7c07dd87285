// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Glibc
import JSON
import Nexo

/// The most memory this process ever had, in KiB.
func peakMemory() -> Int {
    var usage = rusage()
    return getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 ? usage.ru_maxrss : 0
}

/// Tries damaged messages; a broken promise ends the run with the seed that shows it.
func campaign(_ count: Int, from seed: UInt64) -> Bool {
    var (read, refused, bytes) = (0, 0, 0)
    for round in 0..<count {
        var maker = MessageMaker(seed: seed &+ UInt64(round))
        let message = maker.message()
        switch MessageTrial.run(message) {
        case .read: read += 1
        case .refused: refused += 1
        case .wrong(let what):
            print("seed \(seed &+ UInt64(round)): \(what): \(String(decoding: message, as: UTF8.self))")
            return false
        }
        bytes += message.count
        if round % 1_000_000 == 999_999 {
            print("\(round + 1) messages, \(bytes) bytes, \(read) read, \(refused) refused, peak \(peakMemory()) KiB")
            fflush(nil)
        }
    }
    print(
        "\(count) messages from seed \(seed), \(bytes) bytes: \(read) read, \(refused) refused, no trap, "
            + "peak \(peakMemory()) KiB")
    return true
}

let arguments = CommandLine.arguments.dropFirst()
let count = arguments.first.flatMap { Int($0) } ?? 1_000_000
let seed = arguments.dropFirst().first.flatMap { UInt64($0) } ?? 1
if !campaign(count, from: seed) { fatalError("a promise is broken") }
