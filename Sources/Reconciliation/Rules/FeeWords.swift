// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Tariffs
internal import Tender

/// What is said of a fee that is too high: both values, which row of the tariff decides, and which mistake would
/// give exactly this fee.
struct FeeWords {
    let decimals: Int
    let tariff: Tariff

    private func money(_ minor: some BinaryInteger) -> String { Money.text(minor: Int128(minor), decimals: decimals) }

    func over(_ row: FindingRow, _ known: FeeAnswer.Known?, _ record: AcquirerRecord?) -> Bilingual {
        let (fee, expected) = (row.fee ?? 0, row.feeExpected ?? 0)
        let over = money(Int128(fee) - Int128(expected))
        var text = Bilingual(
            zh: "收费 \(money(fee))，按合同 \(money(expected))，多收 \(over)",
            en: "charged \(money(fee)), by contract \(money(expected)), over by \(over)")
        guard let known else { return text }
        let (number, formula) = (known.contract.rowNumber, known.contract.formula)
        text = text.with(zh: "（费率第 \(number) 行：\(formula)）", en: " (tariff row \(number): \(formula))")
        for part in parts(known.contract, record) { text = text.with(zh: "；\(part.chinese)", en: "; \(part.english)") }
        guard let reason = reason(fee, known) else { return text }
        return text.with(zh: "；\(reason.chinese)", en: "; \(reason.english)")
    }

    /// The likeliest mistake that gives exactly this fee.
    func reason(_ fee: Int64, _ known: FeeAnswer.Known) -> Bilingual? {
        let charged = Money(minor: fee, currency: known.question.amount.currency)
        return tariff.explaining(fee: charged, for: known.question, instead: known.contract).first?
            .words(in: known.question)
    }

    /// The parts of an interchange++ fee that are not the contract's.
    private func parts(_ contract: FeeComputation, _ record: AcquirerRecord?) -> [Bilingual] {
        guard let record else { return [] }
        return PartPrice.Kind.allCases.compactMap { kind in
            guard let charged = record.parts[kind], let expected = contract.parts[kind], charged != expected else {
                return nil
            }
            let name =
                switch kind {
                case .interchange: Bilingual(zh: "发卡行服务费", en: "interchange")
                case .scheme: Bilingual(zh: "卡组织费", en: "scheme fee")
                case .markup: Bilingual(zh: "收单服务费", en: "markup")
                }
            return Bilingual(
                zh: "\(name.chinese) \(money(charged))，应为 \(money(expected))",
                en: "\(name.english) \(money(charged)), should be \(money(expected))")
        }
    }

    func over(_ batch: BatchFeeFinding) -> Bilingual {
        let place = batch.key.batch.isEmpty ? "" : "\(batch.key.terminal) \(batch.key.batch)"
        let (chinese, english) = place.isEmpty ? ("整日", "the day's") : ("批次 \(place) 的", "batch \(place): the")
        return Bilingual(
            zh: "\(chinese) \(batch.rows) 笔手续费合计 \(money(batch.charged))，按合同合计取整为 "
                + "\(money(batch.expected))（费率第 \(batch.key.rowNumber) 行），逐笔取整最多差 \(money(batch.drift))，"
                + "多收 \(money(batch.over))",
            en: "\(english) fees of \(batch.rows) rows come to \(money(batch.charged)), by contract, rounded once, "
                + "\(money(batch.expected)) (tariff row \(batch.key.rowNumber)); rounding each could move it by "
                + "\(money(batch.drift)) at most, over by \(money(batch.over))")
    }
}

extension Bilingual {
    func adding(_ other: Bilingual) -> Bilingual { with(zh: other.chinese, en: other.english) }

    /// The same with something after it.
    func with(zh chinese: String, en english: String) -> Bilingual {
        Bilingual(zh: self.chinese + chinese, en: self.english + english)
    }
}
