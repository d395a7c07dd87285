// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Reconciliation
internal import Statements

/// Workbooks as inputs of a job: a sheet for each day, store or terminal is as usual as one sheet for all.
extension FileJobIntake {
    /// Each sheet that a person sees and whose header is known, in the order of the tabs. The others are named, hidden
    /// ones too: they are in no row and no sum.
    ///
    /// - Throws: the reason that says most when no sheet can be read.
    func workbook(_ content: FileContent, side: NativeFiles.Side) throws(ContentProblem) -> [FileJobInput] {
        let book = try WorkbookFile(content)
        var inputs: [FileJobInput] = []
        var reason: StatementError?
        var notRead: [String] = []
        for sheet in book.outline.sheets {
            let name = SheetChoice.name(content.name, sheet)
            guard !sheet.isHidden else {
                notRead.append(name)
                continue
            }
            do throws(UnreadSheet) {
                if let input = try input(sheet, of: book, in: content, name: name, side: side) { inputs.append(input) }
            } catch {
                switch error {
                case .unknown(let why):
                    reason = SheetChoice.better(reason, why)
                    notRead.append(name)
                case .broken(let problem): throw problem
                }
            }
        }
        guard let last = inputs.indices.last else { throw .statement(reason ?? SheetChoice.nothing(in: book)) }
        inputs[last].notRead += notRead
        return inputs
    }

    /// Why a sheet is not read.
    private enum UnreadSheet: Error {
        /// Nothing in it is a file of the side that is asked for: notes, sums, another kind of list.
        case unknown(StatementError)
        /// It is one, and cannot be read: then the whole workbook is refused.
        case broken(ContentProblem)
    }

    /// nil for a sheet without a row.
    private func input(
        _ sheet: WorkbookOutline.Sheet, of book: WorkbookFile, in content: FileContent, name: String,
        side: NativeFiles.Side
    ) throws(UnreadSheet) -> FileJobInput? {
        do throws(ContentProblem) {
            let stream = try book.open(sheet)
            guard let first = try stream.next() else { return nil }
            if format == nil, var intake = SheetIntake(header: first, side: side, name: name) {
                while let row = try stream.next() { intake.add(row) }
                return intake.finish(digest: book.digest)
            }
        } catch {
            throw .broken(error)
        }
        let recognition = try recognition(of: sheet, in: book)
        let reader: StatementReader
        do throws(ContentProblem) { reader = try self.reader(recognition, name: content.name, side: side) } catch {
            throw Self.unread(error)
        }
        do throws(ContentProblem) {
            let stream = try book.open(sheet)
            var reading = Reading(reader, side, name)
            while let row = try stream.next() {
                try reading.take { (reader, batch) throws(StatementError) in try reader.read(row, into: &batch) }
            }
            return try reading.finish(digest: book.digest)
        } catch {
            throw .broken(error)
        }
    }

    private func recognition(
        of sheet: WorkbookOutline.Sheet, in book: WorkbookFile
    ) throws(UnreadSheet) -> Recognition {
        let rows: [SheetRow]
        do throws(ContentProblem) { rows = try book.open(sheet).sample() } catch { throw .broken(error) }
        do throws(ContentProblem) {
            return try SheetChoice.recognise(rows, book, sheet, format, [])
        } catch {
            throw Self.unread(error)
        }
    }

    private static func unread(_ problem: ContentProblem) -> UnreadSheet {
        if case .statement(let reason) = problem { return .unknown(reason) }
        return .broken(problem)
    }
}
