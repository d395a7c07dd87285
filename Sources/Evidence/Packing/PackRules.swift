// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Kinds of content that a pack can hold.
public enum PackContent: String, CaseIterable, Hashable, Sendable {
    case cover, chronology, findings, sources, receipts, receiptBytes, clearing, messages, refunds, devices
    case calculation, register, journal, verifying
}

/// What a pack for somebody holds, and what it hides. Data: a row for each variant.
///
///     variant    │ holds                                       │ hides
///     customer   │ receipt, money back, messages to them        │ staff, fees, other sources, records
///     acquirer   │ sources, receipts, clearing, refunds, fees   │ staff, messages, records
///     supplier   │ what the device did                          │ staff, cards, receipts, money back, records
///     regulator  │ all but the fee sheet                        │ first digits of cards, records
///     lawyer     │ all                                          │ –
public struct PackRules: Sendable, Hashable {
    public let variant: PackVariant
    public let contents: Set<PackContent>
    /// Whether sign-in names are replaced by roles.
    public let hidesStaff: Bool
    /// Whether only the last four digits of a card remain.
    public let hidesBIN: Bool
    /// Whether the card is left out altogether.
    public let hidesCard: Bool
    /// Whether the bytes of journal records go in; else their leaves alone show that they are there.
    public let opensJournal: Bool
    /// Whom it is for, in both languages.
    public let name: Bilingual

    /// The rules of a variant.
    public static func of(_ variant: PackVariant) -> PackRules {
        let all = Set(PackContent.allCases)
        return switch variant {
        case .customer:
            PackRules(
                variant: variant,
                contents: [.cover, .chronology, .receipts, .receiptBytes, .messages, .refunds, .journal, .verifying],
                hidesStaff: true, hidesBIN: true, hidesCard: false, opensJournal: false,
                name: Bilingual(zh: "顾客", en: "customer"))
        case .acquirer:
            PackRules(
                variant: variant, contents: all.subtracting([.messages, .register]), hidesStaff: true, hidesBIN: false,
                hidesCard: false, opensJournal: false, name: Bilingual(zh: "收单机构", en: "acquirer"))
        case .supplier:
            PackRules(
                variant: variant, contents: [.cover, .chronology, .findings, .devices, .journal, .verifying],
                hidesStaff: true, hidesBIN: true, hidesCard: true, opensJournal: false,
                name: Bilingual(zh: "设备供应商", en: "supplier"))
        case .regulator:
            PackRules(
                variant: variant, contents: all.subtracting([.calculation]), hidesStaff: false, hidesBIN: true,
                hidesCard: false, opensJournal: false, name: Bilingual(zh: "监管机构", en: "regulator"))
        case .lawyer:
            PackRules(
                variant: variant, contents: all, hidesStaff: false, hidesBIN: false, hidesCard: false,
                opensJournal: true, name: Bilingual(zh: "律师", en: "lawyer"))
        }
    }

    /// A sign-in name as this reader may see it.
    public func staff(_ name: String) -> String {
        name.isEmpty ? "" : hidesStaff ? Sheet.both(Bilingual(zh: "店员", en: "staff")) : name
    }

    /// Digits of a card as this reader may see them; nil for none.
    public func card(bin: String, last4: String) -> String? {
        hidesCard ? nil : hidesBIN || bin.isEmpty ? "****\(last4)" : "\(bin)****\(last4)"
    }
}
