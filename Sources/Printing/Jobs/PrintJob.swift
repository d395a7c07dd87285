// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// One slip on its way to paper, and how sure we are that it got there.
///
///     waiting ─▶ printing ─▶ proven (E2, E3)             took(E1), nothing more to hope for: unprovable
///       │  ▲        │  └───────────────────────────────────────────────▶
///       │  │        └─ fault, link lost, restart ─▶ unconfirmed ─ late answer ─▶ proven
///       │  │                                          └─ a person looks ─▶ closed, or closed and a marked copy
///       └──┴─ too old ─▶ expired ─ a person: print (back to waiting), skip, electronic
///
/// The job holds no clock and no socket. Everything that changes it is an event that is kept, so a replay of
/// the kept events gives the same job, and an event that says nothing new changes nothing.
public struct PrintJob: Sendable, Hashable {
    /// What the job waits for next.
    public enum State: Sendable, Hashable {
        /// Not a byte of it has left for the printer.
        case waiting
        /// Bytes of it may be at the printer.
        case printing
        /// Printed, by a status fence at least.
        case proven
        /// A printer that answers nothing took all its bytes: sent, and nobody will ever know more.
        case unprovable
        case unconfirmed(PrintEvent.Fault)
        case expired
        /// A person chose, and nothing is left to do.
        case closed(PrintEvent.Decision)
    }

    public private(set) var captured: CapturedJob
    /// The printer it is for now; another one after a fail-over.
    public private(set) var printer: String
    public private(set) var state = State.waiting
    public private(set) var level = EvidenceLevel.captured
    /// Number of its last event.
    public private(set) var eventCount = 0
    /// A person asked for it after it had grown too old: it does not grow old again.
    public private(set) var isExempt = false
    /// Whether it was told that it must wait.
    public private(set) var isHeld = false

    public init(_ captured: CapturedJob) {
        self.captured = captured
        printer = captured.printer
    }

    public var id: PrintJobID { captured.id }

    /// Nothing more is expected of anybody.
    public var isSettled: Bool {
        switch state {
        case .proven, .unprovable, .closed: true
        case .waiting, .printing, .unconfirmed, .expired: false
        }
    }

    /// A person must look or choose.
    public var needsPerson: Bool {
        switch state {
        case .unconfirmed, .expired: true
        default: false
        }
    }

    /// The first byte is about to leave. Kept before it does.
    public mutating func begin() {
        if state == .waiting { state = .printing }
    }

    /// Lets go of the bytes of a job that is done with: the register has them.
    mutating func slim() {
        switch state {
        case .proven, .closed: captured = captured.withoutBytes
        case .waiting, .printing, .unprovable, .unconfirmed, .expired: break
        }
    }

    /// Nothing more can be learnt of it: the printer took the bytes and answers nothing.
    public mutating func giveUpProof() {
        if state == .printing, level == .accepted { state = .unprovable }
    }

    /// Takes in what happened, if it says something new.
    ///
    /// - Returns: the event to keep, with the job's next number; nil when nothing changed.
    public mutating func handle(_ kind: PrintEvent.Kind, at instant: Instant, by person: String = "") -> PrintEvent? {
        guard apply(kind) else { return nil }
        eventCount += 1
        return PrintEvent(job: id, number: eventCount, at: instant, kind: kind, by: person)
    }

    /// Takes in an event that was kept. One that is not the next of this job changes nothing.
    public mutating func restore(_ event: PrintEvent) {
        guard event.job == id, event.number == eventCount + 1, apply(event.kind) else { return }
        eventCount = event.number
    }

    private mutating func apply(_ kind: PrintEvent.Kind) -> Bool {
        switch kind {
        case .reached(let reached): reach(reached)
        case .unconfirmed(let fault): doubt(fault)
        case .held: hold()
        case .decided(let decision): decide(decision)
        case .expired: expire()
        case .failedOver(let other): move(to: other)
        case .drawerSpared: state == .printing
        }
    }

    private mutating func reach(_ reached: EvidenceLevel) -> Bool {
        // Before the first byte has left no evidence can be this job's.
        guard reached > level, state != .waiting, state != .expired else { return false }
        level = reached
        guard reached >= .fenced else { return true }
        switch state {
        case .printing, .unprovable, .unconfirmed: state = .proven
        case .waiting, .proven, .expired, .closed: break
        }
        return true
    }

    private mutating func doubt(_ fault: PrintEvent.Fault) -> Bool {
        switch state {
        case .printing:
            // Never sent again by itself: the bytes may be in the printer's memory and come out after a new roll.
            state = .unconfirmed(fault)
            return true
        case .waiting where captured.ending == .interrupted:
            // Half a slip, and its till has surely begun again.
            state = .unconfirmed(fault)
            return true
        default: return false
        }
    }

    private mutating func hold() -> Bool {
        guard state == .waiting, !isHeld else { return false }
        isHeld = true
        return true
    }

    private mutating func expire() -> Bool {
        guard state == .waiting, !isExempt else { return false }
        state = .expired
        return true
    }

    private mutating func move(to other: String) -> Bool {
        guard state == .waiting, other != printer else { return false }
        printer = other
        return true
    }

    private mutating func decide(_ decision: PrintEvent.Decision) -> Bool {
        switch (state, decision) {
        case (.unconfirmed, .onPaper), (.unprovable, .onPaper):
            level = .witnessed
            state = .closed(.onPaper)
        case (.unconfirmed, _), (.unprovable, .printAgain), (.expired, .skip), (.expired, .electronic),
            (.waiting, .skip), (.waiting, .electronic):
            state = .closed(decision)
        case (.expired, .printAgain):
            // Never begun, so this is no copy.
            state = .waiting
            isExempt = true
        default: return false
        }
        return true
    }

    /// What a person may choose now.
    public var choices: [PrintEvent.Decision] {
        switch state {
        case .unconfirmed: PrintEvent.Decision.allCases
        case .unprovable: [.onPaper, .printAgain]
        case .expired: [.printAgain, .skip, .electronic]
        case .waiting: [.skip, .electronic]
        case .printing, .proven, .closed: []
        }
    }
}

extension CapturedJob {
    fileprivate var withoutBytes: CapturedJob {
        CapturedJob(
            id: id, printer: printer, sender: sender, startedAt: startedAt, endedAt: endedAt, ending: ending,
            bytes: [], maskedNumbers: maskedNumbers, copy: copy, original: original)
    }
}
