// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store

/// Places of the left rail, in order, and the act that opens each.
enum Place: String, CaseIterable, Sendable {
    case counter, till, today, transactions, payments, receipts, refunds
    case findings, cases, messages, imports, devices, printers, tariffs, terminals, stores, people, limits
    case evidence, reports, audit, directory

    var path: String { self == .limits ? "/settings/limits" : "/\(rawValue)" }

    var permission: Permission {
        switch self {
        case .counter, .transactions: .viewTransactions
        case .today: .viewDay
        case .receipts: .viewReceipts
        case .refunds: .viewRefunds
        case .till: .takePayments
        case .payments: .viewPayments
        case .messages: .viewMessages
        case .printers: .viewPrinters
        case .devices: .viewDevices
        case .findings: .viewFindings
        case .cases: .viewCases
        case .imports: .viewImports
        case .tariffs: .viewTariffs
        case .terminals: .viewTerminals
        case .stores: .viewStores
        case .people: .viewPeople
        case .limits: .viewSettings
        case .evidence: .viewEvidence
        case .reports: .viewReports
        case .audit: .viewAudit
        case .directory: .viewDirectory
        }
    }

    /// The four that a role opens most, for a bar that has no room for more.
    static func leads(for role: Role, among places: [Place]) -> [Place] {
        let wanted: [Place] =
            switch role {
            case .cashier: [.counter, .till, .transactions, .receipts]
            case .manager: [.today, .counter, .till, .cases]
            case .service: [.counter, .cases, .refunds, .messages]
            case .finance: [.today, .findings, .refunds, .imports]
            case .auditor: [.today, .findings, .evidence, .audit]
            case .administrator: [.today, .devices, .terminals, .people]
            case .technician: [.devices, .printers, .terminals, .cases]
            }
        let open = wanted.filter(places.contains)
        return Array((open + places.filter { !open.contains($0) }).prefix(4))
    }

    /// The first page of a role: the counter for a cashier, the day for the others, devices for a technician.
    static func first(for role: Role) -> Place {
        if role == .cashier { return .counter }
        return [.today, .counter].first { $0.permission.allows(role) } ?? .devices
    }
}
