// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Matching
internal import Tariffs
internal import Tender

/// One finding with its texts, as it is written.
struct FindingRow: Sendable {
    let code: JobCode
    var merchant = "", terminal = "", rrn = "", type = ""
    var tillAmount: Int64?
    var acquirerAmount: Int64?
    var fee: Int64?
    var feeExpected: Int64?
    var product = "", settleDate = "", tillReference = "", acquirerReference = ""
    var detail = Bilingual(zh: "", en: "")
    /// Money that is at stake, in minor units: what may be lost, owed or has to be given back.
    var stake: Int128 = 0
    /// Of ST-05: what the acquirer owes.
    var overcharge: Overcharge?

    init(code: JobCode) { self.code = code }

    func write(to csv: inout CSVText, decimals: Int, nextAction: String) {
        csv.plain(code.text)
        csv.text(merchant)
        csv.text(terminal)
        csv.text(rrn)
        csv.text(type)
        csv.amount(tillAmount, decimals)
        csv.amount(acquirerAmount, decimals)
        csv.amount(fee, decimals)
        csv.amount(feeExpected, decimals)
        csv.text(product)
        csv.plain(settleDate)
        csv.text(tillReference)
        csv.text(acquirerReference)
        csv.text(detail.english)
        csv.text(nextAction)
        csv.endRow()
    }
}

/// Makes findings into rows with texts. One maker is used by one thread.
struct FindingRowMaker {
    private let plan: ReadingPlan
    private let lookup: RowLookup
    private let fees: FeeAnswer
    private let feeWords: FeeWords
    private let nearest: NearestWords?
    private var disputeWords: DisputeWords { DisputeWords(decimals: plan.amounts.decimals) }

    init(_ plan: ReadingPlan, _ lookup: RowLookup, nearest: NearestRows? = nil) {
        self.nearest = nearest.map {
            NearestWords(
                nearest: $0, decimals: plan.amounts.decimals, till: { lookup.till($0) },
                acquirer: { lookup.acquirer($0) })
        }
        self.plan = plan
        self.lookup = lookup
        fees = FeeAnswer(plan, lookup)
        feeWords = FeeWords(decimals: plan.amounts.decimals, tariff: plan.tariff)
    }

    func row(_ finding: RowFinding) -> FindingRow {
        if let batch = fees.batch(finding) {
            return row(batch, reference: lookup.reference(batch.first, side: .acquirer))
        }
        let booked: InputTable.Side = finding.witness == nil ? .till : .order
        let side: InputTable.Side = finding.code == .saleBookedTwice ? booked : .acquirer
        var row = row(
            finding.code, till: finding.till.flatMap { lookup.till($0) },
            acquirer: finding.acquirer.flatMap { lookup.acquirer($0) }, form: finding.key.form,
            first: finding.first.map { lookup.reference($0, side: side) } ?? "")
        guard let witness = finding.witness else {
            if let words = nearest?.words(for: finding) { row.detail = row.detail.adding(words) }
            let other = { finding.first.flatMap { lookup.acquirer($0) } }
            if RowType.isDispute(finding.key.type), let words = disputeWords.words(row, first: other()) {
                row.detail = words.adding(row.detail)
            }
            return row
        }
        let first = finding.first.map { lookup.reference($0, side: side) }
        return WitnessWords(decimals: plan.amounts.decimals).filled(
            row, lookup.witness(witness.row, side: witness.side), witness, first: first)
    }

    /// - Parameters:
    ///   - form: of the key, as in `JoinKey`.
    ///   - first: reference of the key's first row, where the code is about a row after it.
    func row(
        _ code: JobCode, till: TillRecord?, acquirer: AcquirerRecord?, form: UInt64, first: String
    ) -> FindingRow {
        var row = FindingRow(code: code)
        let known = acquirer.flatMap { fees.known($0, till: till) }
        fill(&row, till, acquirer)
        row.feeExpected = known?.contract.fee.minor
        row.stake = stake(row)
        let key = keyWords(till, acquirer, form)
        row.detail = words(row, till, first).adding(key)
        if code == .feeTooHigh, let known, let acquirer {
            row.detail = feeWords.over(row, known, acquirer).adding(key)
            row.overcharge = overcharge(row, known, fees.day(acquirer, till))
        }
        return row
    }

    private func fill(_ row: inout FindingRow, _ till: TillRecord?, _ acquirer: AcquirerRecord?) {
        let named = acquirer?.merchant ?? ""
        row.merchant = named.isEmpty ? till?.merchant ?? "" : named
        row.terminal = acquirer?.terminal ?? till?.terminal ?? ""
        row.rrn = acquirer?.rrn ?? till?.rrn ?? ""
        row.type = acquirer?.type ?? till?.type ?? ""
        let product = acquirer?.product ?? ""
        row.product = product.isEmpty ? till?.product ?? "" : product
        row.tillAmount = till?.amount
        row.acquirerAmount = acquirer?.amount
        row.fee = acquirer?.fee
        row.settleDate = acquirer?.settleDate?.description ?? ""
        row.tillReference = till?.reference ?? ""
        row.acquirerReference = acquirer?.reference ?? ""
    }

    private func overcharge(_ row: FindingRow, _ known: FeeAnswer.Known, _ day: CivilDate?) -> Overcharge {
        var line = Overcharge(
            day: day, rowNumber: known.contract.rowNumber, clause: known.contract.row.terms.clause ?? "",
            merchant: row.merchant, terminal: row.terminal, rrn: row.rrn, type: row.type, product: row.product)
        line.amount = Int128(row.acquirerAmount ?? 0)
        line.fee = Int128(row.fee ?? 0)
        line.expected = Int128(row.feeExpected ?? 0)
        line.reason = feeWords.reason(row.fee ?? 0, known) ?? line.reason
        line.reference = row.acquirerReference
        return line
    }

    /// A finding about the fees of a batch.
    ///
    /// - Parameter reference: of its first row.
    func row(_ batch: BatchFeeFinding, reference: String) -> FindingRow {
        var row = FindingRow(code: .feeTooHigh)
        row.merchant = batch.key.merchant
        row.terminal = batch.key.terminal
        row.product = batch.row.product
        row.settleDate = batch.key.day?.description ?? ""
        row.fee = Int64(clamping: batch.charged)
        row.feeExpected = Int64(clamping: batch.expected)
        row.acquirerReference = reference
        row.stake = batch.over
        row.detail = feeWords.over(batch)
        var line = Overcharge(
            day: batch.key.day, rowNumber: batch.key.rowNumber, clause: batch.row.terms.clause ?? "",
            merchant: row.merchant, terminal: row.terminal, product: row.product, rows: batch.rows)
        (line.amount, line.fee, line.expected) = (batch.amount, batch.charged, batch.expected)
        line.reference = row.acquirerReference
        row.overcharge = line
        return row
    }

    private func stake(_ row: FindingRow) -> Int128 {
        let (till, acquirer) = (Int128(row.tillAmount ?? 0), Int128(row.acquirerAmount ?? 0))
        return switch row.code {
        case .outcomeUnknown, .saleBookedTwice, .notSettled: till
        case .acquirerOnlySucceeded, .chargeWithoutSale, .duplicateCharge, .chargedBack, .refundedAndChargedBack:
            acquirer
        case .noSlip: row.acquirerAmount == nil ? till : acquirer
        case .amountDiffers: till > acquirer ? till - acquirer : acquirer - till
        case .feeTooHigh: Int128(row.fee ?? 0) - Int128(row.feeExpected ?? 0)
        case .paidAfterClose, .refundedTooMuch: acquirer
        // The witness says what is at stake.
        case .slipWithoutCharge, .orderWithoutCharge, .orderAmountDiffers, .slipUnconfirmed, .repeatedPrints,
            .slipDiffers:
            acquirer != 0 ? acquirer : till
        case .depositDiffers, .depositWithoutSettlement: 0
        }
    }

    private func words(_ row: FindingRow, _ till: TillRecord?, _ first: String) -> Bilingual {
        let (tillSum, acquirerSum) = (money(row.tillAmount), money(row.acquirerAmount))
        switch row.code {
        case .outcomeUnknown:
            return Bilingual(
                zh: "收银结果不明 \(tillSum)，对账单没有", en: "till outcome unknown for \(tillSum), no acquirer row")
        case .acquirerOnlySucceeded:
            let isDeclined = till?.status == "declined"
            return Bilingual(
                zh: "收银记为\(isDeclined ? "失败" : "不明")，收单已扣 \(acquirerSum)",
                en: "till says \(isDeclined ? "declined" : "unknown"), the acquirer has \(acquirerSum)")
        case .chargeWithoutSale:
            return Bilingual(zh: "收单有 \(acquirerSum)，收银没有", en: "the acquirer has \(acquirerSum), the till has no row")
        case .duplicateCharge:
            return Bilingual(
                zh: "同一笔再次出现 \(acquirerSum)，第一笔在 \(first)",
                en: "charged again \(acquirerSum); the first is at \(first)")
        case .saleBookedTwice:
            return Bilingual(
                zh: "收银同一笔再次记账 \(tillSum)，第一笔在 \(first)",
                en: "booked again \(tillSum); the first is at \(first)")
        case .noSlip: return Bilingual(zh: "已扣款，小票没有打印", en: "charged, and the slip was not printed")
        case .notSettled: return notSettled(till, tillSum)
        case .amountDiffers:
            let difference = (row.acquirerAmount ?? 0) - (row.tillAmount ?? 0)
            let sign = difference > 0 ? "+" : ""
            return Bilingual(
                zh: "收银 \(tillSum)，收单 \(acquirerSum)，差 \(sign)\(money(difference))",
                en: "till \(tillSum), acquirer \(acquirerSum), difference \(sign)\(money(difference))")
        case .feeTooHigh: return feeWords.over(row, nil, nil)
        case .depositDiffers, .depositWithoutSettlement, .slipWithoutCharge, .orderWithoutCharge, .orderAmountDiffers,
            .paidAfterClose, .slipUnconfirmed, .repeatedPrints, .slipDiffers, .refundedTooMuch, .chargedBack,
            .refundedAndChargedBack:
            return Bilingual(zh: "", en: "")
        }
    }

    private func notSettled(_ till: TillRecord?, _ sum: String) -> Bilingual {
        let due = till?.time.map { plan.clocks.dueDate(of: $0).description } ?? ""
        return Bilingual(
            zh: "已批准 \(sum)，应于 \(due) 清算，对账单没有", en: "approved \(sum), due \(due), no acquirer row")
    }

    /// What stands for the RRN where there is none.
    private func keyWords(_ till: TillRecord?, _ acquirer: AcquirerRecord?, _ form: UInt64) -> Bilingual {
        if JoinKey.isVoucher(form) {
            let batch = acquirer?.batch ?? till?.batch ?? ""
            let trace = acquirer?.trace ?? till?.trace ?? ""
            return Bilingual(zh: "（批次 \(batch) 凭证 \(trace)）", en: " (batch \(batch), trace \(trace))")
        }
        guard form == JoinKey.order else { return Bilingual(zh: "", en: "") }
        let order = acquirer?.order ?? till?.order ?? ""
        return Bilingual(zh: "（订单 \(order)）", en: " (order \(order))")
    }

    private func money(_ minor: Int64?) -> String {
        Money.text(minor: Int128(minor ?? 0), decimals: plan.amounts.decimals)
    }

    /// A finding about a deposit.
    func row(_ finding: DepositFinding) -> FindingRow {
        var row = FindingRow(code: finding.code)
        row.merchant = finding.merchant
        row.settleDate = finding.day.description
        row.acquirerReference = finding.deposits.map(\.reference).joined(separator: " ")
        let difference = finding.net - finding.deposited
        row.stake = finding.code == .depositDiffers ? difference : finding.deposited
        let total = { (minor: Int128) in Money.text(minor: minor, decimals: plan.amounts.decimals) }
        let (net, deposited) = (total(finding.net), total(finding.deposited))
        if finding.code == .depositWithoutSettlement {
            row.detail = Bilingual(zh: "到账 \(deposited)，没有对应的清算", en: "deposit of \(deposited) without a settlement")
        } else if finding.deposits.isEmpty {
            row.detail = Bilingual(zh: "应到 \(net)，没有到账", en: "due \(net), nothing arrived")
        } else {
            row.detail = Bilingual(
                zh: "应到 \(net)，到账 \(deposited)，差 \(total(difference))",
                en: "due \(net), arrived \(deposited), missing \(total(difference))")
        }
        if let words = finding.explanation?.words {
            row.detail = Bilingual(
                zh: "\(row.detail.chinese)；\(words.chinese)", en: "\(row.detail.english); \(words.english)")
        }
        return row
    }
}
