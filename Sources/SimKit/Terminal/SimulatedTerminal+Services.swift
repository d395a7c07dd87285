// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import JSON
internal import Nexo
internal import Tender

extension SimulatedTerminal {
    /// What became of an earlier request.
    func status(_ status: TransactionStatusRequest, _ header: MessageHeader) -> MessageBody {
        var told = TransactionStatusResponse()
        told.reference = status.reference
        let sale = status.reference?.saleID ?? header.saleID
        if let running = work?.message.header, running.saleID == sale,
            status.reference?.serviceID ?? running.serviceID == running.serviceID
        {
            told.response = MessageOutcome(failing: .inProgress)
            return .transactionStatusResponse(told)
        }
        let found = entries.last { entry in
            entry.request.saleID == sale
                && (status.reference?.serviceID ?? entry.request.serviceID) == entry.request.serviceID
                && (status.reference?.category ?? entry.request.category) == entry.request.category
        }
        guard let found else {
            told.response = MessageOutcome(failing: .notFound, "no such transaction")
            return .transactionStatusResponse(told)
        }
        told.response = .done
        var repeated = RepeatedMessageResponse()
        repeated.header = found.request
        repeated.header.type = .response
        let withReceipts = status.receiptReprintFlag == true
        switch found.answer {
        case .paymentResponse(var answer):
            if !withReceipts { answer.receipts = [] }
            repeated.body.payment = answer
        case .reversalResponse(var answer):
            if !withReceipts { answer.receipts = [] }
            repeated.body.reversal = answer
        default: break
        }
        told.repeated = repeated
        return .transactionStatusResponse(told)
    }

    func diagnosis(_ request: DiagnosisRequest) -> MessageBody {
        var answer = DiagnosisResponse()
        answer.response = .done
        answer.response.additionalResponse =
            FormFields([
                .init(name: "batteryLevel", value: "\(make.battery)%"),
                .init(name: "firmwareVersion", value: make.version),
                .init(name: "unconfirmedBatchCount", value: "0"),
            ]).text
        answer.loggedSaleIDs = logins.sorted()
        var status = POIStatus()
        status.global = work == nil && faults[.busy] == nil ? .ok : .busy
        status.securityOK = true
        status.pinPadOK = true
        status.cardReaderOK = true
        status.communicationOK = faults[.hostDown] == nil
        status.printer = faults[.paperOut] != nil ? .noPaper : (faults[.paperLow] != nil ? .paperLow : .ok)
        answer.status = status
        if request.hostDiagnosisFlag == true {
            var host = HostStatus()
            host.acquirerID = .text(make.acquirer)
            host.isReachable = faults[.hostDown] == nil
            answer.hosts = [host]
        }
        return .diagnosisResponse(answer)
    }

    mutating func login(_ sale: String) -> MessageBody {
        logins.insert(sale)
        var answer = LoginResponse()
        answer.response = .done
        var system = POISystemData()
        system.dateTime = NexoTime.text(of: instant)
        system.software.manufacturerID = "Counterfoil"
        system.software.applicationName = "Simulated terminal"
        system.software.softwareVersion = make.version
        system.software.certificationCode = "none"
        answer.system = system
        return .loginResponse(answer)
    }

    mutating func logout(_ sale: String) -> MessageBody {
        logins.remove(sale)
        var answer = LogoutResponse()
        answer.response = .done
        return .logoutResponse(answer)
    }

    /// Paper comes out at once, so every mode is answered after it.
    mutating func print(_ request: PrintRequest) -> MessageBody {
        var answer = PrintResponse()
        answer.document = request.output.document
        if faults[.paperOut] != nil {
            answer.response = MessageOutcome(failing: .deviceOut, "no paper")
            return .printResponse(answer)
        }
        let content = request.output.content
        var lines = content.lines.map(\.text)
        if let code = content.barcode?.value { lines.append("[\(content.barcode?.type?.rawValue ?? "EAN13") \(code)]") }
        paper += lines.prefix(2_000) + ["---"]
        if paper.count > Self.paperLimit { paper.removeFirst(paper.count - Self.paperLimit) }
        answer.response = .done
        return .printResponse(answer)
    }

    func display(_ request: DisplayRequest) -> MessageBody {
        var answer = DisplayResponse()
        answer.results = request.outputs.map { output in
            var result = OutputResult()
            result.device = output.device
            result.infoQualify = output.infoQualify
            result.response = .done
            return result
        }
        return .displayResponse(answer)
    }

    // MARK: - Totals

    func totals() -> MessageBody {
        var answer = GetTotalsResponse()
        answer.response = .done
        answer.reconciliationID = .text(String(period))
        answer.totals = sums
        return .getTotalsResponse(answer)
    }

    mutating func reconciliation(_ request: ReconciliationRequest) -> MessageBody {
        var answer = ReconciliationResponse()
        answer.type = request.type
        answer.response = .done
        if request.type == .previousReconciliation {
            answer.reconciliationID = .text(String(period - 1))
            answer.totals = lastTotals
        } else {
            lastTotals = sums
            answer.reconciliationID = .text(String(period))
            answer.totals = lastTotals
            period += 1
        }
        return .reconciliationResponse(answer)
    }

    /// The open period, one line for each currency and kind.
    private var sums: [TransactionTotals] {
        let own = entries.filter { $0.period == period }
        let currencies = Set(own.map(\.asked.currency)).sorted { $0.code < $1.code }
        return currencies.map { currency in
            var totals = TransactionTotals()
            totals.acquirerID = .text(make.acquirer)
            totals.currency = currency.code
            let kinds: [TotalsTransactionType] = [
                .debit, .credit, .reverseDebit, .firstReservation, .completedReservation, .declined,
            ]
            totals.payments = kinds.compactMap { kind in
                let members = own.filter { $0.asked.currency == currency && $0.totalsType == kind }
                guard !members.isEmpty else { return nil }
                var line = PaymentTotals()
                line.type = kind
                line.count = Int64(members.count)
                let minor = members.reduce(Int64(0)) { $0 &+ (kind == .declined ? $1.asked : $1.moved).minor }
                line.amount = JSONNumber(Money(minor: minor, currency: currency))
                return line
            }
            return totals
        }
    }
}

extension TerminalEntry {
    var totalsType: TotalsTransactionType {
        guard moved.minor > 0 else { return .declined }
        switch type {
        case .refund?: return .credit
        case .oneTimeReservation?, .firstReservation?, .updateReservation?: return .firstReservation
        case .completion?: return .completedReservation
        case nil: return .reverseDebit
        default: return .debit
        }
    }
}
