// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Printing
internal import Tender

/// The spooler of the shop's program, between its journal and the printer.
final class PrintRoom {
    private let street: Street
    let corner: PrinterCorner
    private(set) var proxy: Proxy
    private var pause: Int64 = 0
    private var isTicking = false
    /// What the cable and the register said while the disk had no room: it is said again as soon as there is some, for
    /// the spooler hears it once only.
    private var unheard: [ProxyInput] = []

    static let printer = "front"
    static let mark = Array("** COPY".utf8)

    init(_ street: Street, _ corner: PrinterCorner) {
        self.street = street
        self.corner = corner
        var plan = PrinterPlan(name: Self.printer)
        plan.ageLimitMilliseconds = 4 * 3_600_000
        proxy = Proxy(printers: [plan], chance: street.dice.branch(UInt64(street.life)))
    }

    func start(_ shop: ShopProgram) throws(Kill) {
        corner.drop()
        let effects = proxy.start(from: shop.memory.spool, at: moment(shop))
        try perform(effects, shop)
        tickSoon(shop)
    }

    private func moment(_ shop: ShopProgram) -> Moment { Moment(wall: shop.now, steady: street.time) }

    /// - Returns: false when the disk has no room: nothing moves then.
    @discardableResult
    func step(_ input: ProxyInput, _ shop: ShopProgram) throws(Kill) -> Bool {
        guard !street.disk.isFull else { return false }
        try perform(proxy.step(input, at: moment(shop)), shop)
        return true
    }

    private func perform(_ effects: [ProxyEffect], _ shop: ShopProgram) throws(Kill) {
        var records: [ShopRecord] = []
        for case .record(let record) in effects { records.append(.spool(record)) }
        if !records.isEmpty {
            guard try shop.journal.commit(records) else { throw Kill(isPowerLoss: false) }
            for record in records { shop.memory.take(record) }
        }
        var inputs: [ProxyInput] = []
        for effect in effects {
            switch effect {
            case .connect:
                inputs.append(
                    corner.connect(at: street.time)
                        ? .linkUp(printer: Self.printer) : .linkDown(printer: Self.printer))
            case .send(_, let bytes): corner.send(bytes)
            case .keep(let job): inputs.append(.kept(job.id))
            case .note(let event): inputs.append(.noted(event.job, number: event.number))
            case .makeCopy(let job, let number, _): inputs.append(.submitted(copy(of: job, number, shop)))
            case .record, .answer, .hangUp, .read, .disconnect, .show: break
            }
        }
        for input in inputs where try !step(input, shop) { unheard.append(input) }
    }

    /// Says what could not be said before, in order.
    private func sayUnheard(_ shop: ShopProgram) throws(Kill) {
        guard !street.disk.isFull else { return }
        let inputs = unheard
        unheard = []
        for input in inputs { try step(input, shop) }
    }

    private func copy(of job: CapturedJob, _ number: Int, _ shop: ShopProgram) -> CapturedJob {
        street.figures.copies += 1
        let bytes = shop.memory.slips.values.first { $0.id == (job.original ?? job.id) }?.bytes ?? job.bytes
        return CapturedJob(
            id: PrintJobID(milliseconds: street.time, high: UInt16(number), low: UInt64(street.life)),
            printer: Self.printer, sender: job.sender, startedAt: shop.now, endedAt: shop.now, ending: .closed,
            bytes: Self.mark + Array(" \(number) **\n".utf8) + bytes, copy: number, original: job.original ?? job.id)
    }

    // MARK: - Slips

    /// Hands a slip in: durable first.
    func print(_ attempt: Attempt, _ shop: ShopProgram) throws(Kill) -> Bool {
        let kind = attempt.request.kind.takes ? "SALE" : "BACK"
        let id = attempt.id.text
        var bytes: [UInt8] = [0x1B, 0x40]
        bytes += Array("\(id) \(kind)\n\(id) \(attempt.charged.text)\n".utf8)
        bytes += [0x1B, 0x70, 0x00, 0x19, 0xFA, 0x1D, 0x56, 0x42, 0x03]
        let job = CapturedJob(
            id: PrintJobID(milliseconds: Int64(attempt.request.number), high: 1, low: UInt64(shop.life)),
            printer: Self.printer, sender: id, startedAt: shop.now, endedAt: shop.now, ending: .closed, bytes: bytes)
        guard try step(.submitted(job), shop) else { return false }
        street.figures.slips += 1
        street.note("slip", Int64(attempt.request.number))
        try pump(shop)
        tickSoon(shop)
        return true
    }

    // MARK: - Time

    func pump(_ shop: ShopProgram) throws(Kill) {
        guard !street.disk.isFull else { return }
        try sayUnheard(shop)
        for _ in 0..<4 {
            guard let news = corner.pump(at: street.time) else { return }
            if news.isCut {
                try step(.linkDown(printer: Self.printer, isReset: true), shop)
                return
            }
            try step(.accepted(printer: Self.printer, news.accepted), shop)
            guard !news.said.isEmpty else { return }
            try step(.printerSaid(printer: Self.printer, news.said), shop)
        }
    }

    func tick(_ shop: ShopProgram) throws(Kill) {
        isTicking = false
        try pump(shop)
        try step(.tick, shop)
        try pump(shop)
        if isBusy { goOn(shop) }
    }

    /// Whether something goes on by itself.
    private var isBusy: Bool {
        !isGreeted || !unheard.isEmpty
            || proxy.waitingBytes(Self.printer) > 0
                && proxy.jobs.contains { $0.state == .waiting || $0.state == .printing }
    }

    private var isGreeted: Bool { proxy.conditions.first.map { $0.link == .up && $0.proof != .unknown } ?? false }

    /// Ticks come quickly after something happened, and ever more slowly while nothing does.
    func tickSoon(_ shop: ShopProgram) {
        pause = 40
        if !isTicking { goOn(shop) }
    }

    private func goOn(_ shop: ShopProgram) {
        pause = min(pause * 2, 30_000)
        isTicking = true
        street.after(pause, .printTick(life: shop.life))
    }
}

extension ShopProgram {
    /// Hands every slip in that is owed.
    func handInSlips(all: Bool = false) throws(Kill) {
        for attempt in all ? memory.all.filter(\.state.isApproved) : memory.owedSlips {
            if forgotten.contains(attempt.id) { continue }
            guard try printing.print(attempt, self) else { return }
        }
    }

    /// A person at the printer: looks at the paper for slips that nobody can vouch for.
    func look() throws(Kill) {
        for job in printing.proxy.jobs {
            let isOnPaper = printing.corner.count(bytes(of: job)).whole > 0
            switch job.state {
            case .unconfirmed:
                try printing.step(.decided(job.id, isOnPaper ? .onPaper : .printAgain, by: "li"), self)
            case .expired: try printing.step(.decided(job.id, .printAgain, by: "li"), self)
            default: break
            }
        }
        printing.tickSoon(self)
    }

    func bytes(of job: PrintJob) -> [UInt8] {
        AttemptID(job.captured.sender).flatMap { memory.slips[$0]?.bytes } ?? job.captured.bytes
    }
}
