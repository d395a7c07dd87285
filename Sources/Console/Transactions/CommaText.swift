// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import HTTPTypes
import Hummingbird
import NIOCore
import Store
import Tender

/// Lists as CSV for a spreadsheet, written page by page as the browser takes them.
enum CommaText {
    /// Fields of one line, as RFC 4180 quotes them. A field that a spreadsheet would run as a formula gets an
    /// apostrophe in front (OWASP: CSV injection).
    static func line(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") + "\r\n" }

    private static func field(_ text: String) -> String {
        var text = text
        if let first = text.utf8.first, isFormula(first), !isNumber(text) { text = "'" + text }
        guard text.utf8.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }

    private static func isFormula(_ byte: UInt8) -> Bool {
        [UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 9, 13].contains(byte)
    }

    /// Negative amounts stay numbers.
    private static func isNumber(_ text: String) -> Bool {
        text.utf8.dropFirst().allSatisfy { ($0 >= 48 && $0 <= 57) || $0 == UInt8(ascii: ".") } && text.utf8.count > 1
    }

    /// A download that asks for page after page until there is none, so a long list never stands in memory.
    static func response(
        _ name: String, header: [String],
        pages: @escaping @Sendable (_ cursor: String?) async throws -> (lines: [[String]], next: String?)
    ) -> Response {
        let body = ResponseBody { writer in
            // The mark tells spreadsheets that the text is UTF-8.
            try await writer.write(ByteBuffer(string: "\u{FEFF}" + line(header)))
            var cursor: String?
            repeat {
                let page = try await pages(cursor)
                try await writer.write(ByteBuffer(string: page.lines.map(line).joined()))
                cursor = page.next
            } while cursor != nil
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(name)\"",
            ], body: body)
    }

    static let transactionHeader = [
        "id", "type", "time", "amount", "currency", "money", "store", "merchant", "terminal", "batch", "voucher",
        "reference", "authorisation", "order", "channel_order", "card", "channel", "product", "fee", "net",
        "settled_on", "codes", "sources",
    ]

    static func cells(_ row: TransactionSummary) -> [String] {
        let facts = row.believed
        return [
            row.id, facts.type.rawValue, facts.occurredAt?.description ?? "", facts.amount?.text ?? "",
            facts.amount?.currency.code ?? "", row.money.name, facts.store?.text ?? "", facts.merchant?.text ?? "",
            facts.terminal?.text ?? "", facts.batch?.text ?? "", facts.voucher?.text ?? "",
            facts.reference?.text ?? "", facts.authorisation?.text ?? "", facts.order?.text ?? "",
            facts.channelOrder?.text ?? "", facts.card?.description ?? "", facts.channel ?? "", facts.product ?? "",
            facts.fee?.text ?? "", facts.net?.text ?? "", facts.settledOn?.description ?? "",
            row.codes.map(\.text).joined(separator: " "), row.sources.map(\.name).joined(separator: " "),
        ]
    }

    static let findingHeader = [
        "code", "transaction", "type", "time", "amount", "currency", "store", "terminal", "field", "expected",
        "actual", "difference", "since", "explanation", "next_action", "evidence",
    ]

    static func cells(_ row: FindingRow, zone: Zone, language: Language) -> [String] {
        let facts = row.transaction.believed
        let finding = row.finding
        let isChinese = language == .chinese
        return [
            finding.code.text, row.transaction.id, facts.type.rawValue, facts.occurredAt?.description ?? "",
            facts.amount?.text ?? "", facts.amount?.currency.code ?? "", facts.store?.text ?? "",
            facts.terminal?.text ?? "", finding.field, finding.expected, finding.actual,
            finding.difference?.text ?? "", zone.rfc3339(row.since),
            isChinese ? finding.explanation.chinese : finding.explanation.english,
            isChinese ? finding.nextAction.chinese : finding.nextAction.english,
            finding.evidence.joined(separator: " "),
        ]
    }
}
