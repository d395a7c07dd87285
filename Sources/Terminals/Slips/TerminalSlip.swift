// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Nexo
public import Receipts
public import Tender

/// Reads our slip out of a terminal's answer.
public struct TerminalSlip: Sendable {
    /// Who sold; the terminal's answer knows numbers, not names.
    public let place: Slip.Place
    /// Zone of the shop, in which slips tell the time.
    public let zone: Zone
    /// Below this neither PIN nor signature is asked for; nil where the shop has no such limit.
    public let freeLimit: Money?

    public init(place: Slip.Place, zone: Zone, freeLimit: Money? = nil) {
        self.place = place
        self.zone = zone
        self.freeLimit = freeLimit
    }

    /// The slip of a payment that was made; nil where no money moved, or where the answer lacks the amount or the time.
    ///
    /// - Parameters:
    ///   - answer: `Success` or `Partial`.
    ///   - header: of the answer; names the terminal.
    ///   - asked: kind of payment that was asked for, where the answer does not say.
    ///   - currency: of the request, where the answer does not say.
    public func slip(
        of answer: PaymentResponse, header: MessageHeader, asked: PaymentType = .normal, currency: Currency? = nil
    ) -> Slip? {
        let amount: Money
        switch PaymentReading(answer, asked: currency) {
        case .done(let money?), .partial(let money?): amount = money
        default: return nil
        }
        guard let time = answer.poiData.flatMap({ NexoTime.instant(of: $0.transaction.timeStamp) }) else { return nil }
        let instrument = answer.result?.instrument
        let kind = Self.kind(answer.result?.type ?? asked)
        return Slip(
            kind, amount: amount, time: zone.civil(at: time), place: place(answer, header),
            numbers: Self.numbers(answer), card: card(answer, instrument?.card))
    }

    private static func kind(_ type: PaymentType) -> SlipKind {
        switch type {
        case .refund: .refund
        case .oneTimeReservation, .firstReservation, .updateReservation: .preauth
        case .completion: .completion
        case .instalment, .issuerInstalment: .instalment
        default: .sale
        }
    }

    private func place(_ answer: PaymentResponse, _ header: MessageHeader) -> Slip.Place {
        Slip.Place(
            merchantName: place.merchantName,
            merchant: answer.result?.acquirer?.merchantID.flatMap { MerchantID($0) } ?? place.merchant,
            terminal: TerminalID(header.poiID) ?? place.terminal, operatorNumber: place.operatorNumber,
            telephone: place.telephone, address: place.address, taxNumber: place.taxNumber)
    }

    private static func numbers(_ answer: PaymentResponse) -> Slip.Numbers {
        let acquirer = answer.result?.acquirer
        return Slip.Numbers(
            authorisation: acquirer?.approvalCode.flatMap { AuthorisationCode($0) },
            reference: acquirer?.transaction.flatMap { ReferenceNumber($0.transactionID) },
            order: answer.saleData.flatMap { OrderNumber($0.transaction.transactionID) })
    }

    private func card(_ answer: PaymentResponse, _ card: CardData?) -> SlipCard? {
        guard let card, let number = card.pan else { return nil }
        let details = answer.response.additionalResponse.flatMap { AdditionalDetails($0) }
        let aid = details?["AID"] ?? Self.printed("aid", answer)
        let name = details?["applicationPreferredName"] ?? Self.printed("preferredName", answer)
        let chip = aid.map { ChipData(aid: $0, cryptogram: details?["tc"] ?? "", preferredName: name ?? "") }
        return SlipCard(
            number: number, entry: Self.entry(card.entryMode), consent: consent(answer),
            scheme: card.brand ?? "", chip: chip)
    }

    /// What the terminal prints under a key on any of its receipts.
    private static func printed(_ key: String, _ answer: PaymentResponse) -> String? {
        answer.receipts.lazy.compactMap { $0.content.value(of: key) }.first
    }

    private static func entry(_ modes: [String]) -> SlipCard.Entry {
        if modes.contains("Contactless") || modes.contains("Tapped") { return .contactless }
        if modes.contains("ICC") || modes.contains("SynchronousICC") { return .inserted }
        if modes.contains("MagStripe") { return .swiped }
        return .manual
    }

    /// A receipt that asks for a signature decides; then what the holder proved with; then the shop's limit.
    private func consent(_ answer: PaymentResponse) -> SlipCard.Consent {
        if answer.receipts.contains(where: { $0.requiredSignatureFlag == true }) { return .signature }
        let methods = answer.result?.authenticationMethods ?? []
        if methods.contains(where: { $0.hasSuffix("PIN") }) { return .pin }
        return freeLimit.map { .none(limit: $0) } ?? .signature
    }
}
