// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

@testable import Reconciliation
import Tariffs
import Tender
import Testing

/// Sources with clocks, days and lags of their own, told as a merchant would.
@Suite struct SourceStories {
    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// RRN and time of each sale in the till's file, or of a charge in an acquirer's.
        var tills: [String] = []
        var acquirers: [[String]] = [[]]
        var receipts: [String] = []
        var cutOff = "00:00"
        var sources: [SourceProfile] = []
        let asOf: String
        let findings: [String]
        /// Till rows and acquirer rows on their way.
        var inTransit = [0, 0]
        var closed: [String] = []
        var cheaperFrom: String?
    }

    private static func second(_ utc: String) -> Int64 { CivilTime(text: utc)?.secondsSinceEpoch ?? 0 }
    private static let newYork = Zone(
        name: "America/New_York",
        spans: [
            .init(from: .min, offset: -18_000), .init(from: second("2026-03-08 07:00:00"), offset: -14_400),
            .init(from: second("2026-11-01 06:00:00"), offset: -18_000),
        ])
    private static func closed(_ days: String...) -> Set<CivilDate> { Set(days.map(Job.day)) }
    private static func acquirer(
        _ file: String? = nil, zone: Zone? = nil, cutOff: String? = nil, lag: Int? = nil, closed: Set<CivilDate>? = nil
    ) -> SourceProfile {
        SourceProfile(
            side: .acquirer, file: file, zone: zone, businessDay: cutOff.flatMap { BusinessDay(text: $0) },
            lagDays: lag,
            closedDays: closed)
    }

    /// The price falls from 0.60 % to 0.50 % at the beginning of a day; every charge was priced at 0.60 %.
    static let clocks = [
        Story(
            testDescription: "A charge at noon abroad is one of our next day, and was charged the old price",
            acquirers: [["1 2026-11-20 11:30:00", "2 2026-11-20 10:30:00"]], sources: [acquirer(zone: newYork)],
            asOf: "2026-11-25", findings: ["ST-05 1"], cheaperFrom: "2026-11-21"),
        Story(
            testDescription: "Nobody said that the acquirer is abroad",
            acquirers: [["1 2026-11-20 11:30:00", "2 2026-11-20 10:30:00"]], asOf: "2026-11-25", findings: [],
            cheaperFrom: "2026-11-21"),
        Story(
            testDescription: "In summer our midnight is an hour later abroad",
            acquirers: [["1 2026-07-20 12:30:00", "2 2026-07-20 11:30:00"]], sources: [acquirer(zone: newYork)],
            asOf: "2026-07-25", findings: ["ST-05 1"], cheaperFrom: "2026-07-21"),
        Story(
            testDescription: "The hour that is shown twice in autumn is the first one",
            acquirers: [["1 2026-11-01 01:30:00", "2 2026-11-01 01:50:00"]], cutOff: "13:40",
            sources: [acquirer(zone: newYork)], asOf: "2026-11-25", findings: ["ST-05 2"], cheaperFrom: "2026-11-01"),
        Story(
            testDescription: "The hour that is skipped in spring is read as if the clock had not been put forward",
            acquirers: [["1 2026-03-08 02:30:00"]], cutOff: "15:15", sources: [acquirer(zone: newYork)],
            asOf: "2026-03-25", findings: ["ST-05 1"], cheaperFrom: "2026-03-08"),
        Story(
            testDescription: "New Year's Eve abroad is our New Year's Day",
            acquirers: [["1 2026-12-31 11:00:00", "2 2026-12-31 10:59:59"]], sources: [acquirer(zone: newYork)],
            asOf: "2027-01-05", findings: ["ST-05 1"], cheaperFrom: "2027-01-01"),
        Story(
            testDescription: "Two acquirers, two clocks: each file has its own",
            acquirers: [["1 2026-11-20 11:30:00"], ["2 2026-11-20 11:30:00"]],
            sources: [acquirer("acquirer1*", zone: newYork)], asOf: "2026-11-25", findings: ["ST-05 1"],
            cheaperFrom: "2026-11-21"),
    ]

    static let lags = [
        Story(
            testDescription: "The acquirer cuts its day at 23:00: what comes later is due a day later",
            tills: ["1 2026-12-01 22:30:00", "2 2026-12-01 23:30:00"], sources: [acquirer(cutOff: "23:00", lag: 1)],
            asOf: "2026-12-02", findings: ["ST-01"], inTransit: [1, 0]),
        Story(
            testDescription: "The acquirer's 17:00 is its own: 06:30 of the next morning here",
            tills: ["1 2026-12-02 05:30:00", "2 2026-12-02 06:30:00"],
            sources: [acquirer(zone: newYork, cutOff: "17:00", lag: 1)], asOf: "2026-12-02", findings: ["ST-01"],
            inTransit: [1, 0]),
        Story(
            testDescription: "Closed over New Year: not overdue on the 3rd",
            tills: ["1 2026-12-31 20:00:00"],
            sources: [acquirer(lag: 1, closed: closed("2027-01-01", "2027-01-02", "2027-01-03"))], asOf: "2027-01-03",
            findings: [], inTransit: [1, 0]),
        Story(
            testDescription: "Closed over New Year: overdue on the 4th",
            tills: ["1 2026-12-31 20:00:00"],
            sources: [acquirer(lag: 1, closed: closed("2027-01-01", "2027-01-02", "2027-01-03"))], asOf: "2027-01-04",
            findings: ["ST-01"]),
        Story(
            testDescription: "An acquirer that works on the shop's holidays says so with a list of none",
            tills: ["1 2026-12-31 20:00:00"], sources: [acquirer(lag: 1, closed: [])], asOf: "2027-01-01",
            findings: ["ST-01"], closed: ["2027-01-01"]),
        Story(
            testDescription: "With two acquirers a sale is overdue when the slower one should have it",
            tills: ["1 2026-12-01 12:00:00"], acquirers: [[], []],
            sources: [acquirer("acquirer1*", lag: 1), acquirer("acquirer2*", lag: 3)], asOf: "2026-12-03",
            findings: [], inTransit: [1, 0]),
        Story(
            testDescription: "A receipt waits for the charge as long as the sale does",
            receipts: ["1 2026-12-01 12:00:00", "2 2026-11-28 12:00:00"], sources: [acquirer(lag: 3)],
            asOf: "2026-12-02", findings: ["PY-03"]),
    ]

    private static let till = SourceProfile(side: .till, lagDays: 1)
    static let bothWays = [
        Story(
            testDescription: "Nobody said that the till's file comes later: a charge without a sale is one at once",
            tills: ["1 2026-12-01 12:00:00"], acquirers: [["1 2026-12-01 12:00:00", "2 2026-12-02 09:00:00"]],
            asOf: "2026-12-02", findings: ["PY-04"]),
        Story(
            testDescription: "The till's file of today has not come: today's charge is on its way",
            tills: ["1 2026-12-01 12:00:00"], acquirers: [["1 2026-12-01 12:00:00", "2 2026-12-02 09:00:00"]],
            sources: [till], asOf: "2026-12-02", findings: [], inTransit: [0, 1]),
        Story(
            testDescription: "A day later it should have come",
            tills: ["1 2026-12-01 12:00:00"], acquirers: [["1 2026-12-01 12:00:00", "2 2026-12-02 09:00:00"]],
            sources: [till], asOf: "2026-12-03", findings: ["PY-04"]),
        Story(
            testDescription: "The till's file has that day, and not the sale",
            tills: ["1 2026-12-02 08:00:00"], acquirers: [["1 2026-12-02 08:00:00", "2 2026-12-02 09:00:00"]],
            sources: [till], asOf: "2026-12-02", findings: ["PY-04"]),
        Story(
            testDescription: "A bar's night belongs to the day before, which the till's file has",
            tills: ["1 2026-12-01 22:00:00"], acquirers: [["1 2026-12-01 22:00:00", "2 2026-12-02 03:00:00"]],
            cutOff: "04:00", sources: [till], asOf: "2026-12-02", findings: ["PY-04"]),
        Story(
            testDescription: "Charged twice is charged twice, whether the till's file has come or not",
            tills: ["1 2026-12-01 12:00:00"],
            acquirers: [["1 2026-12-01 12:00:00", "2 2026-12-02 09:00:00", "2 2026-12-02 09:00:00"]],
            sources: [till], asOf: "2026-12-02", findings: ["PY-06"], inTransit: [0, 1]),
        Story(
            testDescription: "The till's file comes on the next working day",
            tills: ["1 2026-12-31 12:00:00"], acquirers: [["1 2026-12-31 12:00:00", "2 2027-01-01 09:00:00"]],
            sources: [SourceProfile(side: .till, lagDays: 1, closedDays: closed("2027-01-02", "2027-01-03"))],
            asOf: "2027-01-03", findings: [], inTransit: [0, 1]),
    ]

    private static func job(_ story: Story) -> Job {
        let rows = { (entries: [String]) in
            entries.map { entry in
                let parts = entry.split(separator: " ", maxSplits: 1)
                return "T1,\(parts[0]),sale,100.00,\(parts[1]),credit,0.60\n"
            }.joined()
        }
        let header = "terminal,rrn,type,amount,time,product,fee\n"
        var job = Job(tills: [header + rows(story.tills)], acquirers: story.acquirers.map { header + rows($0) })
        if !story.receipts.isEmpty { job.receipts = [header + rows(story.receipts)] }
        job.tariff = .none
        if let day = story.cheaperFrom {
            // Where the charge's day is all that is asked, the till has the same payments.
            job.tills = [header + rows(story.acquirers.flatMap { $0 }.map { "\($0.prefix(2))2026-11-20 09:00:00" })]
            job.tariff = Tariff(rows: [
                TariffRow(product: "credit", rate: Job.rate("0.60%"), validTo: Job.day(day).adding(days: -1)),
                TariffRow(product: "credit", rate: Job.rate("0.50%"), validFrom: Job.day(day)),
            ])
        }
        job.calendar = SettlementCalendar(
            businessDay: BusinessDay(text: story.cutOff) ?? .midnight, closedDays: Set(story.closed.map(Job.day)),
            asOf: Job.day(story.asOf), sources: story.sources)
        return job
    }

    @Test(arguments: clocks + lags + bothWays)
    func `each source keeps its own time`(_ story: Story) throws {
        for threads in [1, 2] {
            var job = Self.job(story)
            (job.threads, job.chunk) = (threads, threads == 1 ? 64 << 10 : 64)
            let outcome = try job.run()
            #expect(outcome.findings.map { story.cheaperFrom == nil ? String($0.prefix(5)) : $0 } == story.findings)
            let buckets = outcome.summary.buckets
            #expect([buckets.inTransit.rows, buckets.acquirerInTransit.rows] == story.inTransit)
            #expect(outcome.summary.isConserved)
        }
    }

    @Test(arguments: bothWays)
    func `a charge whose time nobody gives waits for nobody`(_ story: Story) throws {
        var job = Self.job(story)
        job.acquirers = ["terminal,rrn,type,amount,time\nT1,9,sale,5.00,\n"]
        #expect(try job.run().summary.buckets.acquirerInTransit.rows == 0)
    }

    @Test func `the summary says which files a profile was used for, and how many charges wait`() throws {
        var job = Self.job(Self.bothWays[1])
        job.calendar = SettlementCalendar(
            asOf: Job.day("2026-12-02"),
            sources: [Self.till, Self.acquirer("other*", zone: Self.newYork, cutOff: "17:00", lag: 2)])
        let text = try job.run().files["summary.json"] ?? ""
        for part in [
            "\"acquirer_in_transit\": 1", "\"side\": \"till\"", "\"lag_days\": 1", "\"pos.csv\"",
            "\"file\": \"other*\"",
            "\"zone\": \"America/New_York\"", "\"cut_off\": \"17:00\"",
        ] { #expect(text.contains(part), "\(part)") }
        let plain = try Self.job(Self.bothWays[0]).run().files["summary.json"] ?? ""
        #expect(!plain.contains("acquirer_in_transit") && !plain.contains("sources"))
    }

    @Test func `the day on which a sale was due is the slower acquirer's`() throws {
        var job = Self.job(Self.lags[5])
        job.calendar = SettlementCalendar(
            asOf: Job.day("2026-12-09"),
            sources: [Self.acquirer("acquirer1*", lag: 1), Self.acquirer("acquirer2*", lag: 3)])
        let outcome = try job.run()
        #expect(outcome.files["findings.csv"]?.contains("due 2026-12-04") == true)
    }
}
