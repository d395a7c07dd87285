// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
public import Attempts
public import ISO8583
internal import Tender

extension AcquirerExchange {
    /// Takes the uncertainty out of a request: the request again, with what must not travel twice taken out.
    ///
    ///     out    tracks 35 36 45 · PIN 26 52 53 · reference 37
    ///     55     cut to tags 95 9F1E 9F10 9F36 DF31
    ///     39     why: 98 no answer, A0 not authentic, 06 anything else
    ///     38     where an answer named one
    ///     2, 14  where the card is still in memory; never after a restart (decision 0015)
    ///
    /// - Parameter isRepeat: it went out before.
    public func reversal(
        _ attempt: Attempt, original: Attempt?, card: CardInput?, isRepeat: Bool
    ) throws(ExchangeProblem) -> Message {
        guard card != nil || !profile.reversalNeedsCard else { throw .cardIsGone }
        var message = try request(attempt, original: original, card: card)
        message.type = try type(isRepeat ? profile.reversalRepeatType : firstReversalType)
        for field in [26, 35, 36, 37, 45, 52, 53] { message.remove(field) }
        if let chip = message[55] {
            let kept = Self.chipOfReversal(chip)
            if kept.isEmpty { message.remove(55) } else { message.set(55, bytes: kept) }
        }
        if let code = attempt.answer?.authorisation { message.set(38, code.text) }
        message.set(39, attempt.loss?.reversalCode ?? "06")
        if profile.family == .standard { message.set(90, try originalElements(attempt)) }
        return message
    }

    private var firstReversalType: String { profile.family == .unionPay ? "0400" : "0420" }

    private static let reversalTags: Set<UInt32> = [0x95, 0x9F1E, 0x9F10, 0x9F36, 0xDF31]

    /// Chip data that cannot be read is left out: it may hold anything.
    private static func chipOfReversal(_ chip: ArraySlice<UInt8>) -> [UInt8] {
        guard let objects = try? BERTLV.objects(in: chip) else { return [] }
        return objects.filter { reversalTags.contains($0.tag) }.flatMap(\.bytes)
    }

    /// The same message again under its own number: it counts once.
    public func repetition(
        _ attempt: Attempt, original: Attempt?, card: CardInput?
    ) throws(ExchangeProblem) -> Message {
        var message = try request(attempt, original: original, card: card)
        if attempt.request.kind.row.type == "0220" { message.type = try type(profile.adviceRepeatType) }
        return message
    }
}
