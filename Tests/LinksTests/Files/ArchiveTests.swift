// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Statements
import Store
import Testing

/// Archives are seen through the importer's preview, as users see them.
@Suite struct ArchiveTests {
    static let till = Array(
        "terminal,rrn,type,amount,time,printed\nT1,1,sale,1.00,2026-11-20 15:00:00,1\n".utf8)

    private func preview(_ name: String, _ bytes: [UInt8]) async throws -> [ImportPreview] {
        let folder = try TestFolder()
        return try await Importer().preview(path: try folder.put(name, bytes))
    }

    @Test func `a content is the same plain, zipped and gzipped`() async throws {
        let packed = ZipFixture(entries: [
            .init(name: Array("till.csv".utf8), content: Self.till, packed: ZipFixture.deflateStored(Self.till))
        ])
        var seen: [ImportPreview] = []
        seen += try await preview("till.csv", Self.till)
        seen += try await preview("a.zip", ZipFixture.of("till.csv", Self.till).bytes)
        seen += try await preview("b.zip", packed.bytes)
        seen += try await preview("till.csv.gz", ZipFixture.gzip(Self.till))
        seen += try await preview(
            "till.csv.gz", ZipFixture.gzip(Array(Self.till[..<40])) + ZipFixture.gzip(Array(Self.till[40...])))
        #expect(seen.count == 5)
        #expect(Set(seen.map(\.head)).count == 1, "name, digest, size, format and source are those of the content")
        #expect(seen[0].head.digest.count == 64)
    }

    @Test func `a GBK name without the UTF-8 mark is read, and a path is cut to its last part`() async throws {
        // 业务明细.csv in GBK
        let gbk: [UInt8] = [0xD2, 0xB5, 0xCE, 0xF1, 0xC3, 0xF7, 0xCF, 0xB8] + Array(".csv".utf8)
        var zip = ZipFixture(entries: [.init(name: gbk, content: Self.till)])
        zip.entries.append(.init(name: Array("../../etc/明细.csv".utf8), content: Self.till, flags: 0x800))
        zip.entries.append(.init(name: Array("__MACOSX/._x".utf8), content: [1, 2]))
        zip.entries.append(.init(name: Array("folder/".utf8), content: []))
        let seen = try await preview("a.zip", zip.bytes)
        #expect(seen.map(\.name) == ["业务明细.csv", "明细.csv"])
    }

    @Test func `a zip with numbers of 64 bits is read`() async throws {
        var zip = ZipFixture.of("till.csv", Self.till)
        zip.entries.append(.init(name: Array("b.csv".utf8), content: Self.till))
        zip.isLarge = true
        let seen = try await preview("a.zip", zip.bytes)
        #expect(seen.map(\.name) == ["till.csv", "b.csv"])
        #expect(seen[0].head.digest == seen[1].head.digest)
    }

    /// Members of a gzip end anywhere, also where the reader's chunk does: what follows there was left out.
    @Test(arguments: [-1, 0, 1, 9, 17])
    func `no member of a gzip is lost where a chunk ends`(_ distance: Int) async throws {
        let row = Array("T1,2,sale,1.00,2026-11-20 15:00:00,1\n".utf8)
        let count = (FileLimits.chunkBytes - 18 - 5 * 5 + distance - Self.till.count) / row.count - 2
        var first = Self.till + Array(repeating: row, count: count).joined()
        // A last row whose member fills the chunk to the wanted byte.
        let left = FileLimits.chunkBytes + distance - ZipFixture.gzip(first).count - row.count
        first += row.dropLast() + [UInt8](repeating: 0x20, count: left) + [0x0A]
        let member = ZipFixture.gzip(first)
        try #require(member.count == FileLimits.chunkBytes + distance)
        let joined = member + ZipFixture.gzip([]) + ZipFixture.gzip(row) + [0, 0, 0]
        let plain = try await preview("till.csv", first + row)
        #expect(try await preview("till.csv.gz", joined).map(\.head) == plain.map(\.head))
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let problem: FileProblem
    }

    static let damages: [Damage] = {
        let whole = ZipFixture.of("till.csv", till)
        var wrong = whole
        wrong.entries[0].checksum = 1
        var longer = whole
        longer.entries[0].size = 9_999
        var secret = whole
        secret.entries[0].flags = 1
        var torn = whole
        torn.entries[0].packed = Array(ZipFixture.deflateStored(till).dropLast(9))
        var huge = whole
        huge.entries[0].size = .max
        let crowd = ZipFixture(entries: (0..<101).map { .init(name: Array("\($0).csv".utf8), content: [65]) })
        var lying = whole
        lying.count = 5
        var silent = whole
        silent.entries.append(silent.entries[0])
        silent.count = 1
        var far = whole
        far.isLarge = true
        far.largeOffset = .max
        let bomb = ZipFixture(entries: [
            .init(name: Array("b.csv".utf8), content: [], packed: ZipFixture.bomb(megabytes: 20), size: 20_971_520)
        ])
        return [
            Damage(testDescription: "checksum", bytes: wrong.bytes, problem: .checksumDiffers),
            Damage(testDescription: "size", bytes: longer.bytes, problem: .damagedArchive),
            Damage(testDescription: "password", bytes: secret.bytes, problem: .encrypted),
            Damage(testDescription: "torn entry", bytes: torn.bytes, problem: .damagedArchive),
            Damage(testDescription: "4 GiB announced", bytes: huge.bytes, problem: .tooLarge(limit: FileLimits.bytes)),
            Damage(testDescription: "101 entries", bytes: crowd.bytes, problem: .tooManyEntries(limit: 100)),
            Damage(testDescription: "more entries than there are", bytes: lying.bytes, problem: .damagedArchive),
            Damage(testDescription: "fewer entries than there are", bytes: silent.bytes, problem: .damagedArchive),
            Damage(testDescription: "an entry beyond the end", bytes: far.bytes, problem: .damagedArchive),
            Damage(
                testDescription: "something behind a gzip", bytes: ZipFixture.gzip(till) + [65, 66],
                problem: .damagedArchive),
            Damage(testDescription: "no end", bytes: Array(whole.bytes.dropLast(10)), problem: .damagedArchive),
            Damage(testDescription: "no entry", bytes: ZipFixture().bytes, problem: .noEntries),
            Damage(testDescription: "bomb", bytes: bomb.bytes, problem: .expandsTooFar(ratio: 200)),
            Damage(
                testDescription: "torn gzip", bytes: Array(ZipFixture.gzip(till).dropLast(12)), problem: .damagedArchive
            ),
            Damage(testDescription: "gzip with nothing", bytes: [0x1F, 0x8B], problem: .damagedArchive),
        ]
    }()

    @Test(arguments: damages)
    func `a damaged or hostile archive is refused with the reason`(_ damage: Damage) async throws {
        let error = try await #require(throws: ImportError.self) { try await preview("a.zip", damage.bytes) }
        #expect(error.cause == .file(damage.problem))
        #expect(error.isBadInput)
        #expect(!error.explanation.chinese.isEmpty && !error.explanation.english.isEmpty)
    }

    @Test func `a truncated archive never traps`() async throws {
        let bytes = ZipFixture.of("till.csv", Self.till).bytes
        for count in stride(from: 4, to: bytes.count, by: 3) {
            await #expect(throws: ImportError.self) { try await preview("a.zip", Array(bytes.prefix(count))) }
        }
    }

    @Test func `a document that is no workbook says how to go on`() async throws {
        var book = ZipFixture.of("[Content_Types].xml", [60])
        book.entries.append(.init(name: Array("xl/workbook.xml".utf8), content: [60]))
        let error = try await #require(throws: ImportError.self) { try await preview("bill.xlsx", book.bytes) }
        #expect(error.explanation.english.contains("save it as xlsx"))
    }

    @Test(arguments: ["/nonexistent/file.csv", "/"])
    func `a path that leads nowhere is said so`(_ path: String) async throws {
        let error = try await #require(throws: ImportError.self) { try await Importer().preview(path: path) }
        #expect(error.cause == .file(.unreadable))
    }
}
