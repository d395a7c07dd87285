// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

/// Random and broken streams: nothing traps, nothing is lost, and the cutting never shows.
@Suite struct DecoderFuzzTests {
    static let plain = Profile(name: "plain", language: .escposOnly)

    /// A stream made of commands with random parameters, text, controls and noise.
    private func stream(_ random: inout SplitMix, vectors: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            switch Int.random(in: 0...9, using: &random) {
            case 0...4:
                let command = Command.all[Int.random(in: 0..<Command.all.count, using: &random)]
                bytes += command.prefix
                // Small numbers make lengths that end within the stream.
                let top: UInt8 = Bool.random(using: &random) ? 3 : 0xFF
                bytes += (0..<Int.random(in: 0...20, using: &random)).map { _ in .random(in: 0...top, using: &random) }
            case 5: bytes += Array("合计 58.00 元".utf8)
            case 6: bytes += hostile(Int.random(in: 0...40, using: &random))
            case 7: bytes += (0..<30).map { _ in .random(in: 0...0xFF, using: &random) }
            case 8:
                guard let vector = vectors.randomElement(using: &random), !vector.isEmpty else { continue }
                let from = Int.random(in: 0..<vector.count, using: &random)
                bytes += vector[from...].prefix(Int.random(in: 0...100, using: &random))
            default: bytes += [0x1B, [0x40, 0x61, 0x3D, 0x1D, 0x1E, 0x2A].randomElement(using: &random) ?? 0]
            }
        }
        for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...0xFF, using: &random)
        }
        return bytes
    }

    @Test(arguments: 0..<8)
    func `random streams keep every byte, and the cutting never shows`(_ seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        let vectors = PrintVectors.binaries.compactMap { PrintVectors.stream($0) }
        for round in 0..<1500 {
            let bytes = stream(&random, vectors: vectors)
            let profile = Profile.all[round % Profile.all.count]
            let whole = pieces(bytes, profile)
            guard whole.flatMap(\.bytes) == bytes, whole.allSatisfy({ $0.token.length == $0.bytes.count }),
                whole.map(\.token.offset) == offsets(of: whole)
            else { return #expect(Bool(false), "bytes were lost: \(bytes)") }
            for piece in whole where piece.token.kind == .unknown { #expect(piece.token.length <= 2) }
            #expect(pieces(randomChunks(bytes, &random), profile) == whole, "\(bytes)")
            if round % 20 == 0 {
                #expect(pieces(bytes.indices.map { bytes[$0...$0] }, profile) == whole, "\(bytes)")
            }
        }
    }

    @Test(arguments: 100..<104)
    func `the table frames as the rules written by hand do`(_ seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        for _ in 0..<1500 {
            let bytes = stream(&random, vectors: [])
            // The display has a table of its own; the twin has not.
            if bytes.indices.dropLast().contains(where: { bytes[$0] == 0x1B && bytes[$0 + 1] == 0x3D }) { continue }
            var twin = NaiveFramer(bytes)
            let found = pieces(bytes, Self.plain).map { piece in
                NaiveFramer.Part(offset: piece.token.offset, length: piece.token.length, kind: kind(piece.token.kind))
            }
            #expect(found == twin.parts(), "\(bytes)")
        }
    }

    @Test(arguments: 200..<202)
    func `narrow limits change what is handed over and never where tokens end`(_ seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        let limits = DecodingLimits(body: 64, text: 64, claim: 64)
        for _ in 0..<1000 {
            let bytes = stream(&random, vectors: [])
            let whole = pieces(bytes, .standard, limits: limits)
            #expect(whole.reduce(0) { $0 + $1.token.length } == bytes.count)
            #expect(
                whole.allSatisfy { $0.bytes == Array(bytes[$0.token.offset...].prefix($0.token.length).prefix(64)) })
            #expect(pieces(randomChunks(bytes, &random), .standard, limits: limits) == whole, "\(bytes)")
        }
    }

    private func offsets(of whole: [Piece]) -> [Int] {
        var at = 0
        return whole.map { piece in
            defer { at += piece.token.length }
            return at
        }
    }

    private func kind(_ kind: Token.Kind) -> NaiveFramer.Kind {
        switch kind {
        case .text: .text
        case .control: .control
        case .command: .command
        case .unknown: .unknown
        case .truncated: .truncated
        }
    }
}
