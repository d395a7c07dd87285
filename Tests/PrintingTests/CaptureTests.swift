// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Printing
import SimKit
import Tender
import Testing

/// Where jobs begin and end, and that no byte between is lost or moved.
@Suite struct CaptureTests {
    static let cut: [UInt8] = [0x1D, 0x56, 0x00]
    static let pulse: [UInt8] = [0x1B, 0x70, 0x00, 0x19, 0xFA]

    struct Stream: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let jobs: [[UInt8]]
        let endings: [CapturedJob.Ending]

        init(_ text: String, _ bytes: [UInt8], jobs: [[UInt8]], _ endings: [CapturedJob.Ending]) {
            testDescription = text
            self.bytes = bytes
            self.jobs = jobs
            self.endings = endings
        }
    }

    static let one = Array("one\n".utf8)
    static let two = Array("two\n".utf8)
    static let streams = [
        Stream("a slip that is cut", one + cut, jobs: [one + cut], [.cut]),
        Stream("a slip that is not", one, jobs: [one], [.closed]),
        Stream("two slips in one breath", one + cut + two + cut, jobs: [one + cut, two + cut], [.cut, .cut]),
        Stream("the drawer behind the cut", one + cut + pulse, jobs: [one + cut + pulse], [.cut]),
        Stream("settings in front", [0x1B, 0x40] + one, jobs: [[0x1B, 0x40] + one], [.closed]),
        Stream(
            "a question inside", one + [0x10, 0x04, 0x01] + two, jobs: [one + [0x10, 0x04, 0x01] + two], [.closed]),
        Stream("only questions", [0x10, 0x04, 0x01, 0x1D, 0x49, 0x01, 0x1B, 0x40], jobs: [], []),
        Stream("only the drawer", pulse, jobs: [pulse], [.closed]),
        Stream(
            "cut off in an image", one + [0x1D, 0x76, 0x30, 0x00, 0x48], jobs: [one + [0x1D, 0x76, 0x30, 0x00, 0x48]],
            [.closed]),
        Stream("nothing", [], jobs: [], []),
    ]

    @Test(arguments: streams)
    func `a stream falls into its jobs`(_ stream: Stream) {
        var floor = PrintFloor()
        floor.prints(stream.bytes)
        #expect(floor.kept.map(\.bytes) == stream.jobs)
        #expect(floor.kept.map(\.ending) == stream.endings)
    }

    @Test(arguments: streams)
    func `however its bytes arrive, none is lost`(_ stream: Stream) {
        var chance = SplitMix64(seed: 5)
        for _ in 0..<20 {
            var floor = PrintFloor()
            let till = floor.connect()
            var rest = stream.bytes[...]
            while !rest.isEmpty {
                let piece = rest.prefix(chance.roll(in: 1...4))
                floor.say(Array(piece), till)
                rest = rest.dropFirst(piece.count)
            }
            floor.close(till)
            #expect(floor.kept.flatMap(\.bytes) == stream.jobs.flatMap(\.self))
        }
    }

    @Test func `a slip without a cut is over when the till falls silent`() {
        var floor = PrintFloor()
        let till = floor.connect()
        floor.say(Self.one, till)
        floor.run(milliseconds: 900)
        #expect(floor.kept.isEmpty)
        floor.run(milliseconds: 300)
        #expect(floor.kept.map(\.ending) == [.idle])
        floor.say(Self.two + Self.cut, till)
        #expect(floor.kept.map(\.bytes) == [Self.one, Self.two + Self.cut])
    }

    @Test func `what is larger than a job is several`() {
        var floor = PrintFloor()
        floor.limits.jobBytes = 1_000
        floor.crash()
        let long = (0..<500).flatMap { Array("line \($0)\n".utf8) }
        floor.prints(long)
        #expect(floor.kept.flatMap(\.bytes) == long)
        #expect(floor.kept.dropLast().allSatisfy { $0.ending == .limit })
        #expect(floor.kept.allSatisfy { $0.bytes.count <= 1_100 })
    }

    @Test func `a till cut off with us is kept as far as it came, and printed only when a person says so`() throws {
        var floor = PrintFloor()
        floor.run(milliseconds: 500)
        let till = floor.connect()
        floor.say(Self.one + Self.two, till)
        floor.crash()
        floor.run(milliseconds: 3_000)
        #expect(floor.kept.map(\.ending) == [.interrupted])
        #expect(floor.kept.map(\.bytes) == [Self.one + Self.two])
        #expect(floor.job(0)?.state == .unconfirmed(.restarted))
        #expect(floor.printer.tape.lineCount == 0)
    }

    @Test func `with no room on the disk a till hears of an error, and its slip is not half taken`() {
        var floor = PrintFloor()
        floor.run(milliseconds: 500)
        floor.step(.diskLow(true))
        let till = floor.connect()
        floor.say([0x10, 0x04, 0x01, 0x10, 0x04, 0x02], till)
        #expect(floor.answers[till] == [0x1A, 0x52])
        floor.say(Self.one + Self.cut, till)
        #expect(floor.hungUp[till] == .diskFull)
        #expect(floor.kept.isEmpty)
        floor.step(.diskLow(false))
        floor.prints(Self.one + Self.cut)
        floor.run(milliseconds: 500)
        #expect(floor.job(0)?.level == .confirmed)
    }

    @Test func `too many tills and too many connections are hung up on`() {
        var floor = PrintFloor()
        floor.limits.tills = 2
        floor.limits.connectionsPerMinute = 3
        floor.crash()
        let tills = (0..<3).map { _ in floor.connect() }
        #expect(tills.map { floor.hungUp[$0] } == [nil, nil, .tooManyTills])
        floor.step(.tillOpened(TillID(90), printer: "back", sender: "x"))
        #expect(floor.hungUp[TillID(90)] == .unknownPrinter)
    }
}
