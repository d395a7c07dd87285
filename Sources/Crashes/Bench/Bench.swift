// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
public import Tender

/// Why a program stops in the middle.
public enum Halt: Error, Hashable, Sendable {
    case killed
    /// It will not start from what is on the disk; in its own words.
    case unreadable(String)
}

/// What the people of the shop remember: what the screen said of each wish, and how often they pressed for the next.
public struct People: Hashable, Sendable {
    public var told: [Shown] = []
    public var presses = 0

    public init() {}
}

/// The world of one program: its disk, the other side, the printer and the clock. All that it does to them is counted.
public final class Bench {
    public let points: Points
    public let disk: TapedDisk
    public internal(set) var host: Host
    public var now: Instant
    /// The people outlive the program: what they know is part of the world.
    public var people: People
    private var faults: [Fault]
    private var counts: [Fault.Target: Int] = [:]
    private var late: [(at: Instant, voucher: VoucherNumber, reply: Reply)] = []
    /// Slips that came out of the printer, by voucher.
    public private(set) var printed: [VoucherNumber: Int] = [:]
    /// Called after each call that was counted, for whoever keeps the moments of a run.
    public var afterCall: (() -> Void)?

    public init(
        _ files: [String: [UInt8]] = [:], host: Host, faults: [Fault] = [], now: Instant, people: People = People(),
        printed: [VoucherNumber: Int] = [:], dyingAt death: Points.Death? = nil
    ) {
        points = Points(dyingAt: death)
        disk = TapedDisk(files, points: points)
        self.host = host
        self.faults = faults
        self.now = now
        self.people = people
        self.printed = printed
    }

    /// A message that is out, and what will come back.
    struct Underway {
        fileprivate let reply: Reply?
        fileprivate let fault: Fault.What?
    }

    /// What came of waiting.
    enum Outcome: Hashable {
        case reply(Reply)
        case silence
        /// Not a byte went out.
        case notConnected
    }

    func exchange(_ message: Message) throws(Halt) -> Outcome {
        guard let underway = try send(message) else { return .notConnected }
        return try receive(underway)
    }

    /// - Returns: nil when no connection can be made.
    func send(_ message: Message) throws(Halt) -> Underway? {
        let fault = fault(for: message)
        if fault == .notConnected { return nil }
        // A message cut in its middle is none.
        guard points.pass(.send) == .goesOn else { throw .killed }
        host.noteChase(message)
        let reply = fault == .requestLost ? nil : host.take(message)
        afterCall?()
        guard case .late(let pause) = fault, let reply else { return Underway(reply: reply, fault: fault) }
        late.append((now.adding(milliseconds: pause), message.voucher, reply))
        return Underway(reply: nil, fault: fault)
    }

    /// Waits for the answer, as long as one waits.
    func receive(_ underway: Underway) throws(Halt) -> Outcome {
        guard let reply = underway.reply, underway.fault != .replyLost else {
            now = now.adding(milliseconds: Self.patience)
            return .silence
        }
        guard points.pass(.receive) == .goesOn else { throw .killed }
        afterCall?()
        now = now.adding(milliseconds: 400)
        switch underway.fault {
        case .wrongCode: return .reply(.unbelievable)
        case .refused: return .reply(.reversalRefused)
        case nil, .notConnected, .requestLost, .replyLost, .late: return .reply(reply)
        }
    }

    /// How long an answer is waited for, in milliseconds.
    static let patience: Int64 = 60_000

    /// An answer that nobody waits for any more.
    func lateAnswer() throws(Halt) -> (voucher: VoucherNumber, reply: Reply)? {
        guard let place = late.firstIndex(where: { $0.at <= now }) else { return nil }
        guard points.pass(.receive) == .goesOn else { throw .killed }
        let found = late.remove(at: place)
        afterCall?()
        return (found.voucher, found.reply)
    }

    /// When the next late answer comes.
    var nextLate: Instant? { late.map(\.at).min() }

    func print(_ voucher: VoucherNumber) throws(Halt) {
        guard points.pass(.print) == .goesOn else { throw .killed }
        printed[voucher, default: 0] += 1
        afterCall?()
    }

    private func fault(for message: Message) -> Fault.What? {
        let target = Fault.Target(message.kind)
        let number = counts[target, default: 0] + 1
        counts[target] = number
        return faults.first { $0.target == target && $0.numbers.contains(number) }?.what
    }
}
