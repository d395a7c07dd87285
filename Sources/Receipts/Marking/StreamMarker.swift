// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS

/// The modes a stream has set so far, and how to leave them for a line of plain text and come back.
///
/// Commands are kept by name, in the order of their last use: played again in that order they lead to the same state,
/// because a later command of the same name sets all that the earlier one set.
struct StyleMemory {
    private var order: [Command] = []
    private var bytes: [Command: [UInt8]] = [:]

    mutating func note(_ command: Command, _ body: ArraySlice<UInt8>) {
        if command.meaning == .initialise {
            self = StyleMemory()
            return
        }
        guard Self.modes.contains(command.meaning) else { return }
        order.removeAll { $0 == command }
        order.append(command)
        bytes[command] = Array(body)
    }

    var restoring: [UInt8] { order.flatMap { bytes[$0] ?? [] } }

    /// Plain text at the left edge; only what the stream touched is set, so that no printer sees a command it lacks.
    func plain(isStar: Bool) -> [UInt8] {
        order.flatMap { (isStar ? Self.starPlain : Self.plain)[$0.meaning] ?? [] }
    }

    /// Whether CJK is on; nil when the stream has not said.
    var cjk: Bool? {
        for command in order.reversed() {
            if command.meaning == .cjkOn { return true }
            if command.meaning == .cjkOff { return false }
        }
        return nil
    }

    private static let plain: [Meaning: [UInt8]] = [
        .printMode: [0x1B, 0x21, 0], .emphasis: [0x1B, 0x45, 0], .doubleStrike: [0x1B, 0x47, 0],
        .underline: [0x1B, 0x2D, 0], .font: [0x1B, 0x4D, 0], .characterSize: [0x1D, 0x21, 0],
        .reverse: [0x1D, 0x42, 0], .upsideDown: [0x1B, 0x7B, 0], .rotation: [0x1B, 0x56, 0],
        .italicOn: [0x1B, 0x35], .italicOff: [], .smoothing: [], .colour: [], .characterSpacing: [0x1B, 0x20, 0],
        .internationalSet: [0x1B, 0x52, 0], .userCharacters: [0x1B, 0x25, 0], .cjkPrintMode: [0x1C, 0x21, 0],
        .cjkUnderline: [0x1C, 0x2D, 0], .cjkQuadruple: [0x1C, 0x57, 0], .cjkSpacing: [0x1C, 0x53, 0, 0],
        .cjkDoubleWidth: [0x1C, 0x14], .alignment: [0x1B, 0x61, 0], .leftMargin: [0x1D, 0x4C, 0, 0],
        .lineSpacing: [0x1B, 0x32],
    ]

    private static let starPlain: [Meaning: [UInt8]] = [
        .starBold: [0x1B, 0x46], .starSize: [0x1B, 0x69, 0, 0], .starDoubleWidth: [0x1B, 0x57, 0],
        .starDoubleHeight: [0x1B, 0x68, 0], .starUnderline: [0x1B, 0x2D, 0], .starReverse: [0x1B, 0x35],
        .alignment: [0x1B, 0x1D, 0x61, 0], .font: [0x1B, 0x1E, 0x46, 0], .characterSpacing: [0x1B, 0x20, 0],
        .leftMargin: [0x1B, 0x6C, 0], .upsideDown: [0x12],
    ]

    private static let modes: Set<Meaning> = Set(plain.keys).union(starPlain.keys).union([
        .defaultLineSpacing, .areaWidth, .codePage, .cjkOn, .cjkOff, .cjkCode, .cjkFont, .encoding, .cloneEncoding,
        .cjkNormalWidth, .starBoldOff, .starReverseOff, .motionUnits,
    ])
}

/// Copies a stream token by token, leaves out what must not happen again, and sets the marks.
struct StreamMarker {
    let mark: MarkWords
    let isStar: Bool
    private(set) var refusal: DuplicateMark.Refusal?
    private var output: [UInt8] = []
    private var memory = StyleMemory()
    /// Where the top mark of the slip that is being read goes, until something is printed.
    private var top: Int?
    private var topMemory = StyleMemory()
    private var hasPrinted = false
    /// Behind the last line or picture: the bottom mark stands before the feed that carries paper to the cutter.
    private var foot = 0
    private var footMemory = StyleMemory()
    private var lineIsOpen = false
    private var isDisplay = false
    private var isPage = false
    private var printedText = false
    private var hasRasterMode = false

    init(mark: MarkWords, isStar: Bool) {
        self.mark = mark
        self.isStar = isStar
        top = 0
    }

    mutating func take(_ token: Token, _ body: ArraySlice<UInt8>) {
        switch token.kind {
        case .text:
            if !isDisplay { printing(text: true) }
            output += body
            setFoot()
        case .control(let byte): control(byte)
        case .command(let command): self.command(command, body)
        case .unknown: output += body
        // What was cut short would swallow the mark behind it.
        case .truncated: break
        }
    }

    mutating func finish() -> [UInt8] {
        bottom()
        return output
    }

    private mutating func control(_ byte: UInt8) {
        // A bell opens the drawer on some printers and rings on others.
        if byte == 0x07 || (isStar && [0x19, 0x1A, 0x1C].contains(byte)) { return }
        if byte == 0x0A || byte == 0x0C || byte == 0x0D, !isDisplay {
            printing(text: false)
            let closesInk = lineIsOpen || isPage
            lineIsOpen = false
            if byte == 0x0C { isPage = false }
            output.append(byte)
            if closesInk { setFoot() }
            return
        }
        output.append(byte)
    }

    private mutating func command(_ command: Command, _ body: ArraySlice<UInt8>) {
        let meaning = command.meaning
        let wasOpen = lineIsOpen
        if Self.dropped.contains(meaning) { return }
        switch meaning {
        case .cut, .cutFull, .cutPartial, .starCut: bottom()
        case .pageMode:
            // A page is one picture to the printer: the mark stands before it.
            printing(text: false)
            isPage = true
        case .standardMode: isPage = false
        case .selectDevice: isDisplay = (body.last ?? 1) & 3 == 2
        case .initialise:
            (isDisplay, isPage, lineIsOpen) = (false, false, false)
        case .starRasterMode:
            // A printer of that kind may print nothing but rows of dots.
            if body.dropFirst(3).first == 0x41 { hasRasterMode = true }
            if hasRasterMode { printing(text: false) }
        case let other where Self.shown.contains(other): printing(text: false)
        default: break
        }
        output += body
        memory.note(command, body)
        // Initialising throws a waiting line away: the mark must not become part of it.
        if meaning == .initialise, wasOpen { setFoot() }
        // A feed that ends a line belongs to that line.
        if Self.feeds.contains(meaning) ? lineIsOpen : Self.shown.contains(meaning) { setFoot() }
        if [.cut, .cutFull, .cutPartial, .starCut].contains(meaning) { begin() }
        if meaning == .initialise, !hasPrinted { begin() }
        if Self.feeds.contains(meaning) { lineIsOpen = false }
    }

    /// A slip begins here: its top mark goes to this place once something follows.
    private mutating func begin() {
        top = output.count
        topMemory = memory
        hasPrinted = false
    }

    private mutating func printing(text: Bool) {
        if let place = top {
            let bytes = marked(topMemory)
            output.insert(contentsOf: bytes, at: place)
            top = nil
            setFoot()
        }
        hasPrinted = true
        if text {
            printedText = true
            lineIsOpen = true
        }
    }

    private mutating func setFoot() {
        foot = output.count
        footMemory = memory
    }

    private mutating func bottom() {
        guard hasPrinted else { return }
        if isPage {
            refusal = .insidePage
            return
        }
        if hasRasterMode, !printedText { refusal = .picturesOnly }
        if lineIsOpen {
            // A line that waits in the printer's buffer is finished first.
            output.append(0x0A)
            setFoot()
        }
        lineIsOpen = false
        output.insert(contentsOf: marked(footMemory), at: foot)
        hasPrinted = false
    }

    private func marked(_ memory: StyleMemory) -> [UInt8] {
        var bytes = memory.plain(isStar: isStar)
        let switchesCJK = mark.isWide && !mark.isUTF8 && memory.cjk != true
        if switchesCJK { bytes += isStar ? [0x1B, 0x70] : [0x1C, 0x26] }
        for line in mark.lines { bytes += line + [0x0A] }
        if switchesCJK, memory.cjk == false { bytes += isStar ? [0x1B, 0x71] : [0x1C, 0x2E] }
        return bytes + memory.restoring
    }

    private static let dropped: Set<Meaning> = [
        .drawer, .starDrawer, .realTimeStatus, .realTimeRequest, .realTimeAction, .transmitStatus, .transmitIdentity,
        .response, .automaticStatus, .paperStatus, .drawerStatus, .starStatus,
    ]

    private static let shown: Set<Meaning> = [
        .columnImage, .raster, .graphics, .printDownloadedImage, .printStoredImage, .variableRaster, .barcode, .symbol,
        .feedDots, .feedLines, .feedBackDots, .feedBackLines, .printPage, .starFeedLines, .starBarcode, .starRaster,
        .starRasterRow, .starLineImage, .starQR, .starPDF417,
    ]

    private static let feeds: Set<Meaning> = [.feedDots, .feedLines, .feedBackDots, .feedBackLines, .starFeedLines]
}
