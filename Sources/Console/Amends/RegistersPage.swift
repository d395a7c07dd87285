// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Receipts
import Refunds
import Store
import Tender

/// Books, hand-written receipts and found slips on one page.
struct RegistersPage: Sendable {
    struct Book: Sendable, Equatable {
        let name: String
        let range: String
        let store: String
        let used: String
        let next: String?
    }

    struct Receipt: Sendable, Equatable {
        let number: String
        let when: String
        let amount: String
        let capital: String?
        let items: String
        let cashier: String
        let charge: String?
        let chargeHref: String?
        let spoiled: String?
        let isOpen: Bool
        let href: String
    }

    struct Slip: Sendable, Equatable {
        struct Candidate: Sendable, Equatable {
            let number: String
            let text: String
            let href: String
            /// Where the found slip is matched to it.
            let slipHref: String
        }

        let number: String
        let voucher: String
        let amount: String?
        let when: String
        let who: String
        let store: String
        let words: String
        let mark: Mark
        let ended: String?
        let charge: String?
        let chargeHref: String?
        let candidates: [Candidate]
        let isKept: Bool
        let mayShred: Bool
        let shredOn: String
        let href: String
    }

    struct Option: Sendable, Equatable {
        let value: String
        let text: String
    }

    let title: String
    let books: [Book]
    let hasBooks: Bool
    let receipts: [Receipt]
    let hasReceipts: Bool
    let slips: [Slip]
    let hasSlips: Bool
    let stores: [Option]
    let nextNumber: String
    let once: String
    let problem: String?

    init(
        books: [ReceiptBookRecord], receipts: [HandReceiptRecord], slips: [FoundSlipRecord], problem: String?,
        now: Instant, once: String, stores: [StoreRecord], view: Viewpoint, clocks: Clockwork
    ) {
        let words = view.words
        title = words["refunds.paper"]
        self.books = books.map { record in
            let book = record.book
            let first = HandReceiptNumber(book: book.name, serial: book.first)
            let last = HandReceiptNumber(book: book.name, serial: book.last)
            return Book(
                name: book.name, range: "\(first) – \(last)", store: view.store(StoreID(book.store)),
                used: "\(record.used) / \(book.last - book.first + 1)", next: record.next?.description)
        }
        hasBooks = !books.isEmpty
        self.receipts = receipts.map { Self.receipt($0, words, clocks) }
        hasReceipts = !receipts.isEmpty
        self.slips = slips.map { Self.slip($0, now: now, view, clocks) }
        hasSlips = !slips.isEmpty
        self.stores = stores.map { Option(value: $0.id.text, text: $0.name) }
        nextNumber = books.compactMap(\.next).first?.description ?? ""
        self.once = once
        self.problem = problem
    }

    private static func receipt(_ record: HandReceiptRecord, _ words: Words, _ clocks: Clockwork) -> Receipt {
        let file = record.file
        let amount = file.receipt?.amount
        return Receipt(
            number: file.number.description,
            when: file.receipt.map { words.moment($0.writtenAt) }
                ?? words.moment(clocks.zone(of: StoreID(record.store)).civil(at: record.changedAt)),
            amount: amount.map(words.amount) ?? "",
            capital: amount.flatMap { $0.currency == .cny ? CapitalAmount(fen: $0.minor).description : nil },
            items: file.receipt?.items ?? "", cashier: file.receipt?.cashier ?? record.changedBy,
            charge: file.charge.isEmpty ? nil : file.charge,
            chargeHref: file.charge.isEmpty ? nil : "/transactions/\(file.charge)",
            spoiled: file.spoiled.isEmpty ? nil : file.spoiled, isOpen: file.isOpen,
            href: "/refunds/paper/receipts/\(file.number)")
    }

    private static func slip(
        _ record: FoundSlipRecord, now: Instant, _ view: Viewpoint, _ clocks: Clockwork
    ) -> Slip {
        let (words, file) = (view.words, record.file)
        let zone = clocks.zone(of: StoreID(file.slip.store))
        let label = words.pick(file.state.label)
        let mark = file.state == .kept ? Mark(.warn, icon: "wait", label) : Mark(.mute, label)
        return Slip(
            number: String(record.number), voucher: file.slip.voucher, amount: file.slip.amount.map(words.amount),
            when: words.moment(zone.civil(at: file.slip.foundAt)), who: record.foundBy,
            store: view.store(StoreID(file.slip.store)), words: file.slip.words,
            mark: mark,
            ended: file.state == .kept
                ? nil : file.endedAt.map { "\(words.moment(zone.civil(at: $0))) · \(file.endedBy)" },
            charge: file.charge.isEmpty ? nil : file.charge,
            chargeHref: file.charge.isEmpty ? nil : "/transactions/\(file.charge)",
            candidates: file.charge.isEmpty
                ? record.candidates.map { one in
                    let line = TransactionLine(one, from: view)
                    return .init(
                        number: line.number, text: "\(line.when) \(line.amount)", href: line.href,
                        slipHref: "/refunds/paper/found/\(record.number)")
                } : [],
            isKept: file.state == .kept, mayShred: file.state == .kept && now >= file.slip.shredAt,
            shredOn: zone.civil(at: file.slip.shredAt).date.description, href: "/refunds/paper/found/\(record.number)")
    }
}
