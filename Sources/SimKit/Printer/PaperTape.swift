// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What really came out of the printer: the oracle of every printing test.
public struct PaperTape: Sendable, Hashable {
    public enum Piece: Sendable, Hashable {
        /// One printed line, its bytes as they were sent.
        case line([UInt8])
        /// An image, barcode or symbol: the whole command.
        case image([UInt8])
        case cut
        /// The drawer was kicked open.
        case pulse
    }

    public private(set) var pieces: [Piece] = []
    /// Every byte that was carried out, in order, commands included.
    public private(set) var bytes: [UInt8] = []
    /// Bytes and pieces that were thrown away at the front to stay within the limits.
    public private(set) var forgottenBytes = 0
    public private(set) var forgottenPieces = 0

    /// Bytes and pieces the tape remembers.
    public static let byteLimit = 64 << 20
    public static let pieceLimit = 1 << 20

    public init() {}

    public private(set) var lineCount = 0
    public private(set) var cutCount = 0
    public private(set) var pulseCount = 0

    /// The printed lines between two cuts, slip by slip; the last one is not cut yet and may be empty.
    public var slips: [[[UInt8]]] {
        var slips: [[[UInt8]]] = [[]]
        for piece in pieces {
            switch piece {
            case .line(let line): slips[slips.count - 1].append(line)
            case .cut: slips.append([])
            case .image, .pulse: break
            }
        }
        return slips
    }

    mutating func add(_ piece: Piece) {
        pieces.append(piece)
        switch piece {
        case .line: lineCount += 1
        case .cut: cutCount += 1
        case .pulse: pulseCount += 1
        case .image: break
        }
        if pieces.count > Self.pieceLimit {
            forgottenPieces += Self.pieceLimit / 2
            pieces.removeFirst(Self.pieceLimit / 2)
        }
    }

    mutating func carryOut(_ byte: UInt8) {
        bytes.append(byte)
        if bytes.count > Self.byteLimit {
            forgottenBytes += bytes.count / 2
            bytes.removeFirst(bytes.count / 2)
        }
    }
}
