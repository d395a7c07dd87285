// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// One `Stmt`, `Rpt` or `Ntfctn` while it is read: its account, the balances and sums it states, what was counted.
struct CamtStatement {
    private struct Balance {
        var kind = ""
        var currency = ""
        var fine: Int64?
        var isCredit = true
    }

    /// `TtlNtries`, `TtlCdtNtries` or `TtlDbtNtries`.
    private struct Summary {
        var count: Int64?
        var sum: Int64?
    }

    /// What was counted of one direction.
    private struct Tally {
        var count: Int64 = 0
        var sum: Int128 = 0
    }

    private let line: Int
    private var bank = ""
    private var number = ""
    private var balances: [Balance] = []
    private var all = Summary()
    private var credit = Summary()
    private var debit = Summary()
    private var netFine: Int64?
    private var netIsCredit: Bool?
    private var credits = Tally()
    private var debits = Tally()
    /// Credits less debits of booked entries, in 0.00001.
    private var booked: Int128 = 0
    private var unreadable: Int64 = 0
    private var currencies: Set<String> = []

    init(line: Int) { self.line = line }

    var label: String? { Booking.accountLabel(bank: bank, number: number) }

    mutating func beginBalance() { if balances.count < 64 { balances.append(Balance()) } }

    mutating func count(_ entry: CamtEntry) {
        guard let fine = entry.amount?.fine, let isCredit = entry.isCredit, entry.isStateKnown else {
            unreadable += 1
            return
        }
        if currencies.count < 4 { currencies.insert(entry.currency) }
        if isCredit {
            credits = Tally(count: credits.count + 1, sum: credits.sum + Int128(fine))
        } else {
            debits = Tally(count: debits.count + 1, sum: debits.sum + Int128(fine))
        }
        if entry.isBooked { booked += isCredit ? Int128(fine) : -Int128(fine) }
    }

    /// Takes the text of an element; its path begins under the statement.
    mutating func take(
        _ path: ArraySlice<String>, _ value: String, currency: String, line: Int
    ) throws(StatementError) {
        guard !value.isEmpty, let first = path.first else { return }
        switch first {
        case "Acct": takeAccount(path.joined(separator: "/"), value)
        case "Bal": try takeBalance(path.joined(separator: "/"), value, currency, line: line)
        case "TxsSummry": try takeSummary(path.joined(separator: "/"), value, line: line)
        default: break
        }
    }

    private mutating func takeAccount(_ name: String, _ value: String) {
        switch name {
        case "Acct/Id/IBAN", "Acct/Id/Othr/Id": number = value
        case "Acct/Svcr/FinInstnId/BIC", "Acct/Svcr/FinInstnId/BICFI": bank = value
        case "Acct/Svcr/FinInstnId/Nm": if bank.isEmpty { bank = value }
        default: break
        }
    }

    private mutating func takeBalance(
        _ name: String, _ value: String, _ currency: String, line: Int
    ) throws(StatementError) {
        guard let place = balances.indices.last else { return }
        switch name {
        case "Bal/Tp/CdOrPrtry/Cd": balances[place].kind = value
        case "Bal/Amt":
            balances[place].currency = currency
            balances[place].fine = try Self.fine(value, "Bal/Amt", line: line)
        case "Bal/CdtDbtInd": balances[place].isCredit = try Self.isCredit(value, "Bal/CdtDbtInd", line: line)
        default: break
        }
    }

    private mutating func takeSummary(_ name: String, _ value: String, line: Int) throws(StatementError) {
        switch name {
        case "TxsSummry/TtlNtries/NbOfNtries": all.count = try Self.count(value, name, line: line)
        case "TxsSummry/TtlNtries/Sum": all.sum = try Self.fine(value, name, line: line)
        case "TxsSummry/TtlNtries/TtlNetNtryAmt", "TxsSummry/TtlNtries/TtlNetNtry/Amt":
            netFine = try Self.fine(value, name, line: line)
        case "TxsSummry/TtlNtries/CdtDbtInd", "TxsSummry/TtlNtries/TtlNetNtry/CdtDbtInd":
            netIsCredit = try Self.isCredit(value, name, line: line)
        case "TxsSummry/TtlCdtNtries/NbOfNtries": credit.count = try Self.count(value, name, line: line)
        case "TxsSummry/TtlCdtNtries/Sum": credit.sum = try Self.fine(value, name, line: line)
        case "TxsSummry/TtlDbtNtries/NbOfNtries": debit.count = try Self.count(value, name, line: line)
        case "TxsSummry/TtlDbtNtries/Sum": debit.sum = try Self.fine(value, name, line: line)
        default: break
        }
    }

    // MARK: Proof

    /// Compares what the statement says of itself with its bookings.
    func end(_ totals: inout StatedTotals, line: Int) throws(StatementError) {
        try checkBalances(&totals, line: line)
        let both = Tally(count: credits.count + debits.count, sum: credits.sum + debits.sum)
        try check("TtlNtries", all, both, &totals, line: line)
        try check("TtlCdtNtries", credit, credits, &totals, line: line)
        try check("TtlDbtNtries", debit, debits, &totals, line: line)
        if let netFine, let netIsCredit {
            let stated = netIsCredit ? Int128(netFine) : -Int128(netFine)
            try totals.check(
                "TtlNetNtry", stated: text(stated), counted: text(credits.sum - debits.sum), unreadable: unreadable,
                isBinding: currencies.count <= 1, line: line)
        }
    }

    /// What the account held before, and the bookings, are what it holds after.
    private func checkBalances(_ totals: inout StatedTotals, line: Int) throws(StatementError) {
        let opening = balances.filter { $0.kind == "OPBD" || $0.kind == "PRCD" }
        let closing = balances.filter { $0.kind == "CLBD" }
        guard let before = opening.first(where: { $0.kind == "OPBD" }) ?? opening.first, let start = before.fine,
            closing.count == 1, let after = closing.first, let end = after.fine, before.currency == after.currency,
            opening.count(where: { $0.kind == before.kind }) == 1
        else { return }
        let sum = Int128(before.isCredit ? start : -start) + booked
        try totals.check(
            "CLBD", stated: text(Int128(after.isCredit ? end : -end)), counted: text(sum), unreadable: unreadable,
            isBinding: currencies.isSubset(of: [before.currency]), line: line)
    }

    private func check(
        _ name: String, _ stated: Summary, _ counted: Tally, _ totals: inout StatedTotals, line: Int
    ) throws(StatementError) {
        // The number counts entries that could not be read too.
        if let count = stated.count {
            let isAll = name == "TtlNtries"
            try totals.check(
                "\(name)/NbOfNtries", stated: String(count),
                counted: String(counted.count + (isAll ? unreadable : 0)), unreadable: isAll ? 0 : unreadable,
                line: line)
        }
        if let sum = stated.sum {
            try totals.check(
                "\(name)/Sum", stated: text(Int128(sum)), counted: text(counted.sum), unreadable: unreadable,
                isBinding: currencies.count <= 1, line: line)
        }
    }

    private func text(_ fine: Int128) -> String {
        let code = currencies.first ?? balances.first?.currency ?? ""
        return FineAmount.text(fine, Currency(code: code) ?? .cny)
    }

    private static func fine(_ value: String, _ field: String, line: Int) throws(StatementError) -> Int64 {
        let isNegative = value.hasPrefix("-")
        guard let amount = try? FineAmount(Array(value.utf8).dropFirst(isNegative ? 1 : 0), field: field) else {
            throw .malformed(line: line, zh: "“\(field)”不是金额", en: "“\(field)” is not an amount")
        }
        return isNegative ? -amount.fine : amount.fine
    }

    private static func count(_ value: String, _ field: String, line: Int) throws(StatementError) -> Int64 {
        guard let count = Int64(value), count >= 0 else {
            throw .malformed(line: line, zh: "“\(field)”不是笔数", en: "“\(field)” is not a number of entries")
        }
        return count
    }

    private static func isCredit(_ value: String, _ field: String, line: Int) throws(StatementError) -> Bool {
        guard value == "CRDT" || value == "DBIT" else {
            throw .malformed(line: line, zh: "“\(field)”不是 CRDT 或 DBIT", en: "“\(field)” is neither CRDT nor DBIT")
        }
        return value == "CRDT"
    }
}
