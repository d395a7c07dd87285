// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Foundation
import Tender

@testable import Charges
@testable import Console
@testable import Store

/// Things the page tests take from: words, stores, transactions of every kind.
enum Shelf {
    static let sources = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/Console")
    static let templates = sources.appending(path: "Templates")
    static let assets = sources.appending(path: "Assets")

    static func words(_ language: Language) throws -> Console.Words { try WordTables(directory: templates)[language] }

    static let stores = [
        StoreRecord(id: "001", name: "和平路店", zone: "Asia/Shanghai", businessDay: .midnight),
        StoreRecord(
            id: "002", name: "西湖国际购物中心地下一层美食广场旗舰店<&\"'>", zone: "Asia/Shanghai", businessDay: .midnight),
    ]

    static let afternoon = CivilTime(CivilDate(daysSinceEpoch: 20_412), secondOfDay: 54_187)

    static func facts(_ type: TransactionType = .sale, fen: Int64 = 5_800) -> Facts {
        var facts = Facts(type: type)
        facts.status = .approved
        facts.amount = Money(minor: fen)
        facts.store = "001"
        facts.terminal = "10000001"
        facts.merchant = "898310058120001"
        facts.reference = "112415030001"
        facts.card = MaskedPAN(bin: "622200", last4: "1234")
        facts.product = "debit"
        facts.occurredAt = afternoon
        return facts
    }

    static func summary(
        _ id: String = "T0000000001", _ facts: Facts = facts(), money: Verdict.MoneyState = .charged,
        slip: Verdict.SlipState = .issued, codes: [FindingCode] = []
    ) -> TransactionSummary {
        TransactionSummary(
            id: id, believed: facts, money: money, slip: slip, codes: codes, sources: [.clearing, .till])
    }

    static func entry(_ source: Source, _ facts: Facts, journal: UInt64 = 7) -> TransactionDetail.Entry {
        let origin = Origin(name: "\(source.name).csv", line: 12, byte: 345)
        let observation = Observation(
            source: source, origin: origin, recordedAt: Instant(milliseconds: 1_763_650_000_000), facts: facts)
        return .init(
            observation: observation, join: Join(key: "reference", confidence: 99), journalNumber: journal)
    }

    static func verdict(
        money: Verdict.MoneyState = .charged, findings: [Finding] = [], believed: Facts = facts()
    ) -> Verdict {
        Verdict(
            money: money, slip: .issued, settlement: .due(by: afternoon.date.adding(days: 1)), fee: .asContract,
            findings: findings, believed: believed, reviewOn: nil,
            explanation: Bilingual(zh: "已扣款，各方一致。", en: "Charged; all agree."))
    }

    static func finding(_ code: FindingCode, by difference: Money? = nil) -> Finding {
        Finding(
            code: code, field: "status", expected: "unknown", actual: "approved", difference: difference,
            evidence: ["clearing.csv:12@345"], explanation: Bilingual(zh: "两边不一样。", en: "They differ."),
            nextAction: Bilingual(zh: "不要再次收款。", en: "Do not charge again."))
    }

    static func detail(_ verdict: Verdict, _ entries: [TransactionDetail.Entry]) -> TransactionDetail {
        TransactionDetail(
            summary: summary("T0000000001", verdict.believed, money: verdict.money), entries: entries,
            verdict: verdict, related: [])
    }

    static func file(
        read: Int64 = 10, added: Int64 = 10, known: Int64 = 0, bad: Int64 = 0, isComplete: Bool = true,
        findings: [FindingCode: Int64] = [:]
    ) -> FileRecord {
        let head = FileHead(
            name: "账单 <1>.csv", digest: "ab12", byteCount: 2_048, format: "wechat-bill", source: .clearing)
        return FileRecord(
            id: 3, head: head, importedAt: Instant(milliseconds: 1_763_650_000_000), importedBy: "owner",
            isComplete: isComplete, rowsRead: read, rowsAdded: added, rowsAlreadyKnown: known, rowsQuarantined: bad,
            findings: findings)
    }

    static func upload(_ phase: UploadView.Phase, rows: Int64 = 12, bad: Int64 = 2) -> UploadView {
        let isKnown = phase != .refused
        var view = UploadView(id: "u1", fileName: "a.csv", byteCount: 1_234_567, owner: "owner")
        view.phase = phase
        view.format = isKnown ? "wechat-bill" : ""
        view.source = isKnown ? .clearing : nil
        view.rowCount = rows
        view.quarantinedCount = bad
        view.columns = [Bilingual(zh: "类型", en: "type"), Bilingual(zh: "金额", en: "amount")]
        view.firstRows = [["sale", "58.00", "extra"]]
        view.quarantine = [
            QuarantinedRow(line: 1_234, byte: 56_789, reason: Bilingual(zh: "金额不是数", en: "No amount"), row: "<b>x")
        ]
        view.problem = isKnown ? nil : Bilingual(zh: "这是图片。", en: "This is a picture.")
        view.percent = 42
        view.fileID = phase == .done ? 3 : nil
        return view
    }
}
