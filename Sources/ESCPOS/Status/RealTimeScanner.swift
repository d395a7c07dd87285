// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Finds the byte sequences a printer executes wherever they stand.
///
///     10 04 n [a]     10 05 n     10 14 01 m t     10 14 02 01 08     10 14 03 …     10 14 07 n     10 14 08 …
///
/// Split-safe; keeps at most ten bytes.
public struct RealTimeScanner: Sendable {
    /// A sequence, and the offset of its `DLE` from the start of the stream.
    public struct Action: Sendable, Hashable {
        public let offset: Int
        public let bytes: [UInt8]

        /// The status request it is; nil for a drawer pulse, a buzzer or the power switch.
        public var request: StatusRequest? {
            switch bytes[1] {
            case 0x04: .realTime(bytes[2], bytes.count > 3 ? bytes[3] : nil)
            case 0x05: .recover(bytes[2])
            default: bytes == StatusRequest.clearBuffers.bytes ? .clearBuffers : nil
            }
        }
    }

    private var held: [UInt8] = []
    private var position = 0

    public init() {}

    public mutating func feed(_ bytes: ArraySlice<UInt8>) -> [Action] {
        var actions: [Action] = []
        let span = bytes.span
        var index = 0
        while index < span.count {
            if held.isEmpty, span[index] != 0x10 {
                index += 1
                continue
            }
            held.append(span[index])
            index += 1
            settle(at: position + index, &actions)
        }
        position += span.count
        return actions
    }

    /// Decides what the held bytes are; what can no longer become a sequence is dropped up to the next `DLE`.
    private mutating func settle(at end: Int, _ actions: inout [Action]) {
        while !held.isEmpty {
            switch Self.length(of: held) {
            case nil:
                held.removeFirst()
                while let first = held.first, first != 0x10 { held.removeFirst() }
            case held.count?:
                actions.append(Action(offset: end - held.count, bytes: held))
                held = []
            default: return
            }
        }
    }

    /// The length of the sequence that starts so, as far as it can be told; nil when none does.
    private static func length(of start: [UInt8]) -> Int? {
        guard start.count > 1 else { return 2 }
        guard start.count > 2 else { return [0x04, 0x05, 0x14].contains(start[1]) ? 3 : nil }
        switch (start[1], start[2]) {
        case (0x04, 1...6): return 3
        case (0x04, 7), (0x04, 8), (0x04, 18): return 4
        case (0x05, 0...2): return 3
        case (0x14, 1): return fits(start, [0...1, 1...8])
        case (0x14, 2): return fits(start, [1...1, 8...8])
        case (0x14, 3): return fits(start, [0...7, 0...0, 0...255, 0...255, 0...255])
        case (0x14, 7): return fits(start, [1...5])
        case (0x14, 8): return fits(start, [1...1, 3...3, 0x14...0x14, 1...1, 6...6, 2...2, 8...8])
        default: return nil
        }
    }

    private static func fits(_ start: [UInt8], _ ranges: [ClosedRange<UInt8>]) -> Int? {
        zip(start.dropFirst(3), ranges).allSatisfy { $1.contains($0) } ? 3 + ranges.count : nil
    }
}
