// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Crashes
import Testing

@Suite struct PlatterTests {
    private func states(_ steps: [DiskStep], sure: [String: [UInt8]] = [:]) -> Set<[String: [UInt8]]> {
        var platter = Platter(sure)
        for step in steps { platter.take(step) }
        return platter.states()
    }

    @Test func `what was synced is there, what was not may be`() {
        let before = ["a": [UInt8(1)]]
        #expect(states([.write("a", at: 1, [2]), .sync("a")], sure: before) == [["a": [1, 2]]])
        #expect(states([.write("a", at: 1, [2])], sure: before) == [["a": [1]], ["a": [1, 2]], ["a": [1, 0]]])
    }

    @Test func `a name is there once its folder is synced`() {
        #expect(states([.create("b"), .sync("b")]) == [[:], ["b": []]])
        #expect(states([.create("b"), .syncFolder("")]) == [["b": []]])
        #expect(states([.remove("a")], sure: ["a": [1]]) == [[:], ["a": [1]]])
        #expect(states([.create("f/b"), .syncFolder("")]) == [[:], ["f/b": []]])
    }

    @Test func `a write across a sector's edge comes in pieces, in any order`() {
        let sure = ["a": [UInt8](repeating: 1, count: 510)]
        let found = states([.write("a", at: 510, [7, 7, 8, 8])], sure: sure)
        let tails = Set(found.compactMap { $0["a"].map { Array($0.dropFirst(510)) } })
        #expect(tails == [[], [7, 7], [0, 0, 8, 8], [7, 7, 8, 8], [0, 0, 0, 0], [7, 7, 0, 0]])
    }

    @Test func `a recording is read up to the line in which its program died`() {
        let text = "C /journal/a\nW /journal/a 0 3\nxyz\nF /journal/a\nD /journal\nS 9\nW /journal/a 3 5\nab"
        let tape = Tape(Array(text.utf8))
        #expect(tape.entries.count == 5 && tape.entries.last == .sent(9))
        #expect(
            tape.steps(in: "/journal") == [
                .create("a"), .write("a", at: 0, Array("xyz".utf8)), .sync("a"), .syncFolder(""),
            ])
    }
}
