// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How much the proxy takes in, and when a job is over. Every limit has a name and a number.
public struct CaptureLimits: Sendable, Hashable {
    /// Bytes of one job; what follows is the next job.
    public var jobBytes = 4 << 20
    /// Bytes of settings and questions before the first thing for the paper.
    public var prologueBytes = 4_096
    /// Silence after which a job without a cut is over.
    public var idleMilliseconds: Int64 = 1_000
    /// Silence in the middle of a command after which its job is over.
    public var stallMilliseconds: Int64 = 10_000
    /// Silence after which the scrubber gives out what it held.
    public var flushMilliseconds: Int64 = 20
    /// Bytes that wait for one printer, in all jobs; above this the tills are not read from.
    public var backlogBytes = 64 << 20
    /// Tills connected to one printer at once; one more is hung up on.
    public var tills = 128
    /// New connections of one sender within a minute; one more is hung up on.
    public var connectionsPerMinute = 1_200
    /// Bytes taken from one till within a second; above this it is read from in the next one.
    public var bytesPerSecond = 8 << 20

    public init() {}
}
