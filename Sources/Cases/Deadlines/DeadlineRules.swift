// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import Tender

/// By when each code must be acted on and resolved: the table's defaults, what the merchant set instead, and whose
/// hours count.
///
///     minutes ── of a shop's people: the shop's hours
///             └─ of finance and audit: the office's hours
///     working days, outside dates ── the office's days, which are also the bank's and the authority's
public struct DeadlineRules: Hashable, Sendable {
    /// What the merchant set for a code.
    public struct Times: Hashable, Sendable {
        public let firstAct: CodeRow.Deadline
        public let resolve: CodeRow.Deadline

        /// - Returns: nil for more than a year, or less than nothing.
        public init?(firstAct: CodeRow.Deadline, resolve: CodeRow.Deadline) {
            guard Self.isSensible(firstAct), Self.isSensible(resolve) else { return nil }
            self.firstAct = firstAct
            self.resolve = resolve
        }

        init(_ row: CodeRow) {
            firstAct = row.firstAct
            resolve = row.resolve
        }

        private static func isSensible(_ deadline: CodeRow.Deadline) -> Bool {
            switch deadline {
            case .none, .atOnce, .outside: true
            case .minutes(let count): (1...525_600).contains(count)
            case .workingDays(let count): (1...366).contains(count)
            }
        }
    }

    /// Hours of the shop.
    public var shop: WorkCalendar
    /// Hours of finance, and the days on which banks and authorities work.
    public var office: WorkCalendar
    /// Instead of the table's own.
    public var overrides: [FindingCode: Times]

    public init(shop: WorkCalendar, office: WorkCalendar, overrides: [FindingCode: Times] = [:]) {
        self.shop = shop
        self.office = office
        self.overrides = overrides
    }

    /// A shop whose minutes always count, and offices from Monday to Friday.
    public static func standard(in zone: Zone, holidays: Set<CivilDate> = []) -> DeadlineRules {
        DeadlineRules(shop: .always(in: zone), office: .office(in: zone, holidays: holidays))
    }

    /// What holds for a code; nil only for one that is not in the table.
    public func times(of code: FindingCode) -> Times? {
        overrides[code] ?? CodeTable.row(for: code).map { Times($0) }
    }

    /// Whose hours count for a deadline of a code.
    public func calendar(for deadline: CodeRow.Deadline, of code: FindingCode) -> WorkCalendar {
        switch deadline {
        case .workingDays, .outside: return office
        case .none, .atOnce, .minutes: break
        }
        switch CodeTable.row(for: code)?.owners.first {
        case .finance, .auditor: return office
        case .cashier, .storeManager, .customerService, .devices, nil: return shop
        }
    }

    /// By when somebody must have acted on a case; nil where no time is set.
    public func actDue(of file: CaseFile) -> Instant? { due(of: file, \.firstAct) }

    /// By when a case must be resolved; nil where no time is set, or its outside date is not known yet.
    public func due(of file: CaseFile) -> Instant? { due(of: file, \.resolve) }

    /// Of its codes the one whose time is up first counts.
    private func due(of file: CaseFile, _ time: (Times) -> CodeRow.Deadline) -> Instant? {
        file.codes.compactMap { code -> Instant? in
            guard let deadline = times(of: code).map(time) else { return nil }
            let calendar = calendar(for: deadline, of: code)
            return calendar.due(after: file.clockFrom, deadline, outside: file.outsideDate)
        }.min()
    }

    /// Whether the time to resolve it is over and it is still work.
    public func isOverdue(_ file: CaseFile, at now: Instant) -> Bool {
        guard file.state.isOpen, let due = due(of: file) else { return false }
        return now > due
    }
}
