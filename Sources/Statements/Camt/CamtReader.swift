// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Reads camt.052, camt.053 and camt.054 as they come, element by element.
///
///     Document ─ BkToCstmrStmt ─ Stmt ─┬─ Acct          bank, end of the number
///                                      ├─ Bal …         OPBD + bookings = CLBD
///                                      ├─ TxsSummry     numbers and sums
///                                      └─ Ntry …        one row each, whatever many TxDtls it holds
///
/// (`Rpt` in camt.052, `Ntfctn` in camt.054.) It holds the texts of one booking and the sums of one statement.
struct CamtReader: EntryReader {
    private let context: EntryContext
    private let message: String
    private var xml: XMLReader
    /// Names of the elements that are open.
    private var path: [String] = []
    /// The namespace of `Document`; what is of another is passed over.
    private var space: String?
    private var foreignDepth = 0
    private var text = ""
    private var isText = true
    private var currency = ""
    private var statement: CamtStatement?
    private var entry: CamtEntry?
    /// How many elements are open where the statement, and the booking, begins.
    private var statementDepth = 0
    private var entryDepth = 0
    private var statements = 0
    private var totals = StatedTotals()

    init(_ context: EntryContext, message: String) {
        self.context = context
        self.message = message
        xml = XMLReader(context.decoder, offset: context.offset)
    }

    mutating func append(_ chunk: ArraySlice<UInt8>) { xml.append(chunk) }

    mutating func next(isLast: Bool) throws(StatementError) -> FileEntry? {
        while let event = try xml.next(isLast: isLast) {
            switch event.kind {
            case .open: try takeOpen(event)
            case .text(let piece): takeText(piece)
            case .close: if let entry = try takeClose(event) { return entry }
            }
        }
        return nil
    }

    mutating func close() throws(StatementError) -> StatedTotals {
        try xml.finish()
        guard statements > 0 else {
            throw .malformed(
                line: 1, zh: "文件中没有 Stmt、Rpt 或 Ntfctn", en: "there is no Stmt, Rpt or Ntfctn in the file")
        }
        return totals
    }

    // MARK: Events

    private mutating func takeOpen(_ event: XMLEvent) throws(StatementError) {
        if event.name == "Document", space == nil {
            try CamtFormat.check(event.space, message: message, line: event.line)
            space = event.space
        }
        path.append(event.name)
        // Envelopes stand around the document, additions of banks within it.
        guard foreignDepth == 0, let space, event.space == space else {
            if space != nil { foreignDepth += 1 }
            return
        }
        text = ""
        isText = true
        currency = event.attributes.first { $0.name == "Ccy" }?.value ?? ""
        switch event.name {
        case "Stmt", "Rpt", "Ntfctn":
            guard statement == nil else { break }
            statements += 1
            statement = CamtStatement(line: event.line)
            statementDepth = path.count
        case "Ntry" where statement != nil && entry == nil && path.count == statementDepth + 1:
            entry = CamtEntry(line: event.line, byte: event.byte)
            entryDepth = path.count
        case "TxDtls": if path.count == entryDepth + 2 { entry?.beginDetails() }
        case "Bal": if path.count == statementDepth + 1 { statement?.beginBalance() }
        default: break
        }
    }

    private mutating func takeText(_ piece: String?) {
        guard foreignDepth == 0, statement != nil else { return }
        guard let piece else {
            isText = false
            return
        }
        // Comments may cut a text into pieces; together they are not longer than one may be.
        guard text.utf8.count + piece.utf8.count <= XMLLimits.tokenBytes else { return }
        text += piece
    }

    private mutating func takeClose(_ event: XMLEvent) throws(StatementError) -> FileEntry? {
        defer { path.removeLast() }
        guard foreignDepth == 0 else {
            foreignDepth -= 1
            return nil
        }
        guard statement != nil else { return nil }
        let value = RemarkText.clean(text)
        text = ""
        if entry != nil {
            guard path.count == entryDepth else {
                entry?.take(path[entryDepth...], value, currency: currency, isText: isText, context.decoder.encoding)
                return nil
            }
            return endEntry(byteAfter: event)
        }
        guard path.count == statementDepth else {
            try statement?.take(path[statementDepth...], value, currency: currency, line: event.line)
            return nil
        }
        let ended = statement
        statement = nil
        try ended?.end(&totals, line: event.line)
        return nil
    }

    private mutating func endEntry(byteAfter event: XMLEvent) -> FileEntry? {
        guard let done = entry else { return nil }
        entry = nil
        statement?.count(done)
        if let warning = done.batchWarning { totals.warn(zh: warning.chinese, en: warning.english) }
        let outcome: Result<StatementRow, RowFault>
        do throws(RowFault) {
            outcome = .success(try done.row(account: statement?.label, storeZone: context.storeZone))
        } catch {
            outcome = .failure(error)
        }
        return FileEntry(line: done.line, byte: done.byte, bytes: done.excerpt, outcome: outcome)
    }
}
