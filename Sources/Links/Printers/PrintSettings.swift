// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Printing
internal import Receipts
public import Tender

/// One printer as the shop set it up.
public struct PrinterSettings: Sendable, Hashable {
    /// Unique within the station.
    public var name: String
    /// Where tills send to; several for IPv4 and IPv6. Port 0 lets the system choose, the same for all.
    public var listen: [ListenAddress]
    /// The printer itself.
    public var address: ListenAddress
    /// Hours, minutes: how a job grows old, and which printer stands in; see `PrinterPlan`.
    public var plan: PrinterPlan
    /// Who may print; empty lets everybody who can reach the port.
    public var allowed: [SenderRule]

    public init(name: String, listen: [ListenAddress], address: ListenAddress, allowed: [SenderRule] = []) {
        self.name = name
        self.listen = listen
        self.address = address
        self.allowed = allowed
        plan = PrinterPlan(name: name)
    }
}

/// What a print station needs to run.
public struct PrintSettings: Sendable {
    /// Folder of the spool, made when it is missing: `DATA/prints`.
    public var folder: String
    public var printers: [PrinterSettings]
    public var limits = CaptureLimits()
    /// Below this much free room nothing more is taken in; what was taken in is still carried through.
    public var reserveBytes: Int64 = 64 << 20
    /// The spool is written anew, without what is done with, each time it has grown by so much.
    public var renewalBytes = 32 << 20
    /// Wall clock.
    public var now: @Sendable () -> Instant
    public var makeScrubber: @Sendable () -> any StreamScrubber = { SlipScrubber() }
    /// Makes the bytes of a marked copy: the first print, number of the copy, who, when. One that cannot be marked
    /// throws, and is not printed.
    public var mark: @Sendable (CapturedJob, _ number: Int, _ by: String, _ at: Instant) throws -> [UInt8]
    /// The journal cannot be written any more: the process must end, and look at the disk when it starts again.
    public var onFatal: @Sendable (PrintStationError) -> Void = { _ in }
    /// Something a person at the machine should read.
    public var log: @Sendable (String) -> Void = { _ in }

    public init(
        folder: String, printers: [PrinterSettings], now: @escaping @Sendable () -> Instant,
        mark: (@Sendable (CapturedJob, _ number: Int, _ by: String, _ at: Instant) throws -> [UInt8])? = nil
    ) {
        self.folder = folder
        self.printers = printers
        self.now = now
        self.mark =
            mark ?? { job, number, person, instant in
                try DuplicateMark.apply(
                    to: job.bytes, copy: number, at: "\(Zone.shanghai.civil(at: instant))", by: person)
            }
    }
}

/// Why the print station cannot do something.
public enum PrintStationError: Error, Sendable, Hashable {
    /// The spool's journal is not as it was written; nothing was started.
    case damaged(String)
    /// Another process uses the folder.
    case inUse(String)
    /// A folder, a port or the disk refused.
    case unreachable(String)
    case diskFull
    /// No printer, or no job, of that name.
    case missing(String)
    /// The job is not in a state in which this can be chosen.
    case notPossible(String)
    case tooLarge(bytes: Int, limit: Int)
    case stopped
}
