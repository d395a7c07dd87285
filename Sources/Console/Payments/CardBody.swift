// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Bytes
import Charges
import HTTPTypes
import Hummingbird
import Store
import Tender

/// A card that the till's reader read, as a program hands it in. It is decoded once, goes to the link in memory and
/// nowhere else: nothing of it is kept, logged, given back or named in an error but the field that is wrong.
///
///     {"number": "6222…", "expiry": "2912", "track2": "6222…=2912…", "entry_mode": "chip",
///      "sequence": "001", "chip": "9F2608…", "pin_block": "0123456789ABCDEF"}
struct CardBody: Decodable, CustomStringConvertible {
    private let number: String?
    private let expiry: String?
    private let track2: String?
    private let entryMode: String
    private let sequence: String?
    private let chip: String?
    private let pinBlock: String?

    enum CodingKeys: String, CodingKey {
        case number, expiry, track2, sequence, chip
        case entryMode = "entry_mode"
        case pinBlock = "pin_block"
    }

    /// How the card was read, and field 22's first two digits.
    static let modes = [("manual", "01"), ("magnetic", "02"), ("chip", "05"), ("contactless", "07")]

    /// Says nothing of the card.
    var description: String { "card" }

    /// - Throws: `Refusal.invalid` with the field that is wrong, never with what is in it.
    func input() throws -> CardInput {
        guard let mode = Self.modes.first(where: { $0.0 == entryMode })?.1 else {
            throw Refusal.invalid("card.entry_mode: \(Self.modes.map(\.0).joined(separator: ", "))")
        }
        var known = number
        if let track2 {
            let parts = track2.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "=" || $0 == "D" }
            guard (8...37).contains(track2.utf8.count), parts.count == 2, parts.allSatisfy({ Self.isDigits($0) }) else {
                throw Refusal.invalid("card.track2: digits, = or D, digits; at most 37 signs")
            }
            guard known == nil || known == String(parts[0]) else {
                throw Refusal.invalid("card.number: the one in track2")
            }
            known = String(parts[0])
        }
        guard let known, (8...19).contains(known.utf8.count), Self.isDigits(known) else {
            throw Refusal.invalid("card.number: 8 to 19 digits")
        }
        if let expiry { try Self.check(expiry) }
        if let sequence, !((1...3).contains(sequence.utf8.count) && Self.isDigits(sequence)) {
            throw Refusal.invalid("card.sequence: 1 to 3 digits")
        }
        return CardInput(
            number: known, expiry: expiry, track2: track2, pinBlock: try Self.bytes(pinBlock, "pin_block", 8...8),
            chip: try Self.bytes(chip, "chip", 1...255) ?? [], entryMode: mode, sequence: sequence)
    }

    private static func isDigits(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
    }

    private static func check(_ expiry: String) throws {
        guard expiry.utf8.count == 4, isDigits(expiry), (1...12).contains(Int(expiry.suffix(2)) ?? 0) else {
            throw Refusal.invalid("card.expiry: YYMM")
        }
    }

    private static func bytes(_ text: String?, _ field: String, _ count: ClosedRange<Int>) throws -> [UInt8]? {
        guard let text else { return nil }
        guard text.utf8.count <= 2 * count.upperBound, let bytes = Hexadecimal.bytes(of: text),
            count.contains(bytes.count)
        else { throw Refusal.invalid("card.\(field): \(count.lowerBound) to \(count.upperBound) bytes in hexadecimal") }
        return bytes
    }
}

extension PaymentObstacle {
    /// The terminal's link takes no card from the till.
    static func noCards(_ terminal: TerminalID) -> PaymentObstacle {
        PaymentObstacle(
            .conflict, "no_cards",
            Bilingual(
                zh: "终端 \(terminal) 的链路不收由收银软件读的卡，什么也没有送出，卡数据没有留下。",
                en:
                    "The link of terminal \(terminal) takes no card that the till read; nothing was sent, and nothing of "
                    + "the card was kept."),
            advice: Bilingual(
                zh: "让终端自己读卡；或者收单直连的话，在它的 [[link]] 里写上 accepts_cards = true。",
                en: "Let the terminal read the card; or, with a link to an acquirer, say accepts_cards = true in its "
                    + "[[link]]."))
    }

    /// A card went over a line that others can read.
    static let cardInClear = PaymentObstacle(
        .forbidden, "card_in_clear",
        Bilingual(
            zh: "卡数据经不加密的网络送来，没有受理，什么也没有送出，也没有留下。",
            en: "The card came over a network without encryption; it was not taken, nothing was sent and nothing kept."),
        advice: Bilingual(
            zh: "请在本机（127.0.0.1）调用，或在前面放一个终止 TLS 的代理（trusted_proxies，X-Forwarded-Proto: https）。",
            en: "Call from this machine (127.0.0.1), or through a proxy that ends TLS (trusted_proxies, "
                + "X-Forwarded-Proto: https)."))

    /// The acquirer gets no card unless the till hands one in.
    static func cardNeeded(_ terminal: TerminalID) -> PaymentObstacle {
        PaymentObstacle(
            .unprocessableContent, "card_needed",
            Bilingual(
                zh: "终端 \(terminal) 直连收单方，收款要带上收银软件读到的卡，什么也没有送出。",
                en:
                    "Terminal \(terminal) speaks to its acquirer from here: a charge needs the card that the till read; "
                    + "nothing was sent."),
            advice: Bilingual(
                zh: "在请求里加上 card；这个页面不读卡。",
                en: "Add card to the request; this page reads no cards."))
    }
}
