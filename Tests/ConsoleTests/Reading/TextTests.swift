// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Tender
import Testing

@Suite struct TextTests {
    @Test func `a form is read with its blanks, escapes and repeated fields`() throws {
        let form = try Form(Array("a=1+2&b=%E4%B8%AD&c=&d&stores=N1&stores=S1&e=%20x%20".utf8))
        #expect(form["a"] == "1 2")
        #expect(form["b"] == "中")
        #expect(form["c"] == nil)
        #expect(form["d"] == nil)
        #expect(form.all("stores") == ["N1", "S1"])
        #expect(form["e"] == "x")
        #expect(form.verbatim("e") == " x ")
    }

    @Test(arguments: ["a=%", "a=%2", "a=%zz", "a=%FF", "a=%00", "%C3%28=1"])
    func `a form that is not UTF-8 is refused`(_ text: String) {
        #expect(throws: Refusal.self) { try Form(Array(text.utf8)) }
    }

    @Test func `a form with too many fields is refused`() {
        let text = Array(repeating: "a=1", count: Form.fieldCountMax + 1).joined(separator: "&")
        #expect(throws: Refusal.self) { try Form(Array(text.utf8)) }
    }

    @Test func `an address keeps what it can read and drops the rest`() {
        var query = Query("q=58+%E6%98%A8%E5%A4%A9&bad=%FF&empty=&lang=en")
        #expect(query["q"] == "58 昨天")
        #expect(query["bad"] == nil)
        #expect(query["empty"] == nil)
        query.set("lang", "zh-CN")
        #expect(query.text == "q=58%20%E6%98%A8%E5%A4%A9&empty=&lang=zh-CN")
    }

    @Test(arguments: [
        ("localhost", "localhost"), ("LOCALHOST:8080", "localhost"), ("127.0.0.1:80", "127.0.0.1"),
        ("[::1]:8080", "[::1]"), ("[::1]", "[::1]"),
    ])
    func `a host header names a host`(_ header: String, _ name: String) {
        #expect(HostName.name(of: header) == name)
    }

    @Test(arguments: ["", ":80", "a:b", "[::1", "host:123456", "[::1]x"])
    func `a broken host header names none`(_ header: String) {
        #expect(HostName.name(of: header) == nil)
    }

    @Test(arguments: [
        ("en", Language.english), ("zh-TW,en;q=0.9", .chinese), ("fr, en;q=0.5, zh;q=0.7", .chinese),
        ("de;q=1, en;q=0.1", .english), ("en;q=0, zh;q=0.1", .chinese),
    ])
    func `the browser's languages choose ours`(_ header: String, _ language: Language) {
        #expect(Language.preferred(accepting: header) == language)
    }

    @Test(arguments: ["", "fr", ";;;,,,", "en;q=0", "*"])
    func `languages we do not speak choose none`(_ header: String) {
        #expect(Language.preferred(accepting: header) == nil)
    }

    @Test(arguments: [
        ("/transactions?q=1", "/transactions?q=1"), ("//evil.example", "/"), ("https://evil.example", "/"),
        ("/\\evil.example", "/"), ("/signin?to=/x", "/"), ("/a b", "/"), ("", "/"), ("/a\nb", "/"),
    ])
    func `sign-in leads only to pages of ours`(_ asked: String, _ target: String) {
        #expect(SessionController.safeTarget(asked) == target)
    }

    @Test func `the log shows no long number and no control character`() {
        #expect(RequestLog.scrub("/t?q=6222001234567890 58") == "/t?q=*7890?58")
        #expect(RequestLog.scrub("/t?q=%0A\u{1B}[31m") == "/t?q=%0A?[31m")
        #expect(RequestLog.scrub("/imports/123456") == "/imports/123456")
    }

    @Test(arguments: [
        ("2026-11-20T15:03:07+08:00", Int64(1_795_158_187)), ("2026-11-20T07:03:07Z", 1_795_158_187),
        ("2026-11-20T07:03:07.999Z", 1_795_158_187), ("2026-11-19T23:33:07-07:30", 1_795_158_187),
    ])
    func `an RFC 3339 time is an instant`(_ text: String, _ second: Int64) {
        #expect(Clockwork.instant(text)?.milliseconds == second * 1_000)
    }

    @Test(arguments: ["", "2026-11-20", "2026-11-20T15:03:07", "2026-11-20 15:03:07+08:00", "2026-13-01T00:00:00Z"])
    func `anything else is no instant`(_ text: String) {
        #expect(Clockwork.instant(text) == nil)
    }

    @Test func `JSON escapes what it must and keeps its order`() {
        let value: JSON = ["b": "x\"\\\n\u{1}中", "a": [1, true, .null]]
        #expect(String(decoding: value.bytes, as: UTF8.self) == #"{"b":"x\"\\\n\u0001中","a":[1,true,null]}"#)
    }

    @Test func `a spreadsheet runs no cell as a formula and still adds negative amounts`() {
        #expect(CommaText.line(["=1+1", "-5.00", "@x", "a,b", "q\"q"]) == "'=1+1,-5.00,'@x,\"a,b\",\"q\"\"q\"\r\n")
    }

    @Test(arguments: [
        ("../../etc/passwd", "passwd"), ("C:\\bills\\bill.csv", "bill.csv"), ("..", "file"), ("", "file"),
        ("a\u{7}b\n.csv", "ab.csv"), (String(repeating: "中", count: 100), String(repeating: "中", count: 66)),
    ])
    func `a file name is only a name`(_ given: String, _ name: String) {
        #expect(FileName.clean(given) == name)
    }
}
