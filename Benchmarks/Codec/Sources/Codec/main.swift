// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import CAllocations
import ISO8583

/// Nanoseconds and allocations a message, the best of nine rounds: `codec HEX…`, one UnionPay message each, with TPDU
/// and header. One JSON document a line.
struct Measured {
    let nanoseconds: Double
    let allocations: Double

    static func of(_ rounds: Int = 9, times: Int = 100_000, _ work: () throws -> Void) rethrows -> Measured {
        var best = Double.infinity
        var allocations: UInt64 = 0
        let clock = ContinuousClock()
        for _ in 0..<rounds {
            let before = allocation_count()
            let time = try clock.measure { for _ in 0..<times { try work() } }
            allocations = allocation_count() - before
            best = min(best, (Double(time.components.seconds) * 1e9 + Double(time.components.attoseconds) / 1e9))
        }
        return Measured(nanoseconds: best / Double(times), allocations: Double(allocations) / Double(times))
    }

    var text: String {
        "{\"ns\": \(Int(nanoseconds + 0.5)), \"allocations\": \(Double(Int(allocations * 100 + 0.5)) / 100)}"
    }
}

func bytes(_ text: String) -> [UInt8] {
    let digits = text.utf8.map { UInt8(($0 & 15) + ($0 > 64 ? 9 : 0)) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

/// Keeps the optimiser from dropping what is measured.
@inline(never) func keep<Value>(_ value: Value) { withExtendedLifetime(value) {} }

for text in CommandLine.arguments.dropFirst() {
    let packet = bytes(text)
    let wire = Array(packet[11...])
    let dialect = Dialect.unionPay
    let message = try dialect.parse(wire)
    let contents = message.fields.map { ($0, Array(message[$0] ?? [])) }
    let parse = try Measured.of { keep(try dialect.parse(wire)) }
    let build = try Measured.of { keep(try dialect.build(message)) }
    let fill = try Measured.of {
        var new = Message(message.type, reservingFields: contents.count, bytes: 512)
        for (number, content) in contents { new.set(number, bytes: content) }
        keep(try dialect.build(new))
    }
    print(
        "{\"bytes\": \(packet.count), \"fields\": \(contents.count), \"parse\": \(parse.text), "
            + "\"build\": \(build.text), \"fill and build\": \(fill.text)}")
}
