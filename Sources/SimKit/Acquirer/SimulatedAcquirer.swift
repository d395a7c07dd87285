// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Acquirers
public import ISO8583
public import Tender

/// An acquirer's host as a pure value: terminals connect and send, time advances, answers come out.
///
///     terminal ─▶ frame ─▶ message ─┬ fault? ─▶ lost, late, twice, wrong …
///                                   ├ 08xx session   keys per terminal
///                                   ├ 01xx 02xx      ledger: (41, 42, 60.2, 11) counts once
///                                   ├ 04xx           taken back; twice is once
///                                   └ 05xx 03xx      totals, rows, end of a batch
///
/// The ledger is the truth that a test compares with: what was really booked on which card.
public struct SimulatedAcquirer: VirtualHost {
    public let make: AcquirerMake
    public internal(set) var ledger: HostLedger
    public private(set) var sessions: [Int] = []
    public internal(set) var batches: [BatchKey: HostBatch] = [:]
    /// Messages that came, by type; answered or not.
    public private(set) var received: [String: Int] = [:]
    /// Messages that could not be read; the connection was cut each time.
    public private(set) var unreadable = 0
    public private(set) var orders: [AcquirerFaultOrder] = []
    public internal(set) var now = Instant(milliseconds: 0)
    let suite: any CipherSuite
    var chance: SplitMix64
    /// Clear authentication keys by terminal.
    var keys: [String: [UInt8]] = [:]
    private var framers: [Int: Framer] = [:]
    private var outbox: [Outgoing] = []
    private var out: [(session: Int, bytes: [UInt8])] = []
    /// Messages or answers that wait for the reversal of the same exchange.
    private var waiting: [HostEntry.Key: [Waiting]] = [:]
    private var held: Outgoing?
    private var lastNumber = 0
    var lastReference = 0

    struct Outgoing: Sendable {
        let at: Instant
        let number: Int
        let session: Int
        let bytes: [UInt8]
    }

    private enum Waiting: Sendable {
        case request(Packet, Int)
        case answer(Outgoing)
    }

    /// Names a terminal's batch.
    public struct BatchKey: Sendable, Hashable {
        public let terminal: String
        public let batch: String

        public init(terminal: String, batch: String) {
            self.terminal = terminal
            self.batch = batch
        }
    }

    /// - Parameter suite: DES from whoever has it.
    public init(_ make: AcquirerMake = .unionPay, _ suite: any CipherSuite) {
        self.make = make
        self.suite = suite
        ledger = HostLedger(usualBalance: make.usualBalance)
        chance = SplitMix64(seed: make.seed)
    }

    // MARK: - Connections

    public mutating func connect(_ session: Int) {
        sessions.append(session)
        framers[session] = Framer(make.lengthForm)
    }

    public mutating func disconnect(_ session: Int) {
        sessions.removeAll { $0 == session }
        framers[session] = nil
    }

    /// Connections and working keys are gone; what was booked stays.
    public mutating func restart() {
        for session in sessions { disconnect(session) }
        keys = [:]
        outbox = []
        held = nil
    }

    public mutating func advance(to time: Instant) {
        now = max(now, time)
        let due = outbox.filter { $0.at <= now }.sorted { ($0.at, $0.number) < ($1.at, $1.number) }
        outbox.removeAll { $0.at <= now }
        out += due.map { ($0.session, $0.bytes) }
    }

    public mutating func takeReplies() -> [(session: Int, bytes: [UInt8])] {
        advance(to: now)
        defer { out = [] }
        return out
    }

    public mutating func receive(_ bytes: ArraySlice<UInt8>, from session: Int) {
        guard var framer = framers[session] else { return }
        var messages: [ArraySlice<UInt8>] = []
        do throws(MessageError) {
            try framer.feed(bytes) { messages.append($0) }
        } catch {
            unreadable += 1
            return disconnect(session)
        }
        framers[session] = framer
        for wire in messages where framers[session] != nil {
            do throws(MessageError) {
                take(try Packet(wire, make.dialect), wire: wire, from: session)
            } catch {
                unreadable += 1
                disconnect(session)
            }
        }
    }

    /// Opens a card's account with so many minor units.
    public mutating func open(_ card: String, balance: Int64) { ledger.open(card, balance: balance) }

    // MARK: - Faults

    public mutating func order(_ order: AcquirerFaultOrder) { orders.append(order) }

    public mutating func clearFaults() { orders = [] }

    public var hasDuplicatedRows: Bool { orders.contains { $0.fault == .duplicatedRows } }

    private mutating func fault(for message: Message) -> AcquirerFaultOrder? {
        let place = orders.firstIndex {
            $0.fault != .duplicatedRows && $0.times > 0 && $0.subject.covers(message.type.messageClass)
        }
        guard let place else { return nil }
        orders[place].times -= 1
        defer { orders.removeAll { $0.times == 0 && $0.fault != .duplicatedRows } }
        return orders[place]
    }

    // MARK: - Messages

    private mutating func take(_ packet: Packet, wire: ArraySlice<UInt8>, from session: Int) {
        received[packet.message.type.text, default: 0] += 1
        let order = fault(for: packet.message)
        switch order?.fault {
        case .lostRequest: return
        case .overtaken:
            waiting[key(of: packet.message), default: []].append(.request(packet, session))
            return
        default: break
        }
        guard let answer = answer(packet.message, wire: wire, order?.fault) else { return }
        send(answer, to: packet, session, order)
        if packet.message.type.messageClass == 4 { release(key(of: packet.message)) }
        switch order?.fault {
        case .cut: disconnect(session)
        case .restart: restart()
        default: break
        }
    }

    /// What waited for a reversal goes on after it was answered.
    private mutating func release(_ key: HostEntry.Key) {
        for item in waiting.removeValue(forKey: key) ?? [] {
            switch item {
            case .answer(let answer): post(answer, at: now.adding(milliseconds: make.latency))
            case .request(let packet, let session):
                guard let answer = money(packet.message) else { continue }
                send(answer, to: packet, session, nil)
            }
        }
    }

    private mutating func send(_ answer: Message, to request: Packet, _ session: Int, _ order: AcquirerFaultOrder?) {
        let fault = order?.fault
        guard fault != .silence, fault != .cut, fault != .restart else { return }
        guard let bytes = wire(answer, to: request, fault) else { return }
        let late = fault == .late ? order?.milliseconds ?? 0 : 0
        let outgoing = Outgoing(at: now, number: 0, session: session, bytes: bytes)
        switch fault {
        case .lateApproval: waiting[key(of: request.message), default: []].append(.answer(outgoing))
        case .reordered: held = outgoing
        default:
            for _ in 0..<(fault == .double ? 2 : 1) {
                post(outgoing, at: now.adding(milliseconds: make.latency + late))
            }
            if let earlier = held {
                held = nil
                post(earlier, at: now.adding(milliseconds: make.latency + late))
            }
        }
    }

    private mutating func post(_ outgoing: Outgoing, at time: Instant) {
        lastNumber += 1
        outbox.append(Outgoing(at: time, number: lastNumber, session: outgoing.session, bytes: outgoing.bytes))
    }
}
