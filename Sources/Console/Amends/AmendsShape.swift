// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Refunds
import Store
import Tender

/// Compensation and paper as the API shows them.
struct AmendsShape {
    let clock: Clockwork

    func compensation(_ record: CompensationRecord) -> JSON {
        let given = record.given
        let store = StoreID(given.store)
        return .object([
            ("number", .integer(Int64(clamping: record.number))), ("kind", .text(given.kind.rawValue)),
            ("worth", JSON(given.worth)), ("case", .text(given.caseID)), ("store", .text(given.store)),
            ("words", .text(given.words)), ("code", optional(given.code)), ("state", .text(record.state.rawValue)),
            ("givenBy", .text(record.givenBy)), ("givenAt", time(record.givenAt, store)),
            ("endedBy", optional(record.endedBy)), ("endedAt", record.endedAt.map { time($0, store) } ?? .null),
            ("why", optional(record.why)),
        ])
    }

    func book(_ record: ReceiptBookRecord) -> JSON {
        let book = record.book
        return .object([
            ("name", .text(book.name)), ("first", number(book, book.first)), ("last", number(book, book.last)),
            ("store", .text(book.store)), ("used", .integer(Int64(record.used))),
            ("next", JSON(record.next?.description)), ("registeredBy", .text(record.madeBy)),
            ("registeredAt", time(record.madeAt, StoreID(book.store))),
        ])
    }

    func receipt(_ record: HandReceiptRecord) -> JSON {
        let (file, store) = (record.file, StoreID(record.store))
        let written = file.receipt
        return .object([
            ("number", .text(file.number.description)), ("store", .text(record.store)),
            ("amount", written.map { JSON($0.amount) } ?? .null), ("items", optional(written?.items ?? "")),
            ("writtenAt", JSON(written.map { clock.text($0.writtenAt, in: store) })),
            ("terminal", optional(written?.terminal ?? "")), ("cashier", optional(written?.cashier ?? "")),
            ("payer", optional(written?.payer ?? "")), ("transaction", optional(file.charge)),
            ("spoiled", optional(file.spoiled)), ("isOpen", .boolean(file.isOpen)),
            ("changedBy", .text(record.changedBy)), ("changedAt", time(record.changedAt, store)),
        ])
    }

    func slip(_ record: FoundSlipRecord) -> JSON {
        let (file, store) = (record.file, StoreID(record.file.slip.store))
        let slip = file.slip
        return .object([
            ("number", .integer(Int64(clamping: record.number))), ("store", .text(slip.store)),
            ("terminal", optional(slip.terminal)), ("voucher", optional(slip.voucher)),
            ("amount", slip.amount.map { JSON($0) } ?? .null), ("words", .text(slip.words)),
            ("foundBy", .text(record.foundBy)), ("foundAt", time(slip.foundAt, store)),
            ("state", .text(file.state.rawValue)), ("transaction", optional(file.charge)),
            ("shredFrom", time(slip.shredAt, store)), ("endedBy", optional(file.endedBy)),
            ("endedAt", file.endedAt.map { file.state == .kept ? .null : time($0, store) } ?? .null),
            ("candidates", .list(record.candidates.map { .text($0.id) })),
        ])
    }

    private func number(_ book: ReceiptBook, _ serial: Int) -> JSON {
        .text(HandReceiptNumber(book: book.name, serial: serial).description)
    }

    private func optional(_ text: String) -> JSON { JSON(text.isEmpty ? nil : text) }

    private func time(_ instant: Instant, _ store: StoreID?) -> JSON { .text(clock.zone(of: store).rfc3339(instant)) }
}
