// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

@Suite(.enabled(if: PrintVectors.isPresent, "the public example streams are not installed"))
struct DecoderVectorTests {
    @Test(arguments: PrintVectors.binaries + PrintVectors.goldens)
    func `a public stream is consumed to the last byte and nothing in it is unknown`(_ name: String) throws {
        let stream = try #require(PrintVectors.stream(name))
        let whole = pieces(stream)
        #expect(whole.reduce(0) { $0 + $1.token.length } == stream.count)
        #expect(whole.flatMap(\.bytes) == stream)
        for piece in whole {
            #expect(piece.token.kind != .unknown, "at \(piece.token.offset): \(piece.bytes)")
            if case .truncated = piece.token.kind { Issue.record("cut short at \(piece.token.offset)") }
        }
    }

    @Test(arguments: PrintVectors.binaries + PrintVectors.goldens)
    func `a public stream gives the same tokens however it is cut`(_ name: String) throws {
        let stream = try #require(PrintVectors.stream(name))
        let whole = pieces(stream)
        #expect(pieces(stream.indices.map { stream[$0...$0] }) == whole)
        var random = SplitMix(seed: 7)
        for _ in 0..<5 { #expect(pieces(randomChunks(stream, &random)) == whole) }
    }
}
