// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Store

/// An act of the console. Each route names exactly one; `Permission.table` says which roles may do it.
enum Permission: String, CaseIterable, Sendable {
    case viewTransactions, viewDay, viewFindings
    case viewCases, noteCases, workCases
    case viewImports, importFiles
    case recordObservations
    case viewRefunds, requestRefunds, approveRefunds, recordRefunds, compensate, keepPaper, registerBooks
    case viewPayments, takePayments, settlePayments, closeBatches
    case viewReceipts, handReceipts
    case viewMessages, sendMessages, changeTemplates, changeContacts
    case viewPrinters, changePrinters
    case viewTariffs, changeTariffs
    case viewTerminals, changeTerminals
    case viewDevices, reportDevices, approveSpare, approveSettings, printTestSlips, enterNotices
    case viewStores, changeStores
    case viewPeople, changePeople
    case viewSettings, changeSettings
    case viewEvidence, requestEvidence, makeEvidence, holdEvidence, unmask
    case viewReports, viewAudit, drawSamples
    case viewDirectory, changeDirectory
    case removeSample
    case viewMetrics

    /// Whether a role may do the act.
    func allows(_ role: Role) -> Bool { Self.table[self]?.contains(role) ?? false }

    /// The roles matrix as data. The administrator looks at everything and brings files in, because in a small
    /// shop the owner is the administrator; no act that moves money is ever his.
    private static let table: [Permission: Set<Role>] = [
        .viewTransactions: [.cashier, .manager, .service, .finance, .auditor, .administrator],
        .viewDay: [.manager, .service, .finance, .auditor, .administrator],
        .viewFindings: [.cashier, .manager, .service, .finance, .auditor, .administrator],
        .viewCases: [.cashier, .manager, .service, .finance, .auditor, .administrator, .technician],
        .noteCases: [.cashier, .manager, .service, .finance, .auditor, .technician],
        .workCases: [.cashier, .manager, .service, .finance, .technician],
        .viewImports: [.manager, .finance, .auditor, .administrator],
        .importFiles: [.manager, .finance, .administrator],
        .recordObservations: [.cashier, .manager, .service, .finance],
        .viewRefunds: [.cashier, .manager, .service, .finance, .auditor, .administrator],
        .requestRefunds: [.cashier, .manager, .service, .finance],
        .approveRefunds: [.manager, .finance],
        .recordRefunds: [.cashier, .manager, .finance],
        .compensate: [.manager, .service, .finance],
        .keepPaper: [.cashier, .manager, .service],
        .registerBooks: [.manager, .finance],
        .viewPayments: [.cashier, .manager, .service, .finance, .auditor, .administrator],
        // Whoever stands at the till; who gives back keeps to the limits of refunds besides.
        .takePayments: [.cashier, .manager],
        .settlePayments: [.manager, .finance],
        // Who ends the day at the till, and who answers for its books.
        .closeBatches: [.cashier, .manager, .finance],
        .viewReceipts: [.cashier, .manager, .service, .finance, .auditor, .administrator],
        .handReceipts: [.cashier, .manager, .service, .finance],
        .viewMessages: [.cashier, .manager, .service, .finance, .auditor, .administrator],
        .sendMessages: [.cashier, .manager, .service, .finance],
        .changeTemplates: [.service, .administrator],
        .changeContacts: [.manager, .service, .administrator],
        .viewPrinters: [.cashier, .manager, .service, .auditor, .administrator, .technician],
        .changePrinters: [.administrator, .technician],
        .viewTariffs: [.manager, .finance, .auditor, .administrator],
        .changeTariffs: [.finance, .administrator],
        .viewTerminals: [.manager, .auditor, .administrator, .technician],
        .changeTerminals: [.administrator, .technician],
        .viewDevices: [.cashier, .manager, .auditor, .administrator, .technician],
        // A terminal speaks through the till that its cashier signed in.
        .reportDevices: [.cashier, .manager, .technician],
        .approveSpare: [.manager],
        .approveSettings: [.administrator],
        .printTestSlips: [.cashier, .manager, .service, .technician],
        .enterNotices: [.manager, .service, .finance],
        .viewStores: [.manager, .service, .finance, .auditor, .administrator, .technician],
        .changeStores: [.administrator],
        .viewPeople: [.auditor, .administrator],
        .changePeople: [.administrator],
        .viewSettings: [.auditor, .administrator],
        .changeSettings: [.administrator],
        // The manager asks; service, finance and the auditor make a pack, and say why.
        .viewEvidence: [.manager, .service, .finance, .auditor],
        .requestEvidence: [.manager, .service, .finance, .auditor],
        .makeEvidence: [.service, .finance, .auditor],
        .holdEvidence: [.service, .finance, .auditor],
        .unmask: [.service, .finance, .auditor],
        .viewReports: [.manager, .finance, .auditor, .administrator],
        .viewAudit: [.auditor],
        .drawSamples: [.auditor],
        .viewDirectory: [.cashier, .manager, .service, .finance, .auditor, .administrator, .technician],
        .changeDirectory: [.manager, .service, .finance, .administrator],
        .removeSample: [.administrator],
        .viewMetrics: [.auditor, .administrator, .technician],
    ]
}
