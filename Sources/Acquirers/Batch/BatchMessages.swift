// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import ISO8583
public import Tender

/// The close of a batch in messages.
///
///     UnionPay   0500 60.3=201, 48 = totals ─▶ 0510 48: 1 balanced │ 2, 3 different
///                0320 60.3=201, 48 = up to 8 rows ─▶ 0330
///                0320 60.3=202 after an upload, 207 after a balance, 48 = number of rows ─▶ 0330
///     standard   0500 74 76 86 88, 60 = batch ─▶ 0510 66: 1 balanced │ 2, 3, or 39=95 different
///                0320 60 = batch, 48 = rows ─▶ 0330
///                0500 3=960000 after an upload ─▶ 0510; a balance needs no end
extension AcquirerExchange {
    /// - Returns: nil where this acquirer needs no message for that step: it is done.
    public func message(
        _ work: BatchClose.Work, of close: BatchClose, trace: VoucherNumber, at time: Instant
    ) throws(ExchangeProblem) -> Message? {
        guard close.terminal == terminal else { throw .terminal(close.terminal.text) }
        return switch work {
        case .sendTotals: try totals(close, trace, at: time)
        case .sendRows(_, let rows): try upload(rows, close, trace, at: time)
        case .sendEnd(let isAfterUpload): try end(close, trace, isAfterUpload: isAfterUpload, at: time)
        }
    }

    private func head(
        _ type: String, _ close: BatchClose, _ trace: VoucherNumber, _ network: String, at time: Instant
    ) throws(ExchangeProblem) -> Message {
        var message = Message(try self.type(type))
        let batch = try Digits.batch(close.batch)
        message.set(11, try Digits.trace(trace))
        message.set(41, terminal.text)
        message.set(42, merchant.text)
        if profile.family == .unionPay {
            message.set(60, BatchReference(kind: "00", batch: batch, network: network).text)
        } else {
            setTimes(time, in: &message)
            message.set(60, batch)
        }
        return message
    }

    private func totals(
        _ close: BatchClose, _ trace: VoucherNumber, at time: Instant
    ) throws(ExchangeProblem) -> Message {
        var message = try head("0500", close, trace, "201", at: time)
        let domestic = try Self.side(close.entries.filter { !$0.isForeign })
        let foreign = try Self.side(close.entries.filter(\.isForeign))
        let currency = close.entries.first?.amount.currency ?? .cny
        if profile.family == .unionPay {
            message.set(48, SettlementTotals(domestic: domestic, foreign: foreign).text)
            message.set(49, try Digits.currency(currency))
            message.set(63, Digits.padded(profile.operatorNumber, 3))
            return message
        }
        message.set(74, Digits.padded(String(domestic.creditCount + foreign.creditCount), 10))
        message.set(76, Digits.padded(String(domestic.debitCount + foreign.debitCount), 10))
        message.set(86, Digits.padded(String(domestic.credits + foreign.credits), 16))
        message.set(88, Digits.padded(String(domestic.debits + foreign.debits), 16))
        return message
    }

    private static func side(_ entries: [BatchEntry]) throws(ExchangeProblem) -> SettlementTotals.Side {
        let totals = BatchTotals(entries)
        let most = Int128(999_999_999_999)
        guard totals.debits <= most, totals.credits <= most, totals.debitCount <= 999, totals.creditCount <= 999
        else { throw .batchTooLarge }
        return SettlementTotals.Side(
            debits: Int64(totals.debits), debitCount: Int64(totals.debitCount), credits: Int64(totals.credits),
            creditCount: Int64(totals.creditCount))
    }

    /// The card number of a row is zeros: it is never kept (decision 0015), and the host knows the row by its number.
    private func upload(
        _ rows: [BatchEntry], _ close: BatchClose, _ trace: VoucherNumber, at time: Instant
    ) throws(ExchangeProblem) -> Message {
        var message = try head("0320", close, trace, "201", at: time)
        var details: [UploadDetails.Detail] = []
        for row in rows.prefix(UploadDetails.most) {
            guard (0...999_999_999_999).contains(row.amount.minor) else { throw .amount }
            details.append(
                UploadDetails.Detail(
                    kind: row.isForeign ? "01" : "00", trace: try Digits.trace(row.voucher),
                    card: String(repeating: "0", count: 20), amount: row.amount.minor))
        }
        message.set(48, UploadDetails(details).text)
        return message
    }

    private func end(
        _ close: BatchClose, _ trace: VoucherNumber, isAfterUpload: Bool, at time: Instant
    ) throws(ExchangeProblem) -> Message? {
        if profile.family == .standard {
            guard isAfterUpload else { return nil }
            var message = try totals(close, trace, at: time)
            message.set(3, "960000")
            return message
        }
        var message = try head("0320", close, trace, isAfterUpload ? "202" : "207", at: time)
        message.set(48, Digits.padded(isAfterUpload ? close.entries.count : 0, 4))
        return message
    }
}

extension BatchClose {
    /// The entries in the order in which an upload shows them: offline sales, then what was asked for online, then
    /// refunds, then completions that were told.
    public static func ordered(_ entries: [BatchEntry]) -> [BatchEntry] {
        let ranked = entries.enumerated().map { (rank: rank($1.kind), place: $0, entry: $1) }
        return ranked.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }.map(\.entry)
    }

    private static func rank(_ kind: MovementKind) -> Int {
        switch kind {
        case .offlineSale: 0
        case .sale, .void, .completion, .completionVoid, .preauth, .addition, .preauthVoid: 1
        case .refund: 2
        case .completionAdvice: 3
        }
    }
}
