// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Statements

/// The sheet of a workbook that an import reads: the first one a person sees whose header is known. The file job reads
/// all of them, by the same recognition.
struct SheetChoice {
    let sheet: WorkbookOutline.Sheet
    let recognition: Recognition

    init(
        _ book: WorkbookFile, format: String?, profiles: [Profile] = []
    ) throws(ContentProblem) {
        var first: StatementError?
        var found: (sheet: WorkbookOutline.Sheet, recognition: Recognition)?
        var others: [String] = []
        for sheet in book.outline.sheets where !sheet.isHidden {
            let rows = try book.open(sheet).sample()
            guard !rows.isEmpty else { continue }
            guard found == nil else {
                others.append(sheet.name)
                continue
            }
            do throws(ContentProblem) {
                found = (sheet, try Self.recognise(rows, book, sheet, format, profiles))
            } catch {
                guard case .statement(let reason) = error else { throw error }
                first = Self.better(first, reason)
                others.append(sheet.name)
            }
        }
        guard var found else { throw .statement(first ?? Self.nothing(in: book)) }
        others += book.outline.sheets.filter(\.isHidden).map(\.name)
        if !others.isEmpty { found.recognition.warnings.append(Self.unread(others)) }
        (sheet, recognition) = found
    }

    /// Of several reasons that of a header which is nearly right says most.
    static func better(_ first: StatementError?, _ second: StatementError) -> StatementError {
        guard let first else { return second }
        return second.code != .unrecognised && first.code == .unrecognised ? second : first
    }

    /// A header over two rows has names that are merged; they are looked for only where the rows alone say nothing,
    /// because they stand at the end of the sheet.
    static func recognise(
        _ rows: [SheetRow], _ book: WorkbookFile, _ sheet: WorkbookOutline.Sheet, _ format: String?,
        _ profiles: [Profile]
    ) throws(ContentProblem) -> Recognition {
        do throws(StatementError) {
            return try Recogniser.recognise(rows: rows, format: format, profiles: profiles)
        } catch {
            let merges = try book.merges(sheet)
            guard !merges.isEmpty,
                let found = try? Recogniser.recognise(
                    rows: SheetRow.spread(rows, over: merges), format: format, profiles: profiles)
            else { throw .statement(error) }
            return found
        }
    }

    /// The content's name with that of the sheet: `bill.xlsx[Sheet1]`.
    static func name(_ file: String, _ sheet: WorkbookOutline.Sheet) -> String {
        let clean = sheet.name.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
        return "\(file)[\(String(String.UnicodeScalarView(clean)).prefix(60))]"
    }

    private static func unread(_ names: [String]) -> Phrase {
        let list = names.prefix(20).joined(separator: ", ")
        return Phrase(
            zh: "工作簿中没有读取的工作表：\(list)；如需导入，请各自另存为文件",
            en: "sheets of the workbook that are not read: \(list); save one as a file of its own to read it")
    }

    static func nothing(in book: WorkbookFile) -> StatementError {
        let hidden = book.outline.sheets.filter(\.isHidden).map(\.name).prefix(20).joined(separator: ", ")
        guard hidden.isEmpty else {
            return StatementError(
                .empty, zh: "看得见的工作表都是空的；隐藏的工作表（\(hidden)）不读取，请先取消隐藏",
                en: "the sheets that can be seen are empty; hidden ones (\(hidden)) are not read: unhide them first")
        }
        return StatementError(.empty, zh: "工作簿是空的", en: "the workbook is empty")
    }
}
