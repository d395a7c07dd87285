// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Tender

/// What is kept of an exchange beside its numbers, as the text of `linkNote`: how the card was read, and what the
/// answer said of dates and of the card's organisation. Never card data.
///
///     e=051;s=001            request: field 22, field 23
///     d=1126;t=150307;o=CUP  answer: fields 13 and 12, field 63.1
public struct AcquirerNote: Sendable, Hashable {
    /// Field 22, three digits.
    public var entryMode: String?
    /// Field 23, three digits.
    public var sequence: String?
    /// Field 13 of the answer, MMDD.
    public var date: String?
    /// Field 12 of the answer, hhmmss.
    public var time: String?
    /// Field 63.1 of the answer.
    public var organisation: String?
    /// Field 38 of a sale that was approved by telephone.
    public var authorisation: String?

    public init() {}

    /// What is to be kept of a request with this input; the caller puts it into `AttemptRequest.linkNote`.
    public init(_ input: PaymentInput) {
        guard case .card(let card) = input else { return }
        entryMode = card.entryCode
        sequence = card.sequence
    }

    /// Reads what `text` wrote; what it does not know is passed over.
    public init(_ text: String) {
        for part in text.split(separator: ";").prefix(16) {
            let sides = part.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, sides[1].utf8.count <= 16, sides[1].utf8.allSatisfy({ (33...126).contains($0) })
            else { continue }
            let value = String(sides[1])
            switch sides[0] {
            case "e": entryMode = Self.digits(value, 3)
            case "s": sequence = Self.digits(value, 3)
            case "d": date = Self.digits(value, 4)
            case "t": time = Self.digits(value, 6)
            case "o": organisation = value
            case "a": authorisation = value
            default: break
            }
        }
    }

    private static func digits(_ text: String, _ count: Int) -> String? {
        text.utf8.count == count && text.utf8.allSatisfy { (48...57).contains($0) } ? text : nil
    }

    public var text: String {
        [("e", entryMode), ("s", sequence), ("d", date), ("t", time), ("o", organisation), ("a", authorisation)]
            .compactMap { name, value in value.map { "\(name)=\($0)" } }.joined(separator: ";")
    }
}

extension CardInput {
    /// Field 22: how it was read, and whether a PIN goes with it.
    var entryCode: String { entryMode.prefix(2) + (pinBlock == nil ? "2" : "1") }
}

extension BatchEntry {
    /// An attempt as its batch counts it: the card's organisation, as its answer named it, says whether it is foreign.
    public init?(closing attempt: Attempt) {
        let organisation = AcquirerNote(attempt.answer?.linkNote ?? "").organisation
        self.init(attempt, isForeign: organisation.map { $0 != "CUP" && $0 != "000" } ?? false)
    }
}
