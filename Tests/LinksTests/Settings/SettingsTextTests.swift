// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Links
import Tariffs
import Testing

/// Settings are TOML: the same tariff in all its spellings, and no text that ends the process.
@Suite struct SettingsTextTests {
    static let spellings: [(String, String)] = [
        ("plain", "[[tariff]]\nproduct = \"qr\"\nrate = \"0.38%\""),
        ("other line ends", "[[tariff]]\r\nproduct = \"qr\"\r\nrate = \"0.38%\"\r\n"),
        ("byte order mark", "\u{FEFF}[[tariff]]\nproduct = \"qr\"\nrate = \"0.38%\"\n"),
        ("comments", "# 费率\n[[tariff]] # 一行\nproduct = \"qr\" # 扫码\n\n\n  rate = \"0.38%\"#end"),
        ("quotes that keep all", "[[tariff]]\nproduct = 'qr'\n'rate' = '0.38%'"),
        ("quotes across lines", "[[tariff]]\nproduct = \"\"\"\nqr\"\"\"\nrate = '''0.38%'''"),
        ("escapes", "[[tariff]]\nproduct = \"\\u0071\\U00000072\"\nrate = \"0.38\\u0025\""),
        ("a line joined to the next", "[[tariff]]\nproduct = \"\"\"q\\\n   r\"\"\"\nrate = \"0.38%\""),
        ("a list in one line", "tariff = [{product = \"qr\", rate = \"0.38%\"}]"),
        ("a list across lines", "tariff = [ # all\n  {product = \"qr\", rate = \"0.38%\"}, # last\n]"),
        ("a quoted key", "[[\"tariff\"]]\n\"product\" = \"qr\"\nrate= \"0.38%\""),
    ]

    @Test(arguments: spellings)
    func `a tariff is the same in every spelling`(_ name: String, _ text: String) throws {
        let tariff = try TariffFile.read(text: text, name: "tariff.toml")
        #expect(tariff.rows == [TariffRow(product: "qr", rate: try #require(Rate(text: "0.38%")))])
    }

    @Test(arguments: [
        ("[[tariff]]\nproduct = \"qr", 2), ("[[tariff]]\nproduct = \"q\nr\"", 2), ("[[tariff\n", 1), ("[[tariff]\n", 1),
        ("[[tariff]] x", 1), ("[[[", 1), ("a = ]", 1), ("a = [1 2]", 1), ("a = {b = 1 c = 2}", 1),
        ("= 1", 1), ("a", 1), ("a = ", 1), ("a = qr", 1), ("a = \"\\q\"", 1), ("a = \"\\uD800\"", 1),
        ("a = \"\\u12\"", 1), ("a = 1\na = 2", 2), ("[a]\nb = 1\n[a]", 3), ("a = 1\n[a.b]", 2), ("a = \"\u{1}\"", 1),
        ("# \u{7}", 1), ("a = {b = 1, b = 2}", 1), ("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q = 1", 1),
        ("a = " + String(repeating: "[", count: 5_000), 1), ("a = " + String(repeating: "{a=", count: 5_000), 1),
    ])
    func `a broken text is refused at its line`(_ text: String, _ line: Int) {
        let error = #expect(throws: SettingsError.self) { try TariffFile.read(text: text, name: "t.toml") }
        guard case .syntax(line: let found, column: let column, let reason)? = error?.problem else {
            Issue.record("not a matter of syntax: \(error?.explanation.english ?? "nothing")")
            return
        }
        #expect(found == line)
        #expect(column >= 1)
        #expect(!reason.chinese.isEmpty && !reason.english.isEmpty)
    }

    static let pieces = [
        "[", "]", "[[", "]]", "{", "}", "=", ",", ".", "\"", "'", "\"\"\"", "'''", "\n", "\r\n", "\r", " ", "\t", "a",
        "key",
        "1", "0x", "1.5", "-", "+", "2026-01-01", "12:00:00", "true", "inf", "#", "\\", "\\u", "é", "费", "_", "\u{1}",
        "😀",
        "[[tariff]]\n", "a = ", "\nb = 2", "product = \"qr\"\n", "rate = \"1%\"\n", "\\\n",
    ]

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `no text made of the marks of the language ends the process`(_ seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        for _ in 0..<500 {
            var text = ""
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            for _ in 0..<(1 + state >> 33 % 24) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += Self.pieces[Int(state >> 33) % Self.pieces.count]
            }
            _ = try? TariffFile.read(text: text, name: "t.toml")
            _ = try? CalendarFile.read(text: text, name: "c.toml")
            _ = try? ConfigurationFile.read(text: text, name: "f.toml", environment: [:])
        }
    }

    @Test func `as many rows as are allowed are read, and one more is refused`() throws {
        let row = "[[tariff]]\nproduct = \"qr\"\nrate = \"1%\"\n"
        let most = String(repeating: row, count: TariffFile.rowLimit)
        #expect(try TariffFile.read(text: most, name: "t.toml").rows.count == TariffFile.rowLimit)
        #expect(throws: SettingsError.self) { try TariffFile.read(text: most + row, name: "t.toml") }
    }
}
