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
    /// Whether it is a workbook, which is read sheet by sheet and not as text.
    var isWorkbook = false

    /// Everything a path leads to: one content, or several of a zip.
    static func all(path: String, name: String) throws(FileProblem) -> [FileContent] {
        let source = try ByteSource(path: path)
        let head = try source.next(4)
        if head.starts(with: [0x1F, 0x8B]) {
            let inner = name.lowercased().hasSuffix(".gz") ? String(name.dropLast(3)) : name
            return [
                FileContent(
                    path: path, name: inner, packing: .gzip, packedSize: source.byteCount,
                    isWorkbook: try isWorkbook(inner, path, .gzip))
            ]
        }
        guard head == [0x50, 0x4B, 0x03, 0x04] || head == [0x50, 0x4B, 0x05, 0x06] else {
            return [FileContent(path: path, name: name, packing: .plain, packedSize: source.byteCount)]
        }
        if try ZipArchive(source, isPackage: true).entries.contains(where: { $0.path == "[Content_Types].xml" }) {
            return [
                FileContent(path: path, name: name, packing: .plain, packedSize: source.byteCount, isWorkbook: true)
            ]
        }
        let entries = try ZipArchive(source).entries
        guard !entries.isEmpty else { throw .noEntries }
        if entries.contains(where: { $0.path == "mimetype" }) && entries.contains(where: { $0.path == "content.xml" }) {
            throw .openDocument
        }
        var contents: [FileContent] = []
        for entry in entries {
            contents.append(
                FileContent(
                    path: path, name: entry.name, packing: .zip(entry), packedSize: entry.packedSize,
                    isWorkbook: try isWorkbook(entry.name, path, .zip(entry))))
        }
        return contents
    }

    /// Within an archive a workbook is known by its name, and by what it begins with.
    private static func isWorkbook(
        _ name: String, _ path: String, _ packing: Packing
    ) throws(FileProblem) -> Bool {
        let lower = name.lowercased()
        guard lower.hasSuffix(".xlsx") || lower.hasSuffix(".xlsm") else { return false }
        return try ContentReader(try ByteSource(path: path), packing).next().starts(with: [0x50, 0x4B, 0x03, 0x04])
    }

    func open() throws(FileProblem) -> ContentReader { try ContentReader(self) }
}

/// Gives the unpacked bytes of a content in chunks, and checks size and checksum where the packing states them.
final class ContentReader {
    private let source: ByteSource
    private let inflater: Inflater?
    private let entry: ZipArchive.Entry?
    private var checksum = Checksum()
    /// Unpacked bytes so far.
    private(set) var made: Int64 = 0
    /// Packed bytes read so far.
    private(set) var packedRead: Int64 = 0

    convenience init(_ content: FileContent) throws(FileProblem) {
        try self.init(try ByteSource(path: content.path), content.packing)
    }

    init(_ source: ByteSource, _ packing: FileContent.Packing) throws(FileProblem) {
        self.source = source
        switch packing {
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

    /// Everything that is left, up to a limit.
    func all(atMost limit: Int64) throws(FileProblem) -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let piece = try next()
            guard !piece.isEmpty else { return all }
            all += piece
            guard all.count <= limit else { throw .tooLarge(limit: limit) }
        }
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
            guard !inflater.isAtEnd else { break }
            guard inflater.needsInput else { continue }
            let more = try source.next()
            guard !more.isEmpty else {
                guard inflater.isBetweenMembers else { throw .damagedArchive }
                break
            }
            packedRead += Int64(more.count)
            inflater.give(more)
        }
        return []
    }
}
