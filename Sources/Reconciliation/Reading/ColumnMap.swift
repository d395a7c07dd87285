// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Statements

/// Which column of a till file holds what; -1 where the file has no such column.
struct TillColumns: Sendable {
    var merchant = -1, terminal = -1, rrn = -1, batch = -1, trace = -1, type = -1, amount = -1, time = -1
    var status = -1, printed = -1, product = -1, currency = -1, order = -1
    /// Read only with an order list.
    var original = -1

    static let names: [String: any WritableKeyPath<TillColumns, Int> & Sendable] = [
        "merchant": \.merchant, "terminal": \.terminal, "rrn": \.rrn, "batch": \.batch, "trace": \.trace,
        "type": \.type, "amount": \.amount, "time": \.time, "status": \.status, "printed": \.printed,
        "product": \.product, "currency": \.currency, "order_no": \.order, "original": \.original,
    ]
    static let required = ["terminal", "type", "amount", "time"]
}

/// Which column of an acquirer file holds what; -1 where the file has no such column.
struct AcquirerColumns: Sendable {
    var merchant = -1, terminal = -1, rrn = -1, batch = -1, trace = -1, type = -1, amount = -1, time = -1
    /// Where rows may be known by their order number.
    var orderKey = -1
    var fee = -1, net = -1, settleDate = -1, product = -1, currency = -1, order = -1
    /// Read only where a deposit does not fit, and with an order list.
    var payout = -1, original = -1
    /// Asked for by few tariffs, and read only for those.
    var brand = -1, channel = -1, instalments = -1, interchange = -1, schemeFee = -1, markup = -1

    static let names: [String: any WritableKeyPath<AcquirerColumns, Int> & Sendable] = [
        "merchant": \.merchant, "terminal": \.terminal, "rrn": \.rrn, "batch": \.batch, "trace": \.trace,
        "type": \.type, "amount": \.amount, "time": \.time, "fee": \.fee, "net": \.net,
        "settle_date": \.settleDate, "product": \.product, "currency": \.currency, "order_no": \.order,
        "payout": \.payout, "original": \.original, "brand": \.brand, "channel": \.channel,
        "instalments": \.instalments, "interchange": \.interchange, "scheme_fee": \.schemeFee, "markup": \.markup,
    ]
    static let required = ["terminal", "type", "amount"]
}

/// Which column of a bank file holds what; -1 where the file has no such column.
struct BankColumns: Sendable {
    var date = -1, amount = -1, merchant = -1, reference = -1, currency = -1

    static let names: [String: any WritableKeyPath<BankColumns, Int> & Sendable] = [
        "date": \.date, "amount": \.amount, "merchant": \.merchant, "reference": \.reference,
        "currency": \.currency,
    ]
    static let required = ["date", "amount"]
}

/// What the rows of a file may be known by.
enum RowKeys: Sendable {
    /// Terminal, and reference or batch and trace.
    case slip
    /// The merchant's order number.
    case order
    /// Each row by what it has.
    case either
}

/// A header row, read once for each file.
struct Header: Sendable {
    let names: [String]

    /// Names are compared without blanks around them and without case; nil when the row is no text.
    init?(_ fields: [[UInt8]]) {
        var names: [String] = []
        for field in fields {
            guard let text = String(validating: field, as: UTF8.self) else { return nil }
            names.append(Self.trimmed(text).lowercased())
        }
        self.names = names
    }

    private static func trimmed(_ text: String) -> String {
        let isBlank = { (letter: Character) in letter == " " || letter == "\t" }
        guard let first = text.firstIndex(where: { !isBlank($0) }), let last = text.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(text[first...last])
    }

    /// Where the columns stand.
    ///
    /// - Parameter keys: what rows join by; nil for files that join by nothing of the kind.
    func map<Columns>(
        _ empty: Columns, names known: [String: any WritableKeyPath<Columns, Int> & Sendable], required: [String],
        keys: RowKeys? = nil, file: String
    ) throws(FileJobError) -> Columns {
        var columns = empty
        for (index, name) in names.enumerated() {
            guard let path = known[name] else { continue }
            guard columns[keyPath: path] < 0 else { throw .duplicateColumn(file: file, column: name) }
            columns[keyPath: path] = index
        }
        for name in required where !names.contains(name) {
            let others = names.filter { known[$0] == nil && !$0.isEmpty }
            throw .missingColumn(file: file, column: name, nearest: EditDistance.nearest(to: name, among: others))
        }
        if let keys { try requireKey(file: file, keys: keys) }
        return columns
    }

    /// The reference columns every till and acquirer file needs: `rrn`, or `batch` and `trace`; in a run of
    /// wallet bills the order number instead.
    private func requireKey(file: String, keys: RowKeys) throws(FileJobError) {
        if keys != .slip, names.contains("order_no") { return }
        guard keys != .order else { throw .missingColumn(file: file, column: "order_no") }
        if names.contains("rrn") { return }
        guard names.contains("batch"), names.contains("trace") else {
            throw .missingColumn(file: file, column: "rrn (or batch and trace)")
        }
    }
}
