// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// A program that takes payments, as the trials drive it.
public protocol Program: AnyObject {
    /// Starts from what is on the disk.
    init(_ bench: Bench, for flow: Flow) throws(Halt)

    /// Somebody presses the key for a wish.
    ///
    /// - Parameter trial: 0 for the first press; the same number is the same press again.
    func perform(_ place: Int, trial: Int) throws(Halt) -> Shown

    /// The shop goes on with its day and the program with what it has left to do.
    func idle() throws(Halt)

    var books: Books { get }
}

/// What the screen says at last.
public enum Shown: Hashable, Sendable {
    case done, declined
    /// Nothing was charged, or it was given back.
    case notCharged
    /// Not known yet; nothing else goes out for this sale.
    case waiting
    /// There is nothing that this could move.
    case impossible
}

/// What a program believes.
public struct Books: Hashable, Sendable {
    public struct Row: Hashable, Sendable {
        public let isApproved: Bool
        /// It goes on by itself.
        public let isOpen: Bool
        /// A slip is printed, or recorded as to be printed or looked at.
        public let hasSlip: Bool

        public init(isApproved: Bool, isOpen: Bool, hasSlip: Bool) {
            self.isApproved = isApproved
            self.isOpen = isOpen
            self.hasSlip = hasSlip
        }
    }

    public var rows: [VoucherNumber: Row] = [:]
    /// nil while no batch was begun to be closed.
    public var isBatchClosed: Bool?

    public init() {}
}
