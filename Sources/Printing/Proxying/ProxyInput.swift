// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A till's connection, numbered by the shell.
public struct TillID: Sendable, Hashable {
    public let number: Int

    public init(_ number: Int) { self.number = number }
}

/// What reaches the print proxy from outside.
public enum ProxyInput: Sendable {
    case tillOpened(TillID, printer: String, sender: String)
    case tillSaid(TillID, ArraySlice<UInt8>)
    case tillClosed(TillID)
    case linkUp(printer: String)
    /// The connection is gone. `isReset`: the other side answered that it knows of none, as it does when it was
    /// switched off and on; its memory is empty then.
    case linkDown(printer: String, isReset: Bool = false)
    case printerSaid(printer: String, [UInt8])
    /// The printer's side has taken so many bytes of this connection in all.
    case accepted(printer: String, Int)
    /// A job made here: a reprint, a composed slip.
    case submitted(CapturedJob)
    case decided(PrintJobID, PrintEvent.Decision, by: String)
    /// A person removed the cause of a cutter error.
    case resume(printer: String)
    /// The register has them.
    case kept(PrintJobID)
    case noted(PrintJobID, number: Int)
    /// Whether there is too little room on the disk to take anything in.
    case diskLow(Bool)
    case tick
}

/// What the print proxy wants done. All records of a step become durable before anything else of it happens; when
/// they cannot, nothing else of it may.
public enum ProxyEffect: Sendable, Hashable {
    case record(SpoolRecord)
    case answer(TillID, [UInt8])
    case hangUp(TillID, Reason)
    /// Whether bytes of this till are to be read now.
    case read(TillID, Bool)
    case connect(printer: String)
    case disconnect(printer: String)
    case send(printer: String, [UInt8])
    /// For the register, in this order.
    case keep(CapturedJob)
    case note(PrintEvent)
    case show(PrinterCondition)
    /// A person wants it again: make the marked copy and submit it.
    case makeCopy(of: CapturedJob, number: Int, by: String)

    /// Why a till was hung up on.
    public enum Reason: String, Sendable, Hashable {
        case unknownPrinter, tooManyTills, tooManyConnections, diskFull
    }
}
