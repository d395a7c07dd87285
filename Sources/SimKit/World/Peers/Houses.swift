// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Tender

/// The other sides of all lanes: acquirer's host, terminal and wallet, with their manners and their faults.
///
///     request ─▶ decided at once, or by the customer later ─▶ approved · in part · declined
///        │            └ said late, twice, never, unreadably, with a wrong code, or as "I do not know"
///     question ─▶ what it knows; a terminal that just started does not know at first
///     reversal ─▶ done · no such exchange · refused for now · a wallet's lie
struct Houses {
    var book = PeerBook()
    let street: Street
    /// Refund limits are the shop's own duty: nobody here checks them.
    private let prices: [OrderNumber: Int64]
    private var refused: [PeerKey: Int] = [:]

    init(_ street: Street, prices: [OrderNumber: Int64]) {
        self.street = street
        self.prices = prices
    }

    private var weather: Weather { street.weather }

    func happens(_ percent: Int) -> Bool {
        !street.isHealed && percent > 0 && street.dice.happens(percent, in: 100)
    }

    // MARK: - Taking

    mutating func take(_ packet: LaneMessage) {
        let request = packet.request
        let key = request.peerKey
        let style = Lane.all[packet.lane].style
        if let row = book[key] {
            // The same exchange again is answered as before; another one under its number is refused.
            guard row.request.amount == request.amount, row.request.kind == request.kind else {
                return say(.answered(Self.declined("94")), packet)
            }
            return answer(row, packet)
        }
        if packet.act == .request, happens(weather.lateDecision) {
            // It lies in a queue of the host; whoever asks meanwhile hears that there is nothing.
            return street.after(Int64(street.dice.roll(in: 50_000...150_000)), .arrival(packet))
        }
        var row = PeerRow(
            request: request, price: prices[request.order] ?? 0, outcome: .declined, minor: 0, time: street.time,
            decidedAt: street.time)
        let pause =
            switch style {
            case .acquirer: street.dice.roll(in: 50...900)
            case .terminal: street.dice.roll(in: 3_000...25_000)
            case .wallet: street.dice.roll(in: 100...800)
            }
        let waits = style == .terminal || (style == .wallet && street.dice.happens(30, in: 100))
        guard waits, request.kind.takes else {
            decide(&row)
            book[key] = row
            check(row)
            return answer(row, packet, after: Int64(pause))
        }
        let never = happens(weather.neverPays)
        let paidAt = never ? nil : street.time + Int64(style == .wallet ? street.dice.roll(in: 8_000...70_000) : pause)
        row.outcome = .pending(paidAt: paidAt)
        book[key] = row
        // Whoever never pays is given up by the terminal or the wallet.
        street.agenda.add(.decision(lane: packet.lane, key: key), at: paidAt ?? street.time + 180_000)
        if style == .wallet { say(.lost(.uncertain), packet) }
    }

    /// The customer paid, or the terminal's host answered.
    mutating func decideLater(_ lane: Int, _ key: PeerKey) {
        guard var row = book[key], case .pending(let paidAt) = row.outcome else { return }
        if paidAt == nil { row.outcome = .declined } else { decide(&row) }
        row.decidedAt = street.time
        book[key] = row
        check(row)
        let packet = LaneMessage(lane: lane, life: street.life, act: .request, request: row.request)
        if Lane.all[lane].style == .wallet {
            callBack(row, packet)
        } else {
            answer(row, packet)
        }
    }

    private func decide(_ row: inout PeerRow) {
        let isTaking = row.request.kind.takes
        guard !street.dice.happens(isTaking ? 10 : 4, in: 100) else {
            row.outcome = .declined
            return
        }
        row.outcome = .approved
        row.minor = row.request.amount.minor
        let isCard = Lane.of(row.request.terminal)?.style == .acquirer
        if isTaking, isCard, row.minor > 1_000, street.dice.happens(3, in: 100) { row.minor = row.minor / 2 }
        row.isExcused = (book.denials[row.request.peerKey] ?? 0) >= 2
    }

    /// The two things that no shop may ever bring about.
    private func check(_ row: PeerRow) {
        guard row.stands else { return }
        let request = row.request
        street.note("approved", Int64(request.number), row.minor)
        if request.kind.takes {
            let rows = book.rows(of: request.order)
            let isExcused = rows.contains { $0.isExcused } || row.isExcused
            let paid = book.paid(for: request.order)
            if paid > row.price, !isExcused {
                street.breach(.i2, "\(request.order): \(paid) taken of \(row.price), by \(request.id)")
            }
        } else if let original = request.original, let charge = book.row(of: original, order: request.order) {
            let back = book.givenBack(of: original, order: request.order)
            let isExcused = book.rows(of: request.order).contains { $0.isExcused }
            if back > charge.minor, !isExcused {
                street.breach(.i3, "\(original): \(back) given back of \(charge.minor)")
            }
        }
    }

    // MARK: - Telling

    private func answer(_ row: PeerRow, _ packet: LaneMessage, after pause: Int64 = 0) {
        var kind = Self.kind(of: row)
        if case .pending = row.outcome { return }
        if happens(weather.silence) {
            street.figures.faults += 1
            return street.note("silence", Int64(packet.lane), Int64(packet.request.number))
        }
        if happens(weather.badAnswer) {
            street.figures.faults += 1
            // 98, 96, 68 and 09 say that nobody knows; a wrong code or field makes an answer that is not believed.
            kind = .lost([LossReason.uncertain, .wrongCode, .unreadable][street.dice.roll(3)])
            if street.bug == .believesWrongCode, kind == .lost(.wrongCode) { kind = .answered(Self.declined("00")) }
        }
        say(kind, packet, after: pause)
        if happens(weather.doubled) { say(kind, packet, after: pause + Int64(street.dice.roll(in: 5...40_000))) }
    }

    private func say(_ kind: AttemptEvent.Kind, _ packet: LaneMessage, after pause: Int64 = 0) {
        var late: Int64 = 0
        if happens(weather.lateAnswer) { late = Int64(street.dice.roll(in: 2_000...200_000)) }
        street.reply(Reply(word: .event(kind), key: packet.request.peerKey), to: packet, after: pause + late)
    }

    /// A signed notice, told until it is heard, perhaps twice and perhaps before the answer.
    private func callBack(_ row: PeerRow, _ packet: LaneMessage) {
        guard row.outcome == .approved else { return }
        let reply = Reply(word: .event(Self.kind(of: row)), key: row.request.peerKey, isCallback: true)
        for _ in 0..<(happens(weather.doubled) ? 2 : 1) {
            street.after(Int64(street.dice.roll(in: 50...20_000)), .reply(packet, reply))
        }
    }

    static func declined(_ code: String) -> Answer {
        Answer(.declined, amount: Money(minor: 0, currency: .cny), code: code)
    }

    static func kind(of row: PeerRow) -> AttemptEvent.Kind {
        switch row.outcome {
        case .pending: return .stillOpen
        case .declined: return .answered(declined("51"))
        case .approved:
            let isPart = row.minor < row.request.amount.minor
            return .answered(
                Answer(
                    isPart ? .partial : .approved, amount: Money(minor: row.minor, currency: .cny),
                    code: isPart ? "10" : "00", reference: ReferenceNumber("R\(row.request.number)")))
        }
    }

    // MARK: - Being asked and told to reverse

    mutating func beAsked(_ packet: LaneMessage) {
        let key = packet.request.peerKey
        guard let row = book[key] else {
            book.deny(key, weight: 1)
            return say(.notFound, packet)
        }
        if row.isReversed { return say(.reversalDone, packet) }
        if packet.act == .confirmation { return say(.lost(.uncertain), packet) }
        // A terminal that has just started does not know its last payment at first.
        let denied = book.denials[key] ?? 0
        if denied == 0, happens(weather.forgetful) {
            street.figures.faults += 1
            book.deny(key, weight: 1)
            return say(.notFound, packet)
        }
        say(Self.kind(of: row), packet)
    }

    mutating func reverse(_ packet: LaneMessage) {
        let key = packet.request.peerKey
        guard var row = book[key] else {
            book.deny(key, weight: 2)
            return say(.reversalNotFound, packet)
        }
        if happens(weather.refusedReversal), (refused[key] ?? 0) < 2 {
            refused[key, default: 0] += 1
            street.figures.faults += 1
            return say(.reversalRefused("E"), packet)
        }
        let isWallet = Lane.all[packet.lane].style == .wallet
        if isWallet, !row.isReversed, happens(weather.walletLie), book.lies.insert(key).inserted {
            street.figures.faults += 1
            return street.reply(Reply(word: .saysCancelled, key: key), to: packet)
        }
        if row.outcome == .declined { return say(.answered(Self.declined("51")), packet) }
        if case .pending = row.outcome { row.outcome = .declined }
        if !row.isReversed { street.note("reversed", Int64(row.request.number), row.minor) }
        row.isReversed = true
        book[key] = row
        if isWallet {
            street.reply(Reply(word: .saysCancelled, key: key), to: packet)
        } else {
            say(.reversalDone, packet)
        }
    }
}
