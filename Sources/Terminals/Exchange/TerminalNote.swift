// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
public import Nexo

/// What is noted beside an attempt, so that a terminal can be spoken to about it on any later day.
///
///     request.linkNote   sale=T1&poi=V400m-324688179                        the two names both sides know
///     answer.linkNote    id=BV0q001643892070000&time=2026-03-26T10%3a15…    what a reversal must name
public enum TerminalNote {
    /// The names, for `AttemptRequest.linkNote`.
    public static func names(saleID: String, poiID: String) -> String {
        noted([.init(name: "sale", value: saleID), .init(name: "poi", value: poiID)])
    }

    /// The dialogue that a request's note names; nil where it names none.
    public static func dialogue(_ note: String) -> Dialogue? {
        guard let fields = FormFields(note), let sale = fields["sale"], let poi = fields["poi"], !sale.isEmpty,
            !poi.isEmpty
        else { return nil }
        return Dialogue(saleID: sale, poiID: poi)
    }

    /// The terminal's own number and time of a transaction, for `Answer.linkNote`; empty where there is no number.
    public static func transaction(_ identity: TransactionIdentity) -> String {
        guard !identity.transactionID.isEmpty else { return "" }
        return noted([
            .init(name: "id", value: identity.transactionID), .init(name: "time", value: identity.timeStamp),
        ])
    }

    /// The transaction that an answer's note names.
    public static func transaction(_ note: String) -> TransactionIdentity? {
        guard let fields = FormFields(note), let id = fields["id"], !id.isEmpty else { return nil }
        var identity = TransactionIdentity()
        identity.transactionID = id
        identity.timeStamp = fields["time"] ?? ""
        return identity
    }

    /// A note that does not fit is none: half a number names something else.
    private static func noted(_ fields: [FormFields.Field]) -> String {
        let text = FormFields(fields).text
        return text.utf8.count <= AttemptRequest.noteLimit ? text : ""
    }
}
