// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// A user's description of a file nobody documented: which column is what, and how it is written.
public struct Profile: Sendable, Hashable {
    /// Which column holds a field.
    public enum Place: Sendable, Hashable {
        case named(String)
        /// 1 for the first column.
        case at(Int)
    }

    /// What the sign of an amount says.
    public enum SignRule: String, CaseIterable, Sendable, Hashable {
        /// Amounts are never negative; the type gives the direction.
        case positive
        /// Refunds, voids, reversals and chargebacks are written negative, everything else positive; a clash is a
        /// bad row.
        case refundsNegative = "refunds_negative"
        /// There is no type: what is negative is a refund.
        case negativeIsRefund = "negative_is_refund"
        /// Lines of an account: positive came in, negative went out.
        case direction
    }

    /// What the sign of a fee says.
    public enum FeeSign: String, CaseIterable, Sendable, Hashable {
        /// 0.60 was charged, -0.60 was given back.
        case chargedPositive = "charged_positive"
        /// -0.60 was charged, 0.60 was given back.
        case chargedNegative = "charged_negative"
    }

    public var name: String
    public var role: StatementRole
    /// nil finds it out.
    public var encoding: TextEncoding?
    public var delimiter = UInt8(ascii: ",")
    /// Whether quotes around cells mean what RFC 4180 says.
    public var isQuoted = true
    /// Lines before the header, or before the rows when there is no header.
    public var skipLines = 0
    public var hasHeader = true
    /// A row whose first cell begins with this ends the data.
    public var footerMarker: String?
    public var places: [Field: Place] = [:]
    /// Whether amounts count minor units (fen).
    public var isMinorUnits = false
    public var hasThousands = false
    public var hasCurrencySign = false
    public var sign = SignRule.positive
    public var feeSign = FeeSign.chargedPositive
    public var zone = Zone.shanghai
    public var timePattern: TimePattern?
    public var datePattern: TimePattern?
    public var clockPattern: TimePattern?
    /// Fields that must not be empty, beside type and amount.
    public var keyParts: [Field] = [.reference]
    public var typeWords: [String: StatementRow.Kind] = [:]
    public var statusWords: [String: StatementRow.Status] = [:]
    /// What a field is when the file has no column for it or the cell is empty.
    public var constants: [Field: String] = [:]

    public init(name: String, role: StatementRole) {
        self.name = name
        self.role = role
    }

    var amountStyle: AmountStyle {
        var style: AmountStyle = isMinorUnits ? .minorUnits : .trailingZeros
        if hasThousands { style.insert(.thousands) }
        if hasCurrencySign { style.insert(.currencySign) }
        return style
    }

    /// The profile as the recogniser and the reader take it.
    var known: KnownFormat {
        var columns: [(Field, [String])] = []
        for (field, place) in places.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            if case .named(let name) = place { columns.append((field, [name])) }
        }
        return KnownFormat(
            format: StatementFormat(name: "profile:\(name)", title: Phrase(zh: name, en: name), role: role),
            layout: Layout(required: columns), marks: [],
            dialect: RowDialect(
                delimiter: delimiter, quoting: isQuoted ? .doubled : .none, encoding: encoding ?? .utf8),
            zone: zone, makeInterpreter: { [self] context in ProfileRows(self, context) })
    }

    /// Columns by number.
    var mapWithoutHeader: ColumnMap {
        let numbers = places.compactMapValues { if case .at(let number) = $0 { number } else { nil } }
        var map = ColumnMap(width: numbers.values.max() ?? 0)
        for (field, number) in numbers { map.set(field, at: number - 1, name: "\(field.name) (#\(number))") }
        return map
    }
}
