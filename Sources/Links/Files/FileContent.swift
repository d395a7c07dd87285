// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes

/// One content to be read: a plain file, what is in a gzip, or one entry of a zip. May be read as often as wanted.
struct FileContent: Sendable {
    enum Packing: Sendable {
        case plain
        case gzip
        case zip(ZipArchive.Entry)
    }

    let path: String
    /// Name for people and for the journal: never a path.
    let name: String
    let packing: Packing
    /// Bytes that will be read from disk, for progress.
    let packedSize: Int64

    /// Everything a path leads to: one content, or several of a zip.
    static func all(path: String, name: String) throws(FileProblem) -> [FileContent] {
        let source = try ByteSource(path: path)
        let head = try source.next(4)
        if head.starts(with: [0x1F, 0x8B]) {
            let inner = name.lowercased().hasSuffix(".gz") ? String(name.dropLast(3)) : name
            return [FileContent(path: path, name: inner, packing: .gzip, packedSize: source.byteCount)]
        }
        guard head == [0x50, 0x4B, 0x03, 0x04] || head == [0x50, 0x4B, 0x05, 0x06] else {
            return [FileContent(path: path, name: name, packing: .plain, packedSize: source.byteCount)]
        }
        let entries = try ZipArchive(path: path).entries
        guard !entries.isEmpty else { throw .noEntries }
        // A workbook is a zip too; the recogniser says what to do with it.
        if entries.contains(where: { $0.name == "[Content_Types].xml" }) {
            return [FileContent(path: path, name: name, packing: .plain, packedSize: source.byteCount)]
        }
        return entries.map {
            FileContent(path: path, name: $0.name, packing: .zip($0), packedSize: $0.packedSize)
        }
    }

    func open() throws(FileProblem) -> ContentReader { try ContentReader(self) }
}

/// Gives the unpacked bytes of a content in chunks, and checks size and checksum where the packing states them.
final class ContentReader {
    private let source: ByteSource
    private let inflater: Inflater?
    private let entry: ZipArchive.Entry?
    private var checksum = Checksum()
    private var made: Int64 = 0
    /// Packed bytes read so far.
    private(set) var packedRead: Int64 = 0

    init(_ content: FileContent) throws(FileProblem) {
        source = try ByteSource(path: content.path)
        switch content.packing {
        case .plain:
            inflater = nil
            entry = nil
        case .gzip:
            inflater = try Inflater(.gzip)
            entry = nil
        case .zip(let entry):
            self.entry = entry
            guard entry.method == 0 || entry.method == 8 else { throw .unknownPacking(entry.method) }
            inflater = entry.method == 8 ? try Inflater(.none) : nil
            try source.restrict(from: try Self.dataStart(entry, source), count: entry.packedSize)
        }
    }

    /// The local header repeats name and extra field, with its own lengths.
    private static func dataStart(_ entry: ZipArchive.Entry, _ source: ByteSource) throws(FileProblem) -> Int64 {
        let header = try source.bytes(from: entry.headerOffset, count: 30)
        guard header.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { throw .damagedArchive }
        let nameCount = Int64(header[26]) | Int64(header[27]) << 8
        let extraCount = Int64(header[28]) | Int64(header[29]) << 8
        return entry.headerOffset + 30 + nameCount + extraCount
    }

    /// The next bytes; empty at the end.
    func next() throws(FileProblem) -> [UInt8] {
        let bytes = try unpacked()
        made += Int64(bytes.count)
        guard let entry else { return bytes }
        checksum.add(bytes)
        guard made <= entry.size else { throw .damagedArchive }
        if bytes.isEmpty {
            guard made == entry.size else { throw .damagedArchive }
            guard checksum.value == UInt(entry.checksum) else { throw .checksumDiffers }
        }
        return bytes
    }

    private func unpacked() throws(FileProblem) -> [UInt8] {
        guard let inflater else {
            let bytes = try source.next()
            packedRead += Int64(bytes.count)
            return bytes
        }
        while !inflater.isAtEnd {
            let bytes = try inflater.next()
            if !bytes.isEmpty { return bytes }
            guard !inflater.isAtEnd, inflater.needsInput else { break }
            let more = try source.next()
            guard !more.isEmpty else { throw .damagedArchive }
            packedRead += Int64(more.count)
            inflater.give(more)
        }
        guard inflater.isAtEnd else { throw .damagedArchive }
        return []
    }
}
