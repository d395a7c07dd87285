// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Field 60 of UnionPay's messages: what kind of message it is, and in which batch.
///
///     │ 22 │ 000727 │ 000 │ 6 │ 0 │ 0 │ 065 │      11, 13 or 17 digits are usual; whatever is there must be whole
///       │    │        │     │   │   │   └ 60.7 account type
///       │    │        │     │   │   └ 60.6 partial approval is possible
///       │    │        │     │   └ 60.5 chip condition, 2 fallback
///       │    │        │     └ 60.4 reader, 5 chip, 6 contactless
///       │    │        └ 60.3 network code
///       │    └ 60.2 batch
///       └ 60.1 message kind
///
public struct BatchReference: Sendable, Hashable {
    public var kind: String
    public var batch: String
    public var network: String?
    public var reader: String?
    public var chip: String?
    public var partial: String?
    public var account: String?

    public init(
        kind: String, batch: String, network: String? = nil, reader: String? = nil, chip: String? = nil,
        partial: String? = nil, account: String? = nil
    ) {
        (self.kind, self.batch, self.network) = (kind, batch, network)
        (self.reader, self.chip, self.partial, self.account) = (reader, chip, partial, account)
    }

    /// - Throws: `MessageError` in field 60 when a piece is cut or no digit.
    public init(_ content: ArraySlice<UInt8>) throws(MessageError) {
        var reader = DigitReader(content, field: 60)
        kind = try reader.take(2)
        batch = try reader.take(6)
        network = try reader.takeIfAny(3)
        self.reader = try reader.takeIfAny(1)
        chip = try reader.takeIfAny(1)
        partial = try reader.takeIfAny(1)
        account = try reader.takeIfAny(3)
        try reader.end()
    }

    /// Up to the last piece that is there; a missing one before it is zeros.
    public var text: String {
        let pieces = [network, reader, chip, partial, account]
        let last = pieces.lastIndex { $0 != nil }
        let tail = zip(pieces, ["000", "0", "0", "0", "000"]).prefix(last.map { $0 + 1 } ?? 0)
        return kind + batch + tail.map { $0 ?? $1 }.joined()
    }
}

/// Field 61: the transaction that is voided, completed or returned.
///
///     │ 000727 │ 000069 │ 0824 │ 00 │ 00000000000 │
///       61.1     61.2     61.3   61.4  61.5: batch, trace, date MMDD, authorisation mode, authorising institution
///
public struct OriginalReference: Sendable, Hashable {
    public var batch: String
    public var trace: String
    public var date: String?
    public var mode: String?
    public var institution: String?

    public init(
        batch: String, trace: String, date: String? = nil, mode: String? = nil, institution: String? = nil
    ) {
        (self.batch, self.trace, self.date, self.mode, self.institution) = (batch, trace, date, mode, institution)
    }

    /// - Throws: `MessageError` in field 61 when a piece is cut or no digit.
    public init(_ content: ArraySlice<UInt8>) throws(MessageError) {
        var reader = DigitReader(content, field: 61)
        batch = try reader.take(6)
        trace = try reader.take(6)
        date = try reader.takeIfAny(4)
        mode = try reader.takeIfAny(2)
        institution = try reader.takeIfAny(11)
        try reader.end()
    }

    public var text: String {
        let pieces = [date, mode, institution]
        let last = pieces.lastIndex { $0 != nil }
        let tail = zip(pieces, ["0000", "00", "00000000000"]).prefix(last.map { $0 + 1 } ?? 0)
        return batch + trace + tail.map { $0 ?? $1 }.joined()
    }
}
