// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Synchronization

/// One page's characters, both ways.
struct CodePageTable: Sendable {
    let scalars: [Unicode.Scalar?]
    let bytes: [Unicode.Scalar: UInt8]

    init(_ scalars: [Unicode.Scalar?]) {
        self.scalars = scalars
        var bytes: [Unicode.Scalar: UInt8] = [:]
        for (index, scalar) in scalars.enumerated() {
            // The first byte wins where a page prints a character twice.
            if let scalar, bytes[scalar] == nil { bytes[scalar] = UInt8(index + 0x80) }
        }
        self.bytes = bytes
    }
}

/// Pages read so far; a page is read once in a process.
final class CodePageStore: Sendable {
    static let shared = CodePageStore()

    private let tables = Mutex<[String: CodePageTable]>([:])

    /// Names are the vendors'; a foreign name costs one entry, and there are only as many names as the tables list.
    func table(_ name: String) -> CodePageTable {
        if let known = tables.withLock({ $0[name] }) { return known }
        let made = CodePageTable(Self.scalars(name))
        tables.withLock { $0.count < 512 ? $0[name] = made : () }
        return made
    }

    private static func scalars(_ name: String) -> [Unicode.Scalar?] {
        if let own = CodePageRows.own[name] { return own.flatMap { $0.map { $0 == "\u{FFFD}" ? nil : $0 } } }
        if name == "TCVN-3-2" { return scalars("TCVN").map { $0?.properties.uppercaseMapping.unicodeScalars.first } }
        guard let charset = SystemCharset(systemNames[name] ?? name) else {
            return [Unicode.Scalar?](repeating: nil, count: 128)
        }
        return (UInt8(0x80)...0xFF).map { byte in
            // C1 controls print nothing: a table that names them has no glyph there.
            charset.scalar([byte]).flatMap { $0.value < 0xA0 ? nil : $0 }
        }
    }

    /// Pages that the system's library knows under another name. CP1118 and CP1119 are the Lithuanian pages
    /// of LST 1283 and LST 1284, registered as 774 and 772 too.
    private static let systemNames = [
        "CP1118": "CP774", "CP1119": "CP772", "KZ-1048": "RK1048", "THAI": "TIS-620", "TCVN-3-1": "TCVN",
        "ISO8859-2": "ISO-8859-2", "ISO8859-7": "ISO-8859-7", "ISO8859-15": "ISO-8859-15", "ISO8859-1": "ISO-8859-1",
        "ISO8859-5": "ISO-8859-5", "ISO8859-6": "ISO-8859-6", "ISO8859-8": "ISO-8859-8", "ISO8859-9": "ISO-8859-9",
        "ISO8859-3": "ISO-8859-3", "ISO8859-4": "ISO-8859-4",
    ]
}
