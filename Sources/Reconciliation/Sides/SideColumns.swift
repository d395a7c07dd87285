// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Which column of a list of receipts holds what; -1 where the file has no such column.
struct ReceiptColumns: Sendable {
    var merchant = -1, terminal = -1, rrn = -1, batch = -1, trace = -1, type = -1, amount = -1, time = -1
    var printed = -1, level = -1, currency = -1, order = -1

    static let names: [String: any WritableKeyPath<ReceiptColumns, Int> & Sendable] = [
        "merchant": \.merchant, "terminal": \.terminal, "rrn": \.rrn, "batch": \.batch, "trace": \.trace,
        "type": \.type, "amount": \.amount, "time": \.time, "printed": \.printed, "level": \.level,
        "currency": \.currency, "order_no": \.order,
    ]
    static let required = ["terminal", "type", "amount"]
}

/// Which column of an order list holds what; -1 where the file has no such column.
struct OrderColumns: Sendable {
    var merchant = -1, terminal = -1, rrn = -1, batch = -1, trace = -1, amount = -1, time = -1
    var status = -1, currency = -1, order = -1

    static let names: [String: any WritableKeyPath<OrderColumns, Int> & Sendable] = [
        "merchant": \.merchant, "terminal": \.terminal, "rrn": \.rrn, "batch": \.batch, "trace": \.trace,
        "amount": \.amount, "time": \.time, "status": \.status, "currency": \.currency, "order_no": \.order,
    ]
    static let required = ["order_no", "amount", "time"]
}
