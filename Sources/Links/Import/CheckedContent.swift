// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Crypto
internal import Statements
internal import Store

/// A content after the first pass: recognised, read to its last row, its totals found right.
struct CheckedContent: Sendable {
    let content: FileContent
    /// Name in the shop: the content's, with the prefix that was asked for.
    let name: String
    let recognition: Recognition
    let summary: StatementSummary
    /// SHA-256 of the unpacked bytes in lower-case hexadecimal, so that a file is the same zipped or not.
    let digest: String
    let byteCount: Int64
    let source: Source
    let firstRows: [StatementRow]
    let firstRejected: [RejectedRow]

    var head: FileHead {
        FileHead(
            name: name, digest: digest, byteCount: byteCount, format: recognition.format.name, source: source)
    }
}

/// Reads a content from its first byte to its last, through the recogniser and the reader.
struct ContentPass {
    let content: FileContent
    let options: ImportOptions

    /// What became of a whole pass.
    struct Result {
        let recognition: Recognition
        let summary: StatementSummary
        let digest: String
        let byteCount: Int64
        /// The content's name, with that of the sheet where it is a workbook.
        var name = ""
    }

    /// - Parameter take: gets the rows so far, the packed bytes read since the last call, and whether it is the last
    ///   call; it empties the batch when it has had enough.
    func run(
        _ take: (inout RowBatch, Int64, Bool) async throws(ImportError) -> Void
    ) async throws(ImportError) -> Result {
        if content.isWorkbook { return try await runWorkbook(take) }
        let reader = try open()
        var hash = SHA256()
        var byteCount: Int64 = 0
        var batch = RowBatch()
        var reported: Int64 = 0
        let (beginning, isWhole) = try sample(reader)
        var sample = beginning
        let recognition = try recognise(sample, isWhole: isWhole)
        var rows = try make(recognition)
        while !sample.isEmpty {
            hash.update(data: sample)
            byteCount += Int64(sample.count)
            // A large chunk may hold more rows than one batch should; its parts are given one by one.
            for start in stride(from: 0, to: sample.count, by: FileLimits.chunkBytes) {
                let part = sample[start..<min(start + FileLimits.chunkBytes, sample.count)]
                do { try rows.read(part, into: &batch) } catch {
                    throw ImportError(name: content.name, .statement(error))
                }
                try await take(&batch, reader.packedRead - reported, false)
                reported = reader.packedRead
            }
            sample = isWhole ? [] : try next(reader)
        }
        let summary: StatementSummary
        do { summary = try rows.finish(into: &batch) } catch {
            throw ImportError(name: content.name, .statement(error))
        }
        try await take(&batch, reader.packedRead - reported, true)
        let digest = hash.finalize().map { byte in Self.digits[Int(byte >> 4)] + Self.digits[Int(byte & 15)] }
        return Result(
            recognition: recognition, summary: summary, digest: digest.joined(), byteCount: byteCount,
            name: content.name)
    }

    private static let digits = "0123456789abcdef".map(String.init)

    private func open() throws(ImportError) -> ContentReader {
        do { return try content.open() } catch { throw ImportError(name: content.name, .file(error)) }
    }

    private func next(_ reader: ContentReader) throws(ImportError) -> [UInt8] {
        do { return try reader.next() } catch { throw ImportError(name: content.name, .file(error)) }
    }

    /// The beginning of the content, as much as the recogniser looks at.
    private func sample(_ reader: ContentReader) throws(ImportError) -> (bytes: [UInt8], isWhole: Bool) {
        var bytes: [UInt8] = []
        while bytes.count < ReadingLimits.sampleBytes {
            let more = try next(reader)
            guard !more.isEmpty else { return (bytes, true) }
            bytes += more
        }
        return (bytes, false)
    }

    private func recognise(_ sample: [UInt8], isWhole: Bool) throws(ImportError) -> Recognition {
        do {
            return try Recogniser.recognise(
                sample, isWhole: isWhole, format: options.format, profiles: options.profiles)
        } catch {
            throw ImportError(name: content.name, .statement(error))
        }
    }

    func make(_ recognition: Recognition) throws(ImportError) -> StatementReader {
        let role = recognition.format.role
        let isOwn = recognition.format.name == "bank-csv"
        do {
            return try StatementReader(recognition, name: content.name, storeZone: options.zone) { row in
                Screening.reason(row, role: role, isOwnFormat: isOwn)
            }
        } catch {
            throw ImportError(name: content.name, .statement(error))
        }
    }
}
