// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Synchronization

/// Asks a running file job to end. Any thread may ask; the job ends with `FileJobError.stopped` after the chunk or
/// the partition in hand, and nothing is written.
public final class FileJobStop: Sendable {
    private let flag = Atomic(false)

    public init() {}

    public func ask() { flag.store(true, ordering: .relaxed) }

    public var isAsked: Bool { flag.load(ordering: .relaxed) }
}
