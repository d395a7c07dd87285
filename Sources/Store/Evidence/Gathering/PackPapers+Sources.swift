// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Evidence
internal import Refunds
internal import Tariffs
internal import Tender

extension PackPapers {
    /// A field that sources can be compared by.
    private struct Field {
        let name: Bilingual
        let read: (Facts) -> String?

        init(_ zh: String, _ en: String, _ read: @escaping (Facts) -> String?) {
            name = Bilingual(zh: zh, en: en)
            self.read = read
        }
    }

    private var fields: [Field] {
        [
            Field("类型", "type") { Sheet.both($0.type.label) },
            Field("结果", "status") { $0.status.map { Sheet.both($0.label) } },
            Field("金额", "amount") { $0.amount.map { "\($0.text) \($0.currency.code)" } },
            Field("交易时间", "time") { $0.occurredAt?.description },
            Field("清算日", "settled on") { $0.settledOn?.description },
            Field("商户号", "merchant") { $0.merchant?.text },
            Field("终端号", "terminal") { $0.terminal?.text },
            Field("批次号", "batch") { $0.batch?.text },
            Field("凭证号", "voucher") { $0.voucher?.text },
            Field("参考号", "reference (RRN)") { $0.reference?.text },
            Field("授权码", "authorisation") { $0.authorisation?.text },
            Field("商户订单号", "order") { $0.order?.text },
            Field("渠道订单号", "channel order") { $0.channelOrder?.text },
            Field("卡号", "card") { [rules] facts in
                facts.card.flatMap { rules.card(bin: $0.bin, last4: $0.last4) }
            },
            Field("渠道", "channel") { $0.channel },
            Field("手续费", "fee") { [rules] facts in
                rules.contents.contains(.calculation) ? facts.fee?.text : nil
            },
            Field("净额", "net") { [rules] facts in rules.contents.contains(.calculation) ? facts.net?.text : nil },
            Field("已出票", "printed") { $0.printed.map { $0 ? "1" : "0" } },
            Field("操作员", "operator") { [rules] facts in facts.operatorName.map { rules.staff($0) } },
            Field("原交易", "original") { $0.original },
            Field("备注", "remark") { [rules] facts in rules.hidesStaff ? nil : facts.remark },
        ]
    }

    /// What each source says, side by side, the most believed first; five columns to a table.
    func sources() -> Sheet? {
        guard let detail = file.transaction, !detail.entries.isEmpty else { return nil }
        var sheet = Sheet(name: "04-sources", title: Bilingual(zh: "各来源对照", en: "Sources side by side"))
        let ranked = detail.entries.enumerated().sorted {
            ($1.element.observation.source, $0.offset) < ($0.element.observation.source, $1.offset)
        }.map(\.element)
        for start in stride(from: 0, to: ranked.count, by: 5) {
            let columns = ranked[start..<min(start + 5, ranked.count)]
            let head =
                [Sheet.both(Bilingual(zh: "项目", en: "field"))]
                + columns.map { "\(Sheet.both($0.observation.source.label)) #\($0.journalNumber)" }
            let rows = fields.compactMap { field -> [String]? in
                let values = columns.map { field.read($0.observation.facts) ?? "" }
                return values.allSatisfy(\.isEmpty) ? nil : [Sheet.both(field.name)] + values
            }
            let origins = [Self.both("出处", "origin")] + columns.map { $0.observation.origin.reference }
            sheet.blocks.append(.table(head: head, rows: rows + [origins]))
        }
        return sheet
    }

    /// The rows of clearing files and bank statements that speak of this transaction, and no others.
    func clearing() -> Sheet? {
        let entries = (file.transaction?.entries ?? []).filter { $0.observation.source >= .clearing }
        guard !entries.isEmpty else { return nil }
        var sheet = Sheet(name: "06-clearing", title: Bilingual(zh: "对账单摘录", en: "Extract of clearing files"))
        for entry in entries {
            let origin = entry.observation.origin
            sheet.blocks.append(.heading("\(Sheet.both(entry.observation.source.label)) – \(origin.reference)"))
            sheet.add(
                [
                    (Bilingual(zh: "文件 SHA-256", en: "file SHA-256"), origin.digest),
                    (Bilingual(zh: "流水", en: "journal record"), String(entry.journalNumber)),
                ] + fields.map { ($0.name, $0.read(entry.observation.facts)) })
        }
        return sheet
    }

    /// The fee of each cleared row, computed again step by step.
    func calculation() -> Sheet? {
        let rows = (file.transaction?.entries ?? []).map(\.observation).filter {
            $0.source == .clearing && $0.facts.fee != nil && $0.facts.amount != nil
        }
        guard let believed = file.transaction?.summary.believed, !rows.isEmpty else { return nil }
        var sheet = Sheet(name: "10-calculation", title: Bilingual(zh: "手续费核算", en: "Fee computed again"))
        for row in rows {
            guard let amount = row.facts.amount, let charged = row.facts.fee else { continue }
            let question = FeeQuestion(
                amount: amount, isRefund: row.facts.type.returnsMoney, product: row.facts.product ?? believed.product,
                acquirer: row.facts.acquirer ?? believed.acquirer, merchant: row.facts.merchant ?? believed.merchant,
                day: (row.facts.occurredAt ?? believed.occurredAt)?.date)
            sheet.blocks.append(.heading(row.origin.reference))
            guard let contract = file.tariff.fee(for: question) else {
                sheet.blocks.append(.paragraph(Self.both("没有适用的费率", "no tariff covers it")))
                continue
            }
            let difference = charged.minor.subtractingReportingOverflow(contract.fee.minor)
            sheet.add([
                (Bilingual(zh: "金额", en: "amount"), amount.text),
                (Bilingual(zh: "费率版本与行", en: "tariff version, row"), "\(contract.version), \(contract.rowNumber)"),
                (Bilingual(zh: "计算", en: "steps"), contract.steps.map { Self.words($0) }.joined(separator: "\n")),
                (Bilingual(zh: "按合同", en: "by contract"), contract.fee.text),
                (Bilingual(zh: "实收", en: "charged"), charged.text),
                (
                    Bilingual(zh: "多收", en: "overcharged"),
                    difference.overflow ? nil : Money(minor: difference.partialValue, currency: charged.currency).text
                ),
            ])
        }
        return sheet
    }

    private static func words(_ step: FeeComputation.Step) -> String {
        func text(_ minor: Int64) -> String { Money(minor: minor).text }
        return switch step {
        case .share(let rate, let amount, let gives): "\(text(amount)) × \(rate.description) = \(text(gives))"
        case .average(let volume, let gives): both("月交易量", "month's volume") + " \(text(volume)): \(text(gives))"
        case .addOn(let rate, let gives): both("分期加收", "add-on") + " \(rate.description) = \(text(gives))"
        case .part(let kind, let gives): "+ \(kind.rawValue) \(text(gives))"
        case .tax(let rate, let gives): both("税", "tax") + " \(rate.description) = \(text(gives))"
        case .dispute(let fee): both("争议费", "dispute fee") + " \(text(fee))"
        case .proportion(let whole, let gives):
            both("按比例退还", "returned in proportion") + " \(text(whole)): \(text(gives))"
        case .added(let fixed): "+ \(text(fixed))"
        case .raised(let floor): both("不低于", "at least") + " \(text(floor))"
        case .lowered(let cap): both("封顶", "at most") + " \(text(cap))"
        case .returned: both("退货退还手续费", "returned with the refund")
        case .kept: both("退货不退手续费", "kept on a refund")
        }
    }
}
