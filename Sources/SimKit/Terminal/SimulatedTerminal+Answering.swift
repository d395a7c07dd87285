// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import JSON
public import Nexo
internal import Tender

extension SimulatedTerminal {
    // MARK: - Saying

    /// Answers, and nothing goes wrong with it.
    mutating func answer(_ request: SaleToPOIMessage, _ body: MessageBody, on connection: Int) {
        words.append(TerminalWord(.answer(bytes(of: reply(to: request, body).node)), on: connection))
    }

    /// A refusal in the shape that the request's own answer has.
    mutating func refuse(_ request: SaleToPOIMessage, _ condition: ErrorCondition, on connection: Int) {
        let outcome = MessageOutcome(failing: condition)
        let body: MessageBody
        switch request.body {
        case .paymentRequest:
            var answer = PaymentResponse()
            answer.response = outcome
            body = .paymentResponse(answer)
        case .reversalRequest:
            var answer = ReversalResponse()
            answer.response = outcome
            body = .reversalResponse(answer)
        default:
            let node = JSONNode.object([JSONNode.Member(name: "Response", value: outcome.node)])
            body = .other(request.header.category.bodyName(.response), node)
        }
        answer(request, body, on: connection)
    }

    func reply(to request: SaleToPOIMessage, _ body: MessageBody) -> SaleToPOIMessage {
        var header = request.header
        header.type = .response
        return SaleToPOIMessage(header: header, body: body)
    }

    /// What cannot be read is told back as an event, whole.
    mutating func reject(_ body: [UInt8], on connection: Int) {
        var event = event(.reject)
        event.rejectedMessage = Base64.text(of: body)
        event.details = "message=Message+cannot+be+read"
        words.append(TerminalWord(.answer(bytes(of: notification(event).node)), on: connection))
    }

    /// Tells an event to whoever listens.
    public mutating func tell(_ kind: EventToNotify) {
        words.append(TerminalWord(.event(bytes(of: notification(event(kind)).node))))
    }

    private func event(_ kind: EventToNotify) -> EventNotification {
        var event = EventNotification()
        event.timeStamp = NexoTime.text(of: instant)
        event.event = kind
        return event
    }

    private mutating func notification(_ event: EventNotification) -> SaleToPOIMessage {
        var header = MessageHeader()
        header.protocolVersion = "3.0"
        header.messageClass = .event
        header.category = .event
        header.type = .notification
        header.deviceID = chance.digits(8)
        header.saleID = "Sale"
        header.poiID = make.poiID
        return SaleToPOIMessage(header: header, body: .eventNotification(event))
    }

    // MARK: - Losing

    /// Says the answer to a payment or reversal, or loses it as a fault has it.
    mutating func deliver(_ message: SaleToPOIMessage, on connection: Int) {
        let before = previous
        previous = message
        var node = message.node
        if happens(.wrongAmount) { node = Self.changing(node, "AuthorizedAmount") { _ in .number(JSONNumber(99_999)) } }
        if happens(.missingFields) { node = Self.changing(node, "TimeStamp") { _ in nil } }
        if happens(.reordered) { node = (before ?? other(message)).node }
        var isForeign = false
        if happens(.wrongHeader) {
            isForeign = true
            if make.keys == nil { node = other(message).node }
        }
        let isBroken = happens(.wrongProof)
        let bytes = bytes(of: node, isForeign: isForeign, isBroken: isBroken)
        if happens(.restart) { return restart(cutting: connection) }
        let deed: TerminalWord.Deed? =
            if happens(.lostAnswer) {
                .hangUp
            } else if happens(.silence) {
                nil
            } else if happens(.double) {
                .answerTwice(bytes)
            } else if happens(.cutAnswer) {
                .answerInPart(bytes, count: bytes.count / 2)
            } else if happens(.httpError) {
                .refuse(status: 500)
            } else {
                .answer(bytes)
            }
        guard let deed else { return }
        let word = TerminalWord(deed, on: connection)
        if happens(.late) { delayed.append((now + max(0, lateness), word)) } else { words.append(word) }
    }

    private mutating func restart(cutting connection: Int) {
        words.append(TerminalWord(.hangUp, on: connection))
        restart()
    }

    /// The same message as the answer to another request.
    private func other(_ message: SaleToPOIMessage) -> SaleToPOIMessage {
        var message = message
        message.header.serviceID = String(("9" + (message.header.serviceID ?? "")).prefix(10))
        return message
    }

    // MARK: - Bytes

    /// - Parameters:
    ///   - isForeign: the header in the clear names another request.
    ///   - isBroken: one bit of the proof is wrong.
    mutating func bytes(of node: JSONNode, isForeign: Bool = false, isBroken: Bool = false) -> [UInt8] {
        let plain = JSONWriter.bytes(of: node)
        guard let key = make.keys?.sealing, let crypto = make.crypto,
            case .plain(let message)? = try? NexoEnvelope(node),
            let nonce = MessageBytes<Sixteen>(bytes: (0..<16).map { _ in UInt8(chance.roll(256)) }),
            let sealed = try? message.sealed(plain, with: key, nonce: nonce, crypto: crypto)
        else {
            // A body that lacks members is no message, and goes out as it is where nothing is sealed.
            return make.keys == nil ? plain : sealedAsIs(plain, node)
        }
        return JSONWriter.bytes(of: Self.spoiled(sealed.node, isForeign: isForeign, isBroken: isBroken))
    }

    /// A message that is out of order, sealed all the same.
    private mutating func sealedAsIs(_ plain: [UInt8], _ node: JSONNode) -> [UInt8] {
        guard let key = make.keys?.sealing, let crypto = make.crypto, let inside = node.members?.first?.value,
            let value = inside["MessageHeader"], let header = try? MessageHeader(value),
            let nonce = MessageBytes<Sixteen>(bytes: (0..<16).map { _ in UInt8(chance.roll(256)) }),
            let sealed = try? SaleToPOIMessage(header: header, body: .other("", .null))
                .sealed(plain, with: key, nonce: nonce, crypto: crypto)
        else { return plain }
        return sealed.encoded()
    }

    private static func spoiled(_ node: JSONNode, isForeign: Bool, isBroken: Bool) -> JSONNode {
        var node = node
        if isForeign { node = changing(node, "ServiceID") { .text(String(("9" + ($0.string ?? "")).prefix(10))) } }
        if isBroken {
            node = changing(node, "Hmac") { value in
                guard var bytes = value.string.flatMap({ Base64.bytes(of: $0) }), !bytes.isEmpty else { return value }
                bytes[0] ^= 1
                return .text(Base64.text(of: bytes))
            }
        }
        return node
    }

    /// The same with every member of a name changed, or left out where the change gives nil.
    static func changing(_ node: JSONNode, _ name: String, _ change: (JSONNode) -> JSONNode?) -> JSONNode {
        switch node.content {
        case .object(let members):
            let kept = members.compactMap { member -> JSONNode.Member? in
                let value = member.name == name ? change(member.value) : changing(member.value, name, change)
                return value.map { JSONNode.Member(name: member.name, value: $0) }
            }
            return .object(kept)
        case .array(let elements): return .array(elements.map { changing($0, name, change) })
        default: return node
        }
    }
}

extension MessageOutcome {
    init(failing condition: ErrorCondition, _ reason: String = "") {
        self.init()
        result = .failure
        errorCondition = condition
        additionalResponse = reason.isEmpty ? nil : FormFields([.init(name: "message", value: reason)]).text
    }

    static var done: MessageOutcome {
        var outcome = MessageOutcome()
        outcome.result = .success
        return outcome
    }
}
