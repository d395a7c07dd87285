// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Refunds
internal import Tender

extension RefundEntry {
    func write(to writer: inout ByteWriter) {
        switch self {
        case .asked(let order):
            writer.byte(1)
            Self.write(order, to: &writer)
        case .event(let id, let event):
            writer.byte(2)
            writer.text(id.text)
            writer.signed(event.at.milliseconds)
            let (kind, reference) = RefundWord.coded(event.kind)
            for text in [event.by, kind, reference, event.words] { writer.text(text) }
        case .compensation(let given):
            writer.byte(1)
            writer.text(given.kind.rawValue)
            Self.write(given.worth, to: &writer)
            for text in [given.caseID, given.store, given.words, given.code] { writer.text(text) }
        case .compensationEnded(let number, let state, let words):
            writer.byte(2)
            writer.varint(number)
            writer.text(state.rawValue)
            writer.text(words)
        case .book(let book):
            writer.byte(1)
            writer.text(book.name)
            writer.signed(Int64(book.first))
            writer.signed(Int64(book.last))
            writer.text(book.store)
        case .hand(let number, let event): Self.write(number, event, to: &writer)
        case .found(let slip):
            writer.byte(5)
            for text in [slip.store, slip.terminal, slip.voucher] { writer.text(text) }
            writer.byte(slip.amount == nil ? 0 : 1)
            if let amount = slip.amount { Self.write(amount, to: &writer) }
            writer.signed(slip.foundAt.milliseconds)
            writer.text(slip.words)
        case .foundEvent(let number, let event):
            writer.byte(6)
            writer.varint(number)
            switch event {
            case .matched(let charge):
                writer.byte(1)
                writer.text(charge)
            case .handedBack: writer.byte(2)
            case .shredded: writer.byte(3)
            }
        }
    }

    private static func write(_ order: RefundOrder, to writer: inout ByteWriter) {
        writer.text(order.id.text)
        writer.text(order.transaction)
        write(order.amount, to: &writer)
        for text in [
            order.route.rawValue, order.channel.rawValue, order.exception.rawValue, order.reason.rawValue,
            order.words, order.caseID, order.store, order.requestedBy, order.role.rawValue, order.approval.rawValue,
        ] {
            writer.text(text)
        }
    }

    private static func write(
        _ number: HandReceiptNumber, _ event: HandReceiptFile.Event, to writer: inout ByteWriter
    ) {
        switch event {
        case .written: writer.byte(2)
        case .matched: writer.byte(3)
        case .spoiled: writer.byte(4)
        }
        writer.text(number.book)
        writer.signed(Int64(number.serial))
        switch event {
        case .written(let receipt):
            write(receipt.amount, to: &writer)
            writer.text(receipt.items)
            writer.signed(receipt.writtenAt.secondsSinceEpoch)
            for text in [receipt.terminal, receipt.cashier, receipt.payer] { writer.text(text) }
        case .matched(let text), .spoiled(let text): writer.text(text)
        }
    }

    private static func write(_ money: Money, to writer: inout ByteWriter) {
        writer.signed(money.minor)
        writer.text(money.currency.code)
    }
}
