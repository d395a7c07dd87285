// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Testing

@Suite struct CodePageTests {
    static let numbered: [(CodePageNumbers, UInt8)] = [CodePageNumbers.vendor, .clone].flatMap { table in
        table.numbers.map { (table, $0) }
    }

    @Test(arguments: numbered)
    func `every numbered page is known and goes both ways`(_ table: CodePageNumbers, _ number: UInt8) throws {
        let page = try #require(table.page(number))
        #expect(page.isKnown, "\(page) has no characters on this machine")
        for byte in UInt8(0x20)...0xFF where byte != 0x7F {
            guard let scalar = page.scalar(byte) else { continue }
            let back = try #require(page.byte(scalar), "\(page) loses \(scalar)")
            #expect(page.scalar(back) == scalar)
            #expect(back <= byte, "a character that stands twice is written with its first byte")
        }
        #expect(table.number(of: page).flatMap(table.page) == page)
    }

    @Test(arguments: [
        ("CP437", "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"),
        ("CP858", "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"),
        ("CP866", "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"),
        ("CP853", "ÇüéâäàĉçêëèïîìÄĈÉċĊôöòûùİÖÜĝ£Ĝ×ĵáíóúñÑĞğĤĥ"),
        ("CP1118", "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤ĄČĘĖ╣║╗╝ĮŠ┐"),
        ("CP1119", "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп░▒▓│┤ĄČĘĖ╣║╗╝ĮŠ┐"),
        ("KATAKANA", "▁▂▃▄▅▆▇█▏▎▍▌▋▊▉┼┴┬┤├▔─│▕┌┐└┘╭╮╰╯\u{A0}｡｢｣､･ｦｧｨｩｪｫｬｭｮｯ"),
    ])
    func `a page begins as the vendor's chart shows`(_ name: String, _ beginning: String) {
        let page = CodePage(name)
        for (index, scalar) in beginning.unicodeScalars.enumerated() {
            #expect(page.scalar(UInt8(0x80 + index)) == scalar, "\(name) \(0x80 + index)")
        }
    }

    @Test(arguments: [
        ("CP720", 0x85, "à" as Unicode.Scalar), ("CP720", 0x9F, "\u{627}"), ("CP720", 0xE9, "\u{644}"),
        ("CP1098", 0x84, "\u{61F}"), ("CP1098", 0xF4, "\u{6F0}"), ("CP1098", 0xFD, "\u{6F9}"),
        ("KZ-1048", 0x8D, "Қ"), ("KZ-1048", 0xA3, "Ә"), ("CP853", 0xD5, "ı"), ("CP853", 0xE6, "µ"),
        ("CP864", 0x99, "\u{FEF7}"), ("CP1252", 0x80, "€"), ("CP858", 0xD5, "€"), ("TCVN-3-1", 0xA8, "ă"),
        ("TCVN-3-2", 0xA8, "Ă"), ("THAI", 0xA1, "ก"), ("CP1255", 0xE0, "א"), ("CP1258", 0xD0, "Đ"),
    ])
    func `a page has this character here`(_ name: String, _ byte: Int, _ scalar: Unicode.Scalar) {
        #expect(CodePage(name).scalar(UInt8(byte)) == scalar)
    }

    @Test func `CP853 has every letter of ISO 8859-3, which was made for the same languages`() {
        let page = CodePage("CP853")
        for scalar in CodePage("ISO8859-3").scalars.compactMap(\.self) where scalar.properties.isAlphabetic {
            #expect(page.byte(scalar) != nil, "\(scalar)")
        }
    }

    @Test func `a page that nobody knows has no characters and harms nothing`() {
        let page = CodePage("CP9999")
        #expect(!page.isKnown)
        #expect(page.scalar(0xE9) == nil)
        #expect(page.scalar(0x41) == "A")
        #expect(PrintEncoding.page(page).text([0x41, 0xE9]) == nil)
    }

    @Test(arguments: 0..<18)
    func `an international set changes twelve codes and no other`(_ number: UInt8) throws {
        let set = InternationalSet(number: number)
        #expect(set.isKnown)
        for byte in UInt8(0x20)...0x7E {
            let scalar = set.scalar(byte)
            if !InternationalSet.codes.contains(byte) { #expect(scalar == Unicode.Scalar(byte)) }
            #expect(set.byte(scalar).map(set.scalar) == scalar)
        }
    }

    @Test(arguments: [
        (1, "à°ç§"), (2, "§ÄÖÜ"), (3, "£"), (5, "¤ÉÄÖÅÜé"), (6, "°é"), (7, "₧¡Ñ¿"), (8, "¥"), (13, "₩"), (15, "¥"),
        (16, "₫"),
    ])
    func `a set prints its country's characters`(_ number: Int, _ characters: String) {
        let set = InternationalSet(number: UInt8(number))
        for scalar in characters.unicodeScalars { #expect(set.byte(scalar) != nil, "\(scalar)") }
        #expect(InternationalSet(number: 15).scalar(0x24) == "¥")
        #expect(InternationalSet(number: 8).scalar(0x5C) == "¥")
        #expect(InternationalSet(number: 99).scalar(0x24) == "$")
    }
}
