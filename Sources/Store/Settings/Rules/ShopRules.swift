// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Cases
public import Charges
public import Messages
public import Refunds
public import Tender

/// What the merchant may set: how much each role may move, how long channels take refunds, when people work, how soon
/// each code must be looked after, when messages may go out, how long data is kept.
///
///     value ◀─▶ fields with keys and texts (`RuleField`) ◀─▶ page, API, journal entry 25, history
///
/// Every value has the default of the reference; nothing here is law.
public struct ShopRules: Sendable, Hashable {
    /// Money by role, in the shop's own currency.
    public var limits = RefundLimits.standard
    /// Days after the charge for which a channel takes refunds, where they are not its documented ones.
    public var windows: [RefundChannel: Int] = [:]
    /// Opening hours of stores; one that is not there never closes.
    public var hours: [StoreID: Hours] = [:]
    /// Hours of finance, and the days on which banks and authorities work.
    public var office = Hours(week: .office)
    /// First act and resolution of codes, where they are not the table's.
    public var deadlines: [FindingCode: DeadlineRules.Times] = [:]
    /// Hours in which promotions may go out.
    public var promotionHours = QuietHours.promotions
    /// Messages of one template to one address in a day.
    public var dailyMessages = SendingRule.dailyLimit
    /// Years for which a customer's code opens a receipt.
    public var receiptYears = 5
    /// Days after a case closes on which the contact data of its customer is erased.
    public var contactDays = 180

    /// When somebody works.
    public struct Hours: Sendable, Hashable {
        public var week: WorkWeek
        /// Days on which nobody works, whatever the weekday.
        public var closed: Set<CivilDate> = []
        /// Free days that are worked after all (调休).
        public var worked: Set<CivilDate> = []

        public init(week: WorkWeek = .always) { self.week = week }
    }

    public init() {}

    /// What holds while nobody set anything.
    public static let standard = ShopRules()

    /// The rules of a channel for giving money back.
    public func refundRules(_ channel: RefundChannel) -> RefundRules {
        var rules = RefundRules.standard(channel)
        if let days = windows[channel] { rules.days = days }
        return rules
    }

    /// Whose hours count for the cases of a store.
    ///
    /// - Parameter closedDays: days on which banks do not settle; offices do not work on them either.
    public func deadlineRules(of store: StoreID?, in zone: Zone, closedDays: Set<CivilDate>) -> DeadlineRules {
        let open = store.flatMap { hours[$0] } ?? Hours()
        return DeadlineRules(
            shop: WorkCalendar(zone: zone, open.week, closed: open.closed, worked: open.worked),
            office: WorkCalendar(
                zone: zone, office.week, closed: office.closed.union(closedDays), worked: office.worked),
            overrides: deadlines)
    }

    /// Why these cannot all hold together; nil when they can.
    public var problem: RuleProblem? {
        if limits.cashierVoid.minor > limits.managerVoid.minor {
            return RuleProblem(
                "limit.voidCashier",
                Bilingual(zh: "收银员的撤销限额不能高于店长。", en: "A cashier may not void more than a manager."))
        }
        return nil
    }
}

/// Why a text is not taken for a rule.
public struct RuleProblem: Error, Sendable, Hashable {
    /// Key of the field.
    public let key: String
    public let words: Bilingual

    public init(_ key: String, _ words: Bilingual) {
        self.key = key
        self.words = words
    }
}
