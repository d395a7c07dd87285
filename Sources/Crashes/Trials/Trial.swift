// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
public import Tender

/// The people of a shop carry a flow through, however often their program ends in the middle.
public struct Trial: Sendable {
    /// Everything outside the program when it ended, and what it left on the disk.
    public struct Ruins: Sendable {
        public var files: [String: [UInt8]]
        public let host: Host
        public let now: Instant
        public let printed: [VoucherNumber: Int]
        public let people: People
    }

    public let flow: Flow
    /// Presses before somebody gives up.
    static let patience = 4

    public init(_ flow: Flow) { self.flow = flow }

    func bench(dyingAt death: Points.Death? = nil) -> Bench {
        Bench(
            host: Host(differs: flow.differs), faults: flow.faults, now: Instant(milliseconds: 1_795_680_000_000),
            dyingAt: death)
    }

    /// The machine is on again ten seconds later, and nothing is in the way any more.
    func bench(on ruins: Ruins, dyingAt death: Points.Death? = nil) -> Bench {
        Bench(
            ruins.files, host: ruins.host, now: ruins.now.adding(milliseconds: 10_000), people: ruins.people,
            printed: ruins.printed, dyingAt: death)
    }

    func ruins(of bench: Bench) -> Ruins {
        Ruins(
            files: bench.disk.files, host: bench.host, now: bench.now, printed: bench.printed, people: bench.people)
    }

    /// Starts a program on a bench and lets the people work until all their wishes have an end.
    ///
    /// - Parameter onStart: told what the program believes before it does anything.
    func carry<Shop: Program>(
        _ kind: Shop.Type, on bench: Bench, onStart: (Books) -> Void = { _ in }
    ) throws(Halt) -> Books {
        let shop = try Shop(bench, for: flow)
        onStart(shop.books)
        while bench.people.told.count < flow.wishes.count {
            let shown = try shop.perform(bench.people.told.count, trial: bench.people.presses)
            switch shown {
            case .done, .declined, .impossible: tell(shown, bench)
            case .notCharged:
                bench.people.presses += 1
                if bench.people.presses >= Self.patience { tell(shown, bench) }
            case .waiting:
                // Somebody in a hurry does not wait: another press, another number.
                _ = try shop.perform(bench.people.told.count, trial: bench.people.presses + 50)
                try shop.idle()
                if try shop.perform(bench.people.told.count, trial: bench.people.presses) == .waiting {
                    tell(.waiting, bench)
                }
            }
        }
        try shop.idle()
        return shop.books
    }

    private func tell(_ shown: Shown, _ bench: Bench) {
        bench.people.told.append(shown)
        bench.people.presses = 0
        bench.afterCall?()
    }

    /// What is lost when a program goes on from ruins and nothing more happens to it.
    public func losses<Shop: Program>(
        _ kind: Shop.Type, from ruins: Ruins
    ) -> (atStart: Losses, atEnd: Losses) {
        let bench = bench(on: ruins)
        var atStart = Losses()
        do throws(Halt) {
            let books = try carry(kind, on: bench) {
                atStart = Losses(host: ruins.host, books: $0, isEnd: false)
            }
            return (atStart, Losses(host: bench.host, books: books, isEnd: true, told: bench.people.told))
        } catch {
            atStart.unreadable = 1
            return (atStart, atStart)
        }
    }
}
