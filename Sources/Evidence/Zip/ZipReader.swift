// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why a file is not an archive as packs are written.
public enum ZipProblem: Error, Sendable, Hashable {
    /// More bytes or files than an archive of ours may have.
    case tooLarge
    /// No end record where it must be: cut short, or something was appended.
    case cutShort
    /// A header that is not as it must be, with the byte where it stands.
    case malformed(at: Int)
    /// The name of a file leads out of the folder, or is hidden or unprintable.
    case unsoundName(at: Int)
    /// Two files of one name.
    case doubled(String)
    /// The bytes are not those of the check sum.
    case damaged(String)
    /// The parts are sound, the archive around them is not byte for byte what they give.
    case notCanonical
}

/// Reads an archive in the one form in which packs are written, and refuses every other.
///
/// A general reader forgives: gaps, comments, a second directory, names that differ between the two headers.
/// Evidence must not: so the archive is made again from what was read and compared byte for byte.
public enum ZipReader {
    /// The files in their order.
    public static func entries(of bytes: [UInt8]) throws(ZipProblem) -> [ZipEntry] {
        guard bytes.count <= ZipLimits.bytes else { throw .tooLarge }
        guard bytes.count >= 22, number32(bytes, bytes.count - 22) == 0x0605_4B50 else { throw .cutShort }
        let end = bytes.count - 22
        let count = number16(bytes, end + 10)
        let directory = number32(bytes, end + 16)
        guard count <= ZipLimits.entries, directory <= end else { throw .malformed(at: end) }
        var entries: [ZipEntry] = []
        var names: Set<String> = []
        var offset = 0
        while offset < directory {
            guard entries.count < count else { throw .malformed(at: offset) }
            let entry = try entry(in: bytes, at: &offset, before: directory)
            guard names.insert(entry.name.lowercased()).inserted else { throw .doubled(entry.name) }
            entries.append(entry)
        }
        guard entries.count == count, ZipWriter.archive(entries) == bytes else { throw .notCanonical }
        return entries
    }

    private static func entry(
        in bytes: [UInt8], at offset: inout Int, before end: Int
    ) throws(ZipProblem) -> ZipEntry {
        let start = offset
        guard start + 30 <= end, number32(bytes, start) == 0x0403_4B50, number16(bytes, start + 8) == 0 else {
            throw .malformed(at: start)
        }
        let (crc, packed, size) = (
            number32(bytes, start + 14), number32(bytes, start + 18), number32(bytes, start + 22)
        )
        let (nameCount, extra) = (number16(bytes, start + 26), number16(bytes, start + 28))
        let body = start + 30 + nameCount
        guard packed == size, extra == 0, body <= end, size <= end - body else { throw .malformed(at: start) }
        guard let name = String(validating: bytes[(start + 30)..<body], as: UTF8.self), ZipEntry.isSound(name) else {
            throw .unsoundName(at: start + 30)
        }
        let content = bytes[body..<(body + size)]
        guard CRC32.of(content) == UInt32(crc) else { throw .damaged(name) }
        offset = body + size
        return ZipEntry(name: name, bytes: Array(content))
    }

    private static func number16(_ bytes: [UInt8], _ offset: Int) -> Int {
        Int(bytes[offset]) | Int(bytes[offset + 1]) << 8
    }

    private static func number32(_ bytes: [UInt8], _ offset: Int) -> Int {
        number16(bytes, offset) | number16(bytes, offset + 2) << 16
    }
}
