// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Columns
public import Tariffs
public import Tender

/// A file job that another engine computes, on one machine or many.
///
///     EngineJob ── request.json ──▶ engine: reads, joins, fees, sums, sorts
///         │                            │
///         └── digests, headers         └── figures.csv, findings.csv ──▶ EngineResult ──▶ the usual output folder
///
/// The engine hands back rows and figures; texts, settlement against deposits, summary and report are made here, by
/// the code that makes them after the native engine.
public struct EngineJob: Sendable {
    /// What only the engine's shell knows: where it runs and with how much.
    public struct Setting: Sendable {
        public var threads: Int
        /// As Spark writes it, for example `4g`; empty leaves it to the engine.
        public var memory: String
        /// Address of a server that runs the engine; empty for none.
        public var remote: String
        /// Cluster that runs it; empty leaves it to the engine.
        public var master: String
        /// Whether whoever started the engine has told it of cluster and memory already.
        public var isSubmitted: Bool
        /// Bytes of a CSV file that one task reads.
        public var chunkBytes: Int

        public init(
            threads: Int, memory: String = "", remote: String = "", master: String = "", isSubmitted: Bool = false,
            chunkBytes: Int = 32 << 20
        ) {
            self.threads = max(1, threads)
            self.memory = memory
            self.remote = remote
            self.master = master
            self.isSubmitted = isSubmitted
            self.chunkBytes = max(16, chunkBytes)
        }
    }

    let files: [EngineFile]
    /// Of the files that are CSV: opened, their headers read.
    let tables: [InputTable?]
    let tariff: Tariff
    let calendar: SettlementCalendar
    let asOf: CivilDate
    let version: String
    /// Name of the engine, for the summary.
    let engine: String
    private let due: DueTest

    /// - Parameter files: tills first, then acquirers, receipts, orders and banks; each in the order that decides which
    ///   row is first.
    public init(
        engine: String, files: [EngineFile], tariff: Tariff, calendar: SettlementCalendar, today: CivilDate,
        version: String
    ) throws(FileJobError) {
        let sides = files.map(\.side)
        guard sides.contains(.till), sides.contains(.acquirer) else { throw .nothingToCompare }
        guard calendar.sources.isEmpty else {
            throw .unreadable(
                file: "--engine \(engine)",
                reason: Bilingual(
                    zh: "日历里有 [[source]]（各来源的时区、日切与时滞），只有 native 会用",
                    en: "the calendar has [[source]] (zone, cut-off and lag of single sources), which only the native "
                        + "engine knows"))
        }
        self.engine = engine
        self.files = files
        self.tariff = tariff
        self.calendar = calendar
        self.version = version
        asOf = calendar.asOf ?? today
        due = DueTest(calendar, asOf: asOf)
        var tables: [InputTable?] = []
        for file in files {
            let table = file.kind == .csv ? try file.table() : nil
            if let table, table.encoding.now != .utf8 { throw Self.otherEncoding(file, engine: engine) }
            tables.append(table)
        }
        self.tables = tables
    }

    /// What the engine has to know, as JSON.
    public func request(_ setting: Setting) -> [UInt8] {
        var json = JSONText()
        json.object { json in
            json.put("remote", setting.remote)
            json.put("master", setting.master)
            json.put("isSubmitted", setting.isSubmitted)
            json.put("threads", setting.threads)
            json.put("memory", setting.memory)
            json.put("chunkBytes", setting.chunkBytes)
            json.put("cutOff", calendar.businessDay.cutOff)
            json.put("notDueFrom", due.notDueFrom)
            json.put("isDated", isDated)
            json.put("hasVolumes", tariff.hasVolumes)
            json.object("currencies") { json in
                for currency in Currency.all { json.put(currency.code, currency.decimals) }
            }
            json.array("files") { json in
                for (file, table) in zip(files, tables) { json.object { put(file, table, &$0) } }
            }
            json.array("tariff") { json in
                for row in tariff.winnersFirst { json.object { Self.put(row, &$0) } }
            }
        }
        return Array(json.text.utf8)
    }

    private func put(_ file: EngineFile, _ table: InputTable?, _ json: inout JSONText) {
        json.put("path", file.path)
        json.put("name", file.name)
        json.put("side", file.summarySide.rawValue)
        json.put("kind", file.kind.rawValue)
        json.put("size", table?.source.size ?? ByteSource(path: file.path)?.size ?? 0)
        guard let table else { return }
        json.put("dataStart", table.shape.dataStart)
        json.put("firstLine", table.shape.firstLine)
        json.put("firstCurrency", FileJob.firstCurrency(of: table) ?? "")
        json.array("columns") { json in
            for name in table.header.names { json.element(name) }
        }
    }

    private static func put(_ row: TariffRow, _ json: inout JSONText) {
        let number = { (key: String, value: Int64?, json: inout JSONText) in
            if let value { json.put(key, value) } else { json.putNull(key) }
        }
        json.put("product", row.product)
        if let acquirer = row.acquirer { json.put("acquirer", acquirer) } else { json.putNull("acquirer") }
        if let merchant = row.merchant { json.put("merchant", merchant.text) } else { json.putNull("merchant") }
        json.put("rate", row.rate.partsPerBillion)
        json.put("fixed", row.fixed)
        number("floor", row.floor, &json)
        number("cap", row.cap, &json)
        number("minAmount", row.minAmount, &json)
        number("maxAmount", row.maxAmount, &json)
        number("validFrom", row.validFrom.map { Int64($0.daysSinceEpoch) }, &json)
        number("validTo", row.validTo.map { Int64($0.daysSinceEpoch) }, &json)
        json.put("rounding", row.rounding.rawValue)
        json.put("refund", row.refund.rawValue)
        json.put("isSpecial", Self.isSpecial(row))
    }

    /// Whether a fee of this row hangs on more than the engine is told: then it hands the fee back.
    private static func isSpecial(_ row: TariffRow) -> Bool { !row.terms.isSimple || row.refund == .proportional }

    /// Whether any fee is checked here, not by the engine.
    var hasOpenFees: Bool { tariff.rows.contains { Self.isSpecial($0) } }

    private var isDated: Bool { tariff.rows.contains { $0.validFrom != nil || $0.validTo != nil } }

    /// SHA-256 of every file. It takes as long as reading them, so it is asked while the engine works.
    public func digests(_ make: @Sendable () -> any FileDigest) throws(FileJobError) -> [String] {
        var digests: [String] = []
        for (file, table) in zip(files, tables) {
            guard let source = table?.source ?? ByteSource(path: file.path) else {
                throw .unreadable(file: file.name, reason: Bilingual(zh: "打不开了", en: "cannot be opened any more"))
            }
            digests.append(DigestBaton(source, make()).finish())
            // A file whose first text comes late: the engine has put its rows aside, which the native one would read.
            if let table, table.encoding.settle() { throw Self.otherEncoding(file, engine: engine) }
        }
        return digests
    }

    private static func otherEncoding(_ file: EngineFile, engine: String) -> FileJobError {
        .unreadable(
            file: file.name,
            reason: Bilingual(
                zh: "是 GBK/GB18030 编码，\(engine) 只读 UTF-8；请另存为 UTF-8，或用 --engine native",
                en: "is in GBK/GB18030, and \(engine) reads UTF-8 only; save it as UTF-8, or use --engine native"))
    }

    /// What the writers of findings ask of a job; there are no tables, because rows come with their texts.
    func plan(_ currency: Currency) -> ReadingPlan {
        ReadingPlan(
            tables: [], currency: currency, currencyCode: Array(currency.code.utf8),
            amounts: AmountText(decimals: currency.decimals), tariff: tariff, isDated: isDated, calendar: calendar,
            clocks: SourceClocks(calendar, asOf: asOf, files: []), joinsByOrder: false, mixed: nil, partitions: 1,
            expectedTills: 0, expectedAcquirers: 0,
            chunkBytes: ReadingPlan.usualChunkBytes)
    }
}
