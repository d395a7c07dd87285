// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Printing
import Tender

@testable import Console
@testable import Store

/// Receipts and printers for the tests of pages.
enum SlipShelf {
    static let clocks = Clockwork(zone: .shanghai)
    static let long = "西湖国际购物中心地下一层美食广场旗舰店<&\"'>收银台二号热敏打印机备用机"

    static func record(
        _ number: UInt64, _ report: SlipReport = .onPaper, level: EvidenceLevel = .fenced, copy: Int = 1,
        fault: PrintEvent.Fault? = nil, transaction: String? = "T0000000001"
    ) -> ReceiptRecord {
        let time = Instant(milliseconds: 1_763_650_000_000)
        return ReceiptRecord(
            id: Stage.job(number), printer: number.isMultiple(of: 2) ? long : "front-1", store: "002",
            sender: "192.0.2.20", startedAt: time, endedAt: time, ending: .cut, byteCount: 1_234, digest: "ab12",
            maskedNumbers: 1, copy: copy, original: copy > 1 ? Stage.job(1) : nil,
            text: "  ====\n\(long)\n<b>x</b> 金额 RMB 58.00\n", encoding: "gb18030", confidence: 96, isCutShort: true,
            level: level, report: report, fault: fault, changedAt: time, transaction: transaction,
            reason: copy > 1 ? "<b>x</b>" : "", askedBy: copy > 1 ? "cashier" : "")
    }

    static let states: [PrinterState] = [PrinterLamp.ready, .out, .unknown].enumerated().map { index, lamp in
        let record = PrinterRecord(
            name: index == 1 ? long : "front-\(index)", store: "002", address: "192.0.2.7:9100", listenPort: 9_101)
        var condition = PrinterCondition(printer: record.name, changedAt: Instant(milliseconds: 1_763_650_000_000))
        condition.link = .up
        condition.paper = lamp == .out ? .out : .loaded
        return PrinterState(
            record: record, condition: lamp == .unknown ? nil : condition,
            faultySince: lamp == .out ? condition.changedAt : nil, waiting: index, unconfirmed: index)
    }

    static func detail(_ record: ReceiptRecord) -> ReceiptDetail {
        let time = Instant(milliseconds: 1_763_650_000_000)
        let kinds: [ReceiptStep.Kind] = [
            .print(.reached(.accepted)), .print(.unconfirmed(.silent)), .delivery(.said(.chargedTwice)),
            .delivery(.handwritten("<b>x")), .copyAsked(number: 2, reason: "<b>x"), .print(.failedOver(to: long)),
        ]
        return ReceiptDetail(
            record: record, steps: kinds.map { ReceiptStep(at: time, kind: $0, by: "<b>x") },
            others: [self.record(9, copy: 2)], codes: ["8K4P2QTX"], bytes: [])
    }

    static func acts(_ detail: ReceiptDetail, hasDesk: Bool = true, _ words: Console.Words) -> ReceiptActs {
        ReceiptActs(
            detail, once: "abc", hasDesk: hasDesk, printers: states, link: { "//r.example/r?c=\($0)" }, words: words)
    }

    static func page(_ record: ReceiptRecord, mayHand: Bool = true, _ words: Console.Words) -> ReceiptPage {
        let detail = detail(record)
        return ReceiptPage(
            detail, acts: mayHand ? acts(detail, words) : nil, problem: .init(text: "x", href: "/receipts"),
            stores: Shelf.stores, clocks: clocks, words: words)
    }

    static func list(_ count: Int, _ words: Console.Words) -> ReceiptsPage {
        let reports = SlipReport.allCases
        let rows = (0..<count).map {
            record(UInt64($0), reports[$0 % reports.count], copy: $0 % 5 + 1, fault: .paperOut)
        }
        return ReceiptsPage(
            query: ReceiptQuery(), list: PageOf(elements: rows, nextCursor: count > 0 ? "c" : nil), printers: states,
            stores: Shelf.stores, clocks: clocks, words: words)
    }

    static func printers(_ states: [PrinterState], _ words: Console.Words) -> PrintersPage {
        let view = Viewpoint(words: words, stores: Shelf.stores)
        return PrintersPage(
            states.map {
                PrinterCard($0, last: [record(1), record(2, .held, fault: .jam)], from: view, clocks: clocks)
            },
            hasDesk: false, mayChange: true, draft: PrinterDraft(), problem: FormProblem("form.printer-port-taken"),
            stores: Shelf.stores, words: words)
    }

    static let samples = [
        MarkupTests.Sample(testDescription: "receipts", template: "receipts/list") { list(50, $0) },
        MarkupTests.Sample(testDescription: "no receipts", template: "receipts/list") { list(0, $0) },
        MarkupTests.Sample(testDescription: "a receipt in doubt", template: "receipts/one") {
            page(record(1, .unconfirmed, level: .accepted, fault: .silent), $0)
        },
        MarkupTests.Sample(testDescription: "a copy, only looked at", template: "receipts/one") {
            page(record(2, copy: 3, transaction: nil), mayHand: false, $0)
        },
        MarkupTests.Sample(testDescription: "printers", template: "printers/list") { printers(states, $0) },
        MarkupTests.Sample(testDescription: "no printers", template: "printers/list") { printers([], $0) },
        MarkupTests.Sample(testDescription: "a transaction with slips and a claim", template: "transactions/one") {
            let detail = Shelf.detail(Shelf.verdict(), [claim, Shelf.entry(.clearing, Shelf.facts())])
            return TransactionPage(
                detail: detail,
                slips: TransactionSlips(
                    [record(1), record(2, copy: 2)], of: detail, mayHand: true, mayRecord: true, once: "abc",
                    from: Viewpoint(words: $0, stores: Shelf.stores), clocks: clocks),
                stores: Shelf.stores, now: Shelf.afternoon, words: $0)
        },
        MarkupTests.Sample(testDescription: "counter with alerts", template: "counter") { words in
            CounterPage(
                recent: [], help: nil, alerts: PrintAlert.all([], states, words), stores: Shelf.stores, words: words)
        },
    ]

    private static var claim: TransactionDetail.Entry {
        var facts = Shelf.facts()
        facts.claim = .wrongAmount
        return Shelf.entry(.person, facts)
    }

}
