// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// A book of pre-numbered receipts in two parts, for when nothing prints (手工收据本).
///
///     book A: 000101 … 000150      A-000101 ─ written ─▶ matched to its charge
///                                      └─ spoiled (both parts kept)
public struct ReceiptBook: Hashable, Sendable {
    /// Its letter or name, 1 to 8 capital letters and digits.
    public let name: String
    public let first: Int
    public let last: Int
    public let store: String

    /// Most receipts of one book.
    public static let mostReceipts = 1_000

    /// nil for a name or range that no book has.
    public init?(name: String, first: Int, last: Int, store: String) {
        guard Self.isName(name), first >= 0, last >= first, last <= 999_999, last - first < Self.mostReceipts,
            !store.isEmpty
        else { return nil }
        self.name = name
        self.first = first
        self.last = last
        self.store = store
    }

    private static func isName(_ text: String) -> Bool {
        (1...8).contains(text.utf8.count)
            && text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
    }

    /// Whether a number is one of this book.
    public func holds(_ number: HandReceiptNumber) -> Bool {
        number.book == name && (first...last).contains(number.serial)
    }
}

/// Number printed on a hand-written receipt, for example `A-000123`.
public struct HandReceiptNumber: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let book: String
    public let serial: Int

    public init(book: String, serial: Int) {
        self.book = book
        self.serial = serial
    }

    /// nil unless it could be a number; small letters and blanks are forgiven.
    public init?(_ text: String) {
        guard text.utf8.count <= 40 else { return nil }
        let cleaned = text.uppercased().filter { !$0.isWhitespace }
        let parts = cleaned.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...8).contains(parts[0].utf8.count), (1...6).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let serial = Int(parts[1])
        else { return nil }
        self.init(book: String(parts[0]), serial: serial)
    }

    public var description: String {
        let digits = String(serial)
        return "\(book)-" + String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.book, left.serial) < (right.book, right.serial)
    }
}

/// What stands on a hand-written receipt.
public struct HandReceipt: Hashable, Sendable {
    public var number: HandReceiptNumber
    public var amount: Money
    /// What was sold; at most 400 bytes.
    public var items: String
    /// When it was written, by the store's clock.
    public var writtenAt: CivilTime
    /// Terminal that took the payment; empty when nobody knows.
    public var terminal: String
    /// Cashier who signed.
    public var cashier: String
    public var payer: String

    public init(
        number: HandReceiptNumber, amount: Money, items: String, writtenAt: CivilTime, terminal: String,
        cashier: String, payer: String
    ) {
        self.number = number
        self.amount = amount
        self.items = items
        self.writtenAt = writtenAt
        self.terminal = terminal
        self.cashier = cashier
        self.payer = payer
    }
}

/// One number of a book from blank to its end; the fold of its events.
///
///     blank ─ written ─▶ written ─ matched ─▶ matched
///       └──── spoiled ◀────┘
///
/// A receipt is matched to one charge, and a charge to one receipt: that is why it never becomes a second sale.
public struct HandReceiptFile: Hashable, Sendable {
    public enum Event: Hashable, Sendable {
        case written(HandReceipt)
        /// The charge that it was written for.
        case matched(String)
        /// Both parts are kept and crossed out.
        case spoiled(String)
    }

    public enum Fault: Error, Hashable, Sendable {
        case notInBook(HandReceiptNumber)
        case isWritten, isSpoiled
        case notWritten
        case otherCharge(String)
        /// The charge has another hand-written receipt.
        case chargeTaken(HandReceiptNumber)
        case amountsDiffer(Money)
        case notPositive
        case reasonMissing
        case tooLong

        /// What is wrong and what to do.
        public var words: Bilingual {
            switch self {
            case .notInBook(let number):
                Bilingual(zh: "登记的收据本里没有 \(number)。", en: "No registered book has \(number).")
            case .isWritten:
                Bilingual(zh: "这个号码已经开过，不能再开。", en: "This number is written already. Take the next one.")
            case .isSpoiled: Bilingual(zh: "这个号码已作废。", en: "This number is spoiled.")
            case .notWritten: Bilingual(zh: "这个号码还没有开。", en: "Nothing is written under this number yet.")
            case .otherCharge(let id):
                Bilingual(zh: "已对应交易 \(id)。", en: "It is matched to \(id) already.")
            case .chargeTaken(let number):
                Bilingual(
                    zh: "这笔交易已有手工收据 \(number)，不能再对应一张。",
                    en: "This charge has the hand-written receipt \(number) already.")
            case .amountsDiffer(let money):
                Bilingual(
                    zh: "金额不同，交易是 \(money.grouped)。请核对号码。",
                    en: "The amounts differ: the charge is \(money.currency.code) \(money.grouped). Check the number.")
            case .notPositive: RefundBlock.notPositive.words
            case .reasonMissing: RefundRefusal.reasonMissing.words
            case .tooLong: RefundRefusal.tooLong(limit: RefundOrder.wordsLimit).words
            }
        }
    }

    public let number: HandReceiptNumber
    public private(set) var receipt: HandReceipt?
    public private(set) var charge = ""
    /// Why it is void; empty while it is not.
    public private(set) var spoiled = ""

    public init(_ number: HandReceiptNumber) { self.number = number }

    public var isOpen: Bool { receipt != nil && charge.isEmpty && spoiled.isEmpty }

    /// Takes an event.
    ///
    /// - Returns: whether it says something new.
    @discardableResult
    public mutating func step(_ event: Event) throws(Fault) -> Bool {
        switch event {
        case .written(let new):
            if new == receipt { return false }
            guard spoiled.isEmpty else { throw .isSpoiled }
            guard receipt == nil else { throw .isWritten }
            guard new.number == number else { throw .notInBook(new.number) }
            guard new.amount.minor > 0 else { throw .notPositive }
            guard [new.items, new.terminal, new.cashier, new.payer].allSatisfy({ $0.utf8.count <= 400 }) else {
                throw .tooLong
            }
            receipt = new
        case .matched(let id):
            if charge == id { return false }
            guard spoiled.isEmpty else { throw .isSpoiled }
            guard receipt != nil else { throw .notWritten }
            guard charge.isEmpty else { throw .otherCharge(charge) }
            charge = id
        case .spoiled(let why):
            if !spoiled.isEmpty { return false }
            guard charge.isEmpty else { throw .otherCharge(charge) }
            guard !why.isEmpty else { throw .reasonMissing }
            guard why.utf8.count <= 400 else { throw .tooLong }
            spoiled = why
        }
        return true
    }
}
