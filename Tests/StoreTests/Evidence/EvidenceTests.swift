// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Evidence
import Foundation
import Journal
import Store
import Tender
import Testing

/// From the shop's memory to a pack that stands without the shop.
@Suite struct EvidenceTests {
    let folder = DataFolder()
    let clock = TurnedClock("2026-11-20 15:03:10")

    /// A shop in which 58.00 was charged twice at one terminal, by three sources.
    private func shop() async throws -> (shop: Shop, number: String) {
        let shop = try await folder.open(clock)
        let store = StoreRecord(id: "S1", name: "南京路店", zone: "Asia/Shanghai", businessDay: .midnight)
        try await shop.putStore(store, by: .system)
        try await shop.putTerminal(terminal: "T0000001", merchant: nil, store: "S1", by: .system)
        var told: [Observation] = []
        for (source, order) in [(Source.till, 1), (.terminal, 2), (.clearing, 3)] {
            told.append(
                try Told.by(source, "58.00", at: "2026-11-20 15:03:07", line: order, file: "\(source.name).csv") {
                    $0.status = .approved
                    $0.reference = "112015030001"
                    $0.card = MaskedPAN(bin: "622200", last4: "1234")
                    $0.operatorName = "xiaowang"
                    $0.fee = Money(minor: 22)
                })
        }
        let number = try #require(try await shop.record(told, by: .system).transactions.first)
        return (shop, number)
    }

    private func pack(
        _ number: String, _ variant: PackVariant, in shop: Shop
    ) async throws -> (pack: PackWriter.Pack, sheets: [Sheet]) {
        let rules = PackRules.of(variant)
        let file = try await shop.evidence(of: number, in: .all)
        let key = try SigningKey.open(in: shop.folder)
        let proved = try Shop.prove(
            file.records, opened: rules.opensJournal, in: shop.folder, origin: key.origin, time: "2026-11-20T07:03:10Z")
        let sheets = PackPapers(file, rules: rules).sheets(reason: "test", by: "caiwu")
        let head = Manifest.Head(
            origin: key.origin, subject: number, variant: variant, madeAt: "2026-11-20T07:03:10Z", madeBy: "caiwu",
            reason: "test", program: "counterfoil test")
        let parts =
            sheets.map {
                PackPart(
                    name: "\($0.name).txt", text: $0.text, origin: "computed", capturedAt: head.madeAt, by: "test")
            } + [
                PackPart(
                    name: VerifyScript.fileName, text: VerifyScript.text, origin: "program", capturedAt: head.madeAt,
                    by: "test")
            ]
        let writer = PackWriter(digesting: SystemDigesting(), signing: key)
        return (try #require(writer.pack(head, parts: parts, journal: proved.journal)), sheets)
    }

    private func report(_ bytes: [UInt8]) -> PackReport {
        PackVerifier(digesting: SystemDigesting(), checking: SystemSignatures()).verify(bytes)
    }

    @Test(arguments: PackVariant.allCases)
    func `a pack of the shop is verified, and proves each record it rests on`(_ variant: PackVariant) async throws {
        let (shop, number) = try await shop()
        let made = try await pack(number, variant, in: shop)
        let report = report(made.pack.bytes)
        #expect(report.problems.isEmpty)
        #expect(report.proved >= 3)
        #expect(report.checkpoint?.origin == (try SigningKey.open(in: shop.folder).origin))
        await shop.close()
    }

    @Test func `each reader sees what the purpose needs and no more`() async throws {
        let (shop, number) = try await shop()
        func text(_ variant: PackVariant) async throws -> String {
            String(decoding: try await pack(number, variant, in: shop).pack.bytes, as: UTF8.self)
        }
        let lawyer = try await text(.lawyer)
        for words in ["xiaowang", "622200****1234", "112015030001", "南京路店"] { #expect(lawyer.contains(words)) }
        let acquirer = try await text(.acquirer)
        #expect(acquirer.contains("622200****1234"))
        #expect(acquirer.contains("112015030001"))
        let customer = try await text(.customer)
        #expect(!customer.contains("0.22"))
        for text in [acquirer, customer, try await text(.supplier)] { #expect(!text.contains("xiaowang")) }
        for text in [customer, try await text(.supplier), try await text(.regulator)] {
            #expect(!text.contains("622200"))
        }
        #expect(try await !text(.supplier).contains("1234 "))
        await shop.close()
    }

    @Test func `a case is packed under its own number, with what people did`() async throws {
        let (shop, number) = try await shop()
        let id = try await shop.openCase(.cs02, about: number, words: "调单", in: .all, by: Actor(name: "caiwu"))
        let file = try await shop.evidence(of: id.text, in: .all)
        #expect(file.work?.summary.id == id)
        #expect(file.transaction?.summary.id == number)
        #expect(file.records.count >= 4, "the case's own record is among them")
        await #expect(throws: StoreError.missing) { try await shop.evidence(of: "T0000099999", in: .all) }
        await #expect(throws: StoreError.missing) { try await shop.evidence(of: number, in: .only(["S2"])) }
        await shop.close()
    }

    @Test func `a hand-over and an audit note are in the register, also after a rebuild`() async throws {
        let (shop, number) = try await shop()
        let handOver = HandOver(
            subject: number, variant: "acquirer", recipient: "收单", reason: "CS-02", sha256: "ab", byteCount: 7)
        try await shop.handOver(handOver, by: Actor(name: "caiwu"))
        let note = AuditNote(act: .exported, subject: "findings", reason: "月检", detail: "120 rows")
        try await shop.audit(note, by: Actor(name: "shenji"))
        let before = try await shop.register()
        #expect(before.map(\.content) == [.audit(note), .handedOver(handOver)])
        #expect(try await shop.register(of: number, handOversOnly: true).count == 1)
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await folder.rebuild(clock).contentDigest == digest)
        let again = try await folder.open(clock)
        #expect(try await again.register() == before)
        await again.close()
    }

    @Test func `the key is made once, is nobody else's to read, and a damaged one is refused`() async throws {
        let (shop, _) = try await shop()
        let key = try SigningKey.open(in: shop.folder)
        #expect(try SigningKey.open(in: shop.folder).publicKey == key.publicKey)
        let path = "\(shop.folder)/signing-key"
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        try Data([1, 2, 3]).write(to: URL(filePath: path))
        #expect(throws: StoreError.self) { try SigningKey.open(in: shop.folder) }
        await shop.close()
    }

    @Test func `the script that goes with a pack agrees, on a whole pack and on damaged ones`() async throws {
        let tools = ["/usr/bin/python3", "/usr/bin/openssl", "/usr/bin/sha256sum"]
        guard tools.allSatisfy({ FileManager.default.isExecutableFile(atPath: $0) }) else { return }
        let (shop, number) = try await shop()
        let bytes = try await pack(number, .lawyer, in: shop).pack.bytes
        await shop.close()
        #expect(try run(bytes) == 0)
        // A byte of each kind of part, by a stride that meets headers, names, texts, hashes and signatures.
        for index in stride(from: 0, to: bytes.count, by: bytes.count / 12) {
            var damaged = bytes
            damaged[index] ^= 1
            #expect(try run(damaged) == 4, "byte \(index)")
        }
        #expect(try run(bytes + [0]) == 4)
    }

    @Test func `no bit of a small pack can be changed, with the real signatures`() async throws {
        let (shop, number) = try await shop()
        let bytes = try await pack(number, .supplier, in: shop).pack.bytes
        await shop.close()
        var changed = bytes
        var missed: [Int] = []
        for index in bytes.indices {
            changed[index] = bytes[index] ^ (1 << UInt8(index % 8))
            if report(changed).isVerified { missed.append(index) }
            changed[index] = bytes[index]
        }
        #expect(missed.isEmpty, "of \(bytes.count) bytes")
    }

    /// Exit code of the script on a pack.
    private func run(_ bytes: [UInt8]) throws -> Int32 {
        let place = FileManager.default.temporaryDirectory.appending(path: "counterfoil-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        let (script, pack) = (place.appending(path: "verify.sh"), place.appending(path: "pack.zip"))
        try Data(VerifyScript.text.utf8).write(to: script)
        try Data(bytes).write(to: pack)
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [script.path, pack.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
