// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Says what a file is, from its content alone: encoding, the lines before the header, and the header's names.
///
/// A complete header is needed. A header that is nearly one of ours means that the format has changed, and stops
/// the file; guessing would put money in the wrong column.
public enum Recogniser {
    /// Names that `--format` takes, without those of profiles.
    public static let formats: [StatementFormat] = {
        var seen: Set<String> = []
        let all = FormatCatalogue.all.map(\.format) + FormatCatalogue.headless.map(\.format)
        return (all + EntryFormats.all.map(\.format)).filter { seen.insert($0.name).inserted }
    }()

    /// - Parameters:
    ///   - sample: the file's first bytes, `ReadingLimits.sampleBytes` or all.
    ///   - isWhole: whether the sample is the whole file.
    ///   - name: a format chosen by a person; nil recognises.
    ///   - profiles: the user's own formats, tried before the built-in ones.
    public static func recognise(
        _ sample: [UInt8], isWhole: Bool, format name: String? = nil, profiles: [Profile] = []
    ) throws(StatementError) -> Recognition {
        try recognise(.file(sample, isWhole: isWhole), name, profiles)
    }

    /// Says what a sheet of a workbook is.
    ///
    /// - Parameter rows: its first rows, `ReadingLimits.headerLines` or all.
    public static func recognise(
        rows: [SheetRow], format name: String? = nil, profiles: [Profile] = []
    ) throws(StatementError) -> Recognition {
        try recognise(.sheet(rows), name, profiles)
    }

    private enum Sample {
        case file([UInt8], isWhole: Bool)
        case sheet([SheetRow])

        /// - Parameter encoding: what is known of a file's; a sheet has one of its own.
        func text(_ encoding: TextEncoding?) throws(StatementError) -> SampleText {
            switch self {
            case .file(let bytes, let isWhole): try SampleText(bytes, isWhole: isWhole, encoding: encoding)
            case .sheet(let rows): try SampleText(rows)
            }
        }
    }

    private static func recognise(
        _ sample: Sample, _ name: String?, _ profiles: [Profile]
    ) throws(StatementError) -> Recognition {
        if let name { return try chosen(name, sample, profiles) }
        for profile in profiles where profile.hasHeader {
            let text = try sample.text(profile.encoding)
            if let fit = best([profile.known], in: text).first(where: \.fits) { return fit.recognition(in: text) }
        }
        if case .file(let bytes, let isWhole) = sample,
            let found = try EntryFormats.recognise(bytes, isWhole: isWhole)
        {
            return found
        }
        let text = try sample.text(nil)
        try refuseKnownOthers(text)
        let candidates = best(FormatCatalogue.all, in: text)
        let fitting = candidates.filter(\.fits)
        if let only = try decide(fitting) { return only.recognition(in: text) }
        if let only = FormatCatalogue.headless.lazy.compactMap({ $0.recognition(in: text) }).first { return only }
        let others = bestWithOtherDelimiters(FormatCatalogue.all, in: text)
        if let only = try decide(others.filter(\.fits)) { return only.recognition(in: text) }
        for near in [candidates.first, others.first] { if let near, near.isNear { throw near.drift() } }
        throw unrecognised(text)
    }

    private static func chosen(
        _ name: String, _ sample: Sample, _ profiles: [Profile]
    ) throws(StatementError) -> Recognition {
        let profile = profiles.first { $0.name == name || "profile:\($0.name)" == name }
        if profile == nil, case .file(let bytes, let isWhole) = sample, let known = EntryFormats.named(name) {
            return try EntryFormats.recognition(known, bytes, isWhole: isWhole)
        }
        let known = profile.map { [$0.known] } ?? FormatCatalogue.all.filter { $0.format.name == name }
        let headless = profile == nil ? FormatCatalogue.headless.filter { $0.format.name == name } : []
        guard !known.isEmpty || !headless.isEmpty else {
            let names = (formats.map(\.name) + profiles.map { "profile:\($0.name)" }).joined(separator: ", ")
            throw StatementError(
                .unknownFormat, field: name, zh: "没有名为“\(name)”的格式；可用：\(names)",
                en: "there is no format “\(name)”; known are \(names)")
        }
        let text = try sample.text(profile?.encoding)
        if let profile, !profile.hasHeader { return try Candidate.headless(profile, in: text) }
        let candidates = best(known, in: text)
        if let fit = candidates.first(where: \.fits) { return fit.recognition(in: text, wasChosen: true) }
        if profile == nil, let fit = bestWithOtherDelimiters(known, in: text).first(where: \.fits) {
            return fit.recognition(in: text, wasChosen: true)
        }
        if let only = headless.lazy.compactMap({ $0.recognition(in: text) }).first { return only }
        if let near = candidates.first { throw near.drift() }
        throw unrecognised(text)
    }

    /// For each format its best header line, the best first.
    ///
    /// - Parameter delimiter: what stands between the cells; nil for each format's own.
    private static func best(
        _ formats: [KnownFormat], in text: SampleText, delimiter: UInt8? = nil
    ) -> [Candidate] {
        var rows: [RowDialect: [SampleText.Entry]] = [:]
        var candidates: [Candidate] = []
        for known in formats {
            // A header is never back-ticked; it is cut as plain CSV.
            let dialect = RowDialect(
                delimiter: delimiter ?? known.dialect.delimiter,
                quoting: known.dialect.quoting == .none ? .none : .doubled, encoding: text.encoding)
            let entries = rows[dialect] ?? text.entries(dialect)
            rows[dialect] = entries
            // The line with most of the format's names; of equals the first.
            var top: (index: Int, found: Int)?
            for (index, entry) in entries.enumerated() {
                let found = known.layout.found(in: entry.keys)
                if found > top?.found ?? 0 { top = (index, found) }
            }
            guard let index = top?.index ?? entries.indices.first else { continue }
            candidates.append(
                Candidate(known, header: entries[index], before: entries[..<index], delimiter: delimiter))
        }
        // Sorting is stable, so the catalogue's order decides between equals.
        return candidates.sorted { $0.score > $1.score }
    }

    /// The same for files that were saved again with another separator. A sheet has none.
    private static func bestWithOtherDelimiters(_ formats: [KnownFormat], in text: SampleText) -> [Candidate] {
        guard !text.isSheet else { return [] }
        let plain = formats.filter(\.dialect.hasCommas)
        return RowDialect.otherDelimiters.flatMap { best(plain, in: text, delimiter: $0) }
            .sorted { $0.score > $1.score }
    }

    /// The one format that fits; of our own till and acquirer files, which share columns, the one whose marks it has.
    private static func decide(_ fitting: [Candidate]) throws(StatementError) -> Candidate? {
        guard var first = fitting.first else { return nil }
        let till = fitting.first { $0.known.format.name == "till-csv" }
        let acquirer = fitting.first { $0.known.format.name == "acquirer-csv" }
        guard let till, let acquirer else { return first }
        let isTill = OwnFiles.tillMarks.contains { till.match.map.has($0) }
        let isAcquirer = OwnFiles.acquirerMarks.contains { acquirer.match.map.has($0) }
        if isTill, isAcquirer {
            throw StatementError(
                .ambiguous, line: till.header.line, zh: "文件同时像收银流水和收单对账：请用 --format till-csv 或 acquirer-csv 指明",
                en:
                    "the file looks like a till journal and like an acquirer file; say --format till-csv or acquirer-csv"
            )
        }
        first = isAcquirer ? acquirer : till
        if !isTill, !isAcquirer {
            first.warning = Phrase(
                zh: "有时间、没有手续费和结算列，按收银流水读取；若是收单文件请用 --format acquirer-csv",
                en: "read as a till journal, because it has a time and neither fee nor settlement columns; "
                    + "say --format acquirer-csv if it is not")
        }
        return first
    }

    /// Files that belong to a known service and have no rows of transactions.
    private static func refuseKnownOthers(_ text: SampleText) throws(StatementError) {
        let entries = text.entries(RowDialect(encoding: text.encoding))
        if entries.contains(where: { $0.text.hasPrefix("#支付宝业务汇总查询") || $0.text.hasPrefix("#支付宝业务明细汇总") }) {
            throw StatementError(
                .notDetail, zh: "这是支付宝汇总文件，没有逐笔数据；请导入“业务明细.csv”",
                en: "this is Alipay's summary without single transactions; import the file 业务明细.csv")
        }
        if entries.contains(where: { $0.cells.contains("资金流水单号") && $0.cells.contains("收支金额(元)") }) {
            throw StatementError(
                .notDetail, zh: "这是微信资金账单（余额变动）；请导入“交易账单”",
                en: "this is WeChat Pay's fund-flow bill (balance movements); import the transaction bill (交易账单)")
        }
    }

    private static func unrecognised(_ text: SampleText) -> StatementError {
        let entries = text.entries(RowDialect(encoding: text.encoding))
        let widest = entries.max { $0.cells.count { !$0.isEmpty } < $1.cells.count { !$0.isEmpty } }
        let line = widest?.line ?? 1
        let seen =
            widest?.cells.filter { !$0.isEmpty }.prefix(30).map { CardScrubber.scrub(String($0.prefix(24))) }
            .joined(separator: ", ") ?? ""
        return StatementError(
            .unrecognised, line: line,
            zh: "不认识的格式（\(text.encoding.label)）。第 \(line) 行的列：\(seen)。"
                + "可为它写一个格式配置，见 docs/formats/profile.md",
            en: "the format is not known (\(text.encoding.label)). Line \(line) has the columns: \(seen). "
                + "Describe it in a profile, see docs/formats/profile.md")
    }
}
