// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Journal
internal import Tender

/// One day of one shop, 86,400 seconds of virtual time: everything that happens, in order, from one seed.
final class StoreDay {
    let street: Street
    let people: People
    var houses: Houses
    let corner = PrinterCorner()
    var shop: ShopProgram?
    /// Attempts that a breach made unreadable: the day cannot go on.
    private(set) var isBroken = false

    /// Milliseconds of a store-day.
    static let length: Int64 = 86_400_000
    /// Events after which a day counts as one that never comes to rest; a usual day has 600.
    private static let eventLimit = 20_000
    static let healAt: Int64 = 72_000_000

    init(seed: UInt64, bug: SeededBug? = nil, isTold: Bool = false) {
        street = Street(seed: seed, bug: bug, isTold: isTold)
        people = People(street)
        houses = Houses(street, prices: people.prices)
        Calamities.plan(street)
    }

    /// Lives through the day.
    static func live(seed: UInt64, bug: SeededBug? = nil, isTold: Bool = false) -> DayReport {
        let day = StoreDay(seed: seed, bug: bug, isTold: isTold)
        day.run()
        return day.report
    }

    private func run() {
        while let (time, event) = street.agenda.next(), time <= Self.length, !isBroken {
            street.reach(time)
            street.figures.events += 1
            guard street.figures.events < Self.eventLimit else {
                street.breach(.i6, "the shop never rests")
                isBroken = true
                break
            }
            do throws(Kill) {
                try happen(event)
                hearWords()
                shop?.sleep()
            } catch {
                die(error)
            }
        }
        street.reach(Self.length)
        if !isBroken { lastLook() }
    }

    private func happen(_ event: Happening) throws(Kill) {
        switch event {
        case .turn(let sale): try people.turn(sale, shop)
        case .secondClick(let sale, let key): try people.press(sale, key: key, shop)
        case .giveBack(let sale, let back): try people.giveBack(sale, back, shop)
        case .arrival(let packet): arrive(packet)
        case .decision(let lane, let key): houses.decideLater(lane, key)
        case .reply(let packet, let reply): try hear(packet, reply)
        case .wake(let life): if shop?.life == life { try shop?.wake() }
        case .printTick(let life): if let shop, shop.life == life { try shop.printing.tick(shop) }
        case .wireDown(let lane, let until): cut(lane, until)
        case .wireUp(let lane): try mend(lane)
        case .fault(let fault): try befall(fault)
        case .start: try boot()
        case .heal: try heal()
        case .look:
            checkPaper()
            try shop?.look()
        case .closeBatches: try shop?.closeBatches()
        case .endOfDay: break
        }
    }

    // MARK: - Messages

    private func arrive(_ packet: LaneMessage) {
        switch packet.act {
        case .request, .repetition: houses.take(packet)
        case .question, .confirmation: houses.beAsked(packet)
        case .reversal: houses.reverse(packet)
        case .totals, .row, .end: houses.close(packet)
        }
    }

    private func hear(_ packet: LaneMessage, _ reply: Reply) throws(Kill) {
        guard let shop, reply.isCallback || shop.life == packet.life else {
            // A notice is sent again until somebody is there; an answer on a dead connection is lost.
            if reply.isCallback { street.after(15_000, .reply(packet, reply)) }
            return
        }
        // What cannot be kept is not believed yet: the link holds it until there is room.
        guard !street.disk.isFull else { return street.after(3_000, .reply(packet, reply)) }
        try shop.hear(reply, to: packet)
        // What was being kept when the program died was not heard: nobody relied on it.
        street.heard.append((packet, reply))
    }

    private func hearWords() {
        let words = street.said
        street.said = []
        for word in words {
            guard case .outcome(let id, _, _, _) = word else { continue }
            people.hear(word)
            guard let number = shop?.memory.attempts[id]?.request.number else { continue }
            if let since = street.reachableSince.removeValue(forKey: number) {
                street.figures.recover(after: street.time - since)
                street.note(
                    "known", Int64(number), street.time - since, "\(id) \(street.time - since) ms after the way back")
            }
        }
    }

    // MARK: - Wires

    private func cut(_ lane: Int, _ until: Int64) {
        guard !street.isHealed else { return }
        street.wires[lane].downUntil = until
        street.figures.outages += 1
        street.note("wire down", Int64(lane), until)
        for attempt in shop?.memory.open(Lane.all[lane].terminal) ?? [] {
            street.reachableSince[attempt.request.number] = nil
        }
        street.agenda.add(.wireUp(lane: lane), at: until)
    }

    private func mend(_ lane: Int) throws(Kill) {
        if let until = street.wires[lane].downUntil {
            guard until <= street.time else { return }
            street.wires[lane].downUntil = nil
            street.note("wire up", Int64(lane))
            markReachable(lane)
            // The program notices it within a second or two.
            return street.after(Int64(street.dice.roll(in: 100...1_900)), .wireUp(lane: lane))
        }
        try shop?.wireIsBack(Lane.all[lane])
    }

    /// From now on the outcome of what is open can be learnt.
    private func markReachable(_ lane: Int) {
        guard street.wires[lane].downUntil == nil else { return }
        for attempt in shop?.memory.open(Lane.all[lane].terminal) ?? [] where attempt.state != .intended {
            street.reachableSince[attempt.request.number] = street.time
        }
    }

    // MARK: - Life and death

    private func boot() throws(Kill) {
        guard shop == nil else { return }
        do {
            let program = try ShopProgram(street, corner)
            shop = program
            checkMemory(program)
            for lane in Lane.all { markReachable(lane.index) }
            try program.takeUp()
        } catch let kill as Kill {
            throw kill
        } catch {
            street.breach(.i10, "the journal does not open: \(error)")
            isBroken = true
        }
    }

    func die(_ kill: Kill) {
        street.note("dies", kill.isPowerLoss ? 1 : 0)
        hearWords()
        street.end()
        shop = nil
        corner.drop()
        street.reachableSince = [:]
        if kill.isPowerLoss {
            street.figures.powerLosses += 1
            street.disk.losePower(&street.dice)
        }
        let pause = kill.isPowerLoss ? street.dice.roll(in: 20_000...180_000) : street.dice.roll(in: 800...30_000)
        street.after(Int64(pause), .start)
    }

    private func befall(_ fault: StreetFault) throws(Kill) {
        guard !street.isHealed else { return }
        street.figures.faults += 1
        switch fault {
        case .kill, .powerLoss:
            guard shop != nil else { return }
            street.figures.kills += 1
            if case .powerLoss = fault { throw Kill(isPowerLoss: true) }
            throw Kill(isPowerLoss: false)
        case .clockJump(let shift):
            street.clockShift += shift
            street.note("clock jumps", shift)
        case .disk(let isFull): street.disk.isFull = isFull
        case .printer(let fault, let isOn):
            corner.set(fault, isOn: isOn, &street.dice)
            street.note("printer", isOn ? 1 : 0, 0, fault.rawValue)
            if let shop { shop.printing.tickSoon(shop) }
        case .printerPower:
            corner.printer.cyclePower()
            if let shop { shop.printing.tickSoon(shop) }
        }
    }

    private func heal() throws(Kill) {
        street.note("heals")
        street.isHealed = true
        street.disk.isFull = false
        street.clockShift = 0
        corner.mend()
        for lane in Lane.all {
            street.wires[lane.index].heal()
            street.agenda.add(.wireUp(lane: lane.index), at: street.time + 500)
        }
        if let shop { shop.printing.tickSoon(shop) }
    }

    var report: DayReport {
        DayReport(
            seed: street.seed, figures: street.figures, breaches: street.breaches, trace: street.trace.digest,
            traced: street.trace.count, lines: street.trace.lines)
    }
}
