// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Field 48 of a settlement: what a terminal's batch adds up to, once for domestic cards, once for foreign ones.
///
///     │ debits 12 │ number 3 │ credits 12 │ number 3 │ result 1 │ the same for foreign cards │     62 digits
///
/// Debit is what the customer pays: sales, completions, offline sales. Credit is what goes back: voids, refunds.
public struct SettlementTotals: Sendable, Hashable {
    public enum Outcome: Sendable, Hashable {
        /// In a request.
        case notAsked
        case balanced
        case unbalanced
        /// 3 and above: the host could not compare.
        case failed(UInt8)

        init(_ digit: Int64) {
            self =
                switch digit {
                case 0: .notAsked
                case 1: .balanced
                case 2: .unbalanced
                default: .failed(UInt8(clamping: digit))
                }
        }

        var digit: UInt8 {
            switch self {
            case .notAsked: 0
            case .balanced: 1
            case .unbalanced: 2
            case .failed(let digit): min(digit, 9)
            }
        }
    }

    public struct Side: Sendable, Hashable {
        /// Minor units.
        public var debits: Int64
        public var debitCount: Int64
        public var credits: Int64
        public var creditCount: Int64
        public var outcome: Outcome

        public init(
            debits: Int64 = 0, debitCount: Int64 = 0, credits: Int64 = 0, creditCount: Int64 = 0,
            outcome: Outcome = .notAsked
        ) {
            (self.debits, self.debitCount) = (debits, debitCount)
            (self.credits, self.creditCount) = (credits, creditCount)
            self.outcome = outcome
        }

        init(_ reader: inout DigitReader) throws(MessageError) {
            debits = try reader.number(12)
            debitCount = try reader.number(3)
            credits = try reader.number(12)
            creditCount = try reader.number(3)
            outcome = Outcome(try reader.number(1))
        }

        var text: String {
            DigitWriter.text(debits, 12) + DigitWriter.text(debitCount, 3) + DigitWriter.text(credits, 12)
                + DigitWriter.text(creditCount, 3) + DigitWriter.text(Int64(outcome.digit), 1)
        }
    }

    public var domestic: Side
    public var foreign: Side

    public init(domestic: Side, foreign: Side = Side()) {
        self.domestic = domestic
        self.foreign = foreign
    }

    /// - Throws: `MessageError` in field 48 for anything but 62 digits.
    public init(_ content: ArraySlice<UInt8>) throws(MessageError) {
        var reader = DigitReader(content, field: 48)
        domestic = try Side(&reader)
        foreign = try Side(&reader)
        try reader.end()
    }

    public var text: String { domestic.text + foreign.text }
}

/// Field 48 of a batch upload: up to eight transactions of magnetic stripes.
///
///     │ count 2 │ kind 2 · trace 6 · card 20 · amount 12 │ … │
///
public struct UploadDetails: Sendable, Hashable {
    public struct Detail: Sendable, Hashable {
        /// `00` domestic, `01` foreign.
        public var kind: String
        public var trace: String
        /// Twenty digits, zeros in front.
        public var card: String
        /// Minor units.
        public var amount: Int64

        public init(kind: String, trace: String, card: String, amount: Int64) {
            (self.kind, self.trace, self.card, self.amount) = (kind, trace, card, amount)
        }
    }

    /// As many as one message carries.
    public static let most = 8

    public var details: [Detail]

    public init(_ details: [Detail]) { self.details = Array(details.prefix(Self.most)) }

    /// - Throws: `MessageError` in field 48 when the count and what follows differ.
    public init(_ content: ArraySlice<UInt8>) throws(MessageError) {
        var reader = DigitReader(content, field: 48)
        let count = try reader.number(2)
        guard count <= Self.most else {
            throw MessageError(.tooLong(count: Int(count), limit: Self.most), at: 0, in: .field(48))
        }
        details = []
        for _ in 0..<count {
            details.append(
                Detail(
                    kind: try reader.take(2), trace: try reader.take(6), card: try reader.take(20),
                    amount: try reader.number(12)))
        }
        try reader.end()
    }

    public var text: String {
        DigitWriter.text(Int64(details.count), 2)
            + details.map { $0.kind + $0.trace + $0.card + DigitWriter.text($0.amount, 12) }.joined()
    }
}

extension UploadDetails.Detail: CustomStringConvertible, CustomReflectable {
    /// The card shows its last four digits.
    public var description: String { "\(kind) \(trace) …\(card.suffix(4)) \(amount)" }
    public var customMirror: Mirror { Mirror(self, children: ["detail": description]) }
}
