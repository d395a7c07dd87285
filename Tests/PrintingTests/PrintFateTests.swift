// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Printing
import SimKit
import Tender
import Testing

/// Whatever happens, in any order: nothing is missing, nothing is printed twice without a mark, and nobody says more
/// than is known.
@Suite struct PrintFateTests {
    static let seeds = Array(UInt64(1)...40)

    /// One thing that happens on the floor.
    static func happen(_ floor: inout PrintFloor, _ chance: inout SplitMix64, next: inout Int, jobs: Int) {
        switch chance.roll(14) {
        case 0...4 where next < jobs:
            let slip = PrintFloor.slip("job \(next)", lines: 6)
            let till = floor.connect()
            // A till's bytes arrive in pieces, and other things happen between them.
            let cut = chance.roll(slip.count)
            floor.say(Array(slip[..<cut]), till)
            if chance.happens(1, in: 3) { floor.run(milliseconds: 40) }
            floor.say(Array(slip[cut...]), till)
            floor.close(till)
            next += 1
        case 5: floor.printer.set(.paperOut, afterBytes: chance.roll(in: 1...200))
        case 6: floor.printer.clear(.paperOut)
        case 7:
            if let fault = chance.pick([PrinterFault.coverOpen, .cutter, .jam, .offline]) { floor.printer.set(fault) }
        case 8: heal(&floor)
        case 9: floor.printer.cyclePower(afterBytes: chance.roll(in: 1...200))
        case 10: floor.cutWire()
        case 11: floor.isCut = false
        case 12: floor.crash()
        default: floor.run(milliseconds: Int64(chance.roll(in: 20...3_000)))
        }
        floor.run(milliseconds: Int64(chance.roll(in: 20...1_500)))
        if chance.happens(1, in: 3) {
            heal(&floor)
            floor.run(milliseconds: Int64(chance.roll(in: 20...6_000)), step: 50)
        }
    }

    static func heal(_ floor: inout PrintFloor) {
        for fault in PrinterFault.allCases { floor.printer.clear(fault) }
        floor.isCut = false
        floor.printer.disarm()
        floor.step(.resume(printer: "front"))
    }

    @Test(arguments: seeds)
    func `every slip is on paper once, or a person is asked`(_ seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        var make = seed % 3 == 0 ? PrinterMake.fenceOnly : PrinterMake()
        make.bytesPerSecond = [0, 300, 2_000][chance.roll(3)]
        make.startMilliseconds = 300
        var floor = PrintFloor(make, seed: seed)
        var next = 0
        while next < 30 { Self.happen(&floor, &chance, next: &next, jobs: 30) }
        for _ in 0..<8 {
            Self.heal(&floor)
            floor.run(milliseconds: 20_000, step: 50)
        }
        #expect(floor.kept.count == 30)
        for index in 0..<30 {
            let name = "job \(index)"
            let job = floor.job(index)
            let paper = floor.count(name)
            #expect(paper.unmarked <= 1, "\(name) came out \(paper.unmarked) times")
            switch job?.state {
            case .proven: #expect(paper.unmarked == 1, "\(name) is called printed, and is not on paper")
            case .unconfirmed: #expect(job?.level.isPrinted == false)
            default: Issue.record("\(name) ended as \(String(describing: job?.state))")
            }
            #expect(floor.kept[index].bytes == PrintFloor.slip(name))
        }
    }

    @Test(arguments: seeds.prefix(10))
    func `a replay of the journal gives the jobs as they stood, and says nothing twice`(_ seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        var floor = PrintFloor(seed: seed)
        var next = 0
        while next < 10 { Self.happen(&floor, &chance, next: &next, jobs: 10) }
        var history = SpoolHistory()
        var twice = SpoolHistory()
        for record in floor.journal {
            let read = try SpoolRecord(type: record.type, payload: record.payload[...])
            #expect(read == record)
            history.add(record)
            twice.add(record)
            twice.add(record)
        }
        var renewed = SpoolHistory()
        for record in history.remains { renewed.add(record) }
        for job in history.jobs where !job.isSettled {
            let again = renewed.jobs.first { $0.id == job.id }
            #expect(again == job, "a spool written anew knows every job that is not done")
        }
        #expect(renewed.unkept == history.unkept)
        for job in floor.proxy.jobs {
            let restored = history.jobs.first { $0.id == job.id }
            #expect(restored?.level == job.level)
            #expect(restored?.eventCount == job.eventCount)
            #expect(restored?.state == job.state)
        }
        #expect(floor.noted.count == Set(floor.noted.map { "\($0.job) \($0.number)" }).count)
    }

    @Test func `no stream of a till or a printer stops the proxy`() {
        var chance = SplitMix64(seed: 99)
        var floor = PrintFloor()
        floor.limits.jobBytes = 10_000
        floor.crash()
        for _ in 0..<300 {
            let till = floor.connect()
            let bytes = (0..<chance.roll(600)).map { _ in
                chance.happens(1, in: 3)
                    ? [0x10, 0x1B, 0x1C, 0x1D, 0x04, 0x28, 0x56][chance.roll(7)] : UInt8(chance.roll(256))
            }
            floor.say(bytes, till)
            if chance.happens(1, in: 2) { floor.close(till) }
            floor.step(.printerSaid(printer: "front", (0..<chance.roll(40)).map { _ in UInt8(chance.roll(256)) }))
            floor.run(milliseconds: 40)
        }
        #expect(floor.kept.allSatisfy { $0.bytes.count <= 20_000 })
    }
}
