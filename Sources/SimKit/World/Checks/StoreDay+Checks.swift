// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Journal
internal import Printing
internal import Tender

/// What must hold after every death.
extension StoreDay {
    /// Everything that anybody was told is still so.
    func checkMemory(_ shop: ShopProgram) {
        for id in people.accepted where shop.memory.attempts[id] == nil {
            street.breach(.i6, "\(id) was accepted and is gone")
        }
        for id in people.accepted {
            guard let word = people.told[id], word.state.isApproved, let attempt = shop.memory.attempts[id] else {
                continue
            }
            if attempt.state != word.state || attempt.charged.minor != word.minor {
                street.breach(.i6, "\(id) was told as \(word.state) and is \(attempt.state)")
            }
        }
    }
}

/// What must hold when the day is over, everything is mended and has had its time.
extension StoreDay {
    func lastLook() {
        guard let shop else { return street.breach(.i6, "the program does not run") }
        checkMemory(shop)
        checkOutcomes(shop)
        checkMoney(shop)
        checkSlips(shop)
        checkJournal(shop)
        checkBatches(shop)
        checkDay(shop)
        let printed = shop.printing.proxy.jobs.filter { $0.level.isPrinted || $0.state == .closed(.printAgain) }
        Reckoning(street, shop.memory, houses.book, printed: Set(printed.map(\.captured.sender))).check()
        checkReplays(shop)
        count(shop)
    }

    private func checkOutcomes(_ shop: ShopProgram) {
        for attempt in shop.memory.all where !attempt.state.isOver {
            street.breach(.i6, "\(attempt.id) is still \(attempt.state)")
        }
    }

    /// Row by row: what the other side has is what we have, or something explains it.
    private func checkMoney(_ shop: ShopProgram) {
        var (theirs, ours) = (Int128(0), Int128(0))
        for row in houses.book.all {
            let id = row.request.id
            let minor = row.stands ? row.minor : 0
            guard let attempt = shop.memory.attempts[id] else {
                street.breach(.i6, "\(id) was asked for and is in no record")
                continue
            }
            if attempt.request != row.request { street.breach(.i12, "\(id) is another request there") }
            theirs += Int128(minor)
            ours += Int128(attempt.charged.minor)
            guard minor != attempt.charged.minor else { continue }
            if row.isExcused {
                street.figures.explained += 1
                theirs -= Int128(minor)
                ours -= Int128(attempt.charged.minor)
            } else {
                street.breach(.i11, "\(id): \(minor) there, \(attempt.charged.minor) \(attempt.state) here")
            }
        }
        for attempt in shop.memory.all where attempt.state.isApproved && houses.book[attempt.request.peerKey] == nil {
            street.breach(.i11, "\(attempt.id) is approved here and unknown there")
        }
        if theirs != ours { street.breach(.i5, "\(theirs) there, \(ours) here") }
        for sale in people.sales {
            let paid = houses.book.paid(for: sale.order)
            let isExcused = houses.book.rows(of: sale.order).contains { $0.isExcused }
            if paid > sale.price, !isExcused { street.breach(.i2, "\(sale.order): \(paid) paid of \(sale.price)") }
            if paid < 0, !isExcused { street.breach(.i3, "\(sale.order): \(paid)") }
        }
    }

    // MARK: - Slips

    private func checkSlips(_ shop: ShopProgram) {
        for attempt in shop.memory.all {
            let isOwed = attempt.state.isApproved
            let count = shop.memory.originals[attempt.id] ?? 0
            if isOwed, count != 1 { street.breach(.i1, "\(attempt.id) has \(count) receipt records") }
            if !isOwed, count > 0, attempt.state != .reversed {
                street.breach(.i1, "\(attempt.id) is \(attempt.state) and has a slip")
            }
        }
        let condition = shop.printing.proxy.conditions.first.map { "link \($0.link), proof \($0.proof)" } ?? ""
        for job in shop.printing.proxy.jobs {
            if !job.isSettled { street.breach(.i8, "the slip of \(job.captured.sender) is \(job.state), \(condition)") }
        }
        checkPaper()
    }

    /// Whatever counts as printed is on the paper tape, and at most one of it bears no mark.
    func checkPaper() {
        guard let shop else { return }
        for job in shop.printing.proxy.jobs where job.captured.original == nil { checkPaper(job, shop) }
    }

    private func checkPaper(_ job: PrintJob, _ shop: ShopProgram) {
        let paper = corner.count(shop.bytes(of: job))
        let isPrinted = job.level.isPrinted || (street.bug == .saysPrintedWhenSent && job.level >= .accepted)
        if isPrinted, paper.whole == 0 { street.breach(.i8, "\(job.captured.sender) counts as printed and is not") }
        if paper.unmarked > 1 { street.breach(.i7, "\(job.captured.sender) came out \(paper.unmarked) times unmarked") }
    }

    // MARK: - The journal

    private func checkJournal(_ shop: ShopProgram) {
        do throws(JournalError) {
            let check = try JournalCheck.verify(disk: street.disk, digesting: QuickDigest())
            if check.root != shop.journal.root || check.records != shop.journal.records {
                street.breach(.i10, "the journal on the disk is not the one that was written")
            }
        } catch {
            street.breach(.i10, "the journal does not verify: \(error)")
        }
    }

    /// Told once, told with every record twice, and kept in memory: one and the same. Old answers change nothing.
    private func checkReplays(_ shop: ShopProgram) {
        var (once, twice) = (ShopMemory(), ShopMemory())
        do {
            try ShopJournal.read(street) { record in
                once.take(record)
                twice.take(record)
                if record.isInput { twice.take(record) }
                let again = try? ShopRecord(type: record.type, payload: record.payload[...])
                if again?.payload != record.payload { street.breach(.i5, "a record does not read back") }
            }
        } catch {
            street.breach(.i10, "\(error)")
        }
        if street.bug != .clockOrdersJournal, once.attempts != shop.memory.attempts {
            street.breach(.i4, "the journal tells other attempts than memory has")
        }
        if once.attempts != twice.attempts { street.breach(.i4, "a record taken twice changes an attempt") }
        let states = shop.memory.attempts.mapValues(\.state)
        for (_, reply) in street.heard.reversed() + street.heard {
            guard case .event(let kind) = reply.word, let id = shop.memory.byKey[reply.key] else { continue }
            shop.memory.take(ShopRecord(.event(id, AttemptEvent(at: shop.now, kind: kind))))
        }
        for (id, attempt) in shop.memory.attempts where attempt.state != states[id] {
            street.breach(.i4, "an old answer moves \(id) to \(attempt.state)")
        }
    }

    // MARK: - The close

    private func checkBatches(_ shop: ShopProgram) {
        for lane in Lane.all where lane.hasBatches {
            guard let close = shop.memory.closes[lane.terminal] else {
                street.breach(.i6, "the batch of \(lane.terminal) was never closed")
                continue
            }
            if close.state != .closed { street.breach(.i6, "the batch of \(lane.terminal) is \(close.state)") }
            let isExcused = houses.book.all.contains { $0.isExcused && $0.request.terminal == lane.terminal }
            if !isExcused, close.totals != houses.totals(of: lane.terminal) {
                street.breach(.i11, "the batch of \(lane.terminal) has other sums there")
            }
        }
    }

    private func checkDay(_ shop: ShopProgram) {
        let days = Set(shop.memory.all.filter(\.request.kind.takes).map { shop.businessDay(of: $0) })
        if days.count > 1 { street.breach(.i9, "one night's sales lie on \(days.count) business days") }
    }

    private func count(_ shop: ShopProgram) {
        for attempt in shop.memory.all {
            switch attempt.state {
            case .approved, .partial:
                street.figures.approved += attempt.request.kind.takes ? 1 : 0
                street.figures.givenBack += attempt.request.kind.takes ? 0 : 1
            case .declined: street.figures.declined += 1
            case .reversed: street.figures.reversed += 1
            default: break
            }
        }
        for job in corner.printer.tape.slips { street.trace.mix(UInt64(job.count)) }
    }
}

extension ShopProgram {
    /// The shop closes after midnight: its day ends at four.
    func businessDay(of attempt: Attempt) -> CivilDate {
        let isWrong = street.bug == .cutsDaysAtMidnight
        let day = (isWrong ? BusinessDay.midnight : BusinessDay(cutOff: 4 * 3_600)) ?? .midnight
        return day.day(of: Zone.shanghai.civil(at: attempt.intendedAt))
    }
}
