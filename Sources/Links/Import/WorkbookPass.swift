// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Statements

extension ContentPass {
    /// Rows between two calls of the taker.
    private static let rowsAtATime = 1_000

    /// The same pass over the sheet of a workbook that is read.
    func runWorkbook(
        _ take: (inout RowBatch, Int64, Bool) async throws(ImportError) -> Void
    ) async throws(ImportError) -> Result {
        let book: WorkbookFile
        let choice: SheetChoice
        do {
            book = try WorkbookFile(content)
            choice = try SheetChoice(book, format: options.format, profiles: options.profiles)
        } catch {
            throw problem(error)
        }
        var rows = try make(choice.recognition)
        var batch = RowBatch()
        let stream: SheetStream
        do { stream = try book.open(choice.sheet) } catch { throw problem(error) }
        var (reported, count): (Int64, Int) = (0, 0)
        while let row = try next(stream) {
            do { try rows.read(row, into: &batch) } catch { throw problem(.statement(error)) }
            count += 1
            guard count % Self.rowsAtATime == 0 else { continue }
            // What a workbook holds beside the sheet is read too, but the sheet is what takes long.
            let done = min(stream.packedRead, content.packedSize)
            try await take(&batch, done - reported, false)
            reported = done
        }
        let summary: StatementSummary
        do { summary = try rows.finish(into: &batch) } catch { throw problem(.statement(error)) }
        try await take(&batch, content.packedSize - reported, true)
        return Result(
            recognition: choice.recognition, summary: summary, digest: book.digest, byteCount: book.byteCount,
            name: SheetChoice.name(content.name, choice.sheet))
    }

    private func next(_ stream: SheetStream) throws(ImportError) -> SheetRow? {
        do { return try stream.next() } catch { throw problem(error) }
    }

    private func problem(_ error: ContentProblem) -> ImportError {
        switch error {
        case .file(let reason): ImportError(name: content.name, .file(reason))
        case .statement(let reason): ImportError(name: content.name, .statement(reason))
        }
    }
}
