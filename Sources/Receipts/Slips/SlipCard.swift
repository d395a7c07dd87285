// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// The card side of a slip. It cannot hold a full number, an expiry date or a verification code.
public struct SlipCard: Sendable, Hashable {
    /// How the card was read; slips print the letter behind the number.
    public enum Entry: String, CaseIterable, Sendable, Hashable {
        case swiped = "S"
        case inserted = "I"
        case contactless = "C"
        case manual = "M"
        case fallback = "F"
    }

    /// How the holder proved to be the holder; decides what stands where the signature would.
    public enum Consent: Sendable, Hashable {
        case signature
        case pin
        /// Below the limit neither PIN nor signature is asked for (免密免签).
        case none(limit: Money)
    }

    public let number: MaskedPAN
    public let entry: Entry
    public let consent: Consent
    /// Issuing bank 发卡行; empty when unknown.
    public let issuer: String
    /// Acquirer 收单行; empty when unknown.
    public let acquirer: String
    /// Card organisation 卡组织, for example `银联 CUP`; empty when unknown.
    public let scheme: String
    public let chip: ChipData?

    public init(
        number: MaskedPAN, entry: Entry, consent: Consent = .signature, issuer: String = "", acquirer: String = "",
        scheme: String = "", chip: ChipData? = nil
    ) {
        self.number = number
        self.entry = entry
        self.consent = consent
        self.issuer = issuer
        self.acquirer = acquirer
        self.scheme = scheme
        self.chip = chip
    }
}

/// What a chip card leaves on a slip (EMV tags in hexadecimal); an empty text is not printed.
public struct ChipData: Sendable, Hashable {
    /// Application identifier, tag 84 or 9F06.
    public let aid: String
    /// Terminal verification results, tag 95.
    public let tvr: String
    /// Transaction status information, tag 9B.
    public let tsi: String
    /// Application transaction counter, tag 9F36.
    public let atc: String
    /// Application cryptogram, tag 9F26.
    public let cryptogram: String
    /// Whether the cryptogram is the card's final word (`TC`) or a request (`ARQC`).
    public let isFinal: Bool
    /// Card sequence number, tag 5F34: tells cards of one account apart.
    public let sequence: String
    /// Application label, tag 50.
    public let label: String
    /// Preferred name, tag 9F12.
    public let preferredName: String

    public init(
        aid: String, tvr: String = "", tsi: String = "", atc: String = "", cryptogram: String = "",
        isFinal: Bool = true, sequence: String = "", label: String = "", preferredName: String = ""
    ) {
        self.aid = aid
        self.tvr = tvr
        self.tsi = tsi
        self.atc = atc
        self.cryptogram = cryptogram
        self.isFinal = isFinal
        self.sequence = sequence
        self.label = label
        self.preferredName = preferredName
    }
}
