// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Testing

@Suite struct MultipartReaderTests {
    static let body: [UInt8] = Array(
        ("--XX\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\nsecret\r\n"
            + "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a \u{4E2D}.csv\"\r\n"
            + "Content-Type: text/csv\r\n\r\nline 1\r\n--X not yet\r\nline 2\r\n--XX\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--XX--\r\nepilogue").utf8)

    /// The events with neighbouring pieces of content joined.
    private func events(in pieces: [[UInt8]]) throws -> [MultipartReader.Event] {
        var reader = try #require(MultipartReader(contentType: "multipart/form-data; boundary=XX"))
        var joined: [MultipartReader.Event] = []
        for piece in pieces {
            for event in try reader.read(piece) {
                if case .bytes(let more) = event, case .bytes(let before)? = joined.last {
                    joined[joined.count - 1] = .bytes(before + more)
                } else {
                    joined.append(event)
                }
            }
        }
        #expect(reader.isComplete)
        return joined
    }

    @Test func `a form reads the same however it is cut into pieces`() throws {
        let expected: [MultipartReader.Event] = [
            .part(name: "_csrf", fileName: nil), .bytes(Array("secret".utf8)), .partEnd,
            .part(name: "file", fileName: "a \u{4E2D}.csv"),
            .bytes(Array("line 1\r\n--X not yet\r\nline 2".utf8)), .partEnd,
            .part(name: "file", fileName: ""), .partEnd,
        ]
        for size in [1, 2, 3, 5, 7, 16, 64, 1_000] {
            let pieces = stride(from: 0, to: Self.body.count, by: size).map {
                Array(Self.body[$0..<min($0 + size, Self.body.count)])
            }
            #expect(try events(in: pieces) == expected, "pieces of \(size)")
        }
    }

    @Test func `what is held stays small while a large body passes`() throws {
        var reader = try #require(
            MultipartReader(contentType: "multipart/form-data; boundary=\"b c\".d")
                ?? MultipartReader(contentType: "multipart/form-data; boundary=b"))
        _ = try reader.read(Array("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n".utf8))
        var passed = 0
        for _ in 0..<100 {
            for case .bytes(let bytes) in try reader.read([UInt8](repeating: 13, count: 10_000)) {
                passed += bytes.count
            }
        }
        #expect(passed > 999_900)
    }

    @Test(arguments: [
        "", "text/plain", "multipart/form-data", "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\(String(repeating: "x", count: 71))", "multipart/form-data; boundary=a b",
    ])
    func `a type without a usable boundary is no form`(_ type: String) {
        #expect(MultipartReader(contentType: type) == nil)
    }

    @Test(arguments: [
        "--XXmore", "--XX\r\n\r\n\r\n", "--XX\r\nContent-Type: a\r\n\r\n",
        "--XX\r\nContent-Disposition: form-data\r\n\r\n", String(repeating: "x", count: 20_000),
        "--XX\r\n" + String(repeating: "x", count: 20_000),
    ])
    func `a broken form is refused and never held`(_ text: String) throws {
        var reader = try #require(MultipartReader(contentType: "multipart/form-data; boundary=XX"))
        #expect(throws: Refusal.self) { _ = try reader.read(Array(text.utf8)) }
    }

    @Test func `no bytes make the reader trap`() throws {
        var seed: UInt64 = 7
        func next() -> UInt8 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: seed >> 56)
        }
        for _ in 0..<2_000 {
            var bytes = Self.body
            for _ in 0..<4 { bytes[Int(next()) * bytes.count / 256] = next() }
            guard var reader = MultipartReader(contentType: "multipart/form-data; boundary=XX") else { continue }
            _ = try? reader.read(bytes)
        }
    }
}
