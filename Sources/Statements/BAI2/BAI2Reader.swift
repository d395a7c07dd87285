// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Reads BAI2 files: records of comma-separated fields, one a line, ended by `/`, continued by 88.
///
///     01 file ─▶ 02 group: bank, day, currency ─▶ 03 account: balances ─▶ 16 booking … 88 more of it
///        ▲           ▲                                │
///        99 ◀─────── 98 ◀─────────────────────────── 49      each with a sum and a number of records
struct BAI2Reader: EntryReader {
    private let decoder: TextDecoder
    private var cutter: RowCutter
    private var raw = RawRow()
    private var pending: BAI2Record?
    private var levels = BAI2Levels()
    private var totals = StatedTotals()

    init(_ context: EntryContext) {
        decoder = context.decoder
        cutter = RowCutter(RowDialect(delimiter: 0x0A, quoting: .none), offset: context.offset)
    }

    mutating func append(_ chunk: ArraySlice<UInt8>) { cutter.append(chunk) }

    mutating func next(isLast: Bool) throws(StatementError) -> FileEntry? {
        while cutter.next(&raw, isLast: isLast) {
            if raw.isBlank { continue }
            if let entry = try takeLine() { return entry }
        }
        return isLast ? try flush() : nil
    }

    mutating func close() throws(StatementError) -> StatedTotals {
        try levels.end()
        return totals
    }

    private mutating func takeLine() throws(StatementError) -> FileEntry? {
        guard raw.fault == nil else {
            throw StatementError.malformed(
                line: raw.line, zh: "该行超过 \(ReadingLimits.rowBytes) 字节",
                en: "the line is longer than \(ReadingLimits.rowBytes) bytes")
        }
        let text = raw.bytes[...].trimmingBlanks()
        let code = text.prefix(2)
        guard text.count >= 3, [UInt8(ascii: ","), UInt8(ascii: "/")].contains(text[text.startIndex + 2]),
            BAI2Record.codes.contains(Array(code))
        else {
            throw StatementError.malformed(
                line: raw.line, zh: "不是 BAI2 记录（01、02、03、16、49、88、98、99）",
                en: "not a BAI2 record (01, 02, 03, 16, 49, 88, 98, 99)")
        }
        if code == [0x38, 0x38] {
            guard pending != nil else {
                throw StatementError.malformed(line: raw.line, zh: "续行 88 之前没有记录", en: "a continuation (88) of nothing")
            }
            try pending?.continueWith(text.dropFirst(3), line: raw.line)
            return nil
        }
        let done = try flush()
        pending = BAI2Record(
            code: String(decoding: code, as: UTF8.self), line: raw.line, byte: raw.byte, bytes: raw.bytes,
            text: text.dropFirst(text.count >= 3 && text[text.startIndex + 2] == UInt8(ascii: ",") ? 3 : 2))
        return done
    }

    /// Takes the record whose last line has been read.
    private mutating func flush() throws(StatementError) -> FileEntry? {
        guard let record = pending else { return nil }
        pending = nil
        guard record.code == "16" else {
            try levels.take(record, decoder, &totals)
            return nil
        }
        let account = try levels.accountOfEntries(record)
        let entry = BAI2Entry(record, decoder)
        levels.count(entry.minor, lines: record.lineCount)
        let outcome: Result<StatementRow, RowFault>
        do throws(RowFault) { outcome = .success(try entry.row(account)) } catch { outcome = .failure(error) }
        return FileEntry(line: record.line, byte: record.byte, bytes: record.bytes, outcome: outcome)
    }
}
