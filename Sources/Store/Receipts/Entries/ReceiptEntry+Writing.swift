// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Charges
internal import Printing
internal import Tender

extension ReceiptEntry {
    func write(to writer: inout ByteWriter) {
        switch self {
        case .captured(let job, let reading):
            Self.write(job, to: &writer)
            Self.write(reading, to: &writer)
        case .event(let event):
            writer.text(event.job.text)
            writer.signed(Int64(event.number))
            writer.signed(event.at.milliseconds)
            let (kind, word) = PrintWord.coded(event.kind)
            writer.text(kind)
            writer.text(word)
            writer.text(event.by)
        case .printer(let printer): Self.write(printer, to: &writer)
        case .condition(let condition): Self.write(condition, to: &writer)
        case .copyAsked(let copy):
            writer.text(copy.job.text)
            writer.text(copy.original.text)
            writer.signed(Int64(copy.copy))
            writer.text(copy.printer)
            writer.text(copy.reason)
        case .delivery(let event):
            writer.text(event.receipt.text)
            writer.signed(event.at.milliseconds)
            let (kind, word) = PrintWord.coded(event.kind)
            writer.text(kind)
            writer.text(word)
            writer.text(event.by)
        }
    }

    private static func write(_ job: CapturedJob, to writer: inout ByteWriter) {
        writer.text(job.id.text)
        writer.text(job.printer)
        writer.text(job.sender)
        writer.signed(job.startedAt.milliseconds)
        writer.signed(job.endedAt.milliseconds)
        writer.text(job.ending.rawValue)
        writer.signed(Int64(job.maskedNumbers))
        writer.signed(Int64(job.copy))
        writer.text(job.original?.text ?? "")
        writer.varint(UInt64(job.bytes.count))
        writer.raw(job.bytes)
    }

    private static func write(_ reading: SlipReading, to writer: inout ByteWriter) {
        writer.text(reading.text)
        writer.text(reading.encoding)
        writer.signed(Int64(reading.confidence))
        writer.byte(reading.isCutShort ? 1 : 0)
        writer.signed(Int64(reading.factsConfidence))
        let facts = reading.facts?.canonicalBytes() ?? []
        writer.varint(UInt64(facts.count))
        writer.raw(facts)
        writer.text(reading.amount?.currency.code ?? "")
        writer.signed(reading.amount?.minor ?? 0)
        writer.byte(reading.time == nil ? 0 : 1)
        writer.signed(reading.time?.secondsSinceEpoch ?? 0)
    }

    private static func write(_ printer: PrinterRecord, to writer: inout ByteWriter) {
        writer.text(printer.name)
        writer.text(printer.store.text)
        writer.text(printer.address)
        writer.signed(Int64(printer.listenPort))
        writer.text(printer.profile)
        writer.signed(Int64(printer.ageLimitMinutes))
        writer.text(printer.failOver)
        writer.varint(UInt64(printer.senders.count))
        for sender in printer.senders { writer.text(sender) }
    }

    private static func write(_ condition: PrinterCondition, to writer: inout ByteWriter) {
        writer.text(condition.printer)
        writer.signed(condition.changedAt.milliseconds)
        writer.text(condition.link.rawValue)
        writer.text(condition.paper.rawValue)
        writer.text(condition.proof.rawValue)
        let flags = [
            condition.isCoverOpen, condition.hasCutterError, condition.hasUnrecoverableError, condition.isOffline,
        ]
        for flag in flags { writer.byte(flag ? 1 : 0) }
    }
}
