// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
public import Reconciliation
internal import Statements
public import Tender

/// Makes files named by a person into inputs of a job: Counterfoil's own CSV goes to the engine as it is,
/// everything else is recognised and read here. Zip and gzip are unpacked.
public struct FileJobIntake {
    let format: String?
    private let zone: Zone

    /// - Parameters:
    ///   - format: name of the format of the files that are not our own; nil recognises them.
    ///   - zone: the clock of the store.
    public init(format: String? = nil, zone: Zone = .shanghai) {
        self.format = format
        self.zone = zone
    }

    /// A file and what people call it.
    public struct Given: Sendable, Hashable {
        public let path: String
        public let name: String

        public init(path: String, name: String) {
            self.path = path
            self.name = name
        }
    }

    /// The inputs that the files lead to, in their order.
    public func inputs(_ paths: [String], side: NativeFiles.Side) throws(FileJobError) -> [FileJobInput] {
        try inputs(paths.map { Given(path: $0, name: Self.name(of: $0, among: paths)) }, side: side)
    }

    /// The same of files that lie under other names than people gave them.
    public func inputs(_ files: [Given], side: NativeFiles.Side) throws(FileJobError) -> [FileJobInput] {
        var inputs: [FileJobInput] = []
        for file in files {
            let (path, name) = (file.path, file.name)
            if format == nil, NativeFiles.isNative(path: path, side: side) {
                var input = FileJobInput.file(path, name: name)
                input.warnings = Self.warnings(unread: NativeFiles.unknownColumns(path: path, side: side))
                inputs.append(input)
                continue
            }
            inputs += try self.inputs(in: path, name: name, side: side)
        }
        return inputs
    }

    /// All contents of one file. A list of sums among several is passed over.
    private func inputs(
        in path: String, name: String, side: NativeFiles.Side
    ) throws(FileJobError) -> [FileJobInput] {
        let contents: [FileContent]
        do { contents = try FileContent.all(path: path, name: name) } catch {
            throw .unreadable(file: name, reason: error.explanation)
        }
        var inputs: [FileJobInput] = []
        var passedOver: FileJobError?
        var notRead: [String] = []
        for content in contents {
            do throws(ContentProblem) {
                inputs += content.isWorkbook ? try workbook(content, side: side) : [try input(content, side: side)]
            } catch {
                let refusal = FileJobError.unreadable(file: content.name, reason: error.explanation)
                guard error.isSummary, contents.count > 1 else { throw refusal }
                passedOver = refusal
                notRead.append(content.name)
            }
        }
        if inputs.isEmpty, let passedOver { throw passedOver }
        if let last = inputs.indices.last { inputs[last].notRead += notRead }
        return inputs
    }

    private func input(_ content: FileContent, side: NativeFiles.Side) throws(ContentProblem) -> FileJobInput {
        var pieces = try Pieces(content)
        var beginning: [UInt8] = []
        while beginning.count < ReadingLimits.sampleBytes, let piece = try pieces.next() { beginning += piece }
        if format == nil, NativeFiles.isNative(beginning, side: side) {
            let unread = NativeFiles.unknownColumns(beginning, side: side)
            while let piece = try pieces.next() { beginning += piece }
            var input = FileJobInput.bytes(beginning, name: content.name)
            input.warnings = Self.warnings(unread: unread)
            return input
        }
        if format == nil, let dressed = try table(beginning, &pieces, name: content.name, side: side) { return dressed }
        let (sample, isWhole) = (beginning, pieces.isAtEnd)
        let recognition = try ContentProblem.asked { () throws(StatementError) in
            try Recogniser.recognise(sample, isWhole: isWhole, format: format)
        }
        var reading = Reading(try reader(recognition, name: content.name, side: side), side, content.name)
        var next: [UInt8]? = beginning
        while let piece = next {
            try reading.take { (reader, batch) throws(StatementError) in try reader.read(piece[...], into: &batch) }
            next = try pieces.next()
        }
        return try reading.finish(digest: pieces.digest)
    }

    /// Counterfoil's own columns in another dress; nil where the content is something else.
    private func table(
        _ beginning: [UInt8], _ pieces: inout Pieces, name: String, side: NativeFiles.Side
    ) throws(ContentProblem) -> FileJobInput? {
        let isHeader = { (names: [String]) in NativeFiles.isNative(header: names, side: side) }
        guard var table = TableText(beginning, isWhole: pieces.isAtEnd, isHeader: isHeader),
            var intake = SheetIntake(header: table.header, side: side, name: name)
        else { return nil }
        var next: [UInt8]? = beginning
        while let piece = next {
            table.append(piece[...])
            do { while let row = try table.next(isLast: false) { intake.add(row) } } catch { throw .statement(error) }
            next = try pieces.next()
        }
        do { while let row = try table.next(isLast: true) { intake.add(row) } } catch { throw .statement(error) }
        return intake.finish(digest: pieces.digest)
    }

    private static func warnings(unread columns: [String]) -> [Bilingual] {
        guard !columns.isEmpty else { return [] }
        let names = columns.joined(separator: ", ")
        return [Bilingual(zh: "不读取的列：\(names)", en: "columns that are not read: \(names)")]
    }

    /// A content piece by piece, with its digest.
    private struct Pieces {
        private let reader: ContentReader
        private var hash = SHA256Digest()
        private(set) var isAtEnd = false

        init(_ content: FileContent) throws(ContentProblem) {
            do { reader = try content.open() } catch { throw .file(error) }
        }

        /// nil at the end.
        mutating func next() throws(ContentProblem) -> [UInt8]? {
            guard !isAtEnd else { return nil }
            let piece: [UInt8]
            do { piece = try reader.next() } catch { throw .file(error) }
            isAtEnd = piece.isEmpty
            unsafe hash.update(piece.span.bytes)
            return isAtEnd ? nil : piece
        }

        var digest: String { hash.hexadecimal() }
    }

    /// Rows of a statement on their way into the job, never more than a batch of them.
    struct Reading {
        private static let batchRows = 1_000
        private var reader: StatementReader
        private var intake: StatementIntake
        private var batch = RowBatch()

        init(_ reader: StatementReader, _ side: NativeFiles.Side, _ name: String) {
            self.reader = reader
            intake = StatementIntake(side: side, name: name)
        }

        mutating func take(
            _ read: (inout StatementReader, inout RowBatch) throws(StatementError) -> Void
        ) throws(ContentProblem) {
            do { try read(&reader, &batch) } catch { throw .statement(error) }
            guard batch.count >= Self.batchRows else { return }
            intake.add(batch.rows, rejected: batch.rejected)
            batch.removeAll()
        }

        mutating func finish(digest: String) throws(ContentProblem) -> FileJobInput {
            let summary: StatementSummary
            do { summary = try reader.finish(into: &batch) } catch { throw .statement(error) }
            intake.add(batch.rows, rejected: batch.rejected)
            var input = intake.finish(digest: digest)
            input.warnings = summary.warnings.map { Bilingual($0) }
            return input
        }
    }

    func reader(
        _ recognition: Recognition, name: String, side: NativeFiles.Side
    ) throws(ContentProblem) -> StatementReader {
        let role = recognition.format.role
        guard Self.roles(of: side).contains(role) else {
            let title = recognition.format.title
            throw .statement(
                StatementError(
                    .unrecognised, zh: "这是“\(title.chinese)”，不能用在这里",
                    en: "this is \(title.englishWithArticle) (\(role.rawValue)) and cannot stand here"))
        }
        return try ContentProblem.asked { () throws(StatementError) in
            try StatementReader(recognition, name: name, storeZone: zone) { row in
                Screening.reason(row, role: role, isOwnFormat: false) ?? Self.reason(row, side: side)
            }
        }
    }

    /// Payments that an acquirer's file lists and that it will not settle take no part, and are not dropped either.
    private static func reason(_ row: StatementRow, side: NativeFiles.Side) -> Phrase? {
        guard side == .acquirer, let status = row.status, status != .approved else { return nil }
        return Phrase(
            zh: "文件写明未成功（\(status.rawValue)），不参加清算", en: "the file says \(status.rawValue): it is not settled")
    }

    /// Whose word counts on a side. A wallet's export is what the wallet will settle.
    private static func roles(of side: NativeFiles.Side) -> Set<StatementRole> {
        switch side {
        case .till: [.till]
        case .acquirer: [.acquirer, .wallet]
        case .bank: [.bank]
        // Lists of receipts and orders are Counterfoil's own CSV only.
        case .receipt, .order: []
        }
    }

    /// The last part of the path; the path as it was given where two files would have the same name.
    public static func name(of path: String, among paths: [String]) -> String {
        let last = { (path: String) in path.split(separator: "/").last.map(String.init) ?? path }
        return paths.count { last($0) == last(path) } > 1 ? path : last(path)
    }
}
