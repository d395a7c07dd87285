// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import JSON
import Nexo

/// What must hold for any bytes: refused with a byte of the text, or read, written and read as the same.
enum MessageTrial {
    enum Verdict: Equatable {
        case refused
        case read
        case wrong(String)
    }

    static func run(_ bytes: [UInt8]) -> Verdict {
        let document: NexoDocument
        do throws(NexoError) {
            document = try NexoDocument(bytes)
        } catch {
            return (0...bytes.count).contains(error.offset) ? .refused : .wrong("offset \(error.offset)")
        }
        let node = document.node
        guard let source = try? JSONReader.read(bytes), source == node else { return .wrong("not member for member") }
        let written = JSONWriter.bytes(of: node)
        guard let again = try? NexoDocument(written), again.node == node, JSONWriter.bytes(of: again.node) == written
        else {
            return .wrong("written and read as another")
        }
        let masked = CardDataMask.masking(node)
        guard CardDataMask.masking(masked) == masked else { return .wrong("masked twice is another") }
        if case .envelope(.plain(let message)) = document { look(into: message) }
        return .read
    }

    /// Everything that is read out of a message on demand; nothing may trap.
    private static func look(into message: SaleToPOIMessage) {
        for receipt in message.body.receipts { for line in receipt.content.lines { _ = line.text.utf8.count } }
        _ = message.body.outcome?.additionalResponse.flatMap { AdditionalDetails($0) }
        switch message.body {
        case .paymentResponse(let body):
            _ = PaymentReading(body).allowsAnotherCharge
            _ = body.result?.instrument?.card?.pan
            _ = body.poiData.flatMap { NexoTime.instant(of: $0.transaction.timeStamp) }
        case .paymentRequest(let body): _ = try? body.transaction.amounts.requested()
        case .transactionStatusResponse(let body): _ = StatusReading(body, asked: message.header)
        case .eventNotification(let body): _ = try? body.displays()
        default: break
        }
    }
}
