// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS

/// Listens to one connection's back channel, and turns what the printer says into its condition.
///
/// Real-time answers do not name their question. So the watch sees every byte that is sent, finds the questions in
/// them as the printer does, even inside a job's image, and pairs the answers in order.
struct PrinterWatch: Sendable {
    /// What one reading brought.
    struct News: Sendable, Hashable {
        var isHeard = false
        var hasStatus = false
        var orderedAnswers = 0
        var processIDs: [UInt32] = []
    }

    /// Whether this printer has said anything on this connection.
    private(set) var hasHeard = false
    private var status = PrinterStatus()
    private var isPaperKnown = false
    private var decoder = StatusDecoder()
    private var scanner = RealTimeScanner()
    /// In place of `decoder`, for a printer that speaks Star's language.
    private var starDecoder: StarStatusDecoder?
    /// How many marks a Star printer had counted when it last said so, modulo 32; nil before, and where it counts none.
    private var counted: Int?

    /// Whether it has said how many marks it has counted: from now on each further one is an answer in order.
    var countsMarks: Bool { counted != nil }

    init(profile: Profile = .standard) {
        if profile.language == .star { starDecoder = StarStatusDecoder() }
    }

    /// A jam, or another error that a person removes.
    var hasMechanicalError: Bool { status.hasRecoverableError }

    /// Bytes that go to the printer.
    mutating func sent(_ bytes: [UInt8]) {
        for case let request? in scanner.feed(bytes[...]).map(\.request) { decoder.expect(request) }
    }

    /// The printer has been silent for long: what it did not answer it will not, and an answer from now on belongs to
    /// a question from now on.
    mutating func forgetQuestions() {
        decoder.reset()
        if starDecoder != nil { starDecoder = StarStatusDecoder() }
    }

    mutating func read(_ bytes: [UInt8], into condition: inout PrinterCondition) -> News {
        var news = News()
        if starDecoder != nil {
            readStar(bytes, &news)
        } else {
            for reply in decoder.feed(bytes) { take(reply, &news) }
        }
        guard news.isHeard else { return news }
        hasHeard = true
        if news.hasStatus { show(in: &condition) }
        return news
    }

    /// A frame speaks of everything at once; what is none says nothing.
    private mutating func readStar(_ bytes: [UInt8], _ news: inout News) {
        for case .status(let frame) in starDecoder?.feed(bytes) ?? [] {
            status = PrinterStatus(frame)
            (isPaperKnown, news.hasStatus, news.isHeard) = (true, true, true)
            guard let completed = frame.completed else { continue }
            if let counted { news.orderedAnswers += (completed - counted) & 31 }
            counted = completed
        }
    }

    private mutating func take(_ reply: PrinterReply, _ news: inout News) {
        switch reply {
        case .realTime(let byte, let number):
            if let number {
                status.note(realTime: byte, of: number)
                if number == 4 { isPaperKnown = true }
            }
            news.hasStatus = true
        case .automatic(let frame):
            status.note(automatic: frame)
            isPaperKnown = true
            news.hasStatus = true
        case .transmitted: news.orderedAnswers += 1
        case .processID(let id): news.processIDs.append(ProcessMark.number(id[...]))
        case .offline, .cleared, .information, .block: break
        case .flow, .broken: return
        }
        news.isHeard = true
    }

    private func show(in condition: inout PrinterCondition) {
        condition.isOffline = status.isOffline
        condition.isCoverOpen = status.isCoverOpen
        condition.hasCutterError = status.hasCutterError
        condition.hasUnrecoverableError = status.hasUnrecoverableError
        switch status.paper {
        case .ok: if isPaperKnown { condition.paper = .loaded }
        case .nearEnd: condition.paper = .nearEnd
        case .out: condition.paper = .out
        }
    }
}
