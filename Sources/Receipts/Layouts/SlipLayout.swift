// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// How a slip is set on paper: a table of lines. A line whose value the slip does not have is left out, so one table
/// serves all slips of a family.
public struct SlipLayout: Sendable, Hashable {
    /// Words in both languages.
    struct Words: Sendable, Hashable {
        let chinese: String
        let english: String

        init(_ chinese: String, _ english: String) {
            self.chinese = chinese
            self.english = english
        }

        func callAsFunction(_ language: SlipLanguage) -> String { language == .chinese ? chinese : english }
    }

    /// When a line is printed at all.
    enum Condition: Sendable, Hashable {
        case always, training, signed, byPIN, notForCardholder, linked
    }

    enum Line: Sendable, Hashable {
        /// In the middle, bold, twice as high.
        case title(Words)
        /// In the middle.
        case centred(Words, when: Condition = .always)
        case copyName
        /// `label:value`; a value that is too long goes on under its label.
        case field(SlipField)
        /// Two short ones side by side where the paper is wide enough for both.
        case pair(SlipField, SlipField)
        /// The amount, large.
        case amount
        /// The amount in capital numerals; yuan and Chinese slips alone.
        case capital
        case items
        case remarks
        case words(Words, when: Condition = .always)
        /// Why neither PIN nor signature is asked for.
        case freeOfProof
        /// Room to sign.
        case signature(Words, when: Condition)
        case rule
        case blank
        /// A code to scan.
        case link(Words)
    }

    public let name: String
    let lines: [Line]

    /// The layout that slips of a kind have.
    public static func standard(for kind: SlipKind) -> SlipLayout {
        switch kind {
        case .walletSale, .walletVoid, .walletRefund: .wallet
        case .handwritten: .handwritten
        case .fault: .fault
        default: .card
        }
    }
}

extension Money {
    /// Code in front of an amount on a slip: the trade writes `RMB` for yuan.
    var slipCode: String { currency == .cny ? "RMB" : currency.code }
}
