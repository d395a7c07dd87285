// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Refunds
import Tender
import Testing

@Suite struct RefundLimitsTests {
    struct Row: Sendable {
        let role: RefundRole
        let amount: String
        let route: RefundRoute
        var exception = RefundException.none
        /// nil: may not ask.
        let needs: RefundApproval?
    }

    static let rows: [Row] = [
        Row(role: .cashier, amount: "200.00", route: .void, needs: RefundApproval.none),
        Row(role: .cashier, amount: "200.01", route: .void, needs: .manager),
        Row(role: .cashier, amount: "1.00", route: .refund, needs: .manager),
        Row(role: .cashier, amount: "2000.01", route: .refund, needs: .finance),
        Row(role: .cashier, amount: "1.00", route: .transfer, exception: .late, needs: nil),
        Row(role: .cashier, amount: "1.00", route: .transfer, exception: .noOriginal, needs: nil),
        Row(role: .manager, amount: "2000.00", route: .void, needs: RefundApproval.none),
        Row(role: .manager, amount: "2000.00", route: .refund, needs: RefundApproval.none),
        Row(role: .manager, amount: "2000.01", route: .refund, needs: .finance),
        Row(role: .manager, amount: "2000.01", route: .void, needs: .finance),
        Row(role: .manager, amount: "1.00", route: .transfer, exception: .noOriginal, needs: .financePair),
        Row(role: .service, amount: "1.00", route: .void, needs: .manager),
        Row(role: .service, amount: "1.00", route: .refund, needs: .manager),
        Row(role: .service, amount: "1.00", route: .transfer, exception: .late, needs: nil),
        Row(role: .finance, amount: "90000.00", route: .void, needs: RefundApproval.none),
        Row(role: .finance, amount: "1.00", route: .refund, needs: .manager),
        Row(role: .finance, amount: "9000.00", route: .refund, needs: .finance),
        Row(role: .finance, amount: "1.00", route: .transfer, exception: .late, needs: .finance),
        Row(role: .auditor, amount: "1.00", route: .void, needs: nil),
        Row(role: .administrator, amount: "0.01", route: .void, needs: nil),
        Row(role: .administrator, amount: "0.01", route: .refund, needs: nil),
        Row(role: .technician, amount: "1.00", route: .refund, needs: nil),
    ]

    @Test(arguments: rows)
    func `each role asks for what the matrix says`(_ row: Row) {
        let found = try? RefundLimits.standard.approval(
            for: .yuan(row.amount), by: row.role, route: row.route, exception: row.exception)
        #expect(found == row.needs)
    }

    @Test(arguments: RefundRole.allCases)
    func `only a manager within his limit and finance agree, and never to their own`(_ role: RefundRole) {
        let limits = RefundLimits.standard
        func may(_ order: RefundOrder, _ person: String) -> Bool {
            (try? limits.mayDecide(order, role: role, person: person)) != nil
        }
        let small = RefundOrder.sample(.yuan("2000.00"), approval: .manager)
        let large = RefundOrder.sample(.yuan("2000.01"), approval: .finance)
        let late = RefundOrder.sample(.yuan("1.00"), approval: .finance, exception: .late)
        #expect(may(small, "chen") == (role == .manager || role == .finance))
        #expect(may(large, "chen") == (role == .finance))
        #expect(may(late, "chen") == (role == .finance))
        for order in [small, large, late] { #expect(!may(order, "li")) }
    }

    @Test(arguments: RefundRole.allCases)
    func `compensation has its limits`(_ role: RefundRole) {
        func may(_ worth: String) -> Bool {
            (try? RefundLimits.standard.mayCompensate(.yuan(worth), by: role)) != nil
        }
        let most: [RefundRole: [Bool]] = [
            .service: [true, false, false, false], .manager: [true, true, true, false],
            .finance: [true, true, true, true],
        ]
        #expect(
            [may("30.00"), may("30.01"), may("50.00"), may("50.01")] == most[role] ?? [false, false, false, false])
    }
}
