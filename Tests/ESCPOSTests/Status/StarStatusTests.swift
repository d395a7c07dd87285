// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

@Suite struct `Status of Star printers` {
    @Test(
        arguments: [
            ([0x23, 0x06, 0, 0, 0, 0, 0, 0, 0], PrinterStatus()),
            ([0x23, 0x06, 0x28, 0, 0, 0, 0, 0, 0], PrinterStatus(isCoverOpen: true)),
            ([0x23, 0x06, 0x08, 0, 0, 0x0C, 0, 0, 0], PrinterStatus(paper: .out)),
            ([0x23, 0x06, 0, 0, 0, 0x04, 0, 0, 0], PrinterStatus(paper: .nearEnd)),
            ([0x23, 0x06, 0x08, 0x08, 0, 0, 0, 0, 0], PrinterStatus(hasCutterError: true)),
            ([0x23, 0x06, 0x08, 0x20, 0, 0, 0, 0, 0], PrinterStatus(hasUnrecoverableError: true)),
            ([0x23, 0x06, 0x08, 0x40, 0, 0, 0, 0, 0], PrinterStatus(hasPassingError: true)),
            ([0x23, 0x06, 0x08, 0x04, 0, 0, 0, 0, 0], PrinterStatus(hasRecoverableError: true)),
        ] as [([UInt8], PrinterStatus)])
    func `frames say what is wrong, and are written the same`(_ frame: [UInt8], _ status: PrinterStatus) throws {
        let star = try #require(StarStatus(frame))
        #expect(PrinterStatus(star) == status)
        #expect(StarStatus(status).bytes == frame)
        #expect(star.version == 3)
    }

    @Test func `every value of every byte is a frame that is kept as it is, or none`() {
        for index in 2..<9 {
            for value in 0...255 as ClosedRange<UInt8> {
                var frame: [UInt8] = [0x23, 0x06, 0, 0, 0, 0, 0, 0, 0]
                frame[index] = value
                let star = StarStatus(frame)
                #expect((star != nil) == (value & 0x91 == 0))
                if let star {
                    #expect(star.bytes == frame)
                    // What another state would set is what this one reads.
                    let status = PrinterStatus(star)
                    #expect(
                        PrinterStatus(StarStatus(status))
                            == PrinterStatus(StarStatus(PrinterStatus(StarStatus(status)))))
                }
            }
        }
    }

    @Test func `all pairs of first bytes give a length, or are no frame`() {
        for first in 0...255 as ClosedRange<UInt8> {
            for second in 0...255 as ClosedRange<UInt8> {
                let length = StarStatus.length([first, second])
                let counted = Int(first >> 2 & 0x18 | first >> 1 & 7) + Int(second >> 6 & 2)
                let isFrame = first & 0x91 == 1 && second & 0x11 == 0 && (7...33).contains(counted)
                #expect(length == (isFrame ? counted : nil))
            }
        }
    }

    @Test func `the counter of finished jobs runs to 31`() throws {
        for number in 0..<32 {
            var star = StarStatus()
            star.completed = number
            #expect(try #require(StarStatus(star.bytes)).completed == number)
        }
        #expect(StarStatus(length: 7).completed == nil)
    }

    @Test func `any split of any bytes gives the same messages, and no byte is lost`() {
        var chance = SplitMix(seed: 11)
        for _ in 0..<400 {
            var stream: [UInt8] = []
            func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &chance) }
            for _ in 0..<below(6) {
                switch below(3) {
                case 0: stream += StarStatus(PrinterStatus(isCoverOpen: below(2) == 0)).bytes
                case 1: stream += StarStatus().bytes.prefix(below(9))
                default: for _ in 0..<below(12) { stream.append(UInt8(below(256))) }
                }
            }
            // A frame at the end closes what was held.
            stream += [0xFF]
            var whole = StarStatusDecoder()
            var single = StarStatusDecoder()
            let all = whole.feed(stream)
            let split = stream.flatMap { single.feed([$0]) }
            #expect(Self.bytes(all) == stream)
            #expect(Self.statuses(all) == Self.statuses(split))
            #expect(Self.bytes(split) == stream)
        }
    }

    static func bytes(_ replies: [StarStatusDecoder.Reply]) -> [UInt8] {
        replies.flatMap { reply in
            switch reply {
            case .status(let status): status.bytes
            case .broken(let bytes): bytes
            }
        }
    }

    static func statuses(_ replies: [StarStatusDecoder.Reply]) -> [StarStatus] {
        replies.compactMap { if case .status(let status) = $0 { status } else { nil } }
    }
}
