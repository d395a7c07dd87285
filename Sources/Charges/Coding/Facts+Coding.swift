// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Bytes
internal import Tender

/// Field numbers of facts. Never reuse or change one.
private enum FieldTag {
    static let type: UInt8 = 16
    static let status: UInt8 = 17
    static let amount: UInt8 = 18
    static let store: UInt8 = 19
    static let merchant: UInt8 = 20
    static let terminal: UInt8 = 21
    static let batch: UInt8 = 22
    static let voucher: UInt8 = 23
    static let reference: UInt8 = 24
    static let authorisation: UInt8 = 25
    static let order: UInt8 = 26
    static let channelOrder: UInt8 = 27
    static let card: UInt8 = 28
    static let product: UInt8 = 29
    static let channel: UInt8 = 30
    static let acquirer: UInt8 = 31
    static let occurredAt: UInt8 = 32
    static let settledOn: UInt8 = 33
    static let fee: UInt8 = 34
    static let net: UInt8 = 35
    static let printed: UInt8 = 36
    static let operatorName: UInt8 = 37
    static let original: UInt8 = 38
    static let remark: UInt8 = 39
    static let slip: UInt8 = 40
    static let copy: UInt8 = 41
    static let claim: UInt8 = 42
    static let printJob: UInt8 = 43
    static let noticeKind: UInt8 = 44
    static let noticeStep: UInt8 = 45
    static let noticeDue: UInt8 = 46
    static let isOffline: UInt8 = 47
    static let expiresAt: UInt8 = 48
}

extension Facts {
    /// Number of the first field, which every record of facts has.
    static let firstTag = FieldTag.type

    /// Bytes that are the same for the same facts and differ for others, in every version and on every machine.
    /// A row's fingerprint is made from them.
    public func canonicalBytes() -> [UInt8] {
        var writer = TaggedWriter(reserving: 192)
        write(to: &writer)
        return writer.writer.bytes
    }

    /// Reads what `canonicalBytes` wrote.
    public init(decoding bytes: ArraySlice<UInt8>) throws(DecodeError) {
        var reader = TaggedReader(bytes, name: "facts")
        self.init(type: .sale)
        var sawType = false
        while let tag = try reader.next() {
            sawType = sawType || tag.number == FieldTag.type
            if try !read(tag, from: &reader) { try reader.skip(tag) }
        }
        guard sawType else { throw reader.error("type") }
    }

    func write(to writer: inout TaggedWriter) {
        writer.number(FieldTag.type, type.number)
        if let status { writer.number(FieldTag.status, status.number) }
        Self.write(amount, FieldTag.amount, to: &writer)
        if let store { writer.text(FieldTag.store, store.text) }
        if let merchant { writer.text(FieldTag.merchant, merchant.text) }
        if let terminal { writer.text(FieldTag.terminal, terminal.text) }
        if let batch { writer.text(FieldTag.batch, batch.text) }
        if let voucher { writer.text(FieldTag.voucher, voucher.text) }
        if let reference { writer.text(FieldTag.reference, reference.text) }
        if let authorisation { writer.text(FieldTag.authorisation, authorisation.text) }
        if let order { writer.text(FieldTag.order, order.text) }
        if let channelOrder { writer.text(FieldTag.channelOrder, channelOrder.text) }
        if let card { writer.text(FieldTag.card, card.bin + card.last4) }
        if let product { writer.text(FieldTag.product, product) }
        if let channel { writer.text(FieldTag.channel, channel) }
        if let acquirer { writer.text(FieldTag.acquirer, acquirer) }
        if let occurredAt { writer.number(FieldTag.occurredAt, occurredAt.secondsSinceEpoch) }
        if let settledOn { writer.number(FieldTag.settledOn, Int64(settledOn.daysSinceEpoch)) }
        Self.write(fee, FieldTag.fee, to: &writer)
        Self.write(net, FieldTag.net, to: &writer)
        if let printed { writer.number(FieldTag.printed, printed ? 1 : 0) }
        if let operatorName { writer.text(FieldTag.operatorName, operatorName) }
        if let original { writer.text(FieldTag.original, original) }
        if let remark { writer.text(FieldTag.remark, remark) }
        if let slip { writer.number(FieldTag.slip, slip.number) }
        if let copy { writer.number(FieldTag.copy, Int64(copy)) }
        if let claim { writer.number(FieldTag.claim, claim.number) }
        if let printJob { writer.text(FieldTag.printJob, printJob) }
        if let notice { Self.write(notice, to: &writer) }
        if let isOffline { writer.number(FieldTag.isOffline, isOffline ? 1 : 0) }
        if let expiresAt { writer.number(FieldTag.expiresAt, expiresAt.secondsSinceEpoch) }
    }

    private static func write(_ notice: Notice, to writer: inout TaggedWriter) {
        writer.number(FieldTag.noticeKind, notice.kind.number)
        writer.number(FieldTag.noticeStep, notice.step.number)
        if let due = notice.dueOn { writer.number(FieldTag.noticeDue, Int64(due.daysSinceEpoch)) }
    }

    /// The home currency costs no bytes; another one is written before its number.
    private static func write(_ money: Money?, _ tag: UInt8, to writer: inout TaggedWriter) {
        guard let money else { return }
        if money.currency == .cny { return writer.number(tag, money.minor) }
        var value = ByteWriter(reserving: 16)
        value.text(money.currency.code)
        value.signed(money.minor)
        writer.bytes(tag, value.bytes)
    }

    private static func money(
        _ tag: TaggedReader.Tag, _ field: StaticString, from reader: inout TaggedReader
    ) throws(DecodeError) -> Money {
        guard tag.isText else { return Money(minor: try reader.number(tag, field)) }
        var cursor = ByteCursor(try reader.bytes(tag, field))
        let code = try cursor.text("currency", limit: 3)
        guard let currency = Currency(code: code), currency != .cny else { throw reader.error(field) }
        let minor = try cursor.signed("minor")
        guard cursor.isAtEnd else { throw reader.error(field) }
        return Money(minor: minor, currency: currency)
    }

    /// - Returns: false for a field that is not one of facts.
    mutating func read(_ tag: TaggedReader.Tag, from reader: inout TaggedReader) throws(DecodeError) -> Bool {
        switch tag.number {
        case FieldTag.type: type = try reader.value(tag, "type") { TransactionType(number: $0) }
        case FieldTag.status: status = try reader.value(tag, "status") { ReportedStatus(number: $0) }
        case FieldTag.amount: amount = try Self.money(tag, "amount", from: &reader)
        case FieldTag.store: store = try reader.named(tag, "store") { StoreID($0) }
        case FieldTag.merchant: merchant = try reader.named(tag, "merchant") { MerchantID($0) }
        case FieldTag.terminal: terminal = try reader.named(tag, "terminal") { TerminalID($0) }
        case FieldTag.batch: batch = try reader.named(tag, "batch") { BatchNumber($0) }
        case FieldTag.voucher: voucher = try reader.named(tag, "voucher") { VoucherNumber($0) }
        case FieldTag.reference: reference = try reader.named(tag, "reference") { ReferenceNumber($0) }
        case FieldTag.authorisation: authorisation = try reader.named(tag, "authorisation") { AuthorisationCode($0) }
        case FieldTag.order: order = try reader.named(tag, "order") { OrderNumber($0) }
        case FieldTag.channelOrder: channelOrder = try reader.named(tag, "channelOrder") { ChannelOrderNumber($0) }
        case FieldTag.card: card = try reader.named(tag, "card") { Self.card($0) }
        case FieldTag.product: product = try reader.text(tag, "product")
        case FieldTag.channel: channel = try reader.text(tag, "channel")
        case FieldTag.acquirer: acquirer = try reader.text(tag, "acquirer")
        case FieldTag.occurredAt: occurredAt = try reader.value(tag, "occurredAt") { Self.time($0) }
        case FieldTag.settledOn: settledOn = try reader.value(tag, "settledOn") { CivilDate(exactly: $0) }
        case FieldTag.fee: fee = try Self.money(tag, "fee", from: &reader)
        case FieldTag.net: net = try Self.money(tag, "net", from: &reader)
        case FieldTag.printed: printed = try reader.value(tag, "printed") { $0 == 1 ? true : $0 == 0 ? false : nil }
        case FieldTag.operatorName: operatorName = try reader.text(tag, "operatorName")
        case FieldTag.original: original = try reader.text(tag, "original")
        case FieldTag.remark: remark = try reader.text(tag, "remark")
        case FieldTag.slip: slip = try reader.value(tag, "slip") { SlipReport(number: $0) }
        case FieldTag.copy: copy = try reader.value(tag, "copy") { Int(exactly: $0).flatMap { $0 >= 1 ? $0 : nil } }
        case FieldTag.claim: claim = try reader.value(tag, "claim") { CustomerClaim(number: $0) }
        case FieldTag.printJob: printJob = try reader.text(tag, "printJob")
        case FieldTag.noticeKind, FieldTag.noticeStep, FieldTag.noticeDue: try readNotice(tag, from: &reader)
        case FieldTag.isOffline:
            isOffline = try reader.value(tag, "isOffline") { $0 == 1 ? true : $0 == 0 ? false : nil }
        case FieldTag.expiresAt: expiresAt = try reader.value(tag, "expiresAt") { Self.time($0) }
        default: return false
        }
        return true
    }

    /// The kind comes first; a step or a date of no notice is refused.
    private mutating func readNotice(_ tag: TaggedReader.Tag, from reader: inout TaggedReader) throws(DecodeError) {
        if tag.number == FieldTag.noticeKind {
            notice = Notice(try reader.value(tag, "notice") { Notice.Kind(number: $0) })
            return
        }
        guard var told = notice else { throw reader.error("notice") }
        if tag.number == FieldTag.noticeStep {
            told.step = try reader.value(tag, "notice.step") { Notice.Step(number: $0) }
        } else {
            told.dueOn = try reader.value(tag, "notice.dueOn") { CivilDate(exactly: $0) }
        }
        notice = told
    }

    private static func card(_ digits: String) -> MaskedPAN? {
        // Digits only: anything else fails in MaskedPAN, so cutting by bytes cannot cut a character in two.
        guard digits.utf8.count >= 4 else { return nil }
        let cut = digits.utf8.index(digits.utf8.endIndex, offsetBy: -4)
        return MaskedPAN(bin: String(digits[..<cut]), last4: String(digits[cut...]))
    }

    /// nil for a time that the type would have to move.
    private static func time(_ seconds: Int64) -> CivilTime? {
        let time = CivilTime(secondsSinceEpoch: seconds)
        return time.secondsSinceEpoch == seconds ? time : nil
    }
}
