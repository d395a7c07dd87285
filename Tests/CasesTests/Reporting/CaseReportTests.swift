// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import Tender
import Testing

@Suite struct CaseReportTests {
    private static func outcome(
        _ code: String, resolved: Int64?, due: Int64?, _ cause: CaseCause? = nil, score: Int? = nil, reopened: Int = 0
    ) throws -> CaseOutcome {
        CaseOutcome(
            code: try Given.code(code), openedAt: Given.at(0), resolvedAt: resolved.map { Given.at($0) },
            due: due.map { Given.at($0) }, cause: cause, satisfaction: score, reopenings: reopened)
    }

    @Test func `a month of cases in figures`() throws {
        let report = CaseReport(
            [
                try Self.outcome("RC-01", resolved: 3, due: 5, .device, score: 5),
                try Self.outcome("RC-01", resolved: 4, due: 5, .device, score: 4),
                try Self.outcome("RC-01", resolved: 90, due: 5, .device, score: 2, reopened: 1),
                try Self.outcome("PY-06", resolved: 600, due: 480, .thirdParty),
                try Self.outcome("PY-06", resolved: 20, due: nil),
                try Self.outcome("PY-01", resolved: nil, due: 30),
                try Self.outcome("PY-01", resolved: nil, due: 9_000),
            ], at: Given.at(1_000))
        #expect(report.count == 7)
        #expect(report.open == 2)
        #expect(report.overdue == 1)
        #expect(report.reopened == 1)
        #expect(report.byCode[try Given.code("RC-01")] == 3)
        #expect(report.causes.map(\.cause) == [.device, .thirdParty, nil])
        #expect(report.causes.map(\.runningPermille) == [600, 800, 1_000])
        #expect(report.timeToResolve.percentile(50) == Int64(1_200_000))
        #expect(report.timeToResolve.percentile(90) == Int64(36_000_000))
        #expect([report.inTime.part, report.inTime.whole] == [2, 5])
        #expect(report.inTime.permille == 400)
        #expect(report.scores == [0, 1, 0, 1, 1])
        #expect(report.answers == 3)
        #expect(report.satisfaction == 367)
    }

    @Test func `of no cases nothing is said`() {
        let report = CaseReport([], at: Given.at(0))
        #expect(report.satisfaction == nil)
        #expect(report.inTime.permille == nil)
        #expect(report.timeToResolve.percentile(50) == nil)
        #expect(report.causes.isEmpty)
    }

    @Test(arguments: UInt64(1)...20)
    func `the order of cases changes nothing, and every case is counted once`(_ seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let outcomes = (0..<200).map { _ in
            CaseOutcome(
                code: chance.pick(Given.codes), openedAt: Given.at(Int64.random(in: 0...99, using: &chance)),
                resolvedAt: chance.pick([nil, Given.at(50), Given.at(150)]), due: chance.pick([nil, Given.at(120)]),
                cause: chance.pick([nil] + CaseCause.allCases), satisfaction: chance.pick([nil, 0, 1, 3, 5, 6]),
                reopenings: chance.pick([0, 0, 2]))
        }
        let report = CaseReport(outcomes, at: Given.at(200))
        #expect(CaseReport(outcomes.shuffled(using: &chance), at: Given.at(200)) == report)
        #expect(report.causes.reduce(report.open) { $0 + $1.count } == report.count)
        #expect(report.timeToResolve.count == report.count - report.open)
        #expect(report.causes.last?.runningPermille == 1_000)
        #expect(zip(report.causes, report.causes.dropFirst()).allSatisfy { $0.count >= $1.count })
    }
}
