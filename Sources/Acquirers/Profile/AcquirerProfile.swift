// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import ISO8583
public import Tender

/// How one acquirer wants to be spoken to. Everything that public sources leave open, or that acquirers do
/// differently, is a setting here and nowhere else; `AcquirerProfile.settings` names each.
public struct AcquirerProfile: Sendable, Hashable {
    /// Which fields say what kind of exchange it is.
    public enum Family: String, Sendable, Hashable, CaseIterable {
        /// Fields 60, 61, 63: kind, batch, original (银联 POS 终端规范).
        case unionPay = "unionpay"
        /// Fields 7, 70, 90, 74 to 89: the standard of 1987; the batch stands in field 60.
        case standard = "iso87"
    }

    /// Which answers must carry a right authentication code before they are believed.
    public enum Authentication: String, Sendable, Hashable, CaseIterable {
        case never
        /// Approvals alone (field 39 = 00): UnionPay's hosts leave it out of all others.
        case approvals
        case always
    }

    /// Shown to people and kept with attempts.
    public var name: String
    public var family: Family
    public var dialect: Dialect
    public var lengthForm = LengthForm.binary
    public var tpdu: TPDU?
    public var header: UnionPayHeader?
    /// Zone in which the acquirer writes dates and times.
    public var zone = Zone.shanghai

    // MARK: Signing in

    /// Whether a terminal signs in before its first request and after codes that ask for it.
    public var signsIn: Bool
    /// Field 60.3 of a sign-in: 001 single-length keys, 003 double, 004 double with a key for tracks.
    public var keyNetworkCode = "003"
    public var operatorNumber = "01"
    /// What field 62 of a sign-in says.
    public var signInText = "Sequence No123456"

    // MARK: Authentication codes

    public var mac: MACAlgorithm?
    /// Types of requests that carry a code.
    public var macTypes: Set<String> = ["0100", "0200", "0220", "0400", "0420"]
    public var macAnswers = Authentication.approvals

    // MARK: Believing an answer

    /// Fields that must be as they were asked, where the answer has them.
    public var checkedFields: Set<Int> = [3, 4, 11, 41, 42]
    /// Fields without which an approval is not believed.
    public var requiredFields: Set<Int> = [4, 11, 39]
    /// The acquirer answers a repeated message that it had taken with 94, instead of its first answer.
    public var duplicateMeansTaken = false

    // MARK: Reversals and repeats

    /// Answers to a reversal that say: the money is back, or never moved.
    public var reversalDoneCodes: Set<String> = ["00"]
    /// Answers to a reversal that say: there is no such request.
    public var reversalNotFoundCodes: Set<String> = ["25", "12"]
    /// Type of a reversal that is sent again; UnionPay knows no 0401.
    public var reversalRepeatType: String
    /// Type of an advice that is sent again.
    public var adviceRepeatType = "0220"
    /// A reversal is refused without the card number. It is never kept, so after a restart such an acquirer can be
    /// reversed only by a person.
    public var reversalNeedsCard = false

    // MARK: What requests hold

    /// Field 32; the standard's reversals must have it.
    public var institution = ""
    /// Field 63.1 of a refund: the card's organisation.
    public var cardOrganisation = "CUP"
    /// Asks for approval in part, where less is there than the sale costs (field 60.6).
    public var acceptsPartial = false
    /// Rows in one message of an upload, 1 to 8.
    public var uploadRows = UploadDetails.most
    /// Milliseconds within which a connection must stand and a sign-in be answered.
    public var patience: Int64 = 10_000

    public init(name: String, family: Family, dialect: Dialect) {
        self.name = name
        self.family = family
        self.dialect = dialect
        signsIn = family == .unionPay
        mac = family == .unionPay ? .unionPayECB : nil
        reversalRepeatType = family == .unionPay ? "0400" : "0421"
    }

    /// UnionPay as the public sources have it.
    public static let unionPay = {
        var profile = AcquirerProfile(name: "UnionPay", family: .unionPay, dialect: .unionPay)
        profile.tpdu = TPDU(destination: 3, source: 0)
        profile.header = UnionPayHeader(softwareVersion: 311_001)
        return profile
    }()

    /// The standard with packed numbers.
    public static let standard = {
        var profile = AcquirerProfile(name: "ISO 8583", family: .standard, dialect: .iso87BCD)
        profile.institution = "00000001"
        return profile
    }()

    /// A message in its envelope, without a length in front.
    public func packet(_ message: Message) throws(MessageError) -> [UInt8] {
        try Packet(tpdu: tpdu, header: tpdu == nil ? nil : header, message: message).bytes(dialect)
    }

    /// Whether a request of this type carries an authentication code.
    public func authenticates(_ type: MessageType) -> Bool {
        guard mac != nil else { return false }
        // A repeat is authenticated as its first message is.
        return macTypes.contains(type.text) || macTypes.contains(String(type.text.dropLast()) + "0")
    }
}
