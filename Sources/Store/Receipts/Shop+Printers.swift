// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
internal import GRDB
public import Printing
public import Tender

/// A printer as set up, what it says, and since when it cannot print.
public struct PrinterState: Sendable, Hashable {
    public let record: PrinterRecord
    /// nil when nothing was heard of it yet.
    public let condition: PrinterCondition?
    public let faultySince: Instant?
    public let waiting: Int
    public let unconfirmed: Int
}

/// Something that is not in order with a device (差异), code DV-02.
public struct DeviceFinding: Sendable, Hashable {
    public let code: FindingCode
    public let printer: String
    public let store: StoreID
    public let since: Instant
    public let explanation: Bilingual
    public let nextAction: Bilingual
}

extension Shop {
    /// Sets a printer up or changes it.
    public func putPrinter(_ printer: PrinterRecord, by actor: Actor) async throws(StoreError) {
        let isNamed = (1...40).contains(printer.name.utf8.count)
        guard isNamed, printer.name.allSatisfy({ $0.isLetter || $0.isNumber || "-_.".contains($0) }) else {
            throw .invalid("name: 1 to 40 letters, digits, - _ .")
        }
        guard (0...65_535).contains(printer.listenPort) else { throw .invalid("port: 0 to 65535") }
        guard (1...1_440).contains(printer.ageLimitMinutes) else { throw .invalid("age limit: 1 to 1440 minutes") }
        guard printer.address.utf8.count <= 255, printer.senders.count <= 100 else {
            throw .invalid("address: too long")
        }
        guard try await stores().contains(where: { $0.id == printer.store }) else {
            throw .invalid("store: there is none")
        }
        try await write { planning throws(StoreError) in
            try planning.add(.receipt(.printer(printer)), by: actor)
            planning.announcements.append((.printer, printer.name, printer.store))
        }
    }

    /// Printers as set up, by name.
    public func printerRecords() async throws(StoreError) -> [PrinterRecord] {
        try await read { database in try PrinterTable.all(in: database) }
    }

    /// Takes what a printer says. Changes that matter go to the journal; all go to the pages.
    public func show(_ condition: PrinterCondition, by actor: Actor = .system) async throws(StoreError) {
        let isNews = printers.show(condition)
        hub.publish([(.printer, condition.printer, nil)])
        guard isNews else { return }
        try await write { planning throws(StoreError) -> Void in
            _ = try planning.add(.receipt(.condition(condition)), by: actor)
        }
    }

    /// Printers of the caller's stores with their lamps and what waits.
    public func printerStates(in scope: StoreScope) async throws(StoreError) -> [PrinterState] {
        let live = printers.all
        return try await read { database in
            try PrinterState.all(live: live, in: database).filter { scope.holds($0.record.store) }
        }
    }

    /// Printers that cannot print, with what to do.
    public func deviceFindings(in scope: StoreScope) async throws(StoreError) -> [DeviceFinding] {
        try await printerStates(in: scope).compactMap(\.finding)
    }
}

extension PrinterState {
    /// All printers by name.
    ///
    /// - Parameter live: what was heard of them last, which the tables may not have yet.
    static func all(live: [String: PrinterCondition], in database: Database) throws -> [PrinterState] {
        let states = try PrinterTable.states(in: database)
        let open = try Row.fetchAll(
            database,
            sql: """
                SELECT printer, report, COUNT(*) FROM receipt
                WHERE report IN ('captured', 'held', 'unconfirmed', 'stale') GROUP BY printer, report
                """)
        return try PrinterTable.all(in: database).map { record in
            let counts = open.filter { ($0[0] as String) == record.name }
            let count = { (reports: Set<String>) in
                counts.filter { reports.contains($0[1]) }.reduce(0) { $0 + ($1[2] as Int) }
            }
            return PrinterState(
                record: record, condition: live[record.name] ?? states[record.name]?.condition,
                faultySince: states[record.name]?.since, waiting: count(["captured", "held"]),
                unconfirmed: count(["unconfirmed", "stale"]))
        }
    }

    /// DV-02 while it cannot print.
    public var finding: DeviceFinding? {
        guard !record.address.isEmpty, let condition, condition.isFaulty else { return nil }
        let words = condition.words
        return DeviceFinding(
            code: .dv02, printer: record.name, store: record.store, since: faultySince ?? condition.changedAt,
            explanation: Bilingual(
                zh: "打印机 \(record.name)\(words.problem.chinese)，有 \(waiting) 张小票在等。",
                en: "Printer \(record.name) \(words.problem.english); slips waiting: \(waiting)."),
            nextAction: words.remedy)
    }
}

extension PrinterCondition {
    /// What is wrong and what to do, the nearest cause first.
    fileprivate var words: (problem: Bilingual, remedy: Bilingual) {
        if isCoverOpen {
            return (Bilingual(zh: "开着盖", en: "has its cover open"), Bilingual(zh: "合上打印机盖", en: "Close the cover"))
        }
        if paper == .out {
            return (
                Bilingual(zh: "缺纸", en: "is out of paper"),
                Bilingual(zh: "换一卷纸并合上盖", en: "Load a new roll and close the cover")
            )
        }
        if hasCutterError {
            return (
                Bilingual(zh: "切刀卡住", en: "has a jammed cutter"),
                Bilingual(zh: "开盖清除卡纸后合上", en: "Open the cover, clear the paper, close it")
            )
        }
        if hasUnrecoverableError {
            return (
                Bilingual(zh: "有故障", en: "reports a fault it cannot recover from"),
                Bilingual(
                    zh: "关机再开；不行就报修，改用电子小票", en: "Switch it off and on; else call service and use electronic receipts")
            )
        }
        if link == .down {
            return (
                Bilingual(zh: "连不上", en: "does not answer"),
                Bilingual(zh: "看电源和网线，再看地址", en: "Check power and cable, then the address")
            )
        }
        return (Bilingual(zh: "离线", en: "is offline"), Bilingual(zh: "看打印机面板", en: "Look at the printer's panel"))
    }
}
