// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Bytes
import Journal
import Testing

/// A keyed hash in the place of a signature: it has what these tests need, that another text or key gives another.
struct PretendSigning: Signing, SignatureChecking {
    let publicKey: [UInt8]
    init(_ seed: UInt8) { publicKey = [UInt8](repeating: seed, count: 32) }

    private static func mark(_ text: [UInt8], _ key: [UInt8]) -> [UInt8] {
        let half = ReferenceDigesting().sha256(prefix: nil, (key + text).span).bytes
        return half + ReferenceDigesting().sha256(prefix: 1, half.span).bytes
    }

    func signature(of text: [UInt8]) -> [UInt8]? { Self.mark(text, publicKey) }
    func isSigned(_ text: [UInt8], signature: [UInt8], by publicKey: [UInt8]) -> Bool {
        Self.mark(text, publicKey) == signature
    }
}

@Suite struct SignedNoteTests {
    private let digesting = ReferenceDigesting()
    private let signing = PretendSigning(5)

    @Test func `a checkpoint in a note comes back as it was written`() throws {
        let checkpoint = Checkpoint(origin: "shop/a", size: 12, root: .zero, remarks: ["time 2025-11-20T07:03:00Z"])
        let note = try #require(SignedNote(checkpoint.text, signedAs: "shop/a", with: signing, by: digesting))
        let key = try #require(NoteKey(name: "shop/a", publicKey: signing.publicKey))
        let read = try #require(SignedNote(note.encoded, by: key, checking: signing, digesting: digesting))
        #expect(read == note)
        #expect(Checkpoint(read.text) == checkpoint)
        #expect(NoteKey(key.text(by: digesting), by: digesting) == key)
    }

    @Test func `no byte of a note can be changed, left out or added`() throws {
        let text = Checkpoint(origin: "shop/a", size: 12, root: .zero).text
        let note = try #require(SignedNote(text, signedAs: "shop/a", with: signing, by: digesting))
        let key = try #require(NoteKey(name: "shop/a", publicKey: signing.publicKey))
        let bytes = Array(note.encoded.utf8)
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << bit
                let text = String(decoding: changed, as: UTF8.self)
                #expect(SignedNote(text, by: key, checking: signing, digesting: digesting) == nil)
            }
            let shorter = String(decoding: bytes[..<index], as: UTF8.self)
            #expect(SignedNote(shorter, by: key, checking: signing, digesting: digesting) == nil)
        }
        #expect(SignedNote(note.encoded + "\n", by: key, checking: signing, digesting: digesting) == nil)
    }

    @Test(arguments: ["", "no end", "\n", "a\n\nb\n", "tab\there\n"])
    func `a text that a note cannot carry is not signed`(_ text: String) {
        #expect(SignedNote(text, signedAs: "shop", with: signing, by: digesting) == nil)
    }

    @Test(arguments: ["", "a b", "a+b", "店"])
    func `a name that a note cannot carry is no key`(_ name: String) {
        #expect(NoteKey(name: name, publicKey: signing.publicKey) == nil)
    }

    @Test(arguments: [
        ("", ""), ("66", "Zg=="), ("666f", "Zm8="), ("666f6f", "Zm9v"), ("666f6f62", "Zm9vYg=="),
        ("666f6f6261", "Zm9vYmE="), ("666f6f626172", "Zm9vYmFy"),
    ])
    func `base64 is that of the RFC`(_ hexadecimal: String, _ text: String) throws {
        let bytes = try #require(Hexadecimal.bytes(of: hexadecimal))
        #expect(Base64.text(of: bytes) == text)
        #expect(Base64.bytes(of: text) == bytes)
    }

    @Test(arguments: ["Zg", "Zg=", "Zh==", "Z===", "====", "Zm9v\n", "Zm 9v", "=Zg="])
    func `a second way to write the same bytes is refused`(_ text: String) {
        #expect(Base64.bytes(of: text) == nil)
    }
}
