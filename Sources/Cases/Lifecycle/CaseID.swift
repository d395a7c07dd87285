// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// The number of a case, which it keeps for ever.
///
///     K0000001234-RC    about transaction 1234, the family of its codes behind the dash: one case for each
///     K-567             opened by hand about no transaction, in record 567 of the journal
public struct CaseID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// What a number is made from.
    public enum Root: Hashable, Sendable {
        /// Row number of the transaction, and the family.
        case transaction(Int64, CodeRow.Family)
        /// Number of the journal record.
        case record(UInt64)
    }

    public let root: Root

    /// - Parameter transaction: row number of the transaction, from 1; what is below counts as 0.
    public init(transaction: Int64, family: CodeRow.Family) { root = .transaction(max(0, transaction), family) }

    /// - Parameter number: number of the journal record that opened it.
    public init(number: UInt64) { root = .record(number) }

    /// - Parameter transaction: public number of the transaction, for example `T0000001234`; nil for another text.
    public init?(transaction: some StringProtocol, family: CodeRow.Family) {
        guard transaction.utf8.first == UInt8(ascii: "T"), let row = Self.row(transaction.dropFirst()) else {
            return nil
        }
        self.init(transaction: row, family: family)
    }

    /// nil for a text that is no number of a case.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 32, text.utf8.first == UInt8(ascii: "K") else { return nil }
        let rest = text.dropFirst()
        if rest.utf8.first == UInt8(ascii: "-") {
            guard let digits = Self.digits(rest.dropFirst()), let number = UInt64(digits) else { return nil }
            self.init(number: number)
            return
        }
        let parts = rest.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let row = Self.row(parts[0]) else { return nil }
        guard let family = CodeRow.Family(rawValue: String(parts[1])) else { return nil }
        self.init(transaction: row, family: family)
    }

    private static func row(_ text: some StringProtocol) -> Int64? {
        guard let digits = digits(text), let row = Int64(digits), row > 0 else { return nil }
        return row
    }

    private static func digits(_ text: some StringProtocol) -> String? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        return String(text)
    }

    /// As pages, journals and people write it.
    public var text: String {
        switch root {
        case .transaction(let row, let family): "K\(Self.padded(row))-\(family.rawValue)"
        case .record(let number): "K-\(number)"
        }
    }

    /// Public number of the transaction it is about, for example `T0000001234`; nil for a case about none.
    public var transaction: String? {
        switch root {
        case .transaction(let row, _): "T\(Self.padded(row))"
        case .record: nil
        }
    }

    /// nil for a case about no transaction: its first code says.
    public var family: CodeRow.Family? {
        switch root {
        case .transaction(_, let family): family
        case .record: nil
        }
    }

    private static func padded(_ row: Int64) -> String {
        let digits = String(row)
        return String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits
    }

    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
    public var description: String { text }
}
