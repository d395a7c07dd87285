// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Glibc
import Testing

/// A token with the bytes that came with it.
struct Piece: Equatable {
    let token: Token
    let bytes: [UInt8]
}

/// Every token of a stream that arrives in one piece.
func pieces(_ bytes: [UInt8], _ profile: Profile = .standard, limits: DecodingLimits = .standard) -> [Piece] {
    pieces([bytes[...]], profile, limits: limits)
}

/// Every token of a stream that arrives in these pieces.
func pieces(
    _ chunks: [ArraySlice<UInt8>], _ profile: Profile = .standard, limits: DecodingLimits = .standard
) -> [Piece] {
    var decoder = StreamDecoder(profile: profile, limits: limits)
    var all: [Piece] = []
    for chunk in chunks { decoder.feed(chunk) { all.append(Piece(token: $0, bytes: Array($1))) } }
    decoder.finish { all.append(Piece(token: $0, bytes: Array($1))) }
    return all
}

/// Cuts bytes at random places.
func randomChunks(_ bytes: [UInt8], _ random: inout SplitMix) -> [ArraySlice<UInt8>] {
    var chunks: [ArraySlice<UInt8>] = []
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = Int.random(in: 0...(Bool.random(using: &random) ? 4 : 64), using: &random)
        chunks.append(rest.prefix(count))
        rest = rest.dropFirst(count)
    }
    return chunks
}

/// `1B 40` as bytes; blanks do not count. `<n>` stands for n bytes that would all be commands outside a payload.
func hex(_ text: some StringProtocol) -> [UInt8] {
    var bytes: [UInt8] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
        if word.hasPrefix("<"), let count = Int(word.dropFirst().dropLast()) {
            bytes += hostile(count)
        } else {
            bytes += stride(from: 0, to: word.count, by: 2).compactMap {
                UInt8(word.dropFirst($0).prefix(2), radix: 16)
            }
        }
    }
    return bytes
}

/// Payload full of commands, line feeds and wide characters.
func hostile(_ count: Int) -> [UInt8] {
    let pattern: [UInt8] = [0x1B, 0x40, 0x1D, 0x56, 0x00, 0x10, 0x04, 0x01, 0xC9, 0xCC, 0x0A, 0x1C, 0x26, 0x3B, 0x1E]
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + pattern.count)
    while bytes.count < count { bytes += pattern }
    return Array(bytes.prefix(count))
}

/// A small seeded generator, so that a failure can be seen again.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Public example streams, outside the project's tree.
enum PrintVectors {
    static let folder = environment("COUNTERFOIL_VECTORS") ?? "../shared/vectors"
    static let isPresent = bytes("demo.bin") != nil

    static let binaries = [
        "barcode", "bit-image", "character-encodings", "character-tables", "demo", "graphics", "pdf417-code",
        "preview-formatting", "preview-minimal", "preview-receipt", "qr-code", "receipt-with-logo", "text-size",
    ].map { "\($0).bin" }

    static let goldens = [
        "esc-star-8dot-double-density", "esc-star-all-density-modes", "gs-v0-all-scaling-modes",
        "line-spacing-and-feed", "receiptful-html2escpos",
    ].map { "golden/\($0)/input.hex" }

    /// The stream in a file, hexadecimal ones read, or nil where the vectors are not installed.
    static func stream(_ name: String) -> [UInt8]? {
        guard let raw = bytes(name) else { return nil }
        guard name.hasSuffix(".hex") else { return raw }
        let lines = String(decoding: raw, as: UTF8.self).split(whereSeparator: \.isNewline)
        return hex(lines.map { $0.prefix { $0 != "#" } }.joined(separator: " "))
    }

    private static func bytes(_ path: String) -> [UInt8]? {
        guard let file = unsafe fopen("\(folder)/escpos/\(path)", "rb") else { return nil }
        defer { _ = unsafe fclose(file) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return all }
            all += buffer[0..<count]
        }
    }

    private static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}
