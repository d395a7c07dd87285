// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What kind of printer is simulated.
public struct PrinterMake: Sendable, Hashable {
    /// Bytes of receive memory; a host that sends more must wait.
    public var memoryBytes = 4_096
    /// Bytes printed within a second; 0 prints whatever arrives at once.
    public var bytesPerSecond = 0
    /// Connections at the same time; one more is refused.
    public var sessions = 1
    /// Confirms jobs by process ID (`GS ( H`).
    public var hasProcessID = true
    /// Answers `GS r`, `GS I` and the like.
    public var answersInOrder = true
    /// Answers `DLE EOT`.
    public var answersInRealTime = true
    /// Reports changes by itself when asked (`GS a`).
    public var hasAutomaticStatus = true
    /// Speaks Star's language: frames of status that count marks, and no answer of ESC/POS.
    public var speaksStar = false
    /// Milliseconds from power on until it takes connections.
    public var startMilliseconds: Int64 = 1_000
    /// What `GS I 67` says.
    public var model = "SIM-T88"

    public init() {}

    /// A printer that answers nothing at all.
    public static var oneWay: PrinterMake {
        var make = PrinterMake()
        make.hasProcessID = false
        make.answersInOrder = false
        make.answersInRealTime = false
        make.hasAutomaticStatus = false
        return make
    }

    /// A Star printer.
    public static var star: PrinterMake {
        var make = oneWay
        make.speaksStar = true
        return make
    }

    /// A printer that answers status requests and knows no process ID.
    public static var fenceOnly: PrinterMake {
        var make = PrinterMake()
        make.hasProcessID = false
        return make
    }
}
