// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How one printer is to be used.
public struct PrinterPlan: Sendable, Hashable {
    /// Name as set up; jobs and events carry it.
    public let name: String
    /// The printer is asked in Star's language: it answers none of ESC/POS, and counts what is on paper by itself.
    public var speaksStar = false
    /// A job that has waited longer is not printed without a person.
    public var ageLimitMilliseconds: Int64 = 60 * 60 * 1_000
    /// Where waiting jobs go when this printer stays away.
    public var failOver: String?
    /// How long it may stay away before they do.
    public var failOverMilliseconds: Int64 = 10_000
    /// Silence after the last byte of a job, on a printer that shows no fault, after which a person must look.
    public var answerMilliseconds: Int64 = 30_000
    /// Silence after which a printer that never answered anything counts as one that answers nothing.
    public var probeMilliseconds: Int64 = 1_000
    /// A question every so often shows that the printer still listens.
    public var heartbeatMilliseconds: Int64 = 2_000
    /// Pause between attempts to reach it: doubled each time, up to the second number.
    public var reconnectMilliseconds: ClosedRange<Int64> = 250...5_000

    /// A job that leaves for the printer later than this after its end opens no drawer: the customer who paid is gone,
    /// and nobody may be standing at the till.
    public var drawerMilliseconds: Int64 = 10_000

    public init(name: String) { self.name = name }
}
