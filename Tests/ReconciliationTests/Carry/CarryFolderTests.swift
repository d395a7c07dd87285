// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Columns
import Foundation
import Tender
import Testing

@testable import Reconciliation

/// The folder itself: killed runs, damage, other versions, two runs at once.
@Suite struct CarryFolderTests {
    static let first = Array(CarryStories.monday)
    static let second = [
        CarryStories.charge(
            "tue.csv", "M1,T1,2,sale,credit,5.00,0.03,2026-11-25", "M1,T1,1,sale,credit,58.00,0.35,2026-11-25",
            "M1,T1,x,sale,credit,99999999999.00,0.35,2026-11-25"),
        CarryStories.till("tue-pos.csv", "M1,T1,7,sale,6.00,2026-11-24 10:00:00,approved,0"),
        CarryStories.bank("bank.csv", "2026-11-24,1.00"),
    ]

    /// Two runs, for a state with findings, odd rows, deposits and several files.
    static func filled() throws -> (files: [String: [UInt8]], outcome: CarryRuns.Outcome) {
        let folder = StepFolder()
        try CarryRuns(files: []).run(first, in: folder)
        return (folder.files, try CarryRuns(files: []).run(second, in: folder).outcome)
    }

    @Test(arguments: [false, true])
    func `a run killed between any two writes leaves what was there, and can be done again`(_ tears: Bool) throws {
        let days = CarryRuns(files: [])
        let counted = StepFolder()
        try days.run(Self.first, in: counted)
        let old = try days.run([], in: StepFolder(counted.files)).outcome
        let start = counted.steps
        let new = try days.run(Self.second, in: counted).outcome
        let steps = counted.steps - start
        #expect(steps > 15)
        var kept = 0
        for step in 0...steps {
            let base = StepFolder()
            try days.run(Self.first, in: base)
            let dying = StepFolder(base.files, dyingAt: step, tearing: tears)
            let isDone = CarryStories.refusal { try days.run(Self.second, in: dying) }.isEmpty
            // The next run finds the old state, or the new one whole.
            let after = StepFolder(dying.files)
            let state = try days.run([], in: after).outcome
            #expect(state == old || state == new, "step \(step)")
            if isDone { #expect(state == new, "step \(step)") }
            if state == old { kept += 1 }
            #expect(try days.run(Self.second, in: after).outcome == new, "step \(step)")
            #expect(after.files.keys.allSatisfy { !$0.hasSuffix(".new") })
        }
        #expect(kept > 15)
    }

    @Test func `each byte changed anywhere is noticed, and no file but the damaged one is blamed`() throws {
        var days = CarryRuns(files: [])
        days.slotRows = 1
        let folder = StepFolder()
        try days.run(Self.first, in: folder)
        try days.run(Self.second, in: folder)
        let files = folder.files
        // Every key comes again, so that every row is read.
        let again = [
            CarryStories.charge(
                "wed.csv", "M1,T1,1,sale,credit,58.00,0.35,2026-11-26", "M1,T1,2,sale,credit,58.00,0.35,2026-11-26",
                "M1,T1,7,sale,credit,58.00,0.35,2026-11-26", "M1,T1,x,sale,credit,58.00,0.35,2026-11-26")
        ]
        for (name, bytes) in files {
            for place in bytes.indices {
                var damaged = files
                damaged[name]?[place] ^= 1 << UInt8(place % 8)
                let said = CarryStories.refusal { try days.run(again, in: StepFolder(damaged)) }
                #expect(said.contains(name) || said.contains("manifest"), "\(name) \(place): \(said)")
            }
            var missing = files
            missing[name] = name == CarryManifest.name ? [] : nil
            let said = CarryStories.refusal { try days.run(again, in: StepFolder(missing)) }
            #expect(said.contains(name), "\(name): \(said)")
            var short = files
            short[name]?.removeLast()
            #expect(!CarryStories.refusal { try days.run(again, in: StepFolder(short)) }.isEmpty)
        }
    }

    @Test(arguments: [(1, "earlier version (format 1)"), (CarryManifest.version + 1, "later version")])
    func `another version of the format is refused by its number`(_ version: Int, _ words: String) throws {
        var files = try Self.filled().files
        let manifest = String(decoding: files[CarryManifest.name] ?? [], as: UTF8.self)
        var lines = manifest.split(separator: "\n").dropLast().map(String.init)
        lines[0] = "counterfoil carry \(version)"
        let text = lines.map { $0 + "\n" }.joined()
        let sum = String(BlockSum.of(Array(text.utf8)), radix: 16)
        files[CarryManifest.name] = Array((text + "sum \(sum)\n").utf8)
        let said = CarryStories.refusal { _ = try Carry(StepFolder(files)) }
        #expect(said.contains(words))
    }

    @Test func `leftovers of ours are removed, a folder with anything else is refused and left alone`() throws {
        var files = try Self.filled().files
        let whole = files
        files["tills-99"] = [1, 2]
        files["manifest.new"] = [3]
        files["notes.txt"] = [4]
        let folder = StepFolder(files)
        _ = try Carry(folder)
        #expect(Set(folder.files.keys) == Set(whole.keys).union(["notes.txt"]))
        let stranger = StepFolder(["notes.txt": [4], "state-1": [5]])
        #expect(CarryStories.refusal { _ = try Carry(stranger) }.contains("notes.txt"))
        #expect(stranger.files.count == 2)
    }

    @Test func `a folder on disk is held by one run at a time, and keeps what a run left`() throws {
        let path = NSTemporaryDirectory() + "counterfoil-carry-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let days = CarryRuns(files: [])
        do {
            let folder = try DiskFolder(path: path, name: "days")
            try days.run(Self.first, in: folder)
            let said = CarryStories.refusal {
                _ = try Carry(path: path, name: "days")
            }
            #expect(said.contains("another run is at work"))
        }
        let outcome = try days.run(Self.second, in: try DiskFolder(path: path, name: "days")).outcome
        #expect(outcome == (try Self.filled().outcome))
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        #expect(facts[.posixPermissions] as? Int == 0o700)
        #expect(
            CarryStories.refusal { _ = try Carry(path: "/dev/null/x", name: "x") }
                .contains("cannot be used"))
    }
}
