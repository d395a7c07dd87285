// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Console
import Store
import Tender
import Testing

@Suite struct PermissionTests {
    /// The roles matrix, cell by cell: acts down, roles across (cashier manager service finance auditor
    /// administrator technician).
    static let matrix: [(Permission, String)] = [
        (.viewTransactions, "YYYYYY-"), (.viewDay, "-YYYYY-"), (.viewFindings, "YYYYYY-"), (.viewImports, "-Y-YYY-"),
        (.importFiles, "-Y-Y-Y-"), (.recordObservations, "YYYY---"), (.viewReceipts, "YYYYYY-"),
        (.viewRefunds, "YYYYYY-"), (.requestRefunds, "YYYY---"), (.approveRefunds, "-Y-Y---"),
        (.recordRefunds, "YY-Y---"), (.compensate, "-YYY---"), (.keepPaper, "YYY----"), (.registerBooks, "-Y-Y---"),
        (.viewPayments, "YYYYYY-"), (.takePayments, "YY-----"), (.settlePayments, "-Y-Y---"),
        (.closeBatches, "YY-Y---"),
        (.handReceipts, "YYYY---"), (.viewMessages, "YYYYYY-"), (.sendMessages, "YYYY---"),
        (.changeTemplates, "--Y--Y-"), (.changeContacts, "-YY--Y-"),
        (.viewPrinters, "YYY-YYY"), (.changePrinters, "-----YY"), (.viewTariffs, "-Y-YYY-"),
        (.changeTariffs, "---Y-Y-"), (.viewTerminals, "-Y--YYY"), (.changeTerminals, "-----YY"),
        (.viewDevices, "YY--YYY"), (.reportDevices, "YY----Y"), (.approveSpare, "-Y-----"),
        (.approveSettings, "-----Y-"), (.printTestSlips, "YYY---Y"), (.enterNotices, "-YYY---"),
        (.viewStores, "-YYYYYY"), (.changeStores, "-----Y-"), (.viewPeople, "----YY-"), (.changePeople, "-----Y-"),
        (.viewEvidence, "-YYYY--"), (.requestEvidence, "-YYYY--"), (.makeEvidence, "--YYY--"),
        (.holdEvidence, "--YYY--"), (.unmask, "--YYY--"), (.drawSamples, "----Y--"),
        (.viewReports, "-Y-YYY-"), (.viewAudit, "----Y--"), (.viewDirectory, "YYYYYYY"), (.changeDirectory, "-YYY-Y-"),
        (.viewCases, "YYYYYYY"), (.noteCases, "YYYYY-Y"), (.workCases, "YYYY--Y"),
        (.viewSettings, "----YY-"), (.changeSettings, "-----Y-"),
        (.removeSample, "-----Y-"), (.viewMetrics, "----YYY"),
    ]

    static let roles: [Role] = [.cashier, .manager, .service, .finance, .auditor, .administrator, .technician]

    @Test func `every act has its row and every role its column`() {
        #expect(Set(Self.matrix.map(\.0)) == Set(Permission.allCases))
        #expect(Set(Self.roles) == Set(Role.allCases))
    }

    @Test(arguments: matrix)
    func `a role may do exactly what the matrix says`(_ permission: Permission, _ row: String) {
        for (role, cell) in zip(Self.roles, row) {
            #expect(permission.allows(role) == (cell == "Y"), "\(permission) \(role)")
        }
    }

    @Test func `nobody but the administrator changes people, and an auditor changes nothing`() {
        let changes: [Permission] = [
            .importFiles, .recordObservations, .handReceipts, .changePrinters, .changeTariffs, .changeTerminals,
            .changeStores, .changePeople,
            .removeSample,
        ]
        for permission in changes { #expect(!permission.allows(.auditor), "\(permission)") }
    }

    @Test func `a cashier sees seven days of their own stores and a manager all days`() {
        func person(_ role: Role, _ stores: Set<String>) -> Person {
            Person(
                id: 1, name: "x", displayName: "x", role: role, stores: Set(stores.compactMap { StoreID($0) }),
                language: "en", isDisabled: false)
        }
        #expect(Reach(of: person(.cashier, ["N1"])).days == 7)
        #expect(Reach(of: person(.manager, ["N1"])).days == nil)
        #expect(Reach(of: person(.manager, [])).stores == .only([]))
        #expect(Reach(of: person(.finance, [])).stores == .all)
        #expect(Reach(of: person(.finance, ["N1"])).covers("S1") == false)
        #expect(Reach(of: person(.cashier, ["N1"])).covers(nil) == false)
    }
}
