// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Reads MT940 and MT942: any number of messages in a file, with or without the blocks around them.
///
///     {1:F01BANKDEFFXXXX…}{2:O940…}{4:
///     :20:reference  :25:account  :28C:number/page
///     :60F:C261119EUR1000,00                         what the account held
///     :61:2611201120C58,00NTRFNONREF//B-77           one booking
///     :86:166?00CREDIT?20order 4711?32Shop           … in words, on as many lines as it takes
///     :62F:C261120EUR1058,00                         what it holds: the sum must agree
///     -}                                             or `-`, or the next :20:
struct MT940Reader: EntryReader {
    /// Which field a line without a tag goes on with.
    private enum Open { case nothing, entry, details }

    private let decoder: TextDecoder
    private let isInterim: Bool
    private var cutter: RowCutter
    private var raw = RawRow()
    private var message: MTMessage?
    private var pending: MTPendingEntry?
    private var open = Open.nothing
    /// From block 1 of the message that comes, or is read.
    private var bank = ""
    private var messages = 0
    private var chain = MTChain()
    private var totals = StatedTotals()

    init(_ context: EntryContext, isInterim: Bool) {
        decoder = context.decoder
        self.isInterim = isInterim
        cutter = RowCutter(RowDialect(delimiter: 0x0A, quoting: .none), offset: context.offset)
    }

    mutating func append(_ chunk: ArraySlice<UInt8>) { cutter.append(chunk) }

    mutating func next(isLast: Bool) throws(StatementError) -> FileEntry? {
        while cutter.next(&raw, isLast: isLast) {
            if let entry = try takeLine() { return entry }
        }
        return isLast ? flush() : nil
    }

    mutating func close() throws(StatementError) -> StatedTotals {
        try endMessage()
        guard messages > 0 else {
            throw StatementError.malformed(
                line: 1, zh: "文件中没有 :20: 开头的报文", en: "there is no message that begins with :20:")
        }
        chain.warnOfOpenPages(&totals)
        return totals
    }

    // MARK: Lines

    private mutating func takeLine() throws(StatementError) -> FileEntry? {
        if let fault = raw.fault {
            guard pending != nil else {
                throw StatementError.malformed(
                    line: raw.line, zh: "该行超过 \(ReadingLimits.rowBytes) 字节",
                    en: "the line is longer than \(ReadingLimits.rowBytes) bytes")
            }
            pending?.spoil(fault)
            return nil
        }
        return try takeText(raw.bytes[...])
    }

    private mutating func takeText(_ line: ArraySlice<UInt8>) throws(StatementError) -> FileEntry? {
        let text = line.trimmingBlanks()
        if text == [0x2D] || text.starts(with: [0x2D, 0x7D]) {
            let entry = flush()
            try endMessage()
            if let next = text.firstIndex(of: UInt8(ascii: "{")) { _ = try takeBlocks(text[next...]) }
            return entry
        }
        if text.starts(with: Array("{1:".utf8)) || (message == nil && text.first == UInt8(ascii: "{")) {
            return try takeBlocks(text)
        }
        // A time of day that a bank broke before its colon is no field.
        if let (tag, content) = Self.tag(of: line), open != .details || Self.fields.contains(tag) {
            return try takeField(tag, content)
        }
        continueField(line)
        return nil
    }

    /// `{1:F01BANKDEFFXXXX0000000000}{2:O940…}{4:`, and what may follow on the same line.
    private mutating func takeBlocks(_ text: ArraySlice<UInt8>) throws(StatementError) -> FileEntry? {
        let entry = flush()
        try endMessage()
        let start = Array("{1:F01".utf8)
        if text.starts(with: start) {
            let code = text.dropFirst(start.count).prefix { $0 != UInt8(ascii: "}") }.prefix(8)
            bank = decoder.lenientText(code)
        }
        var index = text.startIndex
        while let mark = text[index...].firstIndex(of: UInt8(ascii: "{")) {
            index = mark + 1
            guard text[index...].starts(with: [UInt8(ascii: "4"), UInt8(ascii: ":")]) else { continue }
            let rest = text[(index + 2)...]
            if let (tag, content) = Self.tag(of: rest) { _ = try takeField(tag, content) }
            break
        }
        return entry
    }

    /// `:61:…` as `61` and what follows; nil for a line that begins no field.
    private static func tag(of line: ArraySlice<UInt8>) -> (String, ArraySlice<UInt8>)? {
        let colon = UInt8(ascii: ":")
        guard line.first == colon, let end = line.dropFirst().prefix(4).firstIndex(of: colon) else { return nil }
        let name = line[(line.startIndex + 1)..<end]
        guard name.count == 2 || name.count == 3 else { return nil }
        let isCapital = { (byte: UInt8) in byte >= 65 && byte <= 90 }
        guard name.prefix(2).allSatisfy({ (48...57).contains($0) || isCapital($0) }) else { return nil }
        guard name.dropFirst(2).allSatisfy(isCapital) else { return nil }
        return (String(decoding: name, as: UTF8.self), line[(end + 1)...])
    }

    // MARK: Fields

    private static let fields: Set<String> = [
        "13", "13D", "20", "21", "25", "25P", "28", "28C", "34F", "60F", "60M", "61", "62F", "62M", "64", "65", "86",
        "90C", "90D", "NS",
    ]

    private mutating func takeField(_ tag: String, _ content: ArraySlice<UInt8>) throws(StatementError) -> FileEntry? {
        if tag == "86", open != .nothing {
            // Some banks begin the field anew on every line.
            open = .details
            pending?.addDetails(content)
            return nil
        }
        let entry = flush()
        if tag == "20" {
            try endMessage()
            messages += 1
            message = MTMessage(isInterim: isInterim, line: raw.line)
            return entry
        }
        guard message != nil else {
            guard tag != "61", !tag.hasPrefix("6") else {
                throw StatementError.malformed(
                    line: raw.line, zh: ":\(tag): 之前没有 :20:，文件可能缺少开头",
                    en: ":\(tag): stands before any :20:; the beginning of the file may be missing")
            }
            return entry
        }
        let text = content.trimmingBlanks()
        if tag == "61" {
            try takeEntry(content)
        } else {
            try message?.take(tag, decoder.lenientText(text), line: raw.line, &chain, &totals)
        }
        return entry
    }

    private mutating func takeEntry(_ content: ArraySlice<UInt8>) throws(StatementError) {
        guard var message else { return }
        let currency = try message.currencyOfEntries(line: raw.line)
        let line = MTEntryLine(content, decoder)
        message.count(line)
        self.message = message
        pending = MTPendingEntry(
            raw, line, currency: currency, account: Booking.accountLabel(bank: bank, number: message.account))
        open = .entry
    }

    private mutating func continueField(_ line: ArraySlice<UInt8>) {
        switch open {
        case .nothing: break
        case .entry: pending?.addSupplement(line)
        case .details: pending?.addDetails(line)
        }
    }

    /// Gives the entry whose last line has been read.
    private mutating func flush() -> FileEntry? {
        open = .nothing
        guard let done = pending else { return nil }
        pending = nil
        return done.entry(decoder)
    }

    private mutating func endMessage() throws(StatementError) {
        guard let ended = message else { return }
        message = nil
        try ended.end(&totals)
    }
}
