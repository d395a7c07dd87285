// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import JSON
import Nexo
import Tender
import Testing

@Suite struct DialogueTests {
    static let dialogue = Dialogue(saleID: "T1", poiID: "V400m-1")

    private static func outcome(_ result: String, _ condition: String?) -> MessageOutcome {
        var outcome = MessageOutcome()
        outcome.result = ResultWord(rawValue: result)
        outcome.errorCondition = condition.map { ErrorCondition(rawValue: $0) }
        return outcome
    }

    @Test(
        arguments: [
            ("Success", nil, .done(nil)), ("Partial", nil, .partial(nil)),
            ("Failure", "Refusal", .notCharged(.refusal)), ("Failure", "Cancel", .notCharged(.cancel)),
            ("Failure", "WrongPIN", .notCharged(.wrongPIN)), ("Failure", "LoggedOut", .notCharged(.loggedOut)),
            ("Failure", "InvalidCard", .notCharged(.invalidCard)),
            ("Failure", "MessageFormat", .notCharged(.messageFormat)),
            ("Failure", "PaymentRestriction", .notCharged(.paymentRestriction)),
            ("Failure", "UnavailableService", .notCharged(.unavailableService)),
            ("Failure", "Busy", .askAgain(.busy)), ("Failure", "InProgress", .askAgain(.inProgress)),
            ("Failure", "Aborted", .unknown(.aborted)), ("Failure", "UnreachableHost", .unknown(.unreachableHost)),
            ("Failure", "DeviceOut", .unknown(.deviceOut)), ("Failure", nil, .unknown(nil)),
            ("Failure", "SomethingNew", .unknown(ErrorCondition(rawValue: "SomethingNew"))),
            ("Failure", "NotFound", .unknown(.notFound)), ("Maybe", nil, .unknown(nil)),
            ("success", nil, .unknown(nil)),
        ] as [(String, String?, PaymentReading)])
    func `an answer is read by whether money could have moved`(
        _ result: String, _ condition: String?, _ reading: PaymentReading
    ) {
        #expect(PaymentReading(Self.outcome(result, condition)) == reading)
    }

    @Test func `only an answer that says nothing was charged allows another charge`() {
        let all: [PaymentReading] = [.done(nil), .partial(nil), .notCharged(.refusal), .askAgain(.busy), .unknown(nil)]
        #expect(all.map(\.allowsAnotherCharge) == [false, false, true, false, false])
    }

    @Test func `no lost answer ever means that nothing was charged`() {
        #expect(LostAnswer.allCases.allSatisfy { $0.moneyRisk == .unknown })
    }

    @Test func `what may move money is never repeated without asking first`() {
        let moving: [MessageCategory] = [.payment, .reversal, .storedValue, .loyalty, MessageCategory(rawValue: "New")]
        for category in moving { #expect(category.repetition == .afterStatus) }
        let free = MessageCategory.allCases.filter { $0.repetition == .free }
        #expect(Set(free).isDisjoint(with: moving))
        #expect(MessageCategory.print.repetition == .afterLooking)
    }

    private static func status(_ outcome: MessageOutcome, serviceID: String? = nil, body: RepeatedBody? = nil)
        -> TransactionStatusResponse
    {
        var answer = TransactionStatusResponse()
        answer.response = outcome
        if let serviceID {
            var repeated = RepeatedMessageResponse()
            repeated.header = dialogue.header(.payment, serviceID: serviceID)
            repeated.header.type = .response
            repeated.body = body ?? RepeatedBody()
            answer.repeated = repeated
        }
        return answer
    }

    @Test func `a status is believed only when it repeats the answer that was asked about`() {
        let asked = Self.dialogue.header(.payment, serviceID: "42")
        var body = RepeatedBody()
        body.payment = PaymentResponse()
        let success = Self.outcome("Success", nil)
        let right = Self.status(success, serviceID: "42", body: body)
        guard case .repeated(let repeated) = StatusReading(right, asked: asked) else {
            Issue.record("the repeated answer was not read")
            return
        }
        #expect(repeated.body.payment != nil)
        #expect(StatusReading(Self.status(success), asked: asked) == .unclear(.nothingRepeated))
        #expect(
            StatusReading(Self.status(success, serviceID: "41", body: body), asked: asked)
                == .unclear(.otherMessage(field: "ServiceID")))
        #expect(StatusReading(Self.status(success, serviceID: "42"), asked: asked) == .unclear(.otherBody))
    }

    @Test(
        arguments: [
            ("InProgress", .inProgress), ("Busy", .inProgress), ("NotFound", .notFound),
            ("UnreachableHost", .unclear(.failed(.unreachableHost))), (nil, .unclear(.failed(nil))),
        ] as [(String?, StatusReading)])
    func `a status that failed says so`(_ condition: String?, _ reading: StatusReading) {
        let asked = Self.dialogue.header(.payment, serviceID: "42")
        #expect(StatusReading(Self.status(Self.outcome("Failure", condition)), asked: asked) == reading)
    }

    @Test func `service numbers rise, fill ten digits and survive a clock set back`() {
        var sequence = ServiceIDSequence()
        let first = sequence.next(at: Instant(milliseconds: 1_774_508_400_000))
        #expect(first == "7745084000")
        #expect(sequence.next(at: Instant(milliseconds: 1_774_508_400_000)) == "7745084001")
        #expect(sequence.next(at: Instant(milliseconds: 0)) == "7745084002")
        var restarted = ServiceIDSequence(last: sequence.last)
        #expect(restarted.next(at: Instant(milliseconds: -1)) == "7745084003")
        #expect(ServiceIDSequence.isValid(first))
        #expect(!ServiceIDSequence.isValid("") && !ServiceIDSequence.isValid("12345678901"))
    }

    @Test func `no service number comes twice in 48 hours of the busiest till`() {
        var sequence = ServiceIDSequence()
        var seen: Set<String> = []
        var seed: UInt64 = 1
        var now: Int64 = 1_774_508_400_000
        for _ in 0..<200_000 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            now += Int64(seed >> 33) % 1_000 - 200
            #expect(seen.insert(sequence.next(at: Instant(milliseconds: now))).inserted)
        }
    }

    @Test func `an answer belongs to a request by all that names it`() {
        let asked = Self.dialogue.header(.payment, serviceID: "42")
        var answer = asked
        answer.type = .response
        #expect(asked.isAnswered(by: answer))
        for change in [
            { $0.serviceID = "43" }, { $0.saleID = "T2" }, { $0.poiID = "V400m-2" }, { $0.category = .reversal },
            { $0.type = .request },
        ] as [(inout MessageHeader) -> Void] {
            var other = answer
            change(&other)
            #expect(!asked.isAnswered(by: other))
        }
    }

    @Test(
        arguments: [
            ("2019-04-29T09:19:51.000Z", 1_556_529_591_000), ("2026-03-26T10:15:30+08:00", 1_774_491_330_000),
            ("2019-05-08T14:25:15.1239999+0000", 1_557_325_515_123), ("1969-12-31T23:59:59.999Z", -1),
        ] as [(String, Int64)])
    func `times are read with their zone`(_ text: String, _ milliseconds: Int64) {
        #expect(NexoTime.instant(of: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2019-04-29", "2019-04-29T09:19:51", "2019-13-29T09:19:51Z", "2019-04-29T25:19:51Z",
        "2019-04-29T09:19:51+99:00",
    ])
    func `a time without zone, or none at all, is no instant`(_ text: String) {
        #expect(NexoTime.instant(of: text) == nil)
    }

    @Test func `an instant is written as it is read`() {
        for milliseconds in [0, -1, 1_774_491_330_123, -86_400_001] as [Int64] {
            let instant = Instant(milliseconds: milliseconds)
            #expect(NexoTime.instant(of: NexoTime.text(of: instant)) == instant)
        }
    }
}
