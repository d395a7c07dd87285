// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Listens to a printer's back channel: what arrives is told apart by its first byte alone, as the vendor asks.
///
///     0xx1 xx10  answer to DLE EOT, in the order asked      0001 0001  XON     0001 0011  XOFF
///     0xx1 xx00  automatic status, three more bytes follow  0xx0 xxxx  answer in order: GS r, GS I, ESC u, ESC v
///     35 37 3B 3D 5F  a block up to 00; inside it no byte means anything else
struct PrinterWatch: Sendable, Hashable {
    /// What one reading brought.
    struct News: Sendable, Hashable {
        var isHeard = false
        var hasStatus = false
        var orderedAnswers = 0
        var processIDs: [UInt32] = []
    }

    /// Whether this printer has said anything on this connection.
    private(set) var hasHeard = false
    /// A jam, or another error that a person removes.
    private(set) var hasMechanicalError = false
    private var block: [UInt8]?
    private var frame: [UInt8] = []
    /// Which of the four questions the next real-time answer belongs to: they are always asked in order.
    private var question: UInt8 = 1

    /// Bytes of a block; a longer one is not believed.
    private static let blockLimit = 256

    mutating func read(_ bytes: [UInt8], into condition: inout PrinterCondition) -> News {
        var news = News()
        for byte in bytes { read(byte, into: &condition, &news) }
        if news.isHeard { hasHeard = true }
        return news
    }

    private mutating func read(_ byte: UInt8, into condition: inout PrinterCondition, _ news: inout News) {
        if var open = block {
            open.append(byte)
            block = open.count > Self.blockLimit ? nil : open
            if byte == 0 { close(open, &news) }
            return
        }
        if byte == 0x11 || byte == 0x13 { return }
        if !frame.isEmpty {
            frame.append(byte)
            if frame.count == 4 { readFrame(into: &condition, &news) }
            return
        }
        news.isHeard = true
        switch byte {
        case 0x35, 0x37, 0x3B, 0x3D, 0x5F: block = [byte]
        case _ where byte & 0x93 == 0x12: readRealTime(byte, into: &condition, &news)
        case _ where byte & 0x93 == 0x10: frame = [byte]
        case _ where byte & 0x90 == 0x00: news.orderedAnswers += 1
        default: break
        }
    }

    private mutating func close(_ open: [UInt8], _ news: inout News) {
        block = nil
        if open.count == 7, open[0] == 0x37, open[1] == 0x22 { news.processIDs.append(ProcessMark.number(open[2...5])) }
    }

    private mutating func readFrame(into condition: inout PrinterCondition, _ news: inout News) {
        let (first, second, third) = (frame[0], frame[1], frame[2])
        frame = []
        news.hasStatus = true
        condition.isOffline = first & 0x08 != 0
        condition.isCoverOpen = first & 0x20 != 0
        hasMechanicalError = second & 0x04 != 0
        condition.hasCutterError = second & 0x08 != 0
        condition.hasUnrecoverableError = second & 0x20 != 0
        condition.paper = third & 0x0C != 0 ? .out : third & 0x03 != 0 ? .nearEnd : .loaded
    }

    private mutating func readRealTime(_ byte: UInt8, into condition: inout PrinterCondition, _ news: inout News) {
        news.hasStatus = true
        switch question {
        case 1: condition.isOffline = byte & 0x08 != 0
        case 2:
            condition.isCoverOpen = byte & 0x04 != 0
            if byte & 0x20 != 0 { condition.paper = .out }
        case 3:
            hasMechanicalError = byte & 0x04 != 0
            condition.hasCutterError = byte & 0x08 != 0
            condition.hasUnrecoverableError = byte & 0x20 != 0
        default: condition.paper = byte & 0x60 != 0 ? .out : byte & 0x0C != 0 ? .nearEnd : .loaded
        }
        question = question % 4 + 1
    }
}
