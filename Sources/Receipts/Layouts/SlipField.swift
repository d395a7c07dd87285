// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Tender

/// One value of a slip that has a label on paper.
enum SlipField: String, CaseIterable, Sendable, Hashable {
    case merchantName, merchant, terminal, operatorNumber, telephone, address, taxNumber
    case cardNumber, issuer, acquirer, scheme, kind
    case batch, voucher, authorisation, reference, order, receipt, time, instalments
    case channel, payer, channelOrder, merchantOrder, discount, netPaid
    case originalVoucher, originalReference, originalAuthorisation, preauthorisation, originalOrder, originalDate
    case aid, label, preferredName, finalCryptogram, requestCryptogram, tvr, tsi, atc, sequence

    /// Label without its colon. Chinese labels carry the trade's English abbreviation.
    func label(_ language: SlipLanguage) -> String {
        let (chinese, english) = Self.labels[self] ?? (rawValue, rawValue)
        return language == .chinese ? chinese : english
    }

    private static let labels: [SlipField: (chinese: String, english: String)] = [
        .merchantName: ("商户名称(MERCHANT)", "MERCHANT"),
        .merchant: ("商户编号(MID)", "MERCHANT NO"),
        .terminal: ("终端编号(TID)", "TERMINAL NO"),
        .operatorNumber: ("操作员(OPER)", "OPERATOR"),
        .telephone: ("服务电话(TEL)", "TEL"),
        .address: ("地址(ADDRESS)", "ADDRESS"),
        .taxNumber: ("税号(TAX NO)", "TAX NO"),
        .cardNumber: ("卡号(CARD NO)", "CARD NO"),
        .issuer: ("发卡行(ISSUER)", "ISSUER"),
        .acquirer: ("收单行(ACQUIRER)", "ACQUIRER"),
        .scheme: ("卡组织(SCHEME)", "SCHEME"),
        .kind: ("交易类型(TYPE)", "TYPE"),
        .batch: ("批次号(BATCH NO)", "BATCH NO"),
        .voucher: ("凭证号(VOUCHER NO)", "VOUCHER NO"),
        .authorisation: ("授权码(AUTH NO)", "AUTH CODE"),
        .reference: ("参考号(REF NO)", "REF NO"),
        .order: ("订单号(ORDER NO)", "ORDER NO"),
        .receipt: ("收据号(RECEIPT NO)", "RECEIPT NO"),
        .time: ("日期时间(TIME)", "DATE/TIME"),
        .instalments: ("分期期数(INSTALMENTS)", "INSTALMENTS"),
        .channel: ("支付方式(CHANNEL)", "PAID BY"),
        .payer: ("付款方(PAYER)", "PAYER"),
        .channelOrder: ("渠道单号(CHANNEL ORDER)", "CHANNEL ORDER NO"),
        .merchantOrder: ("商户单号(MERCHANT ORDER)", "MERCHANT ORDER NO"),
        .discount: ("优惠金额(DISCOUNT)", "DISCOUNT"),
        .netPaid: ("实付金额(NET PAID)", "NET PAID"),
        .originalVoucher: ("原凭证号(ORIG VOUCHER)", "ORIG VOUCHER NO"),
        .originalReference: ("原参考号(ORIG REF)", "ORIG REF NO"),
        .originalAuthorisation: ("原授权码(ORIG AUTH)", "ORIG AUTH CODE"),
        .preauthorisation: ("预授权码(PRE-AUTH NO)", "PRE-AUTH CODE"),
        .originalOrder: ("原渠道单号(ORIG ORDER)", "ORIG CHANNEL ORDER"),
        .originalDate: ("原交易日期(ORIG DATE)", "ORIG DATE"),
        .aid: ("AID", "AID"), .label: ("APP LABEL", "APP LABEL"),
        .preferredName: ("应用首选名(APP NAME)", "APP NAME"),
        .finalCryptogram: ("TC", "TC"), .requestCryptogram: ("ARQC", "ARQC"), .tvr: ("TVR", "TVR"),
        .tsi: ("TSI", "TSI"), .atc: ("ATC", "ATC"), .sequence: ("PAN SN", "PAN SN"),
    ]
}

extension Slip {
    /// What stands behind a label; nil when the slip does not have it, and then the line is not printed.
    func value(of field: SlipField, _ language: SlipLanguage) -> String? {
        let text = placeValue(of: field) ?? cardValue(of: field) ?? walletValue(of: field, language)
        if let text { return text.isEmpty ? nil : text }
        return switch field {
        case .kind: language == .chinese ? "\(kind.chinese) \(kind.english)" : kind.english
        case .batch: numbers.batch?.text
        case .voucher: numbers.voucher?.text
        case .authorisation: numbers.authorisation?.text
        case .reference: numbers.reference?.text
        case .order: numbers.order?.text
        case .receipt: numbers.receipt?.text
        case .time: time.description
        case .instalments: instalments > 1 ? String(instalments) : nil
        case .originalVoucher: original?.voucher?.text
        case .originalReference: original?.reference?.text
        case .originalAuthorisation: kind.followsPreauth ? nil : original?.authorisation?.text
        case .preauthorisation: kind.followsPreauth ? original?.authorisation?.text : nil
        case .originalOrder: original?.order?.text
        case .originalDate: original?.date?.description
        default: nil
        }
    }

    private func placeValue(of field: SlipField) -> String? {
        switch field {
        case .merchantName: place.merchantName
        case .merchant: place.merchant?.text
        case .terminal: place.terminal?.text
        case .operatorNumber: place.operatorNumber
        case .telephone: place.telephone
        case .address: place.address
        case .taxNumber: place.taxNumber
        default: nil
        }
    }

    private func cardValue(of field: SlipField) -> String? {
        guard let card else { return nil }
        return switch field {
        case .cardNumber: "\(card.number) /\(card.entry.rawValue)"
        case .issuer: card.issuer
        case .acquirer: card.acquirer
        case .scheme: card.scheme
        case .aid: card.chip?.aid
        case .label: card.chip?.label
        case .preferredName: card.chip?.preferredName
        case .finalCryptogram: card.chip.map { $0.isFinal ? $0.cryptogram : "" }
        case .requestCryptogram: card.chip.map { $0.isFinal ? "" : $0.cryptogram }
        case .tvr: card.chip?.tvr
        case .tsi: card.chip?.tsi
        case .atc: card.chip?.atc
        case .sequence: card.chip?.sequence
        default: nil
        }
    }

    private func walletValue(of field: SlipField, _ language: SlipLanguage) -> String? {
        guard let wallet else { return nil }
        return switch field {
        case .channel: wallet.channel.words(language)
        case .payer: wallet.payer
        case .channelOrder: wallet.channelOrder?.text
        case .merchantOrder: wallet.merchantOrder?.text
        case .discount: wallet.discount.map { "\($0.slipCode) \($0.text)" }
        case .netPaid: wallet.netPaid.map { "\($0.slipCode) \($0.text)" }
        default: nil
        }
    }
}
