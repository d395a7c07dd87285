// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Nexo
internal import Tender

/// The two receipts of a transaction, in the packed form that terminals use.
struct TerminalReceipt {
    let make: TerminalMake
    let number: String
    let amount: Money
    let time: Instant
    let type: String
    /// Empty where no card was read.
    let card: String

    var both: [PaymentReceipt] { [receipt(.cashierReceipt), receipt(.customerReceipt)] }

    private func receipt(_ document: DocumentQualifier) -> PaymentReceipt {
        var receipt = PaymentReceipt()
        receipt.document = document
        receipt.requiredSignatureFlag = false
        receipt.content.text = lines(document).map { line in
            var text = OutputText()
            text.text = line.text
            text.style = line.key == "totalAmount" ? .bold : .normal
            text.endOfLineFlag = true
            return text
        }
        return receipt
    }

    private func lines(_ document: DocumentQualifier) -> [PackedLine] {
        let stamp = NexoTime.text(of: time)
        let title = document == .cashierReceipt ? "MERCHANT COPY" : "CARDHOLDER COPY"
        var lines = [
            PackedLine(key: "header1", name: make.acquirer, value: ""),
            PackedLine(key: document == .cashierReceipt ? "merchantTitle" : "cardholderHeader", name: title, value: ""),
            PackedLine(key: "filler", name: "", value: ""),
            PackedLine(key: "txdate", name: "Date", value: String(stamp.prefix(10))),
            PackedLine(key: "txtime", name: "Time", value: String(stamp.dropFirst(11).prefix(8)) + " UTC"),
        ]
        if !card.isEmpty { lines.append(PackedLine(key: "pan", name: "Card", value: card)) }
        lines += [
            PackedLine(key: "mid", name: "MID", value: make.merchant),
            PackedLine(key: "tid", name: "TID", value: make.acquirerTerminal),
            PackedLine(key: "txRef", name: "Reference", value: number),
            PackedLine(key: "txtype", name: "Type", value: type),
            PackedLine(key: "totalAmount", name: "TOTAL", value: amount.currency.code + " " + amount.text),
            PackedLine(key: "approved", name: "APPROVED", value: ""),
        ]
        return lines
    }
}
