// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Printing

/// Kinds of events as words in the journal and the tables. Never change one.
enum PrintWord {
    static func coded(_ kind: PrintEvent.Kind) -> (kind: String, word: String) {
        switch kind {
        case .reached(let level): ("reached", String(level.rawValue))
        case .unconfirmed(let fault): ("unconfirmed", fault.rawValue)
        case .held(let fault): ("held", fault.rawValue)
        case .decided(let decision): ("decided", decision.rawValue)
        case .expired: ("expired", "")
        case .failedOver(to: let printer): ("failedOver", printer)
        case .drawerSpared(let pulses): ("drawerSpared", String(pulses))
        }
    }

    static func printKind(_ kind: String, _ word: String) -> PrintEvent.Kind? {
        switch kind {
        case "reached": Int(word).flatMap { EvidenceLevel(rawValue: $0) }.map { .reached($0) }
        case "unconfirmed": PrintEvent.Fault(rawValue: word).map { .unconfirmed($0) }
        case "held": PrintEvent.Fault(rawValue: word).map { .held($0) }
        case "decided": PrintEvent.Decision(rawValue: word).map { .decided($0) }
        case "expired": .expired
        case "failedOver": .failedOver(to: word)
        case "drawerSpared": Int(word).map { .drawerSpared(pulses: $0) }
        default: nil
        }
    }

    static func coded(_ kind: DeliveryEvent.Kind) -> (kind: String, word: String) {
        switch kind {
        case .codeMade(let code): ("codeMade", code)
        case .codeRevoked(let code): ("codeRevoked", code)
        case .viewed: ("viewed", "")
        case .saved(let form): ("saved", form)
        case .said(let word): ("said", word.rawValue)
        case .handwritten(let number): ("handwritten", number)
        case .reported(let word): ("reported", word.rawValue)
        }
    }

    static func deliveryKind(_ kind: String, _ word: String) -> DeliveryEvent.Kind? {
        switch kind {
        case "codeMade": .codeMade(word)
        case "codeRevoked": .codeRevoked(word)
        case "viewed": .viewed
        case "saved": .saved(word)
        case "said": DeliveryEvent.CustomerWord(rawValue: word).map { .said($0) }
        case "handwritten": .handwritten(word)
        case "reported": DeliveryEvent.CustomerWord(rawValue: word).map { .reported($0) }
        default: nil
        }
    }
}
