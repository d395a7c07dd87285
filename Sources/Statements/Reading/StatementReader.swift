// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// Reads a recognised file row by row. Feed it the file's bytes from the first on, in chunks of any size, and empty
/// the batch as often as you like: it holds one unfinished row and no more.
///
///     bytes ─▶ rows ─▶ cells ─▶ footer? ─▶ typed row, or a rejected row with its reason
///
/// Every row after the header ends in exactly one of the two; blank lines and footers are not rows.
public struct StatementReader {
    private let recognition: Recognition
    private let decoder: TextDecoder
    private let storeZone: Zone
    private var cutter: RowCutter
    private var row = RawRow()
    private var interpreter: any RowInterpreter
    /// In the place of `cutter` and `interpreter` where the format is not rows and columns.
    private var entries: (any EntryReader)?
    private var counts = RowCounts()
    private var toSkip: Int64
    /// Why a cell of the row cannot be used, where the row is one of a workbook.
    private var cellFault: RowFault?
    private var isOfSheet = false
    private let screen: (@Sendable (StatementRow) -> Phrase?)?

    /// - Parameters:
    ///   - name: the file's name, where its format puts the settlement day there.
    ///   - storeZone: the clock that the typed rows' times are in.
    ///   - screen: says of a typed row why it shall be set aside with the rejected ones; nil for a row to keep.
    public init(
        _ recognition: Recognition, name: String = "", storeZone: Zone = .shanghai,
        screen: (@Sendable (StatementRow) -> Phrase?)? = nil
    ) throws(StatementError) {
        guard let decoder = TextDecoder(recognition.encoding) else {
            throw StatementError(
                .wrongEncoding, zh: "本系统缺少 GB18030 字符表", en: "this system has no GB18030 table (gconv)")
        }
        self.recognition = recognition
        self.decoder = decoder
        self.storeZone = storeZone
        self.screen = screen
        cutter = RowCutter(recognition.dialect, line: recognition.bodyLine, offset: recognition.bodyByte)
        interpreter = recognition.makeInterpreter(
            ReadingContext(map: recognition.map, preamble: recognition.preamble, fileName: name))
        toSkip = recognition.bodyByte
        entries = recognition.makeEntryReader?(
            EntryContext(decoder: decoder, offset: recognition.bodyByte, storeZone: storeZone))
    }

    /// Rows read so far.
    public var progress: RowCounts { counts }

    /// Reads the rows that end in this chunk.
    public mutating func read(_ chunk: ArraySlice<UInt8>, into batch: inout RowBatch) throws(StatementError) {
        var chunk = chunk
        if toSkip > 0 {
            let skipped = min(toSkip, Int64(chunk.count))
            chunk = chunk.dropFirst(Int(skipped))
            toSkip -= skipped
        }
        if entries != nil { entries?.append(chunk) } else { cutter.append(chunk) }
        try drain(into: &batch, isLast: false)
    }

    /// Reads a row of the sheet that was recognised; rows up to its header are passed over.
    public mutating func read(_ next: SheetRow, into batch: inout RowBatch) throws(StatementError) {
        guard next.number >= recognition.bodyLine else { return }
        isOfSheet = true
        row = next.raw
        if recognition.dialect.quoting == .backtick { CellCutter.dropBackticks(&row) }
        let bad = next.faults.first { recognition.map.field(at: $0.column) != nil }
        cellFault = bad.map { .unusableCell($0.fault.phrase(column: $0.column, row: next.number)) }
        // Empty cells at the end are not in the file.
        while row.fault == nil, row.count < recognition.map.width { row.addEmptyCell() }
        try take(into: &batch)
    }

    /// Reads the last row, and checks the file's totals.
    public mutating func finish(into batch: inout RowBatch) throws(StatementError) -> StatementSummary {
        try drain(into: &batch, isLast: true)
        let stated = try entries?.close()
        let totals: [ControlTotal]
        if let stated { totals = stated.controls } else { totals = try interpreter.close(counts) }
        var warnings = recognition.warnings + (stated?.warnings ?? [])
        for total in totals where !total.agrees {
            warnings.append(
                Phrase(
                    zh: "“\(total.name)”与明细不一致：文件写 \(total.stated)，各行合计 \(total.counted)",
                    en: "control total “\(total.name)” differs: the file states \(total.stated), "
                        + "its rows add up to \(total.counted)"))
        }
        if counts.read == 0 { warnings.append(Phrase(zh: "文件没有数据行", en: "the file has no rows")) }
        return StatementSummary(counts: counts, controlTotals: totals, warnings: warnings)
    }

    private mutating func drain(into batch: inout RowBatch, isLast: Bool) throws(StatementError) {
        while let entry = try entries?.next(isLast: isLast) { take(entry, into: &batch) }
        guard entries == nil else { return }
        while cutter.next(&row, isLast: isLast) {
            guard cutter.brokenRows <= ReadingLimits.brokenRows else { throw .brokenRows(line: row.line) }
            if recognition.dialect.dropsBackticks { CellCutter.dropBackticks(&row) }
            try take(into: &batch)
        }
    }

    private mutating func take(_ entry: FileEntry, into batch: inout RowBatch) {
        do throws(RowFault) {
            let typed = try entry.outcome.get()
            if let reason = screen?(typed) { throw RowFault.setAside(reason) }
            counts.add(typed)
            batch.rows.append(typed)
        } catch {
            counts.addRejected()
            batch.rejected.append(
                RejectedRow(
                    line: entry.line, byte: entry.byte, fault: error, text: QuarantineText.of(entry.bytes, decoder)))
        }
    }

    private mutating func take(into batch: inout RowBatch) throws(StatementError) {
        if row.isBlank { return }
        if row.fault == nil, try interpreter.takesAsFooter(row, decoder) { return }
        do throws(RowFault) {
            try checkShape()
            let cells = Cells(
                row: row, map: recognition.map, decoder: decoder, hasNullMarks: recognition.hasNullMarks,
                isOfSheet: isOfSheet)
            var typed = try interpreter.interpret(cells)
            if let zone = recognition.zone, zone != storeZone {
                typed.occurredAt = typed.occurredAt.map { storeZone.civil(at: zone.instant(of: $0)) }
            }
            if let reason = screen?(typed) { throw RowFault.setAside(reason) }
            counts.add(typed)
            batch.rows.append(typed)
        } catch {
            counts.addRejected()
            batch.rejected.append(
                RejectedRow(
                    line: row.line, byte: row.byte, fault: error, text: QuarantineText.of(row, recognition.map, decoder)
                ))
        }
    }

    /// As many cells as the header has names; one empty cell more is a comma at the line's end.
    private mutating func checkShape() throws(RowFault) {
        if let fault = row.fault ?? cellFault {
            interpreter.noteUnreadable()
            throw fault
        }
        let width = recognition.map.width
        guard recognition.checksWidth else {
            if row.count < width { throw .columnCount(seen: row.count, expected: width) }
            return
        }
        if row.count == width { return }
        if row.count == width + 1, row.trimmed(width).isEmpty { return }
        if recognition.dialect.quoting == .backtick, CellCutter.cutQuotedBackticks(&row, width: width) { return }
        interpreter.noteUnreadable()
        throw .columnCount(seen: row.count, expected: width)
    }
}
