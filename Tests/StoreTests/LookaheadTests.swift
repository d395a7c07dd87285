// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Recall
import Store
import Tender
import Testing

/// A large group of rows asks the tables once for all of them; a small one, row by row. Both must come to the same.
@Suite struct LookaheadTests {
    let together = DataFolder()
    let singly = DataFolder()
    let clock = TurnedClock("2026-11-20 16:00:00")

    /// The same numbers for the same seed, everywhere.
    private struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }
    }

    /// Rows that meet each other in every way: by order, reference, voucher, authorisation, card and original, again
    /// in a later group, and as texts whose digits are the same number.
    private func groups(seed: UInt64) throws -> [[Observation]] {
        var dice = Dice(state: seed)
        var line = 1
        return try (0..<5).map { _ in
            try (0..<300).map { _ in
                line += 1
                let (kind, number) = (dice.roll(7), dice.roll(220))
                let minute = 10 + dice.roll(40)
                let occurrence = dice.roll(9) == 0 ? 2 : 1
                let isBack = dice.roll(10) == 0
                let names = [dice.roll(3), dice.roll(30)]
                return try Told.by(
                    dice.roll(2) == 0 ? .till : .clearing, "\(number % 9 + 1).00", at: "2026-11-19 12:\(minute):00",
                    line: line, file: "rows.csv", occurrence: occurrence
                ) { facts in
                    if isBack {
                        facts.type = .refund
                        facts.original = ["\(number)", "O\(number)", "R\(number)"][names[0]]
                    }
                    if kind == 0 || kind == 5 { facts.order = OrderNumber("O\(number)") }
                    if kind == 1 || kind == 5 { facts.reference = ReferenceNumber("R\(number)") }
                    if kind == 2 { facts.reference = ReferenceNumber((names[0] == 0 ? "00" : "") + "\(number)") }
                    if kind == 3 { facts.channelOrder = ChannelOrderNumber("4200\(number)") }
                    if kind == 4 {
                        facts.batch = "000001"
                        facts.voucher = VoucherNumber("\(number)")
                    }
                    if kind == 6 { facts.authorisation = AuthorisationCode("A\(number)") }
                    facts.card = MaskedPAN(bin: "622200", last4: "\(1_000 + names[1])")
                }
            }
        }
    }

    private func fill(_ folder: DataFolder, _ groups: [[Observation]], from rows: Int) async throws -> String {
        let shop = try await folder.open(clock) { $0.lookaheadRows = rows }
        let head = FileHead(
            name: "rows.csv", digest: String(repeating: "a", count: 64), byteCount: 1_000, format: "counterfoil-till",
            source: .till)
        guard case .new(let file) = try await shop.beginFile(head, by: .commandLine) else { return "not new" }
        for group in groups { _ = try await shop.recordRows(group, quarantined: [], file: file) }
        _ = try await shop.finishFile(file, by: .commandLine)
        let digest = try await shop.contentDigest()
        await shop.close()
        return digest
    }

    @Test(arguments: [1, 20, 300] as [UInt64])
    func `rows looked up together give what rows looked up singly give, and what a rebuild gives`(
        _ seed: UInt64
    ) async throws {
        let groups = try groups(seed: seed)
        let digest = try await fill(together, groups, from: 1)
        #expect(try await fill(singly, groups, from: .max) == digest)
        #expect(try await together.rebuild(clock).contentDigest == digest)
    }

    @Test func `a number is found by its text, not by the digits alone`() async throws {
        let shop = try await together.open(clock)
        for text in ["12345678", "0012345678", "000012345678"] {
            let row = try Told.by(.till, "5.00", at: "2026-11-19 12:00:00") { $0.reference = ReferenceNumber(text) }
            _ = try await shop.record([row], by: .system)
        }
        #expect(try await shop.counts().transactions == 3)
        let answer = try await shop.find("000012345678", in: .all, limit: 10)
        #expect(answer.hits.first?.candidate.facts.reference == "000012345678")
        await shop.close()
    }
}
