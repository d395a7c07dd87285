// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A number or name that somebody else gave: printable, trimmed, at most 64 bytes. The kind keeps two
/// identifiers of different meaning from being compared or exchanged by mistake.
public struct Identifier<Kind>: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let text: String

    /// nil for an empty text, one longer than 64 bytes, or one with control characters.
    @inlinable public init?(_ text: some StringProtocol) {
        let bytes = text.utf8
        guard !bytes.isEmpty, bytes.count <= 64 else { return nil }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
        self.text = String(text)
    }

    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
    public var description: String { text }
}

extension Identifier: ExpressibleByUnicodeScalarLiteral, ExpressibleByExtendedGraphemeClusterLiteral,
    ExpressibleByStringLiteral
{
    public init(stringLiteral value: String) {
        precondition(!value.isEmpty && value.utf8.count <= 64, "an identifier literal has 1 to 64 bytes")
        self.text = value
    }
}

public enum StoreKind: Sendable {}
public enum MerchantKind: Sendable {}
public enum TerminalKind: Sendable {}
public enum BatchKind: Sendable {}
public enum VoucherKind: Sendable {}
public enum ReferenceKind: Sendable {}
public enum AuthorisationKind: Sendable {}
public enum OrderKind: Sendable {}
public enum ChannelOrderKind: Sendable {}

/// A shop of the merchant (门店).
public typealias StoreID = Identifier<StoreKind>
/// The acquirer's merchant number (商户号), 15 digits at UnionPay.
public typealias MerchantID = Identifier<MerchantKind>
/// The acquirer's terminal number (终端号), 8 characters at UnionPay.
public typealias TerminalID = Identifier<TerminalKind>
/// Batch number (批次号), 6 digits.
public typealias BatchNumber = Identifier<BatchKind>
/// Voucher or system trace number (凭证号), 6 digits; wraps, so it is never a key by itself.
public typealias VoucherNumber = Identifier<VoucherKind>
/// Retrieval reference number RRN (参考号), 12 characters, ISO 8583 field 37.
public typealias ReferenceNumber = Identifier<ReferenceKind>
/// Authorisation code (授权码), ISO 8583 field 38.
public typealias AuthorisationCode = Identifier<AuthorisationKind>
/// The merchant's own order number (商户订单号).
public typealias OrderNumber = Identifier<OrderKind>
/// The wallet's or channel's own number of the payment (微信/支付宝交易号).
public typealias ChannelOrderNumber = Identifier<ChannelOrderKind>
