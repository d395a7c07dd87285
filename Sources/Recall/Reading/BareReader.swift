// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Reads numbers without a label: how long they are says what they may be.
struct BareReader {
    let scan: Scan
    let currency: Currency
    let terminals: Set<String>
    let today: CivilDate

    typealias Found = (meanings: [Meaning], end: Int)

    func read(at position: Int) -> Found? {
        let end = LabelReader(scan: scan).codeEnd(position)
        if end == position { return han(at: position) }
        guard end > position, end - position <= 64 else { return nil }
        let text = scan.substring(position..<end)
        guard (position..<end).allSatisfy({ scan.isDigit($0) }) else { return letters(text, position, end) }
        var meanings: [Meaning] = []
        if terminals.contains(text), let terminal = TerminalID(text) { meanings.append(.terminal(terminal)) }
        meanings += digits(text)
        return meanings.isEmpty ? nil : (meanings, end)
    }

    /// `两百三十` alone is an amount; a single character may be anything.
    private func han(at position: Int) -> Found? {
        guard let number = scan.number(at: position), number.isHan, number.end - position >= 2 else { return nil }
        return money(String(number.value)).map { ([$0], number.end) }
    }

    private func digits(_ text: String) -> [Meaning] {
        let order = OrderNumber(text).map { Meaning.key(.order($0)) }
        let channel = ChannelOrderNumber(text).map { Meaning.key(.channelOrder($0)) }
        switch text.utf8.count {
        case 1...3, 5: return compact(money(text))
        case 4: return compact(MaskedPAN(last4: text).map { .card($0) }, money(text))
        case 6:
            let voucher = VoucherNumber(text).map { Meaning.key(.voucher($0)) }
            let authorisation = AuthorisationCode(text).map { Meaning.key(.authorisation($0)) }
            return compact(voucher, authorisation, shortDate(text), money(text))
        case 7: return compact(order, money(text))
        case 8...11, 13...27:
            let merchant = text.utf8.count == 15 ? MerchantID(text).map { Meaning.merchant($0) } : nil
            let terminal = text.utf8.count == 8 ? TerminalID(text).map { Meaning.terminal($0) } : nil
            return compact(order, terminal, merchant, text.utf8.count > 15 ? channel : nil)
        case 12: return compact(ReferenceNumber(text).map { .key(.reference($0)) }, order)
        case 28...64: return compact(channel, order)
        default: return []
        }
    }

    private func compact(_ meanings: Meaning?...) -> [Meaning] { meanings.compactMap { $0 } }

    private func money(_ text: String) -> Meaning? {
        (try? Money(text: text, currency: currency)).map { .money(AmountRange(exactly: $0)) }
    }

    /// `261120`: the twentieth of November 2026, as slips print it.
    private func shortDate(_ text: String) -> Meaning? {
        guard let date = CivilDate(text: "20" + text), date <= today.adding(days: 1),
            date > today.adding(days: -3_660)
        else { return nil }
        return .day(date...date)
    }

    /// Letters and digits: our own number, a terminal, an authorisation code or an order.
    private func letters(_ text: String, _ position: Int, _ end: Int) -> Found? {
        let hasDigit = (position..<end).contains { scan.isDigit($0) }
        let isNumber = terminals.contains(text) || terminals.contains(text.uppercased())
        if isNumber, let terminal = TerminalID(terminals.contains(text) ? text : text.uppercased()) {
            return ([.terminal(terminal)], end)
        }
        guard hasDigit, end - position >= 3 else { return nil }
        let isTransaction =
            scan[position] == 116 && end - position >= 5 && end - position <= 20
            && (position + 1..<end).allSatisfy { scan.isDigit($0) }
        let order = OrderNumber(text).map { Meaning.key(.order($0)) }
        if isTransaction {
            let number = LabelReader.padded(String(text.dropFirst()), to: 10)
            return (compact(.key(.transaction("T" + number)), order), end)
        }
        if end - position == 6 {
            return (compact(AuthorisationCode(text.uppercased()).map { .key(.authorisation($0)) }, order), end)
        }
        if end - position == 8, let terminal = TerminalID(text) { return (compact(order, .terminal(terminal)), end) }
        return (compact(order), end)
    }
}
