// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS

/// The job whose bytes are on this connection, until its end is proven or given up.
struct Flight: Sendable {
    let job: PrintJobID
    /// Process ID behind its bytes; 0 when none was sent.
    let mark: UInt32
    /// Bytes sent on this connection once its last own byte, and the questions behind it, were sent.
    let jobEnd: Int
    let end: Int
    /// Steady time of the last sign that it goes on.
    var lastNews: Int64
    var isAccepted = false
    /// Steady time of the fence's answer.
    var fencedAt: Int64?
}

/// An answer that must come in order, one byte each.
enum AwaitedAnswer: Sendable, Hashable {
    case job(PrintJobID)
    /// So many questions of the till's own, inside its job.
    case till(Int)
}

/// What the spooler must know of a job's bytes before it sends them.
struct StreamTraits: Sendable {
    /// One-byte answers the job itself asks for, in front of ours.
    var answers = 0
    /// The job ends inside a command: the printer still waits for the rest of it.
    var endsInside = false

    /// - Parameter isStar: answers are counted marks (`ETB`) there, not bytes.
    init(_ bytes: [UInt8], isStar: Bool = false) {
        var decoder = StreamDecoder(profile: isStar ? .star : .standard)
        var (answers, endsInside) = (0, false)
        let look = { (token: Token, bytes: ArraySlice<UInt8>) in
            if isStar {
                if case .control(SpoolerBytes.starFence) = token.kind { answers += 1 }
            } else if let request = StatusRequest(token, bytes), request.isAnsweredInOrder {
                answers += 1
            }
            if case .truncated = token.kind { endsInside = true }
        }
        decoder.feed(bytes[...], look)
        decoder.finish(look)
        self.answers = answers
        self.endsInside = endsInside
    }
}

/// What is said to a printer, in its language.
extension PrinterPlan {
    var watchBytes: [UInt8] { SpoolerBytes.watch(isStar: speaksStar) }
    var questions: [UInt8] { SpoolerBytes.questions(isStar: speaksStar) }
    var fence: [UInt8] { speaksStar ? [SpoolerBytes.starFence] : SpoolerBytes.fence }
    var newWatch: PrinterWatch { PrinterWatch(profile: speaksStar ? .star : .standard) }
}

/// Bytes of our own for the printer.
enum SpoolerBytes {
    /// Tell us of every change by yourself.
    static let watch: [UInt8] = [0x1D, 0x61, 0xFF]
    /// The four real-time questions: state, cause of being offline, error, paper.
    static let questions: [UInt8] = [0x10, 0x04, 0x01, 0x10, 0x04, 0x02, 0x10, 0x04, 0x03, 0x10, 0x04, 0x04]
    /// Paper status, in order behind everything before it.
    static let fence: [UInt8] = [0x1D, 0x72, 0x01]
    /// `ETB`: a Star printer counts it when everything before it is on paper.
    static let starFence: UInt8 = 0x17
    static let initialise: [UInt8] = [0x1B, 0x40]
    /// Go on from the line that failed.
    static let resume: [UInt8] = [0x10, 0x05, 0x01]
    /// Ends an image that somebody began and never finished; between commands it does nothing. Each attempt is
    /// twice as long as the one before, from 256 bytes to 512 KiB.
    static func flush(_ attempt: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: 256 << min(max(0, attempt), 11)) + initialise
    }

    static func watch(isStar: Bool) -> [UInt8] { isStar ? StarStatusDecoder.watch : watch }

    static func questions(isStar: Bool) -> [UInt8] { isStar ? StarStatusDecoder.question : questions }

    static func processID(_ mark: UInt32) -> [UInt8] {
        [0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30] + ProcessMark.bytes(mark)
    }
}
