// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Where the parts of a workbook are, and what holds for all of its sheets.
///
///     _rels/.rels ─▶ xl/workbook.xml + xl/_rels/workbook.xml.rels ─▶ sheets, shared strings, styles
///
/// Parts are found by their relationships, never by their usual names: other programs name them differently.
public struct WorkbookOutline: Sendable {
    /// One sheet.
    public struct Sheet: Sendable, Hashable {
        public let name: String
        /// The part that holds its cells.
        public let part: String
        /// Whether a person who opens the workbook does not see it.
        public let isHidden: Bool
    }

    /// In the order of their tabs; charts and dialogues are left out.
    public let sheets: [Sheet]
    /// nil when the workbook has none.
    public let stringsPart: String?
    public let stylesPart: String?
    let is1904: Bool
    /// Whether the program that wrote the workbook says that it did not compute its formulas.
    let hasStaleFormulas: Bool

    /// The part that a package begins with, read out of `_rels/.rels`.
    public static func mainPart(relationships: [UInt8]) throws(StatementError) -> String {
        let all = try Relationship.all(relationships, of: "")
        guard let main = all.first(where: { $0.kind == "officeDocument" }) else { throw notAWorkbook }
        return main.target
    }

    /// The part with the relationships of another.
    public static func relationshipsPart(of part: String) -> String {
        let cut = part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
        return part[..<cut] + "_rels/" + part[cut...] + ".rels"
    }

    /// - Parameters:
    ///   - workbook: the main part.
    ///   - part: its name.
    ///   - relationships: those of the main part.
    public init(_ workbook: [UInt8], part: String, relationships: [UInt8]) throws(StatementError) {
        let targets = try Relationship.all(relationships, of: part)
        var byId: [String: Relationship] = [:]
        for target in targets { byId[target.id] = target }
        var markup = SheetMarkup()
        try markup.append(workbook)
        var (sheets, is1904, isStale, isWorkbook): ([Sheet], Bool, Bool, Bool) = ([], false, false, false)
        while let token = try markup.next(isLast: true) {
            guard token == .open || token == .empty else { continue }
            if markup.isNamed("workbook") {
                isWorkbook = true
            } else if markup.isNamed("workbookPr") {
                is1904 = Self.isTrue(markup.text(ofAttribute: "date1904"))
            } else if markup.isNamed("calcPr") {
                isStale = Self.isTrue(markup.text(ofAttribute: "fullCalcOnLoad"))
            } else if markup.isNamed("sheet"), sheets.count < SheetLimits.sheets {
                // The prefix of `r:id` may be any.
                guard let name = markup.text(ofAttribute: "name"), let id = markup.relationshipId,
                    let target = byId[id], target.kind == "worksheet"
                else { continue }
                let state = markup.text(ofAttribute: "state") ?? "visible"
                sheets.append(Sheet(name: name, part: target.target, isHidden: state != "visible"))
            }
        }
        guard isWorkbook else { throw Self.notAWorkbook }
        self.sheets = sheets
        self.is1904 = is1904
        hasStaleFormulas = isStale
        stringsPart = targets.first { $0.kind == "sharedStrings" }?.target
        stylesPart = targets.first { $0.kind == "styles" }?.target
    }

    private static func isTrue(_ text: String?) -> Bool { text == "1" || text == "true" || text == "on" }

    private static var notAWorkbook: StatementError {
        StatementError(
            .notATextFile, zh: "这不是 Excel 工作簿（xlsx）；若是 xlsb 或其他文档，请另存为 xlsx 或 UTF-8 的 CSV",
            en:
                "this is no Excel workbook (xlsx); if it is an xlsb or another document, save it as xlsx or as CSV in UTF-8"
        )
    }
}

/// One relationship of a part.
private struct Relationship {
    let id: String
    /// The last word of its type, which both editions of the format share.
    let kind: String
    /// The part's name from the root of the package, without a stroke before it.
    let target: String

    static func all(_ bytes: [UInt8], of part: String) throws(StatementError) -> [Relationship] {
        var markup = SheetMarkup()
        try markup.append(bytes)
        var all: [Relationship] = []
        while let token = try markup.next(isLast: true) {
            guard token == .open || token == .empty, markup.isNamed("Relationship"), all.count < 10_000 else {
                continue
            }
            guard let id = markup.text(ofAttribute: "Id"), let type = markup.text(ofAttribute: "Type"),
                let target = markup.text(ofAttribute: "Target"),
                markup.text(ofAttribute: "TargetMode") != "External"
            else { continue }
            let kind = type.split(separator: "/").last.map(String.init) ?? ""
            all.append(Relationship(id: id, kind: kind, target: resolved(target, from: part)))
        }
        return all
    }

    /// `worksheets/sheet1.xml`, `/xl/worksheets/sheet1.xml` and `../xl/worksheets/sheet1.xml` may all be the same.
    private static func resolved(_ target: String, from part: String) -> String {
        var folders = target.hasPrefix("/") ? [] : part.split(separator: "/").dropLast().map(String.init)
        for piece in target.split(separator: "/") {
            switch piece {
            case ".": continue
            case "..": if !folders.isEmpty { folders.removeLast() }
            default: folders.append(String(piece))
            }
        }
        return folders.joined(separator: "/")
    }
}

extension SheetMarkup {
    /// The value of the one attribute whose name ends in `:id`.
    fileprivate var relationshipId: String? {
        let tag = String(decoding: buffer[range], as: UTF8.self)
        for piece in tag.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "\r\n" })
        {
            guard let mark = piece.firstIndex(of: "="), piece[..<mark].hasSuffix(":id") else { continue }
            let value = piece[piece.index(after: mark)...]
            guard let quote = value.first, quote == "\"" || quote == "'" else { continue }
            return String(value.dropFirst().prefix { $0 != quote })
        }
        return nil
    }
}
