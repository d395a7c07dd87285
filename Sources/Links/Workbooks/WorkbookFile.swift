// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Statements

/// An open workbook: its sheets by name, its shared texts and its formats of numbers.
///
///     zip ─▶ _rels/.rels ─▶ workbook.xml + its relationships ─▶ shared texts, styles ─▶ SheetStream for each sheet
struct WorkbookFile {
    let outline: WorkbookOutline
    /// SHA-256 of the workbook as it was given, out of its zip or gzip if it was in one.
    let digest: String
    let byteCount: Int64
    private let source: ByteSource
    private let entries: [String: ZipArchive.Entry]
    private let strings: SharedStrings
    private let styles: [UInt8]?

    init(_ content: FileContent) throws(ContentProblem) {
        do throws(FileProblem) {
            (source, digest) = try Self.open(content)
            var entries: [String: ZipArchive.Entry] = [:]
            // Parts are named without regard to case, and some programs begin their names with a stroke.
            for entry in try ZipArchive(source, isPackage: true).entries { entries[Self.key(entry.path)] = entry }
            self.entries = entries
        } catch {
            throw .file(error)
        }
        byteCount = source.byteCount
        let reading = PartReading(source: source, entries: entries)
        let relationships = try reading.whole("_rels/.rels")
        let main = try ContentProblem.asked { () throws(StatementError) in
            try WorkbookOutline.mainPart(relationships: relationships)
        }
        let workbook = try reading.whole(main)
        let more = try reading.whole(WorkbookOutline.relationshipsPart(of: main))
        let outline = try ContentProblem.asked { () throws(StatementError) in
            try WorkbookOutline(workbook, part: main, relationships: more)
        }
        self.outline = outline
        styles = if let part = outline.stylesPart { try reading.whole(part) } else { nil }
        strings = try reading.strings(outline.stringsPart)
    }

    /// The rows of a sheet from the first on.
    func open(_ sheet: WorkbookOutline.Sheet) throws(ContentProblem) -> SheetStream {
        let part = try PartReading(source: source, entries: entries).open(sheet.part)
        let reader = try ContentProblem.asked { () throws(StatementError) in
            try SheetReader(outline, strings: strings, styles: styles)
        }
        return SheetStream(part, reader)
    }

    /// Cells that a sheet shows as one.
    func merges(_ sheet: WorkbookOutline.Sheet) throws(ContentProblem) -> [MergedRange] {
        let part = try PartReading(source: source, entries: entries).open(sheet.part)
        var reader = MergedCellsReader()
        while true {
            let piece: [UInt8]
            do { piece = try part.next() } catch { throw .file(error) }
            guard !piece.isEmpty else { return reader.finish() }
            do { try reader.append(piece) } catch { throw .statement(error) }
        }
    }

    /// A workbook on the disk is read where it is; one within an archive is unpacked into memory.
    private static func open(_ content: FileContent) throws(FileProblem) -> (ByteSource, String) {
        var digest = SHA256Digest()
        if case .plain = content.packing {
            let source = try ByteSource(path: content.path)
            while true {
                let piece = try source.next()
                guard !piece.isEmpty else { return (source, digest.hexadecimal()) }
                unsafe digest.update(piece.span.bytes)
            }
        }
        let bytes = try content.open().all(atMost: FileLimits.nestedWorkbookBytes)
        unsafe digest.update(bytes.span.bytes)
        return (ByteSource(bytes: bytes), digest.hexadecimal())
    }

    static func key(_ path: String) -> String {
        let lower = path.lowercased()
        return lower.hasPrefix("/") ? String(lower.dropFirst()) : lower
    }

}

/// Opens parts of a workbook by name.
private struct PartReading {
    let source: ByteSource
    let entries: [String: ZipArchive.Entry]

    func open(_ part: String) throws(ContentProblem) -> ContentReader {
        guard let entry = entries[WorkbookFile.key(part)] else {
            throw .statement(
                StatementError(
                    .notATextFile, field: part, zh: "工作簿缺少内部文件“\(part)”；请用 Excel 或 WPS 打开并另存为 xlsx",
                    en: "the workbook has no part “\(part)”; open it in a spreadsheet program and save it as xlsx"))
        }
        do { return try ContentReader(source, .zip(entry)) } catch { throw .file(error) }
    }

    func whole(_ part: String) throws(ContentProblem) -> [UInt8] {
        let reader = try open(part)
        do { return try reader.all(atMost: Int64(SheetLimits.smallPartBytes)) } catch { throw .file(error) }
    }

    func strings(_ part: String?) throws(ContentProblem) -> SharedStrings {
        guard let part else { return SharedStrings() }
        let reader = try open(part)
        var strings = SharedStringsReader()
        while true {
            let piece: [UInt8]
            do { piece = try reader.next() } catch { throw .file(error) }
            guard !piece.isEmpty else { break }
            do { try strings.append(piece) } catch { throw .statement(error) }
        }
        do { return try strings.finish() } catch { throw .statement(error) }
    }
}

/// The rows of one sheet, one after the other.
final class SheetStream {
    private let part: ContentReader
    private var reader: SheetReader
    private var isAtEnd = false

    init(_ part: ContentReader, _ reader: SheetReader) {
        self.part = part
        self.reader = reader
    }

    /// Packed bytes read so far.
    var packedRead: Int64 { part.packedRead }

    /// The next row with text; nil after the last.
    func next() throws(ContentProblem) -> SheetRow? {
        while true {
            do {
                if let row = try reader.next(isLast: isAtEnd) { return row }
            } catch {
                throw .statement(error)
            }
            guard !isAtEnd else { return nil }
            let piece: [UInt8]
            do { piece = try part.next() } catch { throw .file(error) }
            if piece.isEmpty {
                isAtEnd = true
            } else {
                do { try reader.append(piece) } catch { throw .statement(error) }
            }
        }
    }

    /// The first rows, as many as a header is looked for in.
    func sample() throws(ContentProblem) -> [SheetRow] {
        var rows: [SheetRow] = []
        while rows.count < ReadingLimits.headerLines, let row = try next() { rows.append(row) }
        return rows
    }
}
