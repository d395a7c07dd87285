// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS
public import Printing

/// A receipt printer as a pure value: hosts connect and send, time advances, paper comes out.
///
///     host ─▶ session ─▶ receive memory (RAM) ─▶ line memory ─▶ paper tape
///               │  └ real-time commands are carried out on arrival, even when nothing is printed
///               └◀ DLE EOT · automatic status · GS r · GS I · process ID · offline and clear replies
///
/// What is in its memories is lost with the power, and goes on by itself after a new roll, like the real thing.
public struct SimulatedPrinter: VirtualPrinter {
    public let make: PrinterMake
    public private(set) var tape = PaperTape()
    public internal(set) var sensors = PrinterSensors()
    public internal(set) var isOn = true
    public internal(set) var isFrozen = false
    /// Connections, oldest first.
    public private(set) var sessions: [Int] = []
    /// Bytes that wait in the receive memory, each run with the connection it came from.
    var memory: [(session: Int, bytes: ArraySlice<UInt8>)] = []
    var decoder: StreamDecoder
    /// Marks (`ETB`) a Star printer has counted, modulo 32.
    var countedMarks = 0
    var line: [UInt8] = []
    var realTime: [Int: RealTimeReader] = [:]
    var replies: [(session: Int, bytes: [UInt8])] = []
    var automaticMask: UInt8 = 0
    var offlineReply: UInt8 = 0
    var reported = PrinterSensors()
    var pendingProcessID: (session: Int, id: [UInt8])?
    var triggers: [Trigger] = []
    /// Whether the cause of an error is still there; the error itself is cleared by a recovery command or the cover.
    var isKnifeStuck = false
    var isPaperJammed = false
    /// The cut that failed, to be carried out when it recovers.
    var owesCut = false
    private(set) var now: Int64 = 0
    var startsAt: Int64 = 0
    private var credit = 0
    /// Bytes carried out since the beginning, over all power cycles.
    public private(set) var carriedOut = 0

    /// A fault that waits for its moment.
    struct Trigger: Sendable, Hashable {
        enum Moment: Sendable, Hashable {
            case bytes(Int), lines(Int), cuts(Int)

            func isAtOrAfter(_ other: Self) -> Bool {
                switch (self, other) {
                case (.bytes(let own), .bytes(let its)), (.lines(let own), .lines(let its)),
                    (.cuts(let own), .cuts(let its)):
                    own >= its
                default: false
                }
            }
        }

        let fault: PrinterFault?
        let moment: Moment
    }

    public init(_ make: PrinterMake = PrinterMake()) {
        self.make = make
        decoder = make.decoder
    }

    public var memoryCount: Int { memory.reduce(0) { $0 + $1.bytes.count } }
    public var lineMemory: [UInt8] { line }
    /// Whether it prints what it has.
    public var isPrinting: Bool { isOn && !isFrozen && !sensors.isOffline && now >= startsAt }

    // MARK: Hosts

    /// A host connects.
    ///
    /// - Returns: false when it is refused: off, starting, or another host is connected.
    public mutating func connect(_ session: Int) -> Bool {
        guard isOn, now >= startsAt, sessions.count < make.sessions, !sessions.contains(session) else { return false }
        sessions.append(session)
        return true
    }

    public mutating func disconnect(_ session: Int) {
        sessions.removeAll { $0 == session }
        realTime[session] = nil
    }

    /// A host's bytes.
    ///
    /// - Returns: how many were taken; the rest must be sent again later, as TCP does.
    public mutating func receive(_ bytes: ArraySlice<UInt8>, from session: Int) -> Int {
        guard isOn, !isFrozen, sessions.contains(session) else { return 0 }
        let room = max(0, make.memoryBytes - memoryCount)
        let taken = bytes.prefix(make.bytesPerSecond == 0 && isPrinting ? max(room, Self.readAtOnce) : room)
        guard !taken.isEmpty else { return 0 }
        memory.append((session, taken))
        readRealTime(taken, from: session)
        advance(to: now)
        return taken.count
    }

    private static let readAtOnce = 65_536

    /// What the printer has to say, oldest first.
    public mutating func takeReplies() -> [(session: Int, bytes: [UInt8])] {
        defer { replies = [] }
        // Words for a host that has gone go to the one that is connected now: the printer has one voice.
        return replies.compactMap { reply in
            if sessions.contains(reply.session) { return reply }
            return sessions.last.map { ($0, reply.bytes) }
        }
    }

    // MARK: Time

    /// Prints what the time allows.
    ///
    /// - Parameter milliseconds: of a clock that only goes forward.
    public mutating func advance(to milliseconds: Int64) {
        let passed = max(0, milliseconds - now)
        now = max(now, milliseconds)
        guard isPrinting else {
            report()
            return
        }
        if make.bytesPerSecond == 0 {
            credit = .max
        } else {
            let gained = Int(clamping: passed.multipliedReportingOverflow(by: Int64(make.bytesPerSecond)).partialValue)
            credit = min(max(0, credit) + max(0, gained), make.bytesPerSecond * 1_000)
        }
        while isPrinting, let run = memory.first, spend() {
            // Taken out first: what the byte brings about may empty the memory.
            if run.bytes.count > 1 { memory[0].bytes = run.bytes.dropFirst() } else { memory.removeFirst() }
            carryOut(run.bytes[run.bytes.startIndex], from: run.session)
        }
        // A motor that had nothing to do is not faster afterwards.
        if memory.isEmpty { credit = 0 }
        confirm()
        report()
    }

    /// One byte's time: credit is in thousandths of a byte.
    private mutating func spend() -> Bool {
        guard make.bytesPerSecond > 0 else { return true }
        guard credit >= 1_000 else { return false }
        credit -= 1_000
        return true
    }

    private mutating func carryOut(_ byte: UInt8, from session: Int) {
        carriedOut += 1
        tape.carryOut(byte)
        var whole: [(Token, [UInt8])] = []
        decoder.feed([byte]) { token, bytes in whole.append((token, Array(bytes))) }
        for (token, bytes) in whole { carryOut(token, bytes, from: session) }
        fire(.bytes(carriedOut))
    }

    // MARK: Paper

    mutating func comeOut(_ bytes: [UInt8]) {
        tape.add(.line(bytes))
        fire(.lines(tape.lineCount))
    }

    mutating func add(_ piece: PaperTape.Piece) { tape.add(piece) }

    /// Lets those faults happen whose moment has come.
    mutating func fire(_ reached: Trigger.Moment) {
        guard !triggers.isEmpty else { return }
        let due = triggers.filter { reached.isAtOrAfter($0.moment) }
        guard !due.isEmpty else { return }
        triggers.removeAll { due.contains($0) }
        for trigger in due {
            if let fault = trigger.fault { set(fault) } else { cyclePower() }
        }
    }

    /// Everything that does not survive the power.
    mutating func forget() {
        memory = []
        line = []
        decoder = make.decoder
        countedMarks = 0
        realTime = [:]
        replies = []
        automaticMask = 0
        offlineReply = 0
        pendingProcessID = nil
        owesCut = false
        sessions = []
        reported = sensors
        credit = 0
    }
}

extension PrinterMake {
    var decoder: StreamDecoder { StreamDecoder(profile: speaksStar ? .star : .standard) }
}
