// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One format held against one line that may be its header.
struct Candidate {
    let known: KnownFormat
    let header: SampleText.Entry
    let match: Layout.Match
    let preamble: [String]
    private let hasMark: Bool
    /// What stands between the cells; the format's own unless the file was saved with another.
    let delimiter: UInt8
    var warning: Phrase?

    init(
        _ known: KnownFormat, header: SampleText.Entry, before: ArraySlice<SampleText.Entry>, delimiter: UInt8? = nil
    ) {
        self.delimiter = delimiter ?? known.dialect.delimiter
        match = known.layout.match(header.cells, keys: header.keys)
        self.known = known
        self.header = header
        preamble = before.map(\.text)
        hasMark =
            known.marks.isEmpty
            || known.marks.contains { mark in before.contains { $0.text.range(of: mark) != nil } }
    }

    var fits: Bool { match.fits(known.layout) }

    private var required: Int { known.layout.entries.count(where: \.isRequired) }
    private var requiredFound: Int { required - match.missing.count }

    /// Share of what the format needs, then of what the header has; a header that fits beats any that does not.
    var score: Int {
        let share = required == 0 ? 0 : requiredFound * 1_000 / required
        let used = match.map.width == 0 ? 0 : match.found * 100 / match.map.width
        // Among formats that fit, the one that needs more columns is the more specific.
        return (fits ? 100_000 : 0) + (hasMark && !known.marks.isEmpty ? 500 : 0) + share * 10 + used + required
    }

    /// Whether so much of the format is there that it must be a changed edition of it.
    var isNear: Bool { requiredFound >= 3 && requiredFound * 10 >= required * 6 }

    func recognition(in text: SampleText, wasChosen: Bool = false) -> Recognition {
        var warnings: [Phrase] = []
        if let warning { warnings.append(warning) }
        if !match.unknown.isEmpty {
            let names = match.unknown.joined(separator: ", ")
            warnings.append(Phrase(zh: "不读取的列：\(names)", en: "columns that are not read: \(names)"))
        }
        return Recognition(
            format: known.format, confidence: wasChosen ? 100 : hasMark ? (warning == nil ? 100 : 60) : 90,
            encoding: text.encoding, hasByteOrderMark: text.hasByteOrderMark, headerLine: header.line,
            columns: header.cells, unreadColumns: match.unknown, warnings: warnings, zone: known.zone,
            dialect: dialect(in: text),
            map: match.map, checksWidth: true, hasNullMarks: known.hasNullMarks, preamble: preamble,
            bodyLine: header.nextLine, bodyByte: header.nextByte, makeInterpreter: known.makeInterpreter)
    }

    /// The file's own separator and line ends. A bill whose back-ticks somebody took off, or put into quotes, before
    /// it was saved again is CSV like any other.
    private func dialect(in text: SampleText) -> RowDialect {
        let isSaved = known.dialect.quoting == .backtick && !text.hasBacktick(after: header)
        var dialect = RowDialect(
            delimiter: delimiter, quoting: isSaved ? .doubled : known.dialect.quoting, encoding: text.encoding)
        dialect.dropsBackticks = isSaved
        return text.dressed(dialect)
    }

    /// A file without a header is read only by a profile that a person chose.
    static func headless(_ profile: Profile, in text: SampleText) throws(StatementError) -> Recognition {
        let known = profile.known
        let dialect = text.dressed(
            RowDialect(
                delimiter: known.dialect.delimiter, quoting: known.dialect.quoting, encoding: text.encoding))
        let skipped = text.entries(dialect).prefix(profile.skipLines)
        return Recognition(
            format: known.format, confidence: 100, encoding: text.encoding, hasByteOrderMark: text.hasByteOrderMark,
            headerLine: 0, columns: [], unreadColumns: [], warnings: [], zone: known.zone, dialect: dialect,
            map: profile.mapWithoutHeader, checksWidth: false, hasNullMarks: known.hasNullMarks,
            preamble: skipped.map(\.text), bodyLine: skipped.last?.nextLine ?? 1,
            bodyByte: skipped.last?.nextByte ?? (text.hasByteOrderMark ? 3 : 0),
            makeInterpreter: known.makeInterpreter)
    }

    /// The error that names what is missing and what stands there instead.
    func drift() -> StatementError {
        let title = known.format.title
        if let name = match.twice.first {
            return StatementError(
                .headerDrifted, line: header.line, field: name, zh: "第 \(header.line) 行的表头有两列“\(name)”",
                en: "the header on line \(header.line) has the column “\(name)” twice")
        }
        if let expected = match.missing.first {
            let seen = EditDistance.nearest(to: expected, among: match.unknown)
            return StatementError(
                .headerDrifted, line: header.line, field: expected,
                zh: "表头与“\(title.chinese)”不符（第 \(header.line) 行）：缺少“\(expected)”"
                    + (seen.map { "，最接近的是“\($0)”" } ?? "") + "。格式可能已改变，未导入任何内容",
                en: "the header on line \(header.line) is not that of \(title.englishWithArticle): "
                    + "“\(expected)” is missing"
                    + (seen.map { ", the nearest seen is “\($0)”" } ?? "")
                    + ". The layout may have changed; nothing was imported")
        }
        let name = match.unknown.first ?? ""
        let absent = known.layout.entries.filter { entry in
            !entry.keys.contains { header.keys.contains($0) }
        }
        let expected = EditDistance.nearest(to: name, among: absent.flatMap(\.names))
        return StatementError(
            .headerDrifted, line: header.line, field: expected ?? name,
            zh: "表头与“\(title.chinese)”不符（第 \(header.line) 行）：有不认识的列“\(name)”"
                + (expected.map { "，应为“\($0)”？" } ?? "") + "。格式可能已改变，未导入任何内容",
            en: "the header on line \(header.line) is not that of \(title.englishWithArticle): "
                + "the column “\(name)” is not known"
                + (expected.map { ", “\($0)” was expected" } ?? "")
                + ". The layout may have changed; nothing was imported")
    }
}
