// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Printing
import SimKit
import Tender

/// A shop floor without sockets: tills, the proxy, one simulated printer and a journal, under a clock of its own.
///
/// The journal is the list of records; `crash` forgets everything else, as `kill -9` does.
struct PrintFloor {
    var printer: SimulatedPrinter
    var proxy: Proxy
    let plan: PrinterPlan
    var limits = CaptureLimits()
    /// The two clocks, in milliseconds.
    private(set) var time: Int64 = 1_800_000_000_000
    /// What is durable.
    private(set) var journal: [SpoolRecord] = []
    /// What the register was given, in order, over all lives of the proxy.
    private(set) var kept: [CapturedJob] = []
    private(set) var noted: [PrintEvent] = []
    private(set) var answers: [TillID: [UInt8]] = [:]
    private(set) var hungUp: [TillID: ProxyEffect.Reason] = [:]
    private(set) var condition: PrinterCondition?
    private(set) var sent: [UInt8] = []
    /// Whether the wire to the printer is cut.
    var isCut = false
    private var session: Int?
    private var lastSession = 0
    private var wire: [UInt8] = []
    private var acceptedCount = 0
    private var lastTill = 0
    private var seed: UInt64
    /// Copies that people ordered.
    private(set) var copies: [CapturedJob] = []

    init(_ make: PrinterMake = PrinterMake(), plan: PrinterPlan = PrinterPlan(name: "front"), seed: UInt64 = 1) {
        printer = SimulatedPrinter(make)
        self.plan = plan
        self.seed = seed
        proxy = Proxy(printers: [plan], chance: SplitMix64(seed: seed))
        perform(proxy.start(from: SpoolHistory(), at: moment))
    }

    var moment: Moment { Moment(wall: Instant(milliseconds: time), steady: time) }

    // MARK: Tills

    mutating func connect() -> TillID {
        lastTill += 1
        step(.tillOpened(TillID(lastTill), printer: plan.name, sender: "10.0.0.\(lastTill % 250)"))
        return TillID(lastTill)
    }

    mutating func say(_ bytes: [UInt8], _ till: TillID) { step(.tillSaid(till, bytes[...])) }

    mutating func close(_ till: TillID) { step(.tillClosed(till)) }

    /// A till connects, prints one slip and hangs up.
    mutating func prints(_ bytes: [UInt8]) {
        let till = connect()
        say(bytes, till)
        close(till)
    }

    // MARK: Time and fate

    mutating func run(milliseconds: Int64, step size: Int64 = 20) {
        for _ in 0..<max(1, milliseconds / size) {
            time += size
            printer.advance(to: time)
            pump()
            step(.tick)
        }
    }

    /// The process dies, with everything that was not durable, and is started again.
    mutating func crash() {
        dropLink()
        seed &+= 1
        proxy = Proxy(printers: [plan], limits: limits, chance: SplitMix64(seed: seed))
        var history = SpoolHistory()
        for record in journal { history.add(record) }
        perform(proxy.start(from: history, at: moment))
    }

    mutating func cutWire() {
        isCut = true
        dropLink()
        step(.linkDown(printer: plan.name))
    }

    private mutating func dropLink() {
        if let session { printer.disconnect(session) }
        session = nil
        wire = []
    }

    mutating func decide(_ job: PrintJobID, _ decision: PrintEvent.Decision, by person: String = "li") {
        step(.decided(job, decision, by: person))
    }

    mutating func step(_ input: ProxyInput) { perform(proxy.step(input, at: moment)) }

    // MARK: Effects

    private mutating func perform(_ effects: [ProxyEffect]) {
        for case .record(let record) in effects { journal.append(record) }
        for effect in effects {
            switch effect {
            case .record, .read, .disconnect: break
            case .answer(let till, let bytes): answers[till, default: []] += bytes
            case .hangUp(let till, let reason): hungUp[till] = reason
            case .connect: connectPrinter()
            case .send(_, let bytes):
                sent += bytes
                wire += bytes
            case .keep(let job):
                if !kept.contains(where: { $0.id == job.id }) { kept.append(job) }
                step(.kept(job.id))
            case .note(let event):
                if !noted.contains(event) { noted.append(event) }
                step(.noted(event.job, number: event.number))
            case .show(let shown): condition = shown
            case .makeCopy(let job, let number, _):
                let copy = CapturedJob(
                    id: PrintJobID(milliseconds: time, high: 7, low: UInt64(number)), printer: plan.name, sender: "",
                    startedAt: moment.wall, endedAt: moment.wall, ending: .closed,
                    bytes: [0x1B, 0x40] + Array("** DUPLICATE \(number) **\n".utf8) + job.bytes, copy: number,
                    original: job.original ?? job.id
                )
                copies.append(copy)
                step(.submitted(copy))
            }
        }
    }

    private mutating func connectPrinter() {
        lastSession += 1
        guard !isCut, printer.connect(lastSession) else { return step(.linkDown(printer: plan.name)) }
        session = lastSession
        acceptedCount = 0
        wire = []
        step(.linkUp(printer: plan.name))
    }

    /// Moves bytes both ways as far as the printer takes them.
    private mutating func pump() {
        guard let open = session else { return }
        guard printer.sessions.contains(open) else {
            session = nil
            return step(.linkDown(printer: plan.name))
        }
        while !wire.isEmpty {
            let taken = printer.receive(wire[...], from: open)
            guard taken > 0 else { break }
            wire.removeFirst(taken)
            acceptedCount += taken
        }
        step(.accepted(printer: plan.name, acceptedCount))
        let said = printer.takeReplies().flatMap(\.bytes)
        if !said.isEmpty { step(.printerSaid(printer: plan.name, said)) }
    }

    // MARK: Looking

    func job(_ at: Int) -> PrintJob? {
        guard kept.indices.contains(at) else { return nil }
        return proxy.jobs.first { $0.id == kept[at].id }
    }

    /// A slip of so many lines that all carry its name, with a cut.
    static func slip(_ name: String, lines: Int = 6) -> [UInt8] {
        var bytes: [UInt8] = [0x1B, 0x40]
        for line in 1...lines { bytes += Array("\(name) line \(line) of \(lines)\n".utf8) }
        return bytes + [0x1D, 0x56, 0x42, 0x03]
    }

    /// How often the whole slip came out: unmarked, and marked as a copy.
    func count(_ name: String, lines: Int = 6) -> (unmarked: Int, marked: Int) {
        let wanted = (1...lines).map { Array("\(name) line \($0) of \(lines)".utf8) }
        let whole = printer.tape.slips.filter { slip in wanted.allSatisfy { slip.contains($0) } }
        let marked = whole.count { slip in
            slip.contains { String(decoding: $0, as: UTF8.self).contains("DUPLICATE") }
        }
        return (whole.count - marked, marked)
    }
}
