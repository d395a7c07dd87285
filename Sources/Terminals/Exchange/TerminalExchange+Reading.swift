// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
public import Nexo
public import Receipts

extension TerminalExchange {
    /// What a terminal's message says of an attempt.
    ///
    /// - Parameters:
    ///   - answer: what came back.
    ///   - question: what it must answer: the request itself, a status or a reversal.
    public func report(
        _ answer: ForgivenMessage, to question: SaleToPOIMessage, of attempt: Attempt
    ) -> LinkReport {
        let reading = AttemptReading(request: header(of: attempt), asked: attempt.request.amount)
        let event = reading.event(answer.message, to: question.header)
        let isAnswer = question.header.isAnswered(by: answer.message.header)
        var report = LinkReport(
            event, words: Self.words(answer, isAnswer: isAnswer),
            slips: isAnswer ? TerminalPaper.slips(of: Self.receipts(answer.message), paper: paper) : [])
        if isAnswer, attempt.request.isProxied {
            report.message = ProxyAnswer.kept(answer.message, asked: header(of: attempt)) ?? []
        }
        return report
    }

    /// What it means that no message came that can be believed.
    public func report(_ lost: LostAnswer, words: String = "") -> LinkReport {
        LinkReport(AttemptReading.loss(lost), words: Self.cut(words.isEmpty ? lost.rawValue : words))
    }

    private static func receipts(_ message: SaleToPOIMessage) -> [PaymentReceipt] {
        guard case .transactionStatusResponse(let told) = message.body else { return message.body.receipts }
        return told.repeated?.body.receipts ?? []
    }

    // MARK: - Words

    /// The terminal's own words, shortened and without card numbers.
    private static func words(_ answer: ForgivenMessage, isAnswer: Bool) -> String {
        guard isAnswer else { return "an answer to something else came: \(answer.message.header.category.rawValue)" }
        var outcomes = [answer.message.body.outcome]
        if case .transactionStatusResponse(let told) = answer.message.body, let body = told.repeated?.body {
            outcomes.append(body.payment?.response ?? body.reversal?.response ?? body.storedValue?.response)
        }
        var words = outcomes.compactMap { $0 }.map { Self.words(of: $0) }
        if let first = answer.leftOut.first {
            words.append("\(answer.leftOut.count) of its parts cannot be read, first \(first.path)")
        }
        return cut(words.joined(separator: "; "))
    }

    /// `Failure Refusal: NOT_ENOUGH_BALANCE`.
    static func words(of outcome: MessageOutcome) -> String {
        let condition = outcome.errorCondition.map { " " + $0.rawValue } ?? ""
        let details = outcome.additionalResponse.flatMap { AdditionalDetails($0) }
        let reasons = ["message", "refusalReason", "errorMessage"].compactMap { details?[$0] }.filter { !$0.isEmpty }
        return outcome.result.rawValue + condition + (reasons.isEmpty ? "" : ": " + reasons.joined(separator: ", "))
    }

    /// Bytes; an attempt takes no more than `Attempt.wordsLimit`.
    private static let wordsLimit = 1_000

    /// What another machine says, fit to be kept: no card number, no line ends, not too long.
    static func cut(_ text: String) -> String {
        let line = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
        return CardDataMask.masking(line).shortened(to: wordsLimit)
    }
}

extension TerminalPaper {
    /// The receipts that came with an answer, as ESC/POS. What has no line of text or picture is left out.
    ///
    /// That the terminal means to print one itself (`IntegratedPrintFlag`) proves no paper: `isPrinted` stays false.
    public static func slips(of receipts: [PaymentReceipt], paper: Paper) -> [LinkSlip] {
        receipts.prefix(slipLimit).compactMap { receipt in
            let part: LinkSlip.Part
            switch receipt.document {
            case .customerReceipt, .saleReceipt: part = .customer
            case .cashierReceipt: part = .merchant
            default: return nil
            }
            let lines = lines(of: receipt.content, paper: paper)
            return lines.isEmpty ? nil : LinkSlip(part, bytes: lines.printed(paper: paper).bytes)
        }
    }

    /// A payment has two or three receipts.
    static let slipLimit = 8

    /// Lines of text as a terminal's own printer takes them.
    public static func content(of lines: [SlipLine]) -> OutputContent {
        var content = OutputContent()
        for line in lines.prefix(lineLimit) {
            switch line.content {
            case .text(let text):
                var run = OutputText()
                run.text = text
                run.style = line.style == .plain ? nil : .bold
                run.width = line.style == .large ? .double : nil
                run.alignment = line.isCentred ? .centred : nil
                run.endOfLineFlag = true
                content.text.append(run)
            case .code(let code):
                var barcode = OutputBarcode()
                barcode.type = .qrCode
                barcode.value = code
                content.barcode = barcode
            }
        }
        return content
    }
}

/// Whether paper came out of a terminal's printer.
public enum TerminalPrint: Sendable, Hashable {
    /// It answered after the paper (`PrintEnd`).
    case printed
    /// It says that it did not print, and why.
    case failed(ErrorCondition?)
    /// Nobody can say: look at the printer before it is printed again.
    case unknown

    /// - Parameter question: the request as it was sent.
    public init(_ answer: SaleToPOIMessage, to question: SaleToPOIMessage) {
        guard question.header.isAnswered(by: answer.header), case .printResponse(let told) = answer.body,
            case .printRequest(let asked) = question.body
        else {
            self = .unknown
            return
        }
        switch told.response.result {
        case .success: self = asked.output.responseMode == .printEnd ? .printed : .unknown
        case .failure: self = .failed(told.response.errorCondition)
        default: self = .unknown
        }
    }
}
