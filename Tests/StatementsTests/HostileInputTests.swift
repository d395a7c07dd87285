// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Statements
import Testing

/// Whatever comes in, the reader ends, counts every row once, and gives the same for every split.
@Suite struct HostileInputTests {
    /// A small generator of its own, so that a failing seed can be replayed anywhere (SplitMix64).
    struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    static let samples = [
        "allinpay.txt", "allinpay-page.csv", "adyen.csv", "stripe.csv", "square.csv", "fen.csv", "paypal.csv",
        "INN26112088ZM_898440154110001-split", "INN26112088ZME_898440154110001",
    ]

    static let originals: [[UInt8]] =
        [
            Array(WeChatBillFixture.day().text.utf8), Array(WeChatBillFixture.day(.year2016).text.utf8),
            AlipayBillFixture().bytes, Array(OwnFileTests.till.utf8),
            Array(MT940Tests.day.utf8), Array(BAI2Tests.report.utf8),
            Array(CamtTests.version2.utf8), Array(CamtTests.version8.utf8), Array(OFXTests.version1.utf8),
            Array(OFXTests.version2.utf8),
        ] + samples.compactMap { try? Samples.bytes($0) }
        + VectorTests.exports.compactMap { Vectors.bytes("statements/example-\($0.name)-records.csv") }

    /// Bytes that mean something to a reader of files.
    static let spice: [[UInt8]] = [
        [0x22], [0x22, 0x22], [0x2C], [0x0A], [0x0D], [0x0D, 0x0A], [0x60], [0x00], [0xFF], [0x81], [0xEF, 0xBB, 0xBF],
        Array("\",\"".utf8), Array(",`".utf8), Array("9223372036854775808".utf8), Array("-9223372036854775808".utf8),
        Array("1E+400".utf8), Array("#".utf8), Array("总交易单数".utf8), Array("(已退款".utf8), Array(",,,,,,".utf8),
        Array("\n:61:261120C1,NTRFA".utf8), Array("\n-}".utf8), Array("{1:F01".utf8), Array("\n:20:".utf8),
        Array("/\n88,".utf8), Array("\n16,165,1,,,/".utf8), Array(",D,9,".utf8), Array("/\n".utf8),
        Array("<".utf8), Array(">".utf8), Array("</Ntry>".utf8), Array("<Ntry>".utf8), Array("<STMTTRN>".utf8),
        Array("</STMTTRN>".utf8), Array("&x;".utf8), Array("<![CDATA[".utf8), Array("<!--".utf8), Array("<?".utf8),
    ]

    static func mutated(_ original: [UInt8], _ random: inout Seeded) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
            let at = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, at + Int.random(in: 1...200, using: &random))
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.removeSubrange(at..<end)
            case 2: bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0...bytes.count, using: &random))
            case 3: bytes.removeLast(bytes.count - at)
            default: bytes.insert(contentsOf: spice.randomElement(using: &random) ?? [], at: at)
            }
        }
        return bytes
    }

    @Test(arguments: 0..<16)
    func `a mutated file is read or refused, and no row is lost or counted twice`(_ seed: Int) throws {
        var random = Seeded(state: UInt64(seed))
        for original in Self.originals {
            for _ in 0..<5 {
                let bytes = Self.mutated(original, &random)
                let chunk = Int.random(in: 1...300, using: &random)
                let whole = Result { () throws(StatementError) in try ReadFile(bytes) }
                let split = Result { () throws(StatementError) in try ReadFile(bytes, chunk: chunk) }
                switch (whole, split) {
                case (.success(let file), .success(let other)):
                    #expect(file.rows == other.rows && file.rejected == other.rejected)
                    #expect(file.summary.counts.read == Int64(file.rows.count + file.rejected.count))
                    let places = (file.rows.map(\.byte) + file.rejected.map(\.byte)).sorted()
                    #expect(Set(places).count == places.count && places.last ?? 0 < Int64(bytes.count))
                case (.failure(let error), .failure(let other)): #expect(error == other)
                default: Issue.record("seed \(seed): the split changed the outcome")
                }
            }
        }
    }

    @Test func `a row of more than 64 KiB is set aside and reading goes on`() throws {
        let header = "terminal,rrn,type,amount,time,operator\n"
        let long = String(repeating: "x", count: ReadingLimits.rowBytes)
        let file = try ReadFile(
            header + "T1,1,sale,1.00,2026-11-20 15:00:00,\(long)\nT1,2,sale,1.00,2026-11-20 15:00:00,\n", chunk: 5_000)
        #expect(file.rejected.map(\.fault) == [.rowTooLong(limit: 65_536)])
        #expect(file.rejected[0].text.count <= ReadingLimits.quarantineCharacters + 1)
        #expect(file.rows.map(\.line) == [3])
    }

    @Test func `a row of more than 200 columns is set aside`() throws {
        let file = try ReadFile(
            "date,amount\n2026-11-20,1.00\n" + String(repeating: ",", count: 300) + "\n2026-11-21,1.00\n")
        #expect(file.rejected.map(\.fault) == [.tooManyColumns(limit: 200)])
        #expect(file.rows.count == 2)
    }

    @Test func `quotes that never close, again and again, refuse the file instead of reading for ever`() throws {
        let line = "\"" + String(repeating: "a", count: 70_000) + "\n"
        let text = "date,amount\n" + String(repeating: line, count: 120)
        let error = try #require(throws: StatementError.self) { try ReadFile(text) }
        #expect(error.code == .brokenRows)
    }

    @Test func `in GBK the second byte of a character is never taken for a delimiter`() throws {
        // 「囄」 ends in 0x7C, which alone is `|`.
        let cell: [UInt8] = [0x87, 0x7C]
        var profile = Profile(name: "pipes", role: .acquirer)
        profile.encoding = .gb18030
        profile.delimiter = UInt8(ascii: "|")
        profile.places = [
            .reference: .named("ref"), .type: .named("kind"), .amount: .named("sum"), .operatorName: .named("who"),
            .time: .named("at"),
        ]
        let file = try ReadFile(
            Array("ref|kind|sum|who|at\n1|sale|1.00|".utf8) + cell + Array("|2026-11-20 15:00:00\n".utf8),
            profiles: [profile])
        #expect(file.rejected.isEmpty)
        #expect(file.rows.first?.operatorName?.unicodeScalars.count == 1)
    }

    @Test func `text that is not text in the file's encoding sets the row aside`() throws {
        let bytes = Array("terminal,rrn,type,amount,time,operator,printed\nT1,1,sale,1.00,2026-11-20 15:00:00,".utf8)
        let filler = Array(String(repeating: "T1,2,sale,1.00,2026-11-20 15:00:00,,\n", count: 8_000).utf8)
        // The bad byte lies beyond what the recogniser looks at, so the file is taken for UTF-8.
        let file = try ReadFile(
            bytes + Array("a,1\n".utf8) + filler + Array("T1,3,sale,1.00,2026-11-20 15:00:00,".utf8)
                + [0xC4, 0xE3] + Array(",1\n".utf8))
        #expect(file.rows.count == 8_001)
        #expect(file.rejected.map(\.fault) == [.notText(column: "operator", encoding: .utf8)])
    }
}
