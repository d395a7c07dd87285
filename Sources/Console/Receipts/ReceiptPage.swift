// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Printing
import Store
import Tender

/// One receipt: the slip as it is on paper, how sure we are that it is, what became of it, and what can be done.
struct ReceiptPage: Sendable {
    struct Pair: Sendable, Equatable {
        let name: String
        let text: String
    }

    struct Event: Sendable, Equatable {
        let when: String
        let weekday: String
        let text: String
        let by: String?
    }

    /// Why the last act was not done, and the receipt to look at instead.
    struct Problem: Sendable, Equatable {
        let text: String
        var href: String?
    }

    let title: String
    let number: String
    let headline: String
    let amount: String?
    let when: String
    let weekday: String
    let place: String
    let mark: Mark
    let fault: String?
    /// What to do now; nil when nothing is to be done.
    let advice: String?
    let copy: String?
    let originalHref: String?
    let reason: String?
    let transaction: String?
    let transactionHref: String?
    let text: String
    let hasText: Bool
    let isCutShort: Bool
    let pairs: [Pair]
    let events: [Event]
    let others: [ReceiptLine]
    let hasOthers: Bool
    let acts: ReceiptActs?
    let problem: Problem?
    let pngHref: String
    let pdfHref: String
    let binHref: String
    let txtHref: String

    init(
        _ detail: ReceiptDetail, acts: ReceiptActs?, problem: Problem? = nil, stores: [StoreRecord], clocks: Clockwork,
        words: Words
    ) {
        let view = Viewpoint(words: words, stores: stores, zone: clocks.zone(of: detail.record.store))
        let record = detail.record
        let line = ReceiptLine(record, from: view, clocks: clocks)
        number = record.id.text
        headline = line.text
        amount = line.amount
        title = words.text("receipts.oneTitle", ["what": line.amount ?? line.text])
        when = line.when
        weekday = line.weekday
        place = "\(line.store) · \(record.printer)"
        mark = line.mark
        fault = line.fault
        advice = words.text(ifKnown: "receipts.advice.\(record.report.rawValue)")
        copy = line.copy
        originalHref = record.original.map { "/receipts/\($0)" }
        reason =
            record.reason.isEmpty
            ? nil : words.text("receipts.copyReason", ["reason": record.reason, "who": record.askedBy])
        transaction = line.transaction
        transactionHref = line.transactionHref
        text = record.text
        hasText = !record.text.allSatisfy(\.isWhitespace)
        isCutShort = record.isCutShort
        pairs = Self.pairs(record, view)
        events = ReceiptStory(view).events(of: detail)
        others = detail.others.map { ReceiptLine($0, from: view, clocks: clocks) }
        hasOthers = !others.isEmpty
        self.acts = acts
        self.problem = problem
        (pngHref, pdfHref) = ("\(line.href).png", "\(line.href).pdf")
        (binHref, txtHref) = ("\(line.href).bin", "\(line.href).txt")
    }

    /// What the stream said of itself, and where it came from.
    private static func pairs(_ record: ReceiptRecord, _ view: Viewpoint) -> [Pair] {
        let words = view.words
        let encoding = ["name": record.encoding, "confidence": String(record.confidence)]
        let sender = record.sender.isEmpty ? words["receipts.sentFromHere"] : record.sender
        let rows: [(String, String)] = [
            ("number", record.id.text), ("sender", sender),
            ("ending", words["receipts.ending.\(record.ending.rawValue)"]),
            ("size", words.bytes(Int64(record.byteCount))), ("encoding", words.text("receipts.encodingText", encoding)),
            ("whole", words[record.isCutShort ? "receipts.cutShort" : "receipts.isWhole"]),
            ("masked", words.count(Int64(record.maskedNumbers))), ("digest", record.digest),
        ]
        return rows.map { Pair(name: words["receipts.pair.\($0.0)"], text: $0.1) }
    }
}
