// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Tender

/// Everything outside the shop's program: what goes on when it dies. One value for one store-day.
final class Street {
    let seed: UInt64
    var dice: SplitMix64
    let weather: Weather
    let bug: SeededBug?
    /// Milliseconds since the day began, by a clock that nobody sets.
    private(set) var time: Int64 = 0
    /// What the shop's wall clock shows beyond that.
    var clockShift: Int64 = 0
    var agenda = Agenda()
    let disk = SimulatedDisk()
    var wires: [Wire]
    var trace: Trace
    var figures = DayFigures()
    private(set) var breaches: [Breach] = []
    /// Records that the shop relied on before it told anybody or did anything.
    var acknowledged: UInt64 = 0
    /// Counts the shop's runs; 0 while it is down.
    var life = 0
    private(set) var lives = 0
    /// Nothing breaks any more.
    var isHealed = false
    private var points = 0
    /// What the shop's screens say, in order.
    var said: [ShopWord] = []
    /// When the way back to the other side was there again, of attempts whose outcome is not known.
    var reachableSince: [AttemptNumber: Int64] = [:]

    /// Rows of a batch whose taking is durable at the shop.
    var takenRows: Set<AttemptID> = []
    /// Every reply that reached the shop, to be told again at the end.
    var heard: [(LaneMessage, Reply)] = []

    typealias AttemptNumber = Int

    init(seed: UInt64, bug: SeededBug?, isTold: Bool) {
        self.seed = seed
        self.bug = bug
        var dice = SplitMix64(seed: seed)
        weather = Weather(&dice)
        self.dice = dice
        trace = Trace(isTold: isTold)
        wires = weather.wires
        if bug == .skipsSync { disk.ignoreSyncs() }
    }

    /// 06:00 in Shanghai on 27 November 2026.
    static let dayStart = Instant(milliseconds: 1_795_730_400_000)

    /// What the shop's wall clock shows.
    var wall: Instant { Self.dayStart.adding(milliseconds: time + clockShift) }

    func reach(_ later: Int64) { time = max(time, later) }

    func after(_ milliseconds: Int64, _ event: Happening) { agenda.add(event, at: time + max(0, milliseconds)) }

    func note(
        _ what: StaticString, _ first: Int64 = 0, _ second: Int64 = 0, _ line: @autoclosure () -> String = ""
    ) {
        trace.note(what, at: time, first, second, line())
    }

    func breach(_ invariant: Invariant, _ what: String) {
        note("BREACH", 0, 0, "\(invariant.rawValue): \(what)")
        guard breaches.count < Self.breachLimit else { return }
        breaches.append(Breach(seed: seed, invariant: invariant, time: time, what: what))
    }

    private static let breachLimit = 20

    // MARK: - The shop's life

    func begin() {
        lives += 1
        life = lives
    }

    func end() { life = 0 }

    /// A place in the shop's program where it may be killed.
    func point() throws(Kill) {
        points += 1
        guard !isHealed, weather.kills.contains(points) else { return }
        figures.kills += 1
        throw Kill(isPowerLoss: weather.losesPower(at: points))
    }

    /// Whether the next sync is one in which the process dies: written, and perhaps not durable.
    func diesInSync() -> Bool {
        points += 1
        return !isHealed && weather.kills.contains(points)
    }

    // MARK: - Messages

    func send(_ packet: LaneMessage) {
        note("send", Int64(packet.lane), Int64(packet.request.number), "\(packet.act) \(packet.request.id)")
        guard let delay = wires[packet.lane].delay(&dice) else {
            figures.lost += 1
            return
        }
        after(delay, .arrival(packet))
    }

    func reply(_ reply: Reply, to packet: LaneMessage, after milliseconds: Int64 = 0) {
        guard let delay = wires[packet.lane].delay(&dice) else {
            figures.lost += 1
            return note("lost", Int64(packet.lane), Int64(packet.request.number))
        }
        after(milliseconds + delay, .reply(packet, reply))
    }
}

/// The process ends here, with all it had in memory.
struct Kill: Error {
    let isPowerLoss: Bool
}
