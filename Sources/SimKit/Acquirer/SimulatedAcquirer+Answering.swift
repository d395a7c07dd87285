// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Acquirers
internal import ISO8583
internal import Tender

extension SimulatedAcquirer {
    /// The answer to a message; nil for one that has none.
    mutating func answer(_ message: Message, wire: ArraySlice<UInt8>, _ fault: AcquirerFault?) -> Message? {
        guard message.type.reply != nil else { return nil }
        if let code = fault?.code {
            if fault == .codeA0 { keys[message.text(41) ?? ""] = nil }
            return reply(to: message, code)
        }
        if !isAuthentic(message, wire: wire) { return reply(to: message, "A0") }
        let answer: Message? =
            switch message.type.messageClass {
            case 1, 2: money(message)
            case 3: upload(message)
            case 4: reversal(message)
            case 5: totals(message)
            case 8: session(message)
            default: reply(to: message, "40")
            }
        guard var answer, let code = fault?.codeAfterPosting, answer.text(39) == "00" else { return answer }
        answer.set(39, code)
        answer.remove(38)
        return answer
    }

    /// What is the request's comes back with it.
    func reply(to message: Message, _ code: String) -> Message {
        var reply = Message(message.type.reply ?? message.type)
        for field in [2, 3, 4, 11, 25, 32, 41, 42, 49, 60] where message.has(field) {
            message[field].map { reply.set(field, bytes: $0) }
        }
        let local = make.zone.civil(at: now)
        let (day, second) = (local.date.components, local.secondOfDay)
        reply.set(12, Numbers.padded(second / 3_600 * 10_000 + second / 60 % 60 * 100 + second % 60, 6))
        reply.set(13, Numbers.padded(day.month * 100 + day.day, 4))
        reply.set(15, Numbers.padded(day.month * 100 + day.day, 4))
        if !make.isUnionPay { message[7].map { reply.set(7, bytes: $0) } }
        reply.set(39, code)
        return reply
    }

    func key(of message: Message) -> HostEntry.Key {
        var batch = "000000"
        if let content = message[60] {
            if make.isUnionPay {
                batch = (try? BatchReference(content))?.batch ?? batch
            } else {
                batch = String(decoding: content.prefix(6), as: UTF8.self)
            }
        }
        return HostEntry.Key(
            terminal: message.text(41) ?? "", merchant: message.text(42) ?? "", batch: batch,
            trace: message.text(11) ?? "")
    }

    // MARK: - Authentication

    private func isAuthentic(_ message: Message, wire: ArraySlice<UInt8>) -> Bool {
        guard let mac = make.mac, [1, 2, 4].contains(message.type.messageClass) else { return true }
        guard let key = keys[message.text(41) ?? ""], let code = message[64] else { return false }
        let wanted = try? mac.code(over: Packet.body(of: wire, make.dialect).dropLast(8), key: key[...], suite)
        return wanted.map { ConstantTime.isEqual($0, code) } ?? false
    }

    /// The answer as it goes out: changed by a fault, sealed, framed.
    mutating func wire(_ answer: Message, to request: Packet, _ fault: AcquirerFault?) -> [UInt8]? {
        var answer = answer
        Self.spoil(&answer, fault)
        let moves = [1, 2, 4].contains(request.message.type.messageClass)
        if let mac = make.mac, moves, answer.text(39) == "00", let key = keys[request.message.text(41) ?? ""] {
            guard let bytes = try? make.dialect.authenticatedBytes(of: answer),
                var code = try? mac.code(over: bytes, key: key[...], suite)
            else { return nil }
            if fault == .wrongMAC { code[0] = code[0] == 48 ? 49 : 48 }
            answer.set(64, bytes: code)
        }
        let header = fault == .signInAgain ? request.header?.demanding(3) : request.header
        let packet = Packet(tpdu: request.tpdu?.swapped, header: header, message: answer)
        guard var bytes = try? packet.bytes(make.dialect) else { return nil }
        if fault == .garbage { bytes = [0x99, 0x99, 0x99] }
        return try? make.lengthForm.frame(bytes)
    }

    private static func spoil(_ answer: inout Message, _ fault: AcquirerFault?) {
        switch fault {
        case .wrongType: answer.type = MessageType("0130") ?? answer.type
        case .wrongProcessing: answer.set(3, "310000")
        case .wrongAmount: answer.set(4, Numbers.padded((answer.number(4) ?? 0) + 1, 12))
        case .wrongTrace: answer.set(11, Numbers.padded(((answer.number(11) ?? 0) + 1) % 1_000_000, 6))
        case .wrongTerminal: answer.set(41, "99999999")
        case .wrongMerchant: answer.set(42, "999999999999999")
        case .noTerminal: answer.remove(41)
        default: break
        }
    }

    // MARK: - Sessions

    private mutating func session(_ message: Message) -> Message {
        var reply = reply(to: message, "00")
        guard make.isUnionPay else {
            message[70].map { reply.set(70, bytes: $0) }
            return reply
        }
        let network = message[60].flatMap { try? BatchReference($0) }?.network ?? "000"
        switch network {
        case "001", "003", "004":
            guard make.mac != nil else { return reply }
            guard let content = newKeys(network, message.text(41) ?? "") else { return self.reply(to: message, "96") }
            reply.set(62, bytes: content)
        case "002": keys[message.text(41) ?? ""] = nil
        case "362", "372", "382": reply.set(62, bytes: [UInt8(ascii: "0")])
        default: break
        }
        return reply
    }

    /// Field 62: fresh keys of a terminal, under its master key.
    private mutating func newKeys(_ network: String, _ terminal: String) -> [UInt8]? {
        let width = network == "001" ? 8 : 16
        let clear = (0..<(network == "004" ? 3 : 2)).map { _ in
            (0..<width).map { _ in UInt8(truncatingIfNeeded: chance.roll(256)) }
        }
        let keys = clear.compactMap { try? Self.wrap($0, under: make.masterKey, suite) }
        guard keys.count == clear.count else { return nil }
        self.keys[terminal] = clear[1]
        return keys.flatMap { $0.wrapped + $0.checkValue }
    }

    private static func wrap(
        _ clear: [UInt8], under master: [UInt8], _ suite: some CipherSuite
    ) throws(KeyError) -> WorkingKey {
        try SoftwareKeys(masters: ["": master], suite).wrap(clear, under: "")
    }
}

enum Numbers {
    static func padded(_ number: some BinaryInteger, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
