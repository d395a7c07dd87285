// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// Reads numbers that say what they are: `尾号1234`, `参考号 …`, `auth 012345`, `订单号…`, `622200******1234`.
struct LabelReader {
    let scan: Scan

    typealias Found = (meaning: Meaning, end: Int)

    func read(at position: Int) -> Found? {
        phone(at: position) ?? labelledCard(at: position) ?? maskedCard(at: position) ?? labelled(at: position)
    }

    // MARK: Cards

    private static let cardLabels: [Phrase] = [
        "尾号为", "尾号", "末四位", "末4位", "后四位", "后4位", "尾数", "卡尾", "卡号末四位", "卡号后四位", "卡号", "卡末四位", "账户", "账号", "卡片",
        "储蓄卡", "借记卡", "信用卡", "银行卡", "ending in", "ending with", "ending", "ends in", "ends with", "ends", "end in",
        "last four", "last 4",
        "last4", "last 4 digits", "card no.", "card no", "card number", "card #", "card ending in", "card ending",
        "card",
        "a/c", "account", "acct", "卡", "acc",
    ]

    private func labelledCard(at position: Int) -> Found? {
        guard let after = scan.end(ofAny: Self.cardLabels, at: position) else { return nil }
        var at = scan.skippingLabelMarks(after)
        // A second label may follow the first: `卡 尾号 1234`, `card ending in 1234`, `账户(尾号1234)`.
        for _ in 0..<2 {
            while scan[at] == 40 || scan[at] == 91 { at += 1 }
            guard let next = scan.end(ofAny: Self.cardLabels, at: at) else { break }
            at = scan.skippingLabelMarks(next)
        }
        if let masked = maskedCard(at: at) { return masked }
        return fourDigits(at: at) ?? fourSpokenDigits(at: at)
    }

    /// `尾号一二三四`, read off a slip aloud.
    private func fourSpokenDigits(at position: Int) -> Found? {
        let digits = (position..<position + 4).compactMap { Scan.hanDigit(scan[$0]) }
        guard digits.count == 4, Scan.hanDigit(scan[position + 4]) == nil else { return nil }
        return MaskedPAN(last4: digits.map(String.init).joined()).map { (.card($0), position + 4) }
    }

    private func fourDigits(at position: Int) -> Found? {
        // `卡 2026年11月`, `card 12:30`, `卡 1234.50` are not the end of a card number.
        guard let end = scan.digitsEnd(position), end - position == 4, scan[end] != 0x5E74,
            ![45, 46, 47, 58].contains(scan[end]) || !scan.isDigit(end + 1),
            let card = MaskedPAN(last4: scan.substring(position..<end))
        else { return nil }
        return (.card(card), end)
    }

    /// `622200******1234`, `6222 02** **** 1234`, `**** 1234`, `*1234`, `…1234`, `xxxx1234`.
    private func maskedCard(at position: Int) -> Found? {
        if let typed = scan.cards[position] { return (.card(typed.card), typed.end) }
        var at = position
        var leading = ""
        while leading.utf8.count < 8, let end = scan.digitsEnd(at), end - at <= 8 {
            leading += scan.substring(at..<end)
            at = end
            if isGap(at), scan.isDigit(at + 1) || isMask(at + 1) { at += 1 }
        }
        // `300 *1234` is an amount and a card, not a card that begins with 300.
        guard leading.isEmpty || (4...8).contains(leading.utf8.count) else { return nil }
        let maskStart = at
        while isMask(at) || (isGap(at) && at > maskStart && at - maskStart < 24) { at += 1 }
        let masks = (maskStart..<max(at, maskStart)).count { isMask($0) }
        guard isMask(maskStart), masks >= (leading.isEmpty ? 1 : 2) else { return nil }
        // A decimal point is no mask.
        if scan[maskStart] == 46, masks < 2 { return nil }
        guard let end = scan.digitsEnd(at), end - at == 4 else { return nil }
        return MaskedPAN(bin: String(leading.prefix(6)), last4: scan.substring(at..<end)).map { (.card($0), end) }
    }

    private func isGap(_ position: Int) -> Bool { scan.isBlank(position) || scan[position] == 45 }

    private func isMask(_ position: Int) -> Bool {
        switch scan[position] {
        case 42, 0x2026, 46, 120, 0x2022, 0xD7: true  // * … . x • ×
        default: false
        }
    }

    // MARK: Telephone

    private func phone(at position: Int) -> Found? {
        if let after = scan.end(
            ofAny: ["手机号", "手机尾号", "手机", "电话号码", "电话", "联系电话", "phone number", "phone", "mobile", "tel", "cell"],
            at: position)
        {
            var at = scan.skippingLabelMarks(after)
            if let more = scan.end(
                ofAny: ["尾号", "后四位", "末四位", "后4位", "ending in", "ending", "last 4", "last four", "no.", "号"], at: at)
            {
                at = scan.skippingLabelMarks(more)
            }
            guard let end = scan.digitsEnd(at), end - at == 4 || end - at >= 7, end - at <= 15 else { return nil }
            return (.phone(last4: scan.substring(end - 4..<end)), end)
        }
        guard let end = scan.digitsEnd(position) else { return nil }
        // A Chinese mobile number, with or without the country's 86 before it.
        let start = end - position == 13 && scan[position] == 56 && scan[position + 1] == 54 ? position + 2 : position
        guard end - start == 11, scan[start] == 49, scan[start + 1] >= 51 else { return nil }
        return (.phone(last4: scan.substring(end - 4..<end)), end)
    }

    // MARK: Numbers with a name

    private enum Kind { case reference, voucher, authorisation, batch, order, channelOrder, terminal, merchant }

    private static let labels: [(Kind, [Phrase])] = [
        (
            .reference,
            [
                "系统参考号", "检索参考号", "参考号", "参考", "检索号", "rrn", "reference number", "reference no", "reference", "ref no",
                "ref",
            ]
        ),
        (
            .voucher,
            [
                "凭证号", "凭证", "流水号", "流水", "票据号", "票号", "小票号", "终端流水", "voucher no", "voucher", "trace no", "trace",
                "slip no",
                "receipt no", "stan",
            ]
        ),
        (
            .authorisation,
            [
                "授权码", "授权号", "授权", "auth code", "authorisation code", "authorization code", "approval code", "auth",
                "approval",
            ]
        ),
        (.batch, ["批次号", "批次", "批号", "batch no", "batch"]),
        (
            .channelOrder,
            [
                "交易单号", "交易号", "支付单号", "微信订单号", "微信单号", "支付宝交易号", "支付宝订单号", "流水单号", "渠道单号", "transaction no",
                "transaction id", "transaction number", "transaction no", "txn id", "wechat order", "alipay order",
            ]
        ),
        (
            .order,
            [
                "商户订单号", "商家订单号", "商户单号", "订单编号", "订单号", "订单", "单号", "merchant order no", "merchant order",
                "order number",
                "order no", "order id", "order", "bill no", "invoice no", "invoice",
            ]
        ),
        (.terminal, ["终端编号", "终端号", "终端", "机号", "pos机", "terminal id", "terminal no", "terminal", "tid"]),
        (.merchant, ["商户编号", "商户号", "merchant id", "merchant number", "merchant no", "mid"]),
    ]

    private func labelled(at position: Int) -> Found? {
        var best: (Kind, Int)?
        for (kind, phrases) in Self.labels {
            guard let end = scan.end(ofAny: phrases, at: position), end > best?.1 ?? 0 else { continue }
            best = (kind, end)
        }
        guard let (kind, after) = best else { return nil }
        let at = scan.skippingLabelMarks(after)
        let end = codeEnd(at)
        guard end > at, (at..<end).contains(where: { scan.isDigit($0) }) else { return nil }
        return meaning(kind, scan.substring(at..<end)).map { ($0, end) }
    }

    /// End of a number made of letters, digits, dashes and underscores.
    func codeEnd(_ position: Int) -> Int {
        var at = position
        while scan.isDigit(at) || scan.isLetter(at) || ((scan[at] == 45 || scan[at] == 95) && at > position) { at += 1 }
        while at > position, scan[at - 1] == 45 || scan[at - 1] == 95 { at -= 1 }
        return at
    }

    private func meaning(_ kind: Kind, _ text: String) -> Meaning? {
        switch kind {
        case .reference: ReferenceNumber(text).map { .key(.reference($0)) }
        case .voucher: VoucherNumber(Self.padded(text, to: 6)).map { .key(.voucher($0)) }
        case .authorisation: AuthorisationCode(text).map { .key(.authorisation($0)) }
        case .batch: BatchNumber(Self.padded(text, to: 6)).map { .batch($0) }
        case .order: OrderNumber(text).map { .key(.order($0)) }
        case .channelOrder where Self.isOurs(text): .key(.transaction(text.uppercased()))
        case .channelOrder: ChannelOrderNumber(text).map { .key(.channelOrder($0)) }
        case .terminal: TerminalID(text).map { .terminal($0) }
        case .merchant: MerchantID(text).map { .merchant($0) }
        }
    }

    /// What else a labelled number may be: wallets print their own number and the shop's under the same words.
    static func alternatives(to meaning: Meaning) -> [Meaning] {
        switch meaning {
        case .key(.order(let number)) where number.text.utf8.count >= 20:
            ChannelOrderNumber(number.text).map { [.key(.channelOrder($0))] } ?? []
        case .key(.channelOrder(let number)):
            OrderNumber(number.text).map { [.key(.order($0))] } ?? []
        default: []
        }
    }

    private static func isOurs(_ text: String) -> Bool {
        text.utf8.count == 11 && text.lowercased().hasPrefix("t") && text.dropFirst().allSatisfy(\.isNumber)
    }

    /// `凭证号 42` on a slip is 000042.
    static func padded(_ text: String, to width: Int) -> String {
        guard text.utf8.count < width, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return text }
        return String(repeating: "0", count: width - text.utf8.count) + text
    }
}
