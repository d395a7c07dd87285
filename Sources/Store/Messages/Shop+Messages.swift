// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import GRDB
public import Messages
internal import Refunds
internal import Tender

extension Shop {
    /// Queues a message. The same case (or transaction), template and contact is the same message, however often it
    /// is asked for; a person who wants it sent once more says so with `askAgain`.
    ///
    /// - Returns: its number, or the rule that stands against it; then nothing was recorded.
    /// - Throws: `.missing` when the contact is not in the caller's stores; `.invalid` without a matter or a key.
    public func queueMessage(
        _ request: MessageRequest, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) -> MessageAnswer {
        let contact = try await self.contact(request.contact, in: scope)
        let matter = request.caseID.isEmpty ? request.transaction : request.caseID
        guard !matter.isEmpty || !request.key.isEmpty else { throw .invalid("case, transaction or key is needed") }
        guard request.key.utf8.count <= 200, matter.utf8.count <= 64 else { throw .invalid("key: at most 200 bytes") }
        let order: MessageOrder
        let wording = try await wording(request.template).text
        do throws(SendingRefusal) {
            order = try Self.order(request, wording: wording, contact: contact)
        } catch {
            return .refused(error)
        }
        let refund = try await proof(for: request)
        return try await write { planning throws(StoreError) in
            if let known = try planning.ask({ try MessageTable.known(order.key, in: $0) }) { return .known(known) }
            let zone = planning.known.calendar(of: contact.store).zone
            let circumstances = try planning.circumstances(
                of: request, contact: contact, matter: matter, refund: refund, zone: zone)
            do throws(SendingRefusal) {
                try SendingRule.check(request.template.name, request.purpose, circumstances)
            } catch {
                return .refused(error)
            }
            var notBefore = request.hours.next(from: planning.now(), in: zone)
            if request.purpose == .promotion {
                notBefore = planning.known.rules.promotionHours.next(from: notBefore, in: zone)
            }
            let number = try planning.add(.message(.queued(order, notBefore: notBefore)), by: actor)
            planning.announcements.append((.message, MessageID(number).text, contact.store))
            return .queued(MessageID(number))
        }
    }

    /// The best that a channel said of the refund that a message names, as the shop's own record has it.
    private func proof(for request: MessageRequest) async throws(StoreError) -> TemplateName.RefundProof {
        guard request.template.name.needs != .none, !request.transaction.isEmpty else { return .none }
        let named = request.values[.refund]
        let states = try await refunds(of: request.transaction, in: .all)
            .filter { $0.id.text == named }.map(\.file.state)
        if states.contains(.succeeded) { return .succeeded }
        return states.contains(.accepted) ? .accepted : .none
    }

    /// What a person must do about it, in both languages.
    private static func words(of error: TemplateError) -> String {
        switch error {
        case .missing(let variable) where variable.isFixed:
            "配置里没有 message_\(variable.rawValue) / message_\(variable.rawValue) is not configured"
        case .missing(let variable): "请填写 {\(variable.rawValue)} / {\(variable.rawValue)} must be filled in"
        case .badValue(let variable, _):
            "{\(variable.rawValue)} 最多 \(variable.limit) 字，不能换行 / at most \(variable.limit) characters, one line"
        default: "模板写错了 / the template is broken"
        }
    }

    /// The message in full, or why it cannot be one.
    private static func order(
        _ request: MessageRequest, wording: String, contact: ContactRecord
    ) throws(SendingRefusal) -> MessageOrder {
        let language = request.template.language
        let (template, text): (TemplateText, String)
        do throws(TemplateError) {
            template = try TemplateText(wording)
            text = try template.filled(with: request.values)
        } catch {
            throw .text(Self.words(of: error))
        }
        if contact.route == .sms {
            let check = TemplateCheck(template, in: language, by: .of(request.provider), shop: request.values)
            if let wrong = check.complaints.first(where: { !$0.isWarning }) {
                throw .text("\(wrong.words.chinese) / \(wrong.words.english)")
            }
        }
        let sign = request.values[.sign] ?? ""
        let label = request.template.name.label
        let subject = language == .chinese ? "\(sign)：\(label.chinese)" : "\(sign): \(label.english)"
        let values = template.openVariables.map {
            MessageOrder.Value(name: $0.rawValue, text: request.values[$0] ?? "")
        }
        return MessageOrder(
            template: request.template, route: contact.route, purpose: request.purpose, contact: contact.id,
            subject: contact.route == .email ? subject : "", text: text, values: values, caseID: request.caseID,
            transaction: request.transaction, receipt: request.receipt, store: contact.store?.text ?? "",
            key: request.key)
    }

    /// Records what became of a message; what says nothing new is not recorded. Tells the transaction when a
    /// receipt did not arrive (RC-08), or did.
    ///
    /// - Throws: `.missing` when there is no such message in the caller's stores.
    public func noteMessage(
        _ id: MessageID, _ kind: MessageEvent.Kind, in scope: StoreScope = .all, by actor: Actor
    ) async throws(StoreError) {
        _ = try await message(id, in: scope)
        try await write { planning throws(StoreError) in try planning.note(kind, of: id, by: actor) }
    }

    /// Records all that one answer says, in one step: a machine that dies keeps all of it or nothing.
    ///
    /// - Throws: `.missing` when there is no such message.
    public func noteMessage(
        _ id: MessageID, _ kinds: [MessageEvent.Kind], by actor: Actor
    ) async throws(StoreError) {
        _ = try await message(id, in: .all)
        try await write { planning throws(StoreError) in
            for kind in kinds { try planning.note(kind, of: id, by: actor) }
        }
    }

    /// Sends a message once more that failed, or of which nobody knows whether it went out.
    ///
    /// - Throws: `.invalid` without a reason; `.conflict` when it is on its way or arrived.
    public func askAgain(
        _ id: MessageID, reason: String, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) {
        guard (1...200).contains(reason.utf8.count) else { throw .invalid("reason: 1 to 200 bytes") }
        let record = try await message(id, in: scope).record
        guard record.file.state == .failed || record.file.state == .unknown, !record.file.isUnderWay else {
            throw .conflict("\(id) is \(record.file.state.rawValue)")
        }
        try await noteMessage(id, .askedAgain(reason), in: scope, by: actor)
    }

    /// Takes a message back that did not go out yet.
    ///
    /// - Throws: `.conflict` when it is too late.
    public func withdraw(
        _ id: MessageID, reason: String, in scope: StoreScope, by actor: Actor
    ) async throws(StoreError) {
        guard (1...200).contains(reason.utf8.count) else { throw .invalid("reason: 1 to 200 bytes") }
        try await noteMessage(id, .withdrawn(reason), in: scope, by: actor)
        let file = try await message(id, in: scope).record.file
        guard file.isWithdrawn else { throw .conflict("\(id) is \(file.state.rawValue)") }
    }
}
