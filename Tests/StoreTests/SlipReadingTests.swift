// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import ESCPOS
import Printing
import Receipts
import Store
import Tender
import Testing

/// What the shop makes of a captured stream.
@Suite struct SlipReadingTests {
    static let time = CivilTime(text: "2026-11-20 15:03:07") ?? CivilTime(secondsSinceEpoch: 0)
    static let place = Slip.Place(merchantName: "示例超市", merchant: "301110154110001", terminal: "10025871")
    static let numbers = Slip.Numbers(
        batch: "000128", voucher: "004512", authorisation: "731904", reference: "123456789012")

    private func slip(_ kind: SlipKind, _ change: (inout Slip) -> Void = { _ in }) -> [UInt8] {
        var slip = Slip(kind, amount: Money(minor: 5_800), time: Self.time, place: Self.place, numbers: Self.numbers)
        slip.card = MaskedPAN(bin: "622200", last4: "1234").map { SlipCard(number: $0, entry: .swiped) }
        change(&slip)
        return slip.encode(copy: .cardholder, paper: .mm80)
    }

    private func read(_ bytes: [UInt8]) -> SlipReading { SlipReading(bytes, profile: .standard, store: "S1") }

    @Test(arguments: [
        (SlipKind.sale, TransactionType.sale), (.void, .void), (.refund, .refund), (.preauth, .preauth),
        (.completion, .completion),
    ])
    func `a slip of ours says what it is about`(_ kind: SlipKind, _ type: TransactionType) throws {
        let reading = read(slip(kind))
        let facts = try #require(reading.facts)
        #expect(facts.type == type)
        #expect(facts.amount == Money(minor: 5_800))
        #expect(facts.reference == "123456789012")
        #expect(facts.voucher == "004512")
        #expect(facts.terminal == "10025871")
        #expect(facts.card?.last4 == "1234")
        #expect(facts.occurredAt == Self.time)
        #expect(facts.store == "S1")
        #expect(reading.factsConfidence >= 80)
        #expect(!reading.isCutShort)
    }

    @Test func `a training slip and a fault note speak of no transaction`() {
        #expect(read(slip(.sale) { $0.isTraining = true }).facts == nil)
        #expect(read(slip(.fault)).facts == nil)
    }

    @Test(arguments: ["厨房单\n桌号 12\n宫保鸡丁 x1\n", "合计 58.00\n", "", "日结 Z报表\n总额 12,345.00\n"])
    func `what proves no payment speaks of none`(_ text: String) {
        var bytes: [UInt8] = [0x1B, 0x40, 0x1C, 0x26]
        for scalar in text.unicodeScalars { bytes += PrintEncoding.gbk.bytes(of: scalar) ?? [] }
        #expect(read(bytes).facts == nil)
    }

    @Test func `a stream that breaks off inside a command is cut short`() {
        let whole = slip(.sale)
        #expect(read(Array(whole.dropLast(1))).isCutShort || whole.last == 0x0A)
        #expect(read(whole + [0x1D, 0x76, 0x30, 0x00, 0x48, 0x00, 0xFF, 0x00, 0x01]).isCutShort)
    }

    @Test func `a captured slip joins the till's sale and the printer's word issues it`() async throws {
        let folder = DataFolder()
        let clock = TurnedClock("2026-11-20 15:03:10")
        let shop = try await folder.open(clock)
        try await shop.putStore(
            StoreRecord(id: "S1", name: "一店", zone: "Asia/Shanghai", businessDay: .midnight), by: .system)
        try await shop.putPrinter(PrinterRecord(name: "front", store: "S1", address: "192.0.2.7:9100"), by: .system)
        let sold = try Told.by(.till, "58.00", at: "2026-11-20 15:03:07", recorded: clock.now().milliseconds) {
            $0.terminal = "10025871"
            $0.status = .approved
            $0.reference = "123456789012"
        }
        let number = try #require(try await shop.record([sold], by: .system).transactions.first)
        let register = ShopRegister(shop)
        let job = PrintJobID(milliseconds: 1, high: 1, low: 1)
        try await register.keep(
            CapturedJob(
                id: job, printer: "front", sender: "192.0.2.20", startedAt: clock.now(), endedAt: clock.now(),
                ending: .cut, bytes: slip(.sale)))
        clock.turn(seconds: 1)
        try await register.note(PrintEvent(job: job, number: 1, at: clock.now(), kind: .reached(.confirmed)))
        let detail = try await shop.transaction(number, in: .all)
        #expect(detail.verdict.slip == .issued)
        #expect(detail.summary.sources == [.till, .receipt])
        #expect(try await shop.receipts(of: number, in: .all).map(\.id) == [job])
        await shop.close()
    }

    @Test func `a sale whose slip nobody captured gets one record, however often it is asked for`() async throws {
        let folder = DataFolder()
        let clock = TurnedClock("2026-11-20 15:03:10")
        let shop = try await folder.open(clock)
        try await shop.putStore(
            StoreRecord(id: "S1", name: "一店", zone: "Asia/Shanghai", businessDay: .midnight), by: .system)
        let sold = try Told.by(.till, "58.00", at: "2026-11-20 15:03:07", recorded: clock.now().milliseconds) {
            $0.store = "S1"
            $0.status = .approved
            $0.reference = "123456789012"
            $0.printed = true
        }
        let number = try #require(try await shop.record([sold], by: .system).transactions.first)
        let made = try await shop.receiptRecord(of: number, in: .all, by: .system)
        #expect(try await shop.receiptRecord(of: number, in: .all, by: .system) == made)
        let records = try await shop.receipts(of: number, in: .all)
        #expect(records.map(\.id) == [made])
        #expect(records.first?.text.contains("58.00") == true)
        clock.turn(seconds: 120)
        let detail = try await shop.transaction(number, in: .all)
        #expect(detail.verdict.slip == .issued)
        #expect(detail.summary.codes.isEmpty)
        let digest = try await shop.contentDigest()
        await shop.close()
        #expect(try await folder.rebuild(clock).contentDigest == digest)
    }

    @Test func `what may not have gone through gets no receipt`() async throws {
        let folder = DataFolder()
        let clock = TurnedClock("2026-11-20 15:03:10")
        let shop = try await folder.open(clock)
        let tried = try Told.by(.till, "58.00", at: "2026-11-20 15:03:07", recorded: clock.now().milliseconds) {
            $0.status = .unknown
            $0.reference = "123456789012"
        }
        let number = try #require(try await shop.record([tried], by: .system).transactions.first)
        await #expect(throws: StoreError.conflict("it is not known that this went through")) {
            try await shop.receiptRecord(of: number, in: .all, by: .system)
        }
        await shop.close()
    }
}
