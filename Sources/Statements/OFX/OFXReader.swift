// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Reads OFX: the transactions of bank accounts.
///
///     OFX ─ BANKMSGSRSV1 ─ STMTTRNRS ─ STMTRS ─┬─ CURDEF, BANKACCTFROM   currency, bank, account
///                                              ├─ BANKTRANLIST ─ STMTTRN …   one row each
///                                              └─ LEDGERBAL              stated; there is nothing to prove it with
struct OFXReader: EntryReader {
    private let decoder: TextDecoder
    private var markup: OFXMarkup
    private var path: [String] = []
    private var organisation = ""
    private var bank = ""
    private var account = ""
    private var currency = ""
    private var transaction: OFXTransaction?
    private var transactionDepth = 0
    private var statements = 0
    private var totals = StatedTotals()

    init(_ context: EntryContext) {
        decoder = context.decoder
        markup = OFXMarkup(context.decoder, offset: context.offset)
    }

    mutating func append(_ chunk: ArraySlice<UInt8>) { markup.append(chunk) }

    mutating func next(isLast: Bool) throws(StatementError) -> FileEntry? {
        while let item = try markup.next(isLast: isLast) {
            switch item.piece {
            case .open(let name): try takeOpen(name, item)
            case .value(let name, let value): try takeValue(name, value, item)
            case .close(let name): if let entry = try takeClose(name, item) { return entry }
            }
        }
        return nil
    }

    mutating func close() throws(StatementError) -> StatedTotals {
        try markup.finish()
        guard statements > 0 else {
            throw .malformed(line: 1, zh: "文件中没有银行账户明细（STMTRS）", en: "there is no bank statement (STMTRS) in the file")
        }
        return totals
    }

    private mutating func takeOpen(_ name: String, _ item: OFXMarkup.Item) throws(StatementError) {
        if path.isEmpty, name != "OFX" {
            throw .malformed(line: item.line, zh: "第一个元素不是 <OFX>", en: "the first element is not <OFX>")
        }
        path.append(name)
        switch name {
        case "STMTRS":
            statements += 1
            (bank, account, currency) = ("", "", "")
        case "CCSTMTRS", "INVSTMTRS":
            throw StatementError(
                .notDetail, line: item.line, field: name, zh: "第 \(item.line) 行：这是信用卡或投资账户（\(name)），不是银行账户",
                en: "line \(item.line): a credit card or investment account (\(name)), not a bank account")
        case "STMTTRN":
            guard transaction == nil, path.contains("BANKTRANLIST") else {
                throw .malformed(
                    line: item.line, zh: "STMTTRN 没有结束，或不在 BANKTRANLIST 中",
                    en: "a STMTTRN without end, or outside BANKTRANLIST")
            }
            transaction = OFXTransaction(line: item.line, byte: item.byte)
            transactionDepth = path.count
        default: break
        }
    }

    /// What may hold values; anything else in the path is an empty value of SGML that nothing has ended yet.
    private static let aggregates: Set<String> = [
        "OFX", "SONRS", "STATUS", "FI", "STMTTRNRS", "STMTRS", "BANKACCTFROM", "BANKTRANLIST", "STMTTRN", "PAYEE",
        "BANKACCTTO", "CCACCTTO", "CURRENCY", "ORIGCURRENCY", "IMAGEDATA", "LEDGERBAL", "AVAILBAL", "BAL", "BALLIST",
    ]

    private mutating func takeValue(_ name: String, _ value: String?, _ item: OFXMarkup.Item) throws(StatementError) {
        // The value's own name stands last in the path.
        let parent = path.dropLast().last(where: Self.aggregates.contains) ?? ""
        if path.last == name { path.removeLast() }
        guard transaction == nil else {
            transaction?.take(name, parent: parent, value, decoder.encoding)
            return
        }
        guard let value else { return }
        switch (parent, name) {
        case ("FI", "ORG"): organisation = value
        case ("BANKACCTFROM", "BANKID"): bank = value
        case ("BANKACCTFROM", "ACCTID"): account = value
        case ("STMTRS", "CURDEF"): currency = value
        case ("STATUS", "SEVERITY") where value.uppercased() == "ERROR":
            throw StatementError(
                .notDetail, line: item.line, field: "SEVERITY", zh: "第 \(item.line) 行：银行报告下载出错（SEVERITY ERROR）",
                en: "line \(item.line): the bank says that the download failed (SEVERITY ERROR)")
        default: break
        }
    }

    private mutating func takeClose(_ name: String, _ item: OFXMarkup.Item) throws(StatementError) -> FileEntry? {
        // Empty values of SGML end with what is around them.
        while let last = path.popLast(), last != name {}
        guard let done = transaction, path.count < transactionDepth else { return nil }
        guard name == "STMTTRN", path.count == transactionDepth - 1 else {
            throw .malformed(line: done.line, zh: "STMTTRN 没有结束", en: "a STMTTRN has no end")
        }
        transaction = nil
        let label = Booking.accountLabel(bank: bank.isEmpty ? organisation : bank, number: account)
        let outcome: Result<StatementRow, RowFault>
        do throws(RowFault) {
            outcome = .success(try done.row(currency: currency, account: label))
        } catch {
            outcome = .failure(error)
        }
        return FileEntry(line: done.line, byte: done.byte, bytes: done.excerpt, outcome: outcome)
    }
}
