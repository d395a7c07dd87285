// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Attempts
import Nexo
import Tender
import Terminals

/// Answers of a terminal, forgiven what can be forgiven, read as the answer to a sale, a void, a status and a reversal.
struct TerminalTrial {
    private struct Exchange {
        let attempt: Attempt
        let question: SaleToPOIMessage
        let samples: [[UInt8]]
    }

    private struct Unsaid: Error {}

    private let terminal = TerminalExchange(saleID: "T1", poiID: "V400m-324688179")
    private let exchanges: [Exchange]

    init() throws {
        let start = Scanned.start
        func attempt(_ kind: MovementKind, _ events: AttemptEvent.Kind...) throws -> Attempt {
            let request = AttemptRequest(
                id: "A1", order: "S-77", kind: kind, amount: Money(minor: 5_800), terminal: "T1", voucher: "000042",
                original: kind == .void ? "A0" : nil, key: "k")
            var attempt = Attempt(request, ability: .terminal, policy: .terminal, at: start)
            for event in [.sent] + events { try attempt.step(AttemptEvent(at: start, kind: event)) }
            return attempt
        }
        var told = TransactionIdentity()
        told.transactionID = "BV0q.1643"
        told.timeStamp = "2026-03-26T10:15:30.000Z"
        let approved = AttemptEvent.Kind.answered(
            Answer(
                .approved, amount: Money(minor: 5_800), code: "Success", linkNote: TerminalNote.transaction(told)))
        let sale = try attempt(.sale)
        let done = try attempt(.sale, approved)
        let void = try attempt(.void)
        let lost = try attempt(.sale, .lost(.timeout))
        var exchanges: [Exchange] = []
        for (work, attempt, original) in [
            (.send, sale, nil), (.send, void, done), (.ask, lost, nil), (.ask, try attempt(.void, .lost(.cut)), done),
        ] as [(Duty.Work, Attempt, Attempt?)] {
            guard case .say(let question) = terminal.step(work, of: attempt, original: original) else { throw Unsaid() }
            let payment = terminal.header(of: attempt)
            exchanges.append(
                Exchange(
                    attempt: attempt, question: question, samples: Self.samples(question.header, payment)))
        }
        self.exchanges = exchanges
    }

    func run(_ damage: inout Damage) -> Outcome {
        let exchange = damage.pick(exchanges)
        let body = damage.text(damage.pick(exchange.samples), others: exchange.samples)
        guard let answer = try? SaleToPOIMessage.forgiving(body) else {
            return Outcome(bytes: body.count, isRead: false)
        }
        let report = terminal.report(answer, to: exchange.question, of: exchange.attempt)
        guard report.slips.count <= 8 else { return Outcome(bytes: body.count, isRead: true, fault: "too many slips") }
        if case .answered(let told) = report.kind {
            _ = TerminalNote.transaction(told.linkNote)
            let most = exchange.attempt.request.amount
            guard told.amount.minor <= most.minor, told.outcome != .approved || told.amount == most else {
                return Outcome(bytes: body.count, isRead: true, fault: "approved for \(told.amount)")
            }
        }
        return Outcome(bytes: body.count, isRead: true, fault: Belief.fault(of: report, at: exchange.attempt))
    }

    private static func samples(_ question: MessageHeader, _ movement: MessageHeader) -> [[UInt8]] {
        let category = question.category.rawValue
        func whole(_ body: String) -> [UInt8] {
            Array(
                """
                {"SaleToPOIResponse":{"MessageHeader":{"ProtocolVersion":"3.0","MessageClass":"Service",\
                "MessageCategory":"\(category)","MessageType":"Response","ServiceID":"\(question.serviceID ?? "")",\
                "SaleID":"T1","POIID":"V400m-324688179"},"\(category)Response":\(body)}}
                """.utf8)
        }
        let failures = ["Refusal", "NotFound", "InProgress", "Busy", "Aborted", "UnreachableHost"].map {
            "{\"Response\":{\"Result\":\"Failure\",\"ErrorCondition\":\"\($0)\",\"AdditionalResponse\":\"message=a%20b\"}}"
        }
        let movementName = movement.category.rawValue
        let header = """
            {"MessageClass":"Service","MessageCategory":"\(movementName)","MessageType":"Response",\
            "ServiceID":"\(movement.serviceID ?? "")","SaleID":"T1","POIID":"V400m-324688179"}
            """
        let plain = [payment, reversal] + failures
        let repeated = plain.map { body in
            """
            {"Response":{"Result":"Success"},"RepeatedMessageResponse":{"MessageHeader":\(header),\
            "RepeatedResponseMessageBody":{"\(movementName)Response":\(body)}}}
            """
        }
        return (question.category == .transactionStatus ? repeated + failures : plain).map(whole)
    }

    private static let payment = """
        {"Response":{"Result":"Success","AdditionalResponse":"tid=75039202&avsResult=0%20Unknown"},"SaleData":{\
        "SaleTransactionID":{"TransactionID":"S-77","TimeStamp":"2026-03-26T07:00:00Z"}},"POIData":{"POITransactionID":{\
        "TransactionID":"P1","TimeStamp":"2026-03-26T07:00:05.000Z"}},"PaymentReceipt":[{"DocumentQualifier":\
        "CashierReceipt","OutputContent":{"OutputFormat":"Text","OutputText":[{"CharacterStyle":"Bold","Text":\
        "name=TOTAL&value=%e2%82%ac%c2%a01.00&key=totalAmount","EndOfLineFlag":true},{"Text":"key=filler"}]}},{\
        "DocumentQualifier":"CustomerReceipt","OutputContent":{"OutputFormat":"Text","OutputText":[{"Text":"58.00"}]}}],\
        "PaymentResult":{"OnlineFlag":true,"PaymentInstrumentData":{"CardData":{"EntryMode":["ICC"],"MaskedPan":\
        "622202******1234"}},"AmountsResp":{"AuthorizedAmount":58.00,"Currency":"CNY"},"PaymentAcquirerData":{\
        "ApprovalCode":"A12345","AcquirerTransactionID":{"TransactionID":"605112345678","TimeStamp":\
        "2026-03-26T10:15:31Z"}}}}
        """

    private static let reversal = """
        {"Response":{"Result":"Success"},"POIData":{"POITransactionID":{"TransactionID":"P2","TimeStamp":\
        "2026-03-26T07:00:05.000Z"}},"OriginalPOITransaction":{"POITransactionID":{"TransactionID":"BV0q.1643",\
        "TimeStamp":"2026-03-26T10:15:30.000Z"}},"ReversedAmount":58.00}
        """
}
