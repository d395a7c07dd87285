// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Receipts
import Tender

/// Facts by name as plain text, for tables of expectations.
enum PlainFacts {
    /// Facts of at least a confidence.
    static func of(_ facts: SlipFacts, atLeast floor: Int = 60) -> [String: String] {
        var plain: [String: String] = [:]
        func keep<Value>(_ name: String, _ fact: SlipFacts.Fact<Value>?, _ text: (Value) -> String) {
            if let fact, fact.confidence >= floor { plain[name] = text(fact.value) }
        }
        keep("amount", facts.amount) { $0.text }
        keep("netPaid", facts.netPaid) { $0.text }
        keep("currency", facts.currency) { $0.code }
        keep("time", facts.time) { $0.description }
        keep("date", facts.date) { $0.description }
        keep("kind", facts.kind) { $0.rawValue }
        keep("channel", facts.channel) { $0.rawValue }
        keep("card", facts.card) { $0.description }
        keep("reference", facts.reference) { $0.text }
        keep("voucher", facts.voucher) { $0.text }
        keep("batch", facts.batch) { $0.text }
        keep("terminal", facts.terminal) { $0.text }
        keep("merchant", facts.merchant) { $0.text }
        keep("merchantName", facts.merchantName) { $0 }
        keep("authorisation", facts.authorisation) { $0.text }
        keep("order", facts.order) { $0.text }
        keep("channelOrder", facts.channelOrder) { $0.text }
        keep("receipt", facts.receipt) { $0.text }
        keep("operator", facts.operatorName) { $0 }
        keep("originalVoucher", facts.originalVoucher) { $0.text }
        keep("originalReference", facts.originalReference) { $0.text }
        keep("originalAuthorisation", facts.originalAuthorisation) { $0.text }
        keep("originalOrder", facts.originalOrder) { $0.text }
        keep("originalDate", facts.originalDate) { $0.description }
        return plain
    }
}
