// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Printing
internal import Tender

/// What the journal keeps of receipts and printers.
///
///     type  entry            payload after version, time and person
///       12  slip captured    the job with all its bytes, and what was read out of it; at the end sum and time
///       13  print event      job, number, time, kind, person
///       14  printer          as set up
///       15  printer's state  what the device said when it changed
///       16  copy asked for   new job, original, copy number, printer, reason
///       17  delivery         receipt, kind, a text
enum ReceiptEntry: Sendable {
    case captured(CapturedJob, SlipReading)
    case event(PrintEvent)
    case printer(PrinterRecord)
    case condition(PrinterCondition)
    case copyAsked(CopyRequest)
    case delivery(DeliveryEvent)

    var type: UInt8 {
        switch self {
        case .captured: 12
        case .event: 13
        case .printer: 14
        case .condition: 15
        case .copyAsked: 16
        case .delivery: 17
        }
    }
}

/// A copy that somebody asked for, recorded before the first byte goes to a printer.
struct CopyRequest: Sendable, Hashable {
    let job: PrintJobID
    let original: PrintJobID
    let copy: Int
    let printer: String
    let reason: String
}
