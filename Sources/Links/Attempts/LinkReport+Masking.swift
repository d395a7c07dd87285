// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Receipts

extension LinkReport {
    /// The same without a card number in its words or on its slips, whatever the other side sent.
    var masked: LinkReport {
        let kind: AttemptEvent.Kind =
            if case .reversalRefused(let text) = kind { .reversalRefused(CardScrubber.text(text)) } else { kind }
        var masked = LinkReport(
            kind, words: CardScrubber.text(words),
            slips: slips.map { LinkSlip($0.part, bytes: CardScrubber.bytes($0.bytes), isPrinted: $0.isPrinted) })
        // Masked where it was made, and as it came for the till alone.
        (masked.message, masked.wire) = (message, wire)
        return masked
    }
}

extension CardScrubber {
    static func bytes(_ bytes: [UInt8]) -> [UInt8] {
        var scrubber = CardScrubber()
        return scrubber.feed(bytes[...]) + scrubber.finish()
    }

    static func text(_ text: String) -> String {
        text.isEmpty ? text : String(decoding: bytes(Array(text.utf8)), as: UTF8.self)
    }
}
