// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Takes the printer's side of the line apart. All forms share it and are told apart by their first byte:
///
///     0xx1 xx10        DLE EOT answer
///     0xx1 xx00        automatic status, with the next three bytes that are no XON or XOFF
///     0xx0 xxxx        GS r, GS I, ESC u, ESC v
///     11h, 13h         XON, XOFF
///     35 37 3B 3D 5F   a block up to 00, whose bytes are not looked at
///
/// Split-safe; keeps at most one frame or `longestBlock` bytes, and `longestQueue` requests.
public struct StatusDecoder: Sendable {
    /// A block that is not closed by then is broken.
    public static let longestBlock = 4096
    /// Requests waiting for their answer; older ones are forgotten, because a silent printer answers none.
    public static let longestQueue = 64

    private enum State { case idle, frame, block }

    private var state = State.idle
    private var held: [UInt8] = []
    private var realTimeAsked: [UInt8] = []
    private var othersAsked: [StatusRequest] = []

    public init() {}

    /// Tells what was asked, so that the answers, which do not name their question, can be told apart. Answers come in
    /// the order of the questions. A request without a one-byte answer changes nothing.
    public mutating func expect(_ request: StatusRequest) {
        switch request {
        case .realTime(let number, _): Self.queue(number, &realTimeAsked)
        case .transmit, .paperSensor, .drawer: Self.queue(request, &othersAsked)
        case .identity(let number) where StatusRequest.oneByteIdentities.contains(number):
            Self.queue(request, &othersAsked)
        default: break
        }
    }

    /// Forgets what was asked and what was half received: the line was opened anew.
    public mutating func reset() { self = StatusDecoder() }

    /// The messages that are complete now.
    public mutating func feed(_ bytes: some Sequence<UInt8>) -> [PrinterReply] {
        var replies: [PrinterReply] = []
        for byte in bytes { take(byte, &replies) }
        return replies
    }

    private mutating func take(_ byte: UInt8, _ replies: inout [PrinterReply]) {
        switch state {
        case .block:
            held.append(byte)
            if byte == 0 { return close(Self.read(block: held), &replies) }
            if held.count > Self.longestBlock { close(.broken(held), &replies) }
        case .frame where byte == 0x11 || byte == 0x13:
            replies.append(.flow(isOn: byte == 0x11))
        case .frame where byte & 0x90 != 0:
            // No rest of a frame looks like this: bytes were lost, and a new message begins.
            close(.broken(held), &replies)
            take(byte, &replies)
        case .frame:
            held.append(byte)
            if held.count == 4 { close(.automatic(held), &replies) }
        case .idle: begin(byte, &replies)
        }
    }

    private mutating func begin(_ byte: UInt8, _ replies: inout [PrinterReply]) {
        switch byte {
        case 0x80...: replies.append(.broken([byte]))
        case 0x11, 0x13: replies.append(.flow(isOn: byte == 0x11))
        case 0x35, 0x37, 0x3B, 0x3D, 0x5F:
            state = .block
            held = [byte]
        case _ where byte & 0x10 == 0:
            replies.append(.transmitted(byte, of: othersAsked.isEmpty ? nil : othersAsked.removeFirst()))
        case _ where byte & 3 == 2:
            replies.append(.realTime(byte, of: realTimeAsked.isEmpty ? nil : realTimeAsked.removeFirst()))
        case _ where byte & 3 == 0:
            state = .frame
            held = [byte]
        default: replies.append(.broken([byte]))
        }
    }

    private mutating func close(_ reply: PrinterReply, _ replies: inout [PrinterReply]) {
        state = .idle
        held = []
        replies.append(reply)
    }

    /// - Parameter block: with its closing NUL.
    private static func read(block: [UInt8]) -> PrinterReply {
        let content = Array(block.dropLast())
        switch (content.first, content.dropFirst().first) {
        case (0x37, 0x22) where content.count == 6: return .processID(Array(content.dropFirst(2)))
        case (0x37, 0x23): return .offline(Array(content.dropFirst(2)))
        case (0x37, 0x25) where content.count == 2: return .cleared
        case (0x5F, _): return .information(mark: 0x5F, Array(content.dropFirst()))
        case (0x3D, let mark?): return .information(mark: mark, Array(content.dropFirst(2)))
        default: return .block(content)
        }
    }

    private static func queue<Item>(_ item: Item, _ items: inout [Item]) {
        if items.count == longestQueue { items.removeFirst() }
        items.append(item)
    }
}
