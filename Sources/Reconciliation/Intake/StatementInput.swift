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
        var intake = StatementIntake(side: side, name: name)
        intake.add(rows, rejected: rejected)
        return intake.finish(digest: digest)
    }

    /// The number that the merchant and the channel both know: the merchant's own, else the channel's.
    fileprivate static func number(_ row: StatementRow) -> String? { row.order?.text ?? row.channelOrder?.text }
}

/// Lays the typed rows of a file out for the job, some at a time, so that no file is held as rows.
public struct StatementIntake {
    private let side: NativeFiles.Side
    private let name: String
    private var text = StatementText()
    private var origins: [FileJobInput.RowOrigin] = []
    private var refused: [FileJobInput.RefusedRow] = []
    private var acquirer: String?
    private var payouts = PayoutBook()
    private var hasOrderRows = false
    private var hasSlipRows = false

    public init(side: NativeFiles.Side, name: String) {
        self.side = side
        self.name = name
        text.row(StatementText.header(side))
    }

    /// Rows that were read since the last call, in the file's order.
    public mutating func add(_ rows: [StatementRow], rejected: [RejectedRow]) {
        for row in rows where isUsed(row) {
            let day = text.row(StatementText.cells(row, side).map { Array($0.utf8)[...] }, placeOf: 13)
            if side == .acquirer { payouts.add(row, place: day) }
            origins.append(FileJobInput.RowOrigin(line: row.line, byte: row.byte))
            if acquirer == nil { acquirer = row.acquirer }
            let hasSlipKey = row.terminal != nil && (row.reference != nil || (row.batch != nil && row.voucher != nil))
            if hasSlipKey { hasSlipRows = true } else if FileJobInput.number(row) != nil { hasOrderRows = true }
        }
        for row in rejected {
            if side == .acquirer, case .payout(let payout) = row.fault { payouts.add(payout) }
            refused.append(
                FileJobInput.RefusedRow(
                    line: row.line, byte: row.byte, reason: row.fault.phrase.english,
                    chinese: row.fault.phrase.chinese, text: row.text))
        }
    }

    /// - Parameter digest: SHA-256 of the original file.
    public consuming func finish(digest: String) -> FileJobInput {
        FileJobInput(
            name: name, content: .bytes(payouts.dated(text.bytes)), acquirer: acquirer, origins: origins,
            hasOrderRows: hasOrderRows, hasSlipRows: hasSlipRows, digest: digest, refused: refused,
            corrections: payouts.corrections, hasStoreTimes: true)
    }

    /// Rows that take part: payments that were made, and on a bank's account the deposits, and deposits that were
    /// taken back. Money that is only announced, or a payment out that came back, is no deposit.
    private func isUsed(_ row: StatementRow) -> Bool {
        switch side {
        case .till, .receipt, .order: row.kind.isTransaction
        case .acquirer: (row.kind.isTransaction || row.kind.isDispute) && (row.status == nil || row.status == .approved)
        case .bank:
            switch row.kind {
            case .incoming: row.status != .pending && row.status != .reversed
            case .outgoing: row.status == .reversed
            default: false
            }
        }
    }
}

/// Rows as Counterfoil's own CSV.
struct StatementText {
    private(set) var bytes: [UInt8] = []

    static func header(_ side: NativeFiles.Side) -> [String] {
        switch side {
        case .till, .receipt, .order:
            [
                "merchant", "terminal", "rrn", "batch", "trace", "type", "product", "amount", "currency", "time",
                "order_no", "status", "printed",
            ]
        case .acquirer:
            [
                "merchant", "terminal", "rrn", "batch", "trace", "type", "product", "amount", "currency", "time",
                "order_no", "fee", "net", "settle_date", "payout", "channel", "interchange", "scheme_fee", "markup",
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
        let part = { (kind: FeePart.Kind) in settled(row.feeParts.first { $0.kind == kind }?.amount) }
        let parts = [part(.interchange), part(.schemeFee), part(.markup)]
        return shared
            + [
                settled(row.fee), settled(row.net), row.settledOn?.description ?? "", row.payout ?? "",
                row.channel ?? "",
            ]
            + parts
    }

    private static func status(_ row: StatementRow) -> String {
        switch row.status {
        case nil, .approved, .reversed: "approved"
        case .declined, .closed: "declined"
        case .unknown, .pending: "unknown"
        }
    }

    mutating func row(_ cells: [String]) { row(cells.map { Array($0.utf8)[...] }) }

    /// - Parameter column: one whose place is wanted.
    /// - Returns: where that column's text begins.
    @discardableResult
    mutating func row(_ cells: [ArraySlice<UInt8>], placeOf column: Int = 0) -> Int {
        var place = bytes.count
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(44) }
            if index == column { place = bytes.count }
            guard cell.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) else {
                bytes += cell
                continue
            }
            bytes.append(34)
            for byte in cell {
                if byte == 34 { bytes.append(34) }
                // A row is one line, so that the line tells which row it is.
                bytes.append(byte == 10 || byte == 13 ? 32 : byte)
            }
            bytes.append(34)
        }
        bytes.append(10)
        return place
    }
}
