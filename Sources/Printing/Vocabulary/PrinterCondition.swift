// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Tender

/// What is known of a printer at this moment, for the lamp on the page.
public struct PrinterCondition: Sendable, Hashable {
    public enum Paper: String, CaseIterable, Sendable, Hashable { case unknown, loaded, nearEnd, out }

    public enum Link: String, CaseIterable, Sendable, Hashable {
        /// Never reached yet.
        case unknown
        case up, down
    }

    /// How a job's end can be proven on this printer; found out once and kept.
    public enum Proof: String, CaseIterable, Sendable, Hashable {
        /// Not asked yet.
        case unknown
        /// It answers nothing at all.
        case oneWay
        /// It answers status requests in order.
        case fence
        /// It confirms jobs by process ID.
        case processID
    }

    public let printer: String
    public var link = Link.unknown
    public var paper = Paper.unknown
    public var isCoverOpen = false
    public var hasCutterError = false
    public var hasUnrecoverableError = false
    public var isOffline = false
    public var proof = Proof.unknown
    /// Jobs that wait here.
    public var waiting = 0
    /// Jobs a person must look at.
    public var unconfirmed = 0
    public var changedAt: Instant

    public init(printer: String, changedAt: Instant) {
        self.printer = printer
        self.changedAt = changedAt
    }

    /// Whether a job sent now would be expected to come out.
    public var isReady: Bool {
        link == .up && paper != .out && !isCoverOpen && !hasCutterError && !hasUnrecoverableError && !isOffline
    }
}
