// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Charges
internal import Tariffs
internal import Tender

/// The acquirers' clearing files and the bank's deposits, made of what really moved; with the mistakes of both.
struct ClearingHouse {
    /// A row of a clearing file.
    struct Row {
        let attempt: AttemptID
        let request: AttemptRequest
        let minor: Int64
        let fee: Int64
        /// 0 in the file of the due day, 1 in the next day's.
        let file: Int
        /// 2 for a row that is there once too often.
        let occurrence: Int

        var net: Int64 { (request.kind.takes ? minor : -minor) - fee }
    }

    /// What was done to an attempt's row, to be found by its code.
    enum Mistake: CaseIterable { case doubled, nextDay, feeTooHigh, amountShort }

    private(set) var rows: [Row] = []
    private(set) var mistakes: [AttemptID: Mistake] = [:]
    /// Minor units that the bank paid out too little of each file.
    private(set) var short: [Int64] = [0, 0]

    static let tariff = Tariff(rows: [TariffRow(product: "*", rate: Rate(text: "0.60%") ?? .zero)])

    init(_ book: PeerBook, _ dice: inout SplitMix64) {
        for row in book.all where row.stands && Self.isSettled(row, book) { add(row, &dice) }
        for file in 0...1 where dice.happens(1, in: 6) { short[file] = Int64(dice.roll(in: 1...5_000)) }
    }

    /// A void takes its sale out before it is settled: neither is in a file.
    static func isSettled(_ row: PeerRow, _ book: PeerBook) -> Bool {
        guard row.request.kind.takes else { return row.request.kind == .refund }
        return !book.rows(of: row.request.order).contains {
            $0.stands && $0.request.kind == .void && $0.request.original == row.request.id
        }
    }

    private mutating func add(_ row: PeerRow, _ dice: inout SplitMix64) {
        let mistake = dice.happens(6, in: 100) ? dice.pick(Mistake.allCases) : nil
        let id = row.request.id
        mistakes[id] = mistake
        let minor = mistake == .amountShort ? row.minor + (row.request.kind.takes ? -1 : 1) : row.minor
        let question = FeeQuestion(
            amount: Money(minor: minor, currency: .cny), isRefund: !row.request.kind.takes, product: "card")
        let contract = Self.tariff.fee(for: question)?.fee.minor ?? 0
        let entry = Row(
            attempt: id, request: row.request, minor: minor, fee: contract + (mistake == .feeTooHigh ? 1 : 0),
            file: mistake == .nextDay ? 1 : 0, occurrence: 1)
        rows.append(entry)
        guard mistake == .doubled else { return }
        rows.append(
            Row(attempt: id, request: row.request, minor: minor, fee: entry.fee, file: 0, occurrence: 2))
    }

    /// Minor units that the bank pays out for a file.
    func deposit(_ file: Int) -> Int128 { net(file) - Int128(short[file]) }

    func net(_ file: Int) -> Int128 { rows.reduce(0) { $0 + ($1.file == file ? Int128($1.net) : 0) } }
}
