// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Evidence
import Testing

@Suite struct ZipTests {
    private func problem(_ bytes: [UInt8]) -> ZipProblem? {
        do throws(ZipProblem) {
            _ = try ZipReader.entries(of: bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test func `what was written is read`() throws {
        let entries = [
            ZipEntry(name: "封面.txt", bytes: Array("hello".utf8)), ZipEntry(name: "a/b.bin", bytes: []),
        ]
        let archive = try #require(ZipWriter.archive(entries))
        #expect(try ZipReader.entries(of: archive) == entries)
        #expect(try ZipReader.entries(of: try #require(ZipWriter.archive([]))).isEmpty)
    }

    @Test(arguments: [
        "", "/a", "a//b", "../a", "a/../b", "a/.", "a\\b", "c:a", "a\u{0}", "a\n", "a.", "a ", "\u{7F}", "a/",
    ])
    func `a name that leads elsewhere is neither written nor read`(_ name: String) throws {
        #expect(!ZipEntry.isSound(name))
        #expect(ZipWriter.archive([ZipEntry(name: name, bytes: [])]) == nil)
        guard !name.isEmpty else { return }
        let stand = String(repeating: "x", count: name.utf8.count)
        var archive = try #require(ZipWriter.archive([ZipEntry(name: stand, bytes: [])]))
        archive.replaceSubrange(30..<(30 + name.utf8.count), with: Array(name.utf8))
        #expect(problem(archive) == .unsoundName(at: 30))
    }

    @Test func `two files of one name are refused, also when only the case differs`() {
        #expect(ZipWriter.archive([ZipEntry(name: "a", bytes: []), ZipEntry(name: "A", bytes: [])]) == nil)
    }

    @Test func `a packed file is refused, so nothing unpacks into more than it is`() throws {
        var archive = try #require(ZipWriter.archive([ZipEntry(name: "a", bytes: [1, 2, 3])]))
        archive[8] = 8
        #expect(problem(archive) == .malformed(at: 0))
    }

    @Test func `a size that points outside the file is refused`() throws {
        var archive = try #require(ZipWriter.archive([ZipEntry(name: "a", bytes: [1, 2, 3])]))
        for index in 18..<26 { archive[index] = 0xFF }
        #expect(problem(archive) == .malformed(at: 0))
    }

    @Test func `random bytes never trap`() {
        var generator = Seeded(state: 7)
        for _ in 0..<2_000 {
            var bytes = (0..<Int(generator.next() % 200)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            if bytes.count > 22 {
                bytes.replaceSubrange((bytes.count - 22)..<(bytes.count - 18), with: [0x50, 0x4B, 5, 6])
                bytes[bytes.count - 12] = UInt8(truncatingIfNeeded: generator.next() % 3)
                bytes.replaceSubrange((bytes.count - 6)..<(bytes.count - 2), with: [20, 0, 0, 0])
            }
            #expect(problem(bytes) != nil)
        }
    }
}

/// A small generator with a seed, so that a failure comes back.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
