// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
internal import Charges
public import Evidence
internal import Refunds
internal import Tender

/// Writes the papers of a pack: what one kind of reader may see of a file of evidence, in both languages.
public struct PackPapers: Sendable {
    let file: EvidenceFile
    let rules: PackRules

    public init(_ file: EvidenceFile, rules: PackRules) {
        self.file = file
        self.rules = rules
    }

    /// The papers in their order, those with nothing to say left out.
    ///
    /// - Parameter reason: why the pack is made.
    public func sheets(reason: String, by name: String) -> [Sheet] {
        let all: [(PackContent, () -> Sheet?)] = [
            (.cover, { cover(reason: reason, by: name) }), (.chronology, chronology), (.findings, findings),
            (.sources, sources), (.receipts, receipts), (.clearing, clearing), (.refunds, refunds),
            (.messages, messages), (.devices, devices), (.calculation, calculation), (.register, register),
        ]
        return all.compactMap { rules.contents.contains($0.0) ? $0.1() : nil }
    }

    func time(_ instant: Instant) -> String { file.zone.rfc3339(instant) }

    static func both(_ zh: String, _ en: String) -> String { Sheet.both(Bilingual(zh: zh, en: en)) }

    private func cover(reason: String, by name: String) -> Sheet {
        var sheet = Sheet(name: "01-cover", title: Bilingual(zh: "证据包", en: "Evidence pack"))
        let believed = file.transaction?.summary.believed
        sheet.add([
            (Bilingual(zh: "编号", en: "number"), file.subject),
            (Bilingual(zh: "提供给", en: "made for"), Sheet.both(rules.name)),
            (Bilingual(zh: "事由", en: "reason"), reason),
            (Bilingual(zh: "制作时间", en: "made at"), time(file.madeAt)),
            (Bilingual(zh: "制作人", en: "made by"), rules.staff(name)),
            (Bilingual(zh: "商户门店", en: "store"), file.store?.name),
            (Bilingual(zh: "地址", en: "address"), file.store?.contact.address),
            (Bilingual(zh: "电话", en: "telephone"), file.store?.contact.telephone),
            (Bilingual(zh: "商户号", en: "merchant"), believed?.merchant?.text),
            (Bilingual(zh: "收单机构", en: "acquirer"), believed?.acquirer ?? believed?.channel),
        ])
        sheet.blocks.append(.heading(Self.both("主张", "Claim")))
        let claim = file.transaction.map { Sheet.both($0.verdict.explanation) } ?? ""
        let words = rules.hidesStaff ? "" : file.work?.summary.words ?? ""
        for text in [claim, words] where !text.isEmpty { sheet.blocks.append(.paragraph(text)) }
        if let work = file.work?.summary {
            sheet.add([
                (Bilingual(zh: "工单", en: "case"), work.id.text),
                (
                    Bilingual(zh: "代码", en: "code"),
                    CodeTable.row(for: work.code).map { "\(work.code.text) \(Sheet.both($0.name))" }
                ),
                (Bilingual(zh: "状态", en: "state"), work.state.name),
                (Bilingual(zh: "原因", en: "cause"), work.cause.map { Sheet.both($0.label) }),
                (Bilingual(zh: "保全", en: "legal hold"), work.isHeld ? Self.both("是", "yes") : nil),
            ])
        }
        return sheet
    }

    private func findings() -> Sheet? {
        guard let found = file.transaction?.verdict.findings, !found.isEmpty else { return nil }
        var sheet = Sheet(name: "03-findings", title: Bilingual(zh: "差异", en: "Findings"))
        for finding in found {
            let name = CodeTable.row(for: finding.code).map { Sheet.both($0.name) } ?? ""
            sheet.blocks.append(.heading("\(finding.code.text) \(name)"))
            sheet.blocks.append(.paragraph(finding.explanation.chinese))
            sheet.blocks.append(.paragraph(finding.explanation.english))
            sheet.add([
                (Bilingual(zh: "一方说", en: "one side says"), finding.expected),
                (Bilingual(zh: "另一方说", en: "the other says"), finding.actual),
                (Bilingual(zh: "差额", en: "difference"), finding.difference?.text),
                (Bilingual(zh: "依据", en: "rests on"), finding.evidence.joined(separator: "\n")),
            ])
        }
        return sheet
    }

    private func register() -> Sheet? {
        guard !file.register.isEmpty else { return nil }
        var sheet = Sheet(name: "11-register", title: Bilingual(zh: "移交登记", en: "Hand-over register"))
        let rows = file.register.compactMap { line -> [String]? in
            guard case .handedOver(let handOver) = line.content else { return nil }
            return [
                String(line.id), time(line.at), rules.staff(line.by), handOver.variant, handOver.recipient,
                handOver.reason, handOver.sha256,
            ]
        }
        sheet.blocks.append(
            .table(
                head: [
                    Self.both("流水", "record"), Self.both("时间", "time"), Self.both("经手", "by"),
                    Self.both("对象", "for"), Self.both("接收人", "recipient"), Self.both("事由", "reason"), "SHA-256",
                ], rows: rows))
        return sheet
    }

    private func devices() -> Sheet? {
        guard !file.printers.isEmpty || file.transaction?.summary.believed.terminal != nil else { return nil }
        var sheet = Sheet(name: "09-devices", title: Bilingual(zh: "设备状态", en: "Device state"))
        sheet.add([
            (Bilingual(zh: "终端号", en: "terminal"), file.transaction?.summary.believed.terminal?.text),
            (Bilingual(zh: "取状态的时间", en: "state as of"), time(file.madeAt)),
        ])
        let rows = file.printers.map { state in
            [
                state.record.name,
                state.condition.map { $0.isFaulty ? Self.both("故障", "faulty") : Self.both("正常", "in order") } ?? "–",
                state.faultySince.map(time) ?? "", String(state.waiting), String(state.unconfirmed),
            ]
        }
        if !rows.isEmpty {
            sheet.blocks.append(
                .table(
                    head: [
                        Self.both("打印机", "printer"), Self.both("状态", "state"), Self.both("故障起", "faulty since"),
                        Self.both("等待", "waiting"), Self.both("待确认", "unconfirmed"),
                    ], rows: rows))
        }
        return sheet
    }
}
