// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
public import Reconciliation
internal import Statements
public import Tender

/// Makes files named by a person into inputs of a job: Counterfoil's own CSV goes to the engine as it is,
/// everything else is recognised and read here. Zip and gzip are unpacked.
public struct FileJobIntake {
    private let format: String?
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
                inputs.append(.file(path, name: name))
                continue
            }
            let read: [Result<FileJobInput, FileJobError>]
            do throws(FileProblem) {
                read = try FileContent.all(path: path, name: name).map { content throws(FileProblem) in
                    try input(content, side: side)
                }
            } catch {
                throw .unreadable(file: name, reason: error.explanation)
            }
            for result in read { inputs.append(try result.get()) }
        }
        return inputs
    }

    private func input(
        _ content: FileContent, side: NativeFiles.Side
    ) throws(FileProblem) -> Result<FileJobInput, FileJobError> {
        if content.isWorkbook { return try workbook(content, side: side) }
        let reader = try content.open()
        var digest = SHA256Digest()
        var all: [UInt8] = []
        while true {
            let piece = try reader.next()
            guard !piece.isEmpty else { break }
            unsafe digest.update(piece.span.bytes)
            all += piece
        }
        if format == nil, NativeFiles.isNative(all, side: side) { return .success(.bytes(all, name: content.name)) }
        do throws(StatementError) {
            return .success(try statement(all, name: content.name, side: side, digest: digest.hexadecimal()))
        } catch {
            return .failure(
                .unreadable(file: content.name, reason: Bilingual(error.message))
            )
        }
    }

    private func statement(
        _ bytes: [UInt8], name: String, side: NativeFiles.Side, digest: String
    ) throws(StatementError) -> FileJobInput {
        let sample = Array(bytes.prefix(ReadingLimits.sampleBytes))
        let recognition = try Recogniser.recognise(
            sample, isWhole: sample.count == bytes.count, format: format)
        var reader = try reader(recognition, name: name, side: side)
        var intake = StatementIntake(side: side, name: name)
        var batch = RowBatch()
        for start in stride(from: 0, to: bytes.count, by: FileLimits.chunkBytes) {
            try reader.read(bytes[start..<min(start + FileLimits.chunkBytes, bytes.count)], into: &batch)
            intake.add(batch.rows, rejected: batch.rejected)
            batch.removeAll()
        }
        _ = try reader.finish(into: &batch)
        intake.add(batch.rows, rejected: batch.rejected)
        return intake.finish(digest: digest)
    }

    /// The sheet that is read: the first one a person sees with our own columns, else the first with a known header.
    private func workbook(
        _ content: FileContent, side: NativeFiles.Side
    ) throws(FileProblem) -> Result<FileJobInput, FileJobError> {
        do throws(WorkbookProblem) {
            let book = try WorkbookFile(content)
            if format == nil {
                for sheet in book.outline.sheets where !sheet.isHidden {
                    let name = SheetChoice.name(content.name, sheet)
                    let stream = try book.open(sheet)
                    guard let first = try stream.next(),
                        var intake = SheetIntake(header: first, side: side, name: name)
                    else { continue }
                    while let row = try stream.next() { intake.add(row) }
                    return .success(intake.finish(digest: book.digest))
                }
            }
            return .success(try statement(book, of: content, side: side))
        } catch {
            switch error {
            case .file(let problem): throw problem
            case .statement(let reason):
                return .failure(.unreadable(file: content.name, reason: Bilingual(reason.message)))
            }
        }
    }

    private func statement(
        _ book: WorkbookFile, of content: FileContent, side: NativeFiles.Side
    ) throws(WorkbookProblem) -> FileJobInput {
        let choice = try SheetChoice(book, format: format)
        let name = SheetChoice.name(content.name, choice.sheet)
        var intake = StatementIntake(side: side, name: name)
        var batch = RowBatch()
        let stream = try book.open(choice.sheet)
        do {
            var reader = try reader(choice.recognition, name: content.name, side: side)
            while let row = try stream.next() {
                try reader.read(row, into: &batch)
                guard batch.count >= 1_000 else { continue }
                intake.add(batch.rows, rejected: batch.rejected)
                batch.removeAll()
            }
            _ = try reader.finish(into: &batch)
        } catch let error as StatementError {
            throw .statement(error)
        } catch let error as WorkbookProblem {
            throw error
        } catch {
            throw .file(.unreadable)
        }
        intake.add(batch.rows, rejected: batch.rejected)
        return intake.finish(digest: book.digest)
    }

    private func reader(
        _ recognition: Recognition, name: String, side: NativeFiles.Side
    ) throws(StatementError) -> StatementReader {
        let role = recognition.format.role
        guard Self.roles(of: side).contains(role) else {
            let title = recognition.format.title
            throw StatementError(
                .notDetail, zh: "这是“\(title.chinese)”，不能用在这里",
                en: "this is a \(title.english) (\(role.rawValue)) and cannot stand here")
        }
        return try StatementReader(recognition, name: name, storeZone: zone) { row in
            Screening.reason(row, role: role, isOwnFormat: false) ?? Self.reason(row, side: side)
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
