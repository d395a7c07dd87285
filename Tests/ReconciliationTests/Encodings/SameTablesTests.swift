// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Testing

/// The same tables in UTF-8 and in GBK give the same bytes, save digests, sizes, places in the file and the note of
/// the encoding.
@Suite struct SameTablesTests {
    /// Random files whose names of terminals, merchants, products and references are Chinese here and there.
    private static func chinese(_ text: String, _ seed: Int) -> String {
        let word = { (number: Int) in ChineseText.words[(number + seed) % ChineseText.words.count] }
        var text = text.replacing("T0000002", with: "终" + word(0)).replacing(",M2,", with: ",\(word(1)),")
        // Usual characters are the most in every real file; by them it is known.
        text = text.replacing(",T1,", with: ",终端一号,")
        text = text.replacing("RRN-", with: word(2)).replacing("points", with: word(3))
        return text.replacing("note,", with: word(4) + ",")
    }

    /// Without what may differ.
    private static func plain(_ files: [String: String]) -> [String: String] {
        var files = files.mapValues { $0.replacing(/@\d+/, with: "@") }
        files["quarantine.csv"] = files["quarantine.csv"]?.replacing(/(csv,\d+),\d+,/) { "\($0.1),," }
        for note in [#/"(bytes|encoding|sha256)": [^\n]*/#] {
            files["summary.json"] = files["summary.json"]?.replacing(note, with: "")
        }
        files["report.html"] = files["report.html"]?.replacing(" (GB18030)", with: "").replacing(/[\d,]+/, with: "#")
        return files
    }

    @Test(arguments: 0..<60)
    func `till and acquirer files give the same in both encodings`(_ seed: Int) throws {
        var files = RandomFiles(seed: seed)
        let bank = "date,amount,merchant,reference\n2026-11-21,12.00,储蓄卡,镕记 往来\n2026-11-22,x,,\n"
        let names = ["note,merchant", "settle_date,fee"]
        func texts(_ text: String) -> String { names.contains { text.hasPrefix($0) } ? Self.chinese(text, seed) : text }
        var job = Job(tills: [texts(files.till)], acquirers: [texts(files.acquirer)], banks: [bank])
        job.tariff = RandomFiles.tariff
        job.chunk = [37, 300, 64 << 10][seed % 3]
        job.threads = 1 + seed % 2
        let plain = try job.run()
        files = RandomFiles(seed: seed)
        for side in 0..<3 {
            // One file after the other, so that files of both encodings meet; then all.
            var number = 0
            job.write = { text in
                defer { number += 1 }
                return side == 2 || number == side ? ChineseText.gb18030(text) : Array(text.utf8)
            }
            let other = try job.run()
            #expect(Self.plain(other.files) == Self.plain(plain.files))
        }
        #expect(plain.summary.isConserved)
    }

    @Test(arguments: 0..<20)
    func `receipts and orders give the same in both encodings`(_ seed: Int) throws {
        var job = PlainSides(seed: seed).job
        let chinese = { (text: String) in
            text.replacing("T1", with: "终端").replacing("an order number of more than", with: "订单𠮷")
                .replacing("A1", with: "镕1")
        }
        (job.tills, job.acquirers) = (job.tills.map(chinese), job.acquirers.map(chinese))
        (job.receipts, job.orders) = (job.receipts.map(chinese), job.orders.map(chinese))
        let plain = try job.run()
        job.write = ChineseText.gb18030
        let other = try job.run()
        #expect(Self.plain(other.files) == Self.plain(plain.files))
    }
}
