// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Statements
internal import Store
internal import Tender

/// Turns the rows of one file into observations.
struct RowMapping {
    let origin: String
    let digest: String
    let role: StatementRole
    let acquirer: String?
    let recordedAt: Instant
    /// How often each row's facts came so far: two equal rows in one file are two rows.
    private var occurrences: [Int: Int32] = [:]

    init(origin: String, digest: String, role: StatementRole, acquirer: String?, recordedAt: Instant) {
        self.origin = origin
        self.digest = digest
        self.role = role
        self.acquirer = acquirer
        self.recordedAt = recordedAt
    }

    /// On whose word a row speaks. A wallet export shows what came into the shop's own wallet, which counts as the
    /// channel's word; or what a customer paid, which is only what a person shows us.
    static func source(of row: StatementRow, role: StatementRole) -> Source {
        switch role {
        case .till: .till
        case .acquirer: .clearing
        case .bank: .bank
        case .wallet: row.side == .merchant ? .clearing : .person
        }
    }

    mutating func observation(_ row: StatementRow) -> Observation {
        let facts = row.kind.isDispute ? notice(row) : facts(row)
        // 64 bits of a keyed hash: one false "second occurrence" in 37 million files of a million rows.
        let key = facts.hashValue
        let count = (occurrences[key] ?? 0) &+ 1
        occurrences[key] = count
        return Observation(
            source: row.kind.isDispute ? .person : Self.source(of: row, role: role),
            origin: Origin(name: origin, digest: digest, line: row.line, byte: row.byte), recordedAt: recordedAt,
            facts: facts, occurrence: Int(count))
    }

    /// A chargeback is no payment of its own: it is what the customer's bank demands about one. Its sum is not the
    /// payment's, and its time neither; what it says of both stays in words.
    private func notice(_ row: StatementRow) -> Facts {
        var facts = Facts(type: .sale)
        facts.merchant = row.merchant
        facts.store = row.store
        facts.terminal = row.terminal
        facts.batch = row.batch
        facts.voucher = row.voucher
        facts.reference = row.reference
        facts.order = row.order
        facts.channelOrder = row.channelOrder
        facts.acquirer = row.acquirer ?? acquirer
        facts.notice = Notice(.chargeback, row.kind == .chargeback ? .received : .closed)
        let day = (row.settledOn ?? row.occurredAt?.date)?.description
        let words = row.kind == .chargeback ? "拒付 charged back" : "再请款 represented"
        facts.remark = [words, row.amount?.text, day, row.remark].compactMap(\.self).joined(separator: " ")
        facts.remark = facts.remark.map { String($0.prefix(ReadingLimits.remarkCharacters)) }
        return facts
    }

    private func facts(_ row: StatementRow) -> Facts {
        var facts = Facts(type: Self.type(row.kind))
        facts.status = row.status.flatMap { ReportedStatus(rawValue: $0.rawValue) }
        facts.amount = row.amount
        facts.store = row.store
        facts.merchant = row.merchant
        facts.terminal = row.terminal
        facts.batch = row.batch
        facts.voucher = row.voucher
        facts.reference = row.reference
        facts.authorisation = row.authorisation
        facts.order = row.order
        facts.channelOrder = row.channelOrder
        facts.card = row.card
        facts.product = row.product
        facts.channel = row.channel
        facts.acquirer = row.acquirer ?? (role == .acquirer ? acquirer : nil)
        facts.occurredAt = row.occurredAt
        facts.settledOn = row.settledOn
        facts.fee = row.fee
        facts.net = row.net
        facts.printed = row.printed
        facts.operatorName = row.operatorName
        facts.original = row.original
        facts.remark = row.remark
        return facts
    }

    /// Money in or out of a bank account is kept as a sale or refund: there the type only gives the direction.
    private static func type(_ kind: StatementRow.Kind) -> TransactionType {
        switch kind {
        case .sale, .incoming, .neutral, .chargeback, .representment: .sale
        case .refund, .outgoing: .refund
        case .void: .void
        case .reversal: .reversal
        case .preauth: .preauth
        case .completion: .completion
        }
    }
}

extension QuarantinedRow {
    init(_ row: RejectedRow) {
        self.init(line: row.line, byte: row.byte, reason: Bilingual(row.fault.phrase), row: row.text)
    }
}

extension Bilingual {
    init(_ phrase: Phrase) { self.init(zh: phrase.chinese, en: phrase.english) }
}
