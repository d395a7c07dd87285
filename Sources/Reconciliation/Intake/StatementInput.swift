// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Statements
internal import Tender

extension FileJobInput {
    /// A file of another format, already read into typed rows.
    ///
    /// The rows are laid out as Counterfoil's own CSV in memory, so that one engine does every job; their places in
    /// the original stay with them.
    ///
    /// - Parameters:
    ///   - digest: SHA-256 of the original file.
    public static func statement(
        _ rows: [StatementRow], rejected: [RejectedRow], side: NativeFiles.Side, name: String, digest: String
    ) -> FileJobInput {
        let used = rows.filter { isUsed($0, on: side) }
        // One job has one key: that of most rows. The others of a mixed bill are set aside as rows without a key.
        let hasSlipKey = { (row: StatementRow) in row.terminal != nil && (row.reference != nil || row.batch != nil) }
        let byOrder =
            side == .acquirer && used.count { !hasSlipKey($0) && number($0) != nil } * 2 > used.count
        var text = StatementText()
        text.row(StatementText.header(side))
        for row in used { text.row(StatementText.cells(row, side)) }
        return FileJobInput(
            name: name, content: .bytes(text.bytes), acquirer: used.lazy.compactMap(\.acquirer).first,
            origins: used.map { RowOrigin(line: $0.line, byte: $0.byte) }, joinsByOrder: byOrder, digest: digest,
            refused: rejected.map {
                RefusedRow(
                    line: $0.line, byte: $0.byte, reason: $0.fault.phrase.english,
                    chinese: $0.fault.phrase.chinese, text: $0.text)
            })
    }

    /// The number that the merchant and the channel both know: the merchant's own, else the channel's.
    fileprivate static func number(_ row: StatementRow) -> String? { row.order?.text ?? row.channelOrder?.text }

    /// Rows that take part: payments that were made, and on a bank's account the deposits, and deposits that were
    /// taken back. Money that is only announced, or a payment out that came back, is no deposit.
    private static func isUsed(_ row: StatementRow, on side: NativeFiles.Side) -> Bool {
        switch side {
        case .till: row.kind.isTransaction
        case .acquirer: row.kind.isTransaction && (row.status == nil || row.status == .approved)
        case .bank:
            switch row.kind {
            case .incoming: row.status != .pending && row.status != .reversed
            case .outgoing: row.status == .reversed
            default: false
            }
        }
    }
}

/// Typed rows as Counterfoil's own CSV.
private struct StatementText {
    private(set) var bytes: [UInt8] = []

    static func header(_ side: NativeFiles.Side) -> [String] {
        switch side {
        case .till:
            [
                "merchant", "terminal", "rrn", "batch", "trace", "type", "product", "amount", "currency", "time",
                "order_no", "status", "printed",
            ]
        case .acquirer:
            [
                "merchant", "terminal", "rrn", "batch", "trace", "type", "product", "amount", "currency", "time",
                "order_no", "fee", "net", "settle_date", "payout",
            ]
        case .bank: ["date", "merchant", "amount", "currency", "reference"]
        }
    }

    static func cells(_ row: StatementRow, _ side: NativeFiles.Side) -> [String] {
        let amount = row.amount?.text ?? ""
        let day = row.settledOn ?? row.occurredAt?.date
        if side == .bank {
            let signed = row.kind == .outgoing ? row.amount.map { (-$0).text } ?? "" : amount
            return [
                day?.description ?? "", row.merchant?.text ?? "", signed, row.amount?.currency.code ?? "",
                row.reference?.text ?? row.remark ?? "",
            ]
        }
        let shared = [
            row.merchant?.text ?? "", row.terminal?.text ?? "", row.reference?.text ?? "", row.batch?.text ?? "",
            row.voucher?.text ?? "", row.kind.rawValue, row.product ?? "", amount, row.amount?.currency.code ?? "",
            row.occurredAt?.description ?? "", FileJobInput.number(row) ?? "",
        ]
        guard side == .acquirer else { return shared + [status(row), row.printed.map { $0 ? "1" : "0" } ?? ""] }
        // Money that was exchanged on the way cannot be held against the amount.
        let settled = { (money: Money?) in money.flatMap { $0.currency == row.amount?.currency ? $0.text : nil } ?? "" }
        return shared + [settled(row.fee), settled(row.net), row.settledOn?.description ?? "", row.payout ?? ""]
    }

    private static func status(_ row: StatementRow) -> String {
        switch row.status {
        case nil, .approved, .reversed: "approved"
        case .declined, .closed: "declined"
        case .unknown, .pending: "unknown"
        }
    }

    mutating func row(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(44) }
            guard cell.utf8.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) else {
                bytes.append(contentsOf: cell.utf8)
                continue
            }
            bytes.append(34)
            for byte in cell.utf8 { bytes.append(contentsOf: byte == 34 ? [34, 34] : [byte]) }
            bytes.append(34)
        }
        bytes.append(10)
    }
}
