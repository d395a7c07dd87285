// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS

/// A number that stands for all tokens and bytes handed over.
struct Digest: Equatable {
    private var value: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var bytes = 0

    mutating func add(_ token: Token, _ body: ArraySlice<UInt8>) {
        bytes += token.length
        mix(UInt64(token.offset))
        mix(UInt64(token.length))
        switch token.kind {
        case .text: mix(1)
        case .control(let byte): mix(UInt64(byte) << 8 | 2)
        case .command(let command): mix(UInt64(bitPattern: Int64(command.hashValue)))
        case .unknown: mix(4)
        case .truncated: mix(5)
        }
        for byte in body { mix(UInt64(byte)) }
    }

    private mutating func mix(_ word: UInt64) { value = (value ^ word) &* 0x0000_0100_0000_01B3 }
}

func digest(_ chunks: [ArraySlice<UInt8>], _ profile: Profile) -> Digest {
    var decoder = StreamDecoder(profile: profile)
    var digest = Digest()
    for chunk in chunks { decoder.feed(chunk) { digest.add($0, $1) } }
    decoder.finish { digest.add($0, $1) }
    return digest
}

/// Decodes random streams whole and cut; a difference or a lost byte ends the run with the seed that shows it.
func campaign(_ count: Int, from seed: UInt64) -> Bool {
    var bytes = 0
    for round in 0..<count {
        var maker = StreamMaker(seed: seed &+ UInt64(round))
        let stream = maker.stream()
        let profile = Profile.all[round % Profile.all.count]
        var chunks: [ArraySlice<UInt8>] = []
        var rest = stream[...]
        while !rest.isEmpty {
            let count = maker.chunk(of: rest.count)
            chunks.append(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        let whole = digest([stream[...]], profile)
        guard whole.bytes == stream.count, whole == digest(chunks, profile) else {
            print("seed \(seed &+ UInt64(round)), profile \(profile.name): \(stream)")
            return false
        }
        var status = StatusDecoder()
        _ = status.feed(stream)
        var scanner = RequestScanner(profile: profile)
        for chunk in chunks { _ = scanner.feed(chunk) }
        bytes += stream.count
        if round % 1_000_000 == 999_999 { print("\(round + 1) streams, \(bytes) bytes, no difference") }
    }
    print("\(count) streams from seed \(seed), \(bytes) bytes: no trap, no lost byte, no difference")
    return true
}

/// Megabytes a second on text receipts that arrive in pieces of 64 KiB.
func speed() {
    var receipt = Encoder()
    receipt.initialise()
    receipt.align(.centre)
    receipt.size(width: 2, height: 2)
    try? receipt.line("签购单 SALES SLIP", .gbk)
    receipt.size(width: 1, height: 1)
    receipt.align(.left)
    for item in 1...20 {
        receipt.emphasis(item % 5 == 0)
        try? receipt.line("商品名称 \(item) 号        2 x  29.00          58.00", .gbk)
    }
    try? receipt.line("------------------------------------------------", .ascii)
    receipt.cut(.partial)
    var stream: [UInt8] = []
    while stream.count < 64 << 20 { stream += receipt.bytes }
    var tokens = 0
    let clock = ContinuousClock()
    for _ in 0..<5 {
        tokens = 0
        let time = clock.measure {
            var decoder = StreamDecoder()
            for start in stride(from: 0, to: stream.count, by: 65_536) {
                decoder.feed(stream[start..<min(start + 65_536, stream.count)]) { _, _ in tokens += 1 }
            }
            decoder.finish { _, _ in tokens += 1 }
        }
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        print("\(stream.count) bytes, \(tokens) tokens: \(Int(Double(stream.count) / 1e6 / seconds)) MB/s")
    }
}

let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "speed" {
    speed()
} else {
    let count = arguments.first.flatMap { Int($0) } ?? 1_000_000
    let seed = arguments.dropFirst().first.flatMap { UInt64($0) } ?? 1
    if !campaign(count, from: seed) { fatalError("the streams differ") }
}
