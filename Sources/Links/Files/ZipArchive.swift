// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Statements

/// The list of entries of a zip (APPNOTE 6.3.10, without encryption).
///
///     local header, data │ local header, data │ … │ central directory │ end record
///                                                  └── the truth about names and sizes
struct ZipArchive {
    struct Entry: Sendable, Hashable {
        /// The whole path, as it stands in the archive; never a place on the disk.
        let path: String
        /// The last part of the path, without control characters.
        let name: String
        let method: Int
        let packedSize: Int64
        let size: Int64
        let checksum: UInt32
        let headerOffset: Int64
    }

    /// Files in the archive, without folders and hidden files.
    let entries: [Entry]

    /// - Parameter isPackage: whether it is one document of many parts: then every part counts, under its path.
    init(_ source: ByteSource, isPackage: Bool = false) throws(FileProblem) {
        let (start, size, count) = try Self.directory(of: source)
        let most = isPackage ? FileLimits.packageParts : FileLimits.zipEntries
        guard count <= most else { throw .tooManyEntries(limit: most) }
        guard size <= FileLimits.zipDirectoryBytes else { throw .damagedArchive }
        let bytes = try source.bytes(from: start, count: size)
        var cursor = ByteCursor(bytes)
        var entries: [Entry] = []
        do throws(DecodeError) {
            for _ in 0..<count {
                if let entry = try Self.entry(&cursor, isPackage: isPackage) { entries.append(entry) }
            }
        } catch {
            throw .damagedArchive
        }
        // An entry that the end record does not count would be left out without a word.
        if let more = try? cursor.fixed(UInt32.self, "zip.entry"), more == 0x0201_4B50 { throw .damagedArchive }
        guard !entries.contains(where: { $0.method == Self.encryptedMark }) else { throw .encrypted }
        let total = entries.reduce(Int128(0)) { $0 + Int128($1.size) }
        guard total <= Int128(FileLimits.bytes) else { throw .tooLarge(limit: FileLimits.bytes) }
        // Numbers of 64 bits may be of any size; nobody should reckon with them.
        let end = source.byteCount
        guard entries.allSatisfy({ $0.packedSize <= end && $0.headerOffset <= end }) else { throw .damagedArchive }
        self.entries = entries
    }

    /// Not a packing method: says that the entry cannot be read without a password.
    private static let encryptedMark = -1

    /// Finds the end record, which a comment of up to 65,535 bytes may follow.
    private static func directory(
        of source: ByteSource
    ) throws(FileProblem) -> (start: Int64, size: Int, count: Int) {
        let tailCount = Int(min(source.byteCount, 65_557))
        let tail = try source.bytes(from: source.byteCount - Int64(tailCount), count: tailCount)
        guard tailCount >= 22 else { throw .damagedArchive }
        for at in stride(from: tailCount - 22, through: 0, by: -1)
        where tail[at] == 0x50 && tail[at + 1] == 0x4B && tail[at + 2] == 0x05 && tail[at + 3] == 0x06 {
            var cursor = ByteCursor(tail[(at + 10)...])
            do throws(DecodeError) {
                let count = Int(try cursor.fixed(UInt16.self, "zip.count"))
                let size = try cursor.fixed(UInt32.self, "zip.size")
                let start = try cursor.fixed(UInt32.self, "zip.start")
                guard count == 0xFFFF || size == .max || start == .max else { return (Int64(start), Int(size), count) }
            } catch {
                throw .damagedArchive
            }
            return try largeDirectory(of: source, before: source.byteCount - Int64(tailCount - at))
        }
        throw .damagedArchive
    }

    /// One entry of the central directory; nil for what is not a file.
    private static func entry(_ cursor: inout ByteCursor, isPackage: Bool) throws(DecodeError) -> Entry? {
        guard try cursor.fixed(UInt32.self, "zip.entry") == 0x0201_4B50 else {
            throw DecodeError(.invalid, at: cursor.offset, field: "zip.entry")
        }
        _ = try cursor.raw(4, "zip.versions")
        let flags = try cursor.fixed(UInt16.self, "zip.flags")
        let method = Int(try cursor.fixed(UInt16.self, "zip.method"))
        _ = try cursor.raw(4, "zip.time")
        let checksum = try cursor.fixed(UInt32.self, "zip.checksum")
        var packed = Int64(try cursor.fixed(UInt32.self, "zip.packed"))
        var size = Int64(try cursor.fixed(UInt32.self, "zip.size"))
        let nameCount = Int(try cursor.fixed(UInt16.self, "zip.name"))
        let extraCount = Int(try cursor.fixed(UInt16.self, "zip.extra"))
        let commentCount = Int(try cursor.fixed(UInt16.self, "zip.comment"))
        _ = try cursor.raw(8, "zip.attributes")
        var offset = Int64(try cursor.fixed(UInt32.self, "zip.offset"))
        let name = try cursor.raw(nameCount, "zip.name")
        try takeLargeNumbers(try cursor.raw(extraCount, "zip.extra"), &size, &packed, &offset)
        _ = try cursor.raw(commentCount, "zip.comment")
        let path = String(decoding: name, as: UTF8.self)
        guard name.last != UInt8(ascii: "/") else { return nil }
        guard let text = isPackage ? path : plainName(name, isUTF8: flags & 0x800 != 0) else { return nil }
        return Entry(
            path: path, name: text, method: flags & 1 != 0 ? encryptedMark : method, packedSize: packed, size: size,
            checksum: checksum, headerOffset: offset)
    }

    /// Chinese archives carry GBK names without saying so. Only the last part of a path is kept, so that no entry can
    /// name a place on the disk; nil for hidden files and what macOS adds.
    private static func plainName(_ bytes: ArraySlice<UInt8>, isUTF8: Bool) -> String? {
        let utf8 = String(validating: bytes, as: UTF8.self)
        let text = utf8 ?? (isUTF8 ? nil : TextDecoder(.gb18030)?.text(bytes)) ?? "entry"
        guard !text.hasPrefix("__MACOSX/") else { return nil }
        let last = text.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let clean = String(
            String.UnicodeScalarView(last.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
        return clean.isEmpty || clean.hasPrefix(".") ? nil : String(clean.prefix(200))
    }
}
