// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Columns
internal import Tender

/// `overcharges.csv` read again: sums by month and row of the tariff, and the first lines one by one.
struct ClaimList: Sendable {
    struct Place: Hashable, Sendable, Comparable {
        let month: String
        let rowNumber: Int
        let clause: String

        static func < (left: Self, right: Self) -> Bool {
            (left.month, left.rowNumber, left.clause) < (right.month, right.rowNumber, right.clause)
        }
    }

    struct Sum: Sendable, Hashable {
        var rows = 0
        var amount: Int128 = 0
        var fee: Int128 = 0
        var expected: Int128 = 0

        var over: Int128 { fee - expected }

        mutating func add(_ line: Overcharge) {
            rows += line.rows
            amount += line.amount
            fee += line.fee
            expected += line.expected
        }
    }

    /// Lines that a letter lists; all are in the file.
    static let mostLines = 1_000

    private(set) var sums: [Place: Sum] = [:]
    private(set) var total = Sum()
    /// In the order of the file.
    private(set) var lines: [Overcharge] = []
    private(set) var count = 0

    /// - Throws: `FileJobError` naming the file where it is not one that `reconcile` writes.
    init(path: String, decimals: Int) throws(FileJobError) {
        guard let source = ByteSource(path: path) else {
            throw .unreadable(
                file: path,
                reason: Bilingual(
                    zh: "打不开；请给出 reconcile --out 写出的文件夹",
                    en: "cannot be opened; name the folder that reconcile --out has written"))
        }
        try self.init(source, name: path, decimals: decimals)
    }

    init(_ source: ByteSource, name: String, decimals: Int) throws(FileJobError) {
        let peek = RowPeek(source)
        guard let head = peek.row(at: 0),
            head.fields.map({ String(decoding: $0, as: UTF8.self) }) == OverchargeFile.header
        else { throw .headerUnreadable(file: name) }
        var at = head.next
        while at < source.size {
            guard let row = peek.row(at: at), row.next > at, row.fault == nil,
                let line = Overcharge(row.fields, decimals: decimals)
            else {
                throw .unreadable(
                    file: name,
                    reason: Bilingual(
                        zh: "字节 \(at)：不是 reconcile 写出的行", en: "byte \(at): not a line that reconcile writes"))
            }
            at = row.next
            count += 1
            total.add(line)
            sums[Place(month: line.month, rowNumber: line.rowNumber, clause: line.clause), default: Sum()].add(line)
            if lines.count < Self.mostLines { lines.append(line) }
        }
    }
}

extension Overcharge {
    /// A line of `overcharges.csv`; nil where it is none.
    init?(_ fields: [[UInt8]], decimals: Int) {
        guard fields.count == OverchargeFile.header.count else { return nil }
        let text = fields.map { Self.plain(String(decoding: $0, as: UTF8.self)) }
        let money = { (index: Int) in try? Money.minor(of: fields[index], decimals: decimals) }
        guard let number = Int(text[2]), let rows = Int(text[9]), rows > 0, let amount = money(10), let fee = money(11),
            let expected = money(12)
        else { return nil }
        day = CivilDate(text: text[1])
        rowNumber = number
        clause = text[3]
        (merchant, terminal, rrn, type, product) = (text[4], text[5], text[6], text[7], text[8])
        self.rows = rows
        self.amount = Int128(amount)
        self.fee = Int128(fee)
        self.expected = Int128(expected)
        reason = Bilingual(zh: text[15], en: text[14])
        reference = text[16]
    }

    /// Without the apostrophe that keeps a spreadsheet from running a cell.
    private static func plain(_ text: String) -> String {
        text.hasPrefix("'") && CSVText.neutralised(String(text.dropFirst())) == text ? String(text.dropFirst()) : text
    }
}
