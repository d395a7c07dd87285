// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Cases
internal import Charges
internal import Evidence
internal import Messages
internal import Printing
internal import Refunds
internal import Tender

extension PackPapers {
    /// Everything that happened, in order of time.
    func chronology() -> Sheet? {
        var events: [(at: Instant, what: String, by: String)] = []
        for entry in file.transaction?.entries ?? [] {
            let (observation, facts) = (entry.observation, entry.observation.facts)
            if !rules.contents.contains(.sources), observation.source != .terminal, observation.source != .receipt {
                continue
            }
            let words = [
                Sheet.both(observation.source.label), Sheet.both(facts.type.label),
                facts.status.map { Sheet.both($0.label) } ?? "", facts.amount?.text ?? "",
                facts.occurredAt.map { Self.both("发生于", "happened") + " \($0)" } ?? "", "#\(entry.journalNumber)",
            ]
            events.append(
                (observation.recordedAt, words.filter { !$0.isEmpty }.joined(separator: ", "), ""))
        }
        for receipt in file.receipts {
            let number = receipt.record.id.text
            events.append(
                (receipt.record.startedAt, Self.both("收到小票", "slip received") + " \(number)", receipt.record.printer))
            for step in receipt.steps {
                events.append((step.at, "\(number): \(Self.words(step.kind))", rules.staff(step.by)))
            }
        }
        for refund in file.refunds where rules.contents.contains(.refunds) {
            let order = refund.record.order
            events.append(
                (
                    refund.record.file.requestedAt,
                    Self.both("申请退款", "refund requested") + " \(order.id.text) \(order.amount.text)",
                    rules.staff(order.requestedBy)
                ))
            for step in refund.steps {
                events.append((step.event.at, "\(order.id.text): \(step.event.kind)", rules.staff(step.event.by)))
            }
        }
        for message in file.messages where rules.contents.contains(.messages) {
            let number = message.record.id.text
            events.append(
                (
                    message.record.file.queuedAt, Self.both("通知", "message") + " \(number)",
                    rules.staff(message.record.by)
                ))
            for step in message.steps {
                events.append((step.event.at, "\(number): \(step.event.kind)", rules.staff(step.event.by)))
            }
        }
        if !rules.hidesStaff {
            for event in file.work?.events ?? [] {
                events.append(
                    (event.at, Self.words(event.kind) + (event.reason.isEmpty ? "" : " – \(event.reason)"), event.by))
            }
        }
        guard !events.isEmpty else { return nil }
        let rows = events.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map { [time($0.element.at), $0.element.what, $0.element.by] }
        return Sheet(
            name: "02-chronology", title: Bilingual(zh: "经过", en: "Chronology"),
            blocks: [
                .table(head: [Self.both("时间", "time"), Self.both("事件", "event"), Self.both("经手", "by")], rows: rows)
            ])
    }

    /// What was printed, how sure that is, and the words on it.
    func receipts() -> Sheet? {
        guard !file.receipts.isEmpty else { return nil }
        var sheet = Sheet(name: "05-receipts", title: Bilingual(zh: "小票", en: "Receipts"))
        for receipt in file.receipts {
            let record = receipt.record
            sheet.blocks.append(
                .heading("\(record.id.text)" + (record.copy > 1 ? " – \(Self.both("重打印", "copy")) \(record.copy)" : ""))
            )
            sheet.add([
                (Bilingual(zh: "打印机", en: "printer"), record.printer),
                (Bilingual(zh: "收到", en: "received"), time(record.startedAt)),
                (Bilingual(zh: "证据级别", en: "evidence level"), "E\(record.level.rawValue)"),
                (Bilingual(zh: "状态", en: "report"), record.report.rawValue),
                (Bilingual(zh: "SHA-256", en: "SHA-256"), record.digest),
                (Bilingual(zh: "文字", en: "text"), record.text),
            ])
        }
        return sheet
    }

    /// Every refund with its number at the channel and each answer.
    func refunds() -> Sheet? {
        guard !file.refunds.isEmpty else { return nil }
        var sheet = Sheet(name: "07-refunds", title: Bilingual(zh: "退款凭证", en: "Refund proofs"))
        for refund in file.refunds {
            let (order, state) = (refund.record.order, refund.record.file)
            sheet.blocks.append(.heading(order.id.text))
            sheet.add([
                (Bilingual(zh: "金额", en: "amount"), "\(order.amount.text) \(order.amount.currency.code)"),
                (Bilingual(zh: "方式", en: "route"), "\(order.route)"),
                (Bilingual(zh: "渠道", en: "channel"), "\(order.channel)"),
                (Bilingual(zh: "状态", en: "state"), "\(state.state)"),
                (Bilingual(zh: "渠道编号", en: "channel's number"), state.reference),
                (Bilingual(zh: "申请", en: "requested"), "\(time(state.requestedAt)) \(rules.staff(order.requestedBy))"),
                (Bilingual(zh: "复核", en: "approved by"), rules.staff(state.approvedBy)),
                (Bilingual(zh: "原因", en: "reason"), "\(order.reason)"),
            ])
        }
        return sheet
    }

    /// Every message with its words and what became of it; never the address.
    func messages() -> Sheet? {
        guard !file.messages.isEmpty else { return nil }
        var sheet = Sheet(name: "08-messages", title: Bilingual(zh: "通知与送达", en: "Messages and delivery"))
        for message in file.messages {
            let record = message.record
            sheet.blocks.append(.heading("\(record.id.text) \(record.order.template.text)"))
            sheet.add([
                (Bilingual(zh: "接收人", en: "to"), rules.variant == .lawyer ? record.hint : "****"),
                (Bilingual(zh: "途径", en: "route"), record.order.route.rawValue),
                (Bilingual(zh: "时间", en: "queued"), time(record.file.queuedAt)),
                (Bilingual(zh: "状态", en: "state"), record.file.state.rawValue),
                (Bilingual(zh: "渠道编号", en: "channel's number"), record.file.reference),
                (Bilingual(zh: "内容", en: "text"), record.order.text),
            ])
        }
        return sheet
    }

    private static func words(_ kind: ReceiptStep.Kind) -> String {
        switch kind {
        case .print(let kind): "\(kind)"
        case .delivery(let kind): "\(kind)"
        case .copyAsked(let number, let reason): both("要求重打印", "copy asked") + " \(number) \(reason)"
        }
    }

    private static func words(_ kind: CaseEvent.Kind) -> String {
        switch kind {
        case .opened(let code): both("立案", "opened") + " \(code.text)"
        case .joined(let code): both("并入", "joined") + " \(code.text)"
        case .assigned(let name): both("分派", "assigned") + " \(name ?? "–")"
        case .moved(let state): both("状态", "moved to") + " \(state.name)"
        case .step(let code, let number, let outcome): both("步骤", "step") + " \(code.text).\(number) \(outcome)"
        case .note(let text): text
        case .cause(let cause): both("原因", "cause") + " \(cause.rawValue)"
        case .resolved(let cause, let proof): both("解决", "resolved") + " \(cause.rawValue) \(proof)"
        case .followUp(let day): both("回访", "follow up on") + " \(day)"
        case .satisfaction(let score, let text): both("满意度", "satisfaction") + " \(score) \(text)"
        case .acknowledged(let level): both("已知悉", "acknowledged") + " \(level)"
        case .reopened: both("重开", "reopened")
        case .held: both("证据保全", "held")
        case .released: both("解除保全", "released")
        case .outsideDate(let day): both("外部期限", "outside date") + " \(day)"
        case .cleared(let code, let proof): both("\(code) 已消除", "\(code) is gone") + " \(proof)"
        case .proved(let proof): both("自动办结", "proved") + " \(proof)"
        case .closed(let proof): both("办结", "closed") + " \(proof)"
        }
    }
}
