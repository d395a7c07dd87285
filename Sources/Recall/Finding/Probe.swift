// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// One question to the store: every condition that is given must hold. An index answers each of them.
///
/// The store may return rows that do not fit the conditions on channel, cashier or code (ranking sorts them
/// out), but it must not leave out a fitting row before `limit` is reached.
public struct Probe: Sendable, Hashable {
    /// Why it is asked, in the order in which probes are tried.
    public enum Step: Int, Sendable, Hashable, CaseIterable {
        case identifiers
        case cardAmountTime
        case amountTime
        case cardTime
        case cardAmount
        case amountNearby
        case amount
        case card
        case time
    }

    /// Which end of the window comes first when there are more rows than `limit`.
    public enum Order: Sendable, Hashable { case newestFirst, oldestFirst }

    public let step: Step
    /// Any one of these; when given, nothing else is.
    public var keys: [ExactKey] = []
    public var last4: String?
    /// Minor units, both ends included.
    public var amount: AmountRange?
    public var window: TimeWindow?
    public var store: StoreID?
    public var terminal: TerminalID?
    public var type: TransactionType?
    /// Transactions with any of these findings.
    public var codes: [FindingCode] = []
    public var cashier: String?
    public var order = Order.newestFirst
    public var limit = 200

    init(_ step: Step) { self.step = step }
}
