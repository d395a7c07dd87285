// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Tender
internal import Wallets

/// What the journal keeps of the wallets' daily bills.
///
///     type  kind  entry      payload after version, time and person
///       33     1  followed   account, first day, terminals
///       33     2  left       account: no link of the configuration speaks for it any more
///       33     3  tried      account, day, outcome, words, file's number and name, rows, added, quarantined
enum BillEntry: Sendable {
    case followed(BillAccount)
    case left(WalletAccountName)
    case tried(BillTry)

    /// Most terminals of one account.
    static let terminalLimit: UInt64 = 500
    /// Most bytes of what the wallet said.
    static let wordsLimit = 600

    func write(to writer: inout ByteWriter) {
        switch self {
        case .followed(let account):
            writer.byte(1)
            writer.text(account.name.description)
            writer.signed(Int64(account.since.daysSinceEpoch))
            writer.varint(UInt64(account.terminals.count))
            for terminal in account.terminals { writer.text(terminal.text) }
        case .left(let name):
            writer.byte(2)
            writer.text(name.description)
        case .tried(let one):
            writer.byte(3)
            writer.text(one.account.description)
            writer.signed(Int64(one.day.daysSinceEpoch))
            let (word, words) = BillWord.coded(one.outcome)
            for text in [word, words] { writer.text(text) }
            writer.signed(one.file)
            writer.text(one.name)
            for number in [one.rows, one.added, one.quarantined] { writer.signed(number) }
        }
    }

    /// nil for a kind that this program does not know.
    static func read(from cursor: inout ByteCursor) throws(DecodeError) -> BillEntry? {
        switch try cursor.byte("kind") {
        case 1:
            let name = try account(from: &cursor)
            let since = try day(from: &cursor)
            let start = cursor.offset
            let count = try cursor.varint("terminals")
            guard count <= terminalLimit else { throw DecodeError(.invalid, at: start, field: "terminals") }
            var terminals: [TerminalID] = []
            for _ in 0..<count {
                let start = cursor.offset
                guard let terminal = TerminalID(try cursor.text("terminal", limit: 64)) else {
                    throw DecodeError(.invalid, at: start, field: "terminal")
                }
                terminals.append(terminal)
            }
            return .followed(BillAccount(name, since: since, terminals: terminals))
        case 2: return .left(try account(from: &cursor))
        case 3: return .tried(try tried(from: &cursor))
        default: return nil
        }
    }

    private static func tried(from cursor: inout ByteCursor) throws(DecodeError) -> BillTry {
        let name = try account(from: &cursor)
        let day = try day(from: &cursor)
        let start = cursor.offset
        let word = try cursor.text("outcome", limit: 20)
        let words = try cursor.text("words", limit: wordsLimit)
        guard let outcome = BillWord.outcome(word, words) else {
            throw DecodeError(.invalid, at: start, field: "outcome")
        }
        var one = BillTry(account: name, day: day, outcome: outcome)
        one.file = try cursor.signed("file")
        one.name = try cursor.text("name", limit: 1_024)
        one.rows = try cursor.signed("rows")
        one.added = try cursor.signed("added")
        one.quarantined = try cursor.signed("quarantined")
        return one
    }

    private static func account(from cursor: inout ByteCursor) throws(DecodeError) -> WalletAccountName {
        let start = cursor.offset
        guard let name = WalletAccountName(try cursor.text("account", limit: 80)) else {
            throw DecodeError(.invalid, at: start, field: "account")
        }
        return name
    }

    private static func day(from cursor: inout ByteCursor) throws(DecodeError) -> CivilDate {
        let start = cursor.offset
        guard let days = Int32(exactly: try cursor.signed("day")) else {
            throw DecodeError(.invalid, at: start, field: "day")
        }
        return CivilDate(daysSinceEpoch: days)
    }
}

/// Outcomes as words in the journal and the table. Never change one.
enum BillWord {
    static func coded(_ outcome: BillRecord.Outcome) -> (word: String, words: String) {
        switch outcome {
        case .imported: ("imported", "")
        case .none: ("none", "")
        case .failed(let words): ("failed", words)
        case .damaged(let words): ("damaged", words)
        }
    }

    static func outcome(_ word: String, _ words: String) -> BillRecord.Outcome? {
        switch word {
        case "imported": .imported
        case "none": BillRecord.Outcome.none
        case "failed": .failed(words)
        case "damaged": .damaged(words)
        default: nil
        }
    }
}
