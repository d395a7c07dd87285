// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS
internal import Tender

/// One till's connection: cuts its stream into jobs, and finds the questions in it.
///
///     ESC @ · ESC = 1 · DLE EOT 1 │ text … GS V │ ESC p │ text …      a job begins with the first thing for the
///     └ prologue, not kept alone ─┴── job 1 ────┴ its ──┴ job 2 …     paper, its settings in front; a cut ends it,
///                                                 tail                with what follows in the same breath
///
/// Bytes count from where they are safe: the scrubber has seen them.
struct TillSession: Sendable {
    /// What the session wants done, in order.
    enum Output: Sendable {
        case record(SpoolRecord)
        case whole(CapturedJob)
        case asked(StatusRequest)
    }

    let printer: String
    let sender: String
    private let limits: CaptureLimits
    private var decoder = StreamDecoder()
    private let makeScrubber: @Sendable () -> any StreamScrubber
    private var scrubber: any StreamScrubber
    /// Whether the scrubber was asked for what it held since the last byte.
    private var isFlushed = true
    private var maskedBefore = 0
    /// Safe bytes of a token that is not whole yet, and how many of its bytes have gone to the job already.
    private var pending: [UInt8] = []
    private var assigned = 0
    private var prologue: [UInt8] = []
    private var settings: [UInt8] = []
    private var draft: JobDraft?
    private var lastByteAt: Int64
    private(set) var automaticStatus: UInt8 = 0

    init(
        printer: String, sender: String, limits: CaptureLimits,
        makeScrubber: @escaping @Sendable () -> any StreamScrubber, at moment: Moment
    ) {
        self.printer = printer
        self.sender = sender
        self.limits = limits
        self.makeScrubber = makeScrubber
        scrubber = makeScrubber()
        lastByteAt = moment.steady
    }

    /// Bytes of the job that is under way.
    var heldBytes: Int { (draft?.bytes.count ?? 0) + pending.count + prologue.count }
    /// Whether a card number may be waiting for its end.
    var holdsBytes: Bool { !isFlushed && scrubber.holdsBytes }

    mutating func take(_ bytes: ArraySlice<UInt8>, at moment: Moment, newID: () -> PrintJobID) -> [Output] {
        lastByteAt = moment.steady
        isFlushed = false
        return read(scrubber.feed(bytes), at: moment, newID: newID)
    }

    /// The till said nothing for a while.
    mutating func wait(at moment: Moment, newID: () -> PrintJobID) -> [Output] {
        let silence = moment.steady - lastByteAt
        var outputs: [Output] = []
        if holdsBytes, silence >= limits.flushMilliseconds {
            isFlushed = true
            outputs = read(scrubber.flush(), at: moment, newID: newID)
        }
        let patience = pending.isEmpty && assigned == 0 ? limits.idleMilliseconds : limits.stallMilliseconds
        guard silence >= patience else { return outputs }
        if pending.isEmpty, assigned == 0, scrubber.holdsBytes {
            // The job is over, and with it whatever might have been a number.
            outputs += read(scrubber.finish(), at: moment, newID: newID)
            outputs += restartScrubbing()
        }
        if draft != nil {
            takePending(at: moment, newID: newID, into: &outputs)
            end(.idle, at: moment, into: &outputs)
        }
        // Questions were answered; what they stood among is kept for the job that may follow.
        prologue = settings
        return outputs
    }

    mutating func close(_ ending: CapturedJob.Ending = .closed, at moment: Moment, newID: () -> PrintJobID) -> [Output]
    {
        var outputs = read(scrubber.finish(), at: moment, newID: newID)
        takePending(at: moment, newID: newID, into: &outputs)
        end(ending, at: moment, into: &outputs)
        return outputs
    }

    private mutating func restartScrubbing() -> [Output] {
        var outputs: [Output] = []
        flushDraft(into: &outputs)
        scrubber = makeScrubber()
        maskedBefore = 0
        return outputs
    }

    private mutating func read(_ safe: [UInt8], at moment: Moment, newID: () -> PrintJobID) -> [Output] {
        guard !safe.isEmpty else { return [] }
        pending += safe
        var tokens: [(Token, StatusRequest?)] = []
        decoder.feed(safe[...]) { token, bytes in tokens.append((token, StatusRequest(token, bytes))) }
        var outputs: [Output] = []
        for (token, request) in tokens {
            take(token, at: moment, newID: newID, into: &outputs)
            guard let request else { continue }
            if case .automatic(let mask) = request { automaticStatus = mask }
            flushDraft(into: &outputs)
            outputs.append(.asked(request))
        }
        // A long token is no question: its bytes are kept as they come.
        if pending.count > Self.longestRequest || assigned > 0 { takePending(at: moment, newID: newID, into: &outputs) }
        if draft?.isCut == true { end(.cut, at: moment, into: &outputs) }
        flushDraft(into: &outputs)
        return outputs
    }

    /// Bytes of the longest question, with room.
    private static let longestRequest = 16

    private mutating func take(
        _ token: Token, at moment: Moment, newID: () -> PrintJobID, into outputs: inout [Output]
    ) {
        let own = min(max(0, token.length - assigned), pending.count)
        let bytes = pending.prefix(own)
        pending.removeFirst(own)
        let wasBegun = assigned > 0
        assigned = 0
        let sort = wasBegun ? .print : TokenSort(token)
        if draft == nil, sort == .request || sort == .setting {
            if sort == .setting { settings += bytes }
            if sort == .setting || !prologue.isEmpty { prologue += bytes }
            if prologue.count > limits.prologueBytes { begin(at: moment, newID: newID, into: &outputs) }
            return
        }
        if sort == .print, draft?.isCut == true { end(.cut, at: moment, into: &outputs) }
        if draft == nil { begin(at: moment, newID: newID, into: &outputs) }
        draft?.add(bytes)
        if sort == .cut { draft?.isCut = true }
        if let count = draft?.bytes.count, count >= limits.jobBytes { end(.limit, at: moment, into: &outputs) }
    }

    /// Gives the bytes of an unfinished token to the job.
    private mutating func takePending(at moment: Moment, newID: () -> PrintJobID, into outputs: inout [Output]) {
        guard !pending.isEmpty else { return }
        if draft?.isCut == true { end(.cut, at: moment, into: &outputs) }
        if draft == nil { begin(at: moment, newID: newID, into: &outputs) }
        assigned += pending.count
        draft?.add(pending[...])
        pending.removeAll(keepingCapacity: true)
        if let count = draft?.bytes.count, count >= limits.jobBytes { end(.limit, at: moment, into: &outputs) }
    }

    private mutating func begin(at moment: Moment, newID: () -> PrintJobID, into outputs: inout [Output]) {
        let id = newID()
        draft = JobDraft(id: id, startedAt: moment.wall)
        draft?.add(prologue[...])
        prologue = []
        settings = []
        outputs.append(.record(.began(job: id, printer: printer, sender: sender, at: moment.wall)))
    }

    /// Lets the bytes so far be kept.
    private mutating func flushDraft(into outputs: inout [Output]) {
        guard let id = draft?.id, let fresh = draft?.takeFresh() else { return }
        let masked = scrubber.maskedNumbers - maskedBefore
        maskedBefore = scrubber.maskedNumbers
        draft?.masked += masked
        outputs.append(.record(.bytes(job: id, bytes: fresh, masked: masked)))
    }

    private mutating func end(_ ending: CapturedJob.Ending, at moment: Moment, into outputs: inout [Output]) {
        flushDraft(into: &outputs)
        guard let done = draft else { return }
        draft = nil
        outputs.append(.record(.ended(job: done.id, ending: ending, at: moment.wall)))
        outputs.append(
            .whole(
                CapturedJob(
                    id: done.id, printer: printer, sender: sender, startedAt: done.startedAt, endedAt: moment.wall,
                    ending: ending, bytes: done.bytes, maskedNumbers: done.masked)))
    }
}

/// A job that is still coming in.
struct JobDraft: Sendable {
    let id: PrintJobID
    let startedAt: Instant
    private(set) var bytes: [UInt8] = []
    /// Bytes from here on are not in the journal yet.
    private var recorded = 0
    var masked = 0
    /// The paper was cut; what follows in the same breath, short of new print, belongs to it.
    var isCut = false

    init(id: PrintJobID, startedAt: Instant) {
        self.id = id
        self.startedAt = startedAt
    }

    mutating func add(_ more: ArraySlice<UInt8>) { bytes += more }

    /// The bytes that are not in the journal yet.
    mutating func takeFresh() -> [UInt8]? {
        guard recorded < bytes.count else { return nil }
        defer { recorded = bytes.count }
        return Array(bytes[recorded...])
    }
}
