// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ISO8583

/// One input against everything that reads: packet, description, chip data, pieces, framer; and what was read is
/// written in one form that reads the same.
func isSound(_ input: [UInt8], _ dialect: Dialect, _ maker: inout MessageMaker) -> Bool {
    var framer = Framer(LengthForm.named[maker.below(LengthForm.named.count)].form, limit: 512)
    let cut = maker.below(input.count + 1)
    for chunk in [input[..<cut], input[cut...]] { try? framer.feed(chunk) { _ in } }
    guard framer.heldBytes <= 512 + 16 else { return false }
    do throws(MessageError) {
        let packet = try Packet(input[...], dialect)
        let message = packet.message
        let canonical = try dialect.build(message)
        guard try dialect.parse(canonical) == message else { return false }
        if let chip = try? message.chipData() { _ = chip.flatMap(\.bytes) }
        for number in message.fields {
            _ = message.masked(number, in: dialect)
            _ = message.pieces(of: number, in: dialect)
        }
        return true
    } catch {
        return error.offset >= 0 && error.offset <= input.count
    }
}

func campaign(_ count: Int, from seed: UInt64) -> Bool {
    guard let fallback = MessageType("0800") else { return false }
    var (bytes, readable) = (0, 0)
    for round in 0..<count {
        let number = seed &+ UInt64(round)
        var maker = MessageMaker(seed: number, fallback: fallback, spread: 8, rarity: 24)
        let dialect = Dialect.builtIn[round % Dialect.builtIn.count]
        var input: [UInt8]
        if maker.below(8) == 0 {
            input = maker.bytes(maker.below(300))
        } else {
            guard let wire = try? dialect.build(maker.message(dialect)) else {
                print("seed \(number): a message of the dialect's own rules was not written")
                return false
            }
            input = maker.below(4) == 0 ? wire : maker.damaged(wire)
            if maker.below(2) == 0 {
                input = TPDU(destination: 3, source: 0).bytes + UnionPayHeader(softwareVersion: 1).bytes + input
            }
        }
        guard isSound(input, dialect, &maker) else {
            print("seed \(number), dialect \(dialect.name): \(input)")
            return false
        }
        if (try? Packet(input[...], dialect)) != nil { readable += 1 }
        bytes += input.count
        if round % 1_000_000 == 999_999 { print("\(round + 1) inputs, \(bytes) bytes, \(readable) readable") }
    }
    print("\(count) inputs from seed \(seed), \(bytes) bytes, \(readable) readable: no trap, no difference")
    return true
}

let arguments = CommandLine.arguments.dropFirst()
let count = arguments.first.flatMap { Int($0) } ?? 1_000_000
let seed = arguments.dropFirst().first.flatMap { UInt64($0) } ?? 1
if !campaign(count, from: seed) { fatalError("an input was not sound") }
