// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import ESCPOS

/// What the printer does with bytes: at once, or in order.
extension SimulatedPrinter {
    mutating func readRealTime(_ bytes: ArraySlice<UInt8>, from session: Int) {
        var reader = realTime[session] ?? RealTimeReader()
        for byte in bytes {
            guard let found = reader.read(byte) else { continue }
            switch found {
            case .status(let n):
                if make.answersInRealTime, let status = sensors.realTimeStatus(n) { say([status], to: session) }
            case .recover(let isClearing): recover(isClearing: isClearing)
            case .pulse: add(.pulse)
            case .starStatus: if make.speaksStar { say(starStatus, to: session) }
            case .clear:
                clearMemories()
                if make.hasProcessID { say([0x37, 0x25, 0x00], to: session) }
            }
        }
        realTime[session] = reader
    }

    private mutating func recover(isClearing: Bool) {
        guard sensors.hasCutterError || sensors.hasMechanicalError else { return }
        if isClearing {
            clearMemories()
            owesCut = false
        }
        recoverFromErrors()
    }

    private mutating func clearMemories() {
        memory = []
        line = []
        decoder = make.decoder
        // IDs of data that was wiped are never sent.
        pendingProcessID = nil
    }

    /// A whole token reached the front of the memory.
    mutating func carryOut(_ token: Token, _ bytes: [UInt8], from session: Int) {
        switch token.kind {
        case .text: line += bytes
        case .control(0x0A):
            comeOut(line)
            line = []
        case .control(0x17) where make.speaksStar: countMark(session)
        case .control, .unknown, .truncated: break
        case .command(let command): carryOut(command.meaning, bytes, from: session)
        }
    }

    private mutating func carryOut(_ meaning: Meaning, _ bytes: [UInt8], from session: Int) {
        switch meaning {
        case .initialise: line = []
        case .feedLines, .feedDots, .printPage: printLine()
        case .cut, .cutFull, .cutPartial, .starCut: cut()
        case .drawer, .starDrawer: add(.pulse)
        case .columnImage: line += bytes
        case .raster, .graphics, .printDownloadedImage, .printStoredImage, .variableRaster, .barcode, .symbol:
            printLine()
            add(.image(bytes))
        case .starStatus where make.speaksStar && bytes.starts(with: [0x1B, 0x1E, 0x61]):
            watch(bytes.last ?? 0, session)
        case .automaticStatus: watch(bytes.last ?? 0, session)
        case .transmitStatus:
            answer(bytes.last == 2 || bytes.last == 50 ? sensors.drawerStatus : sensors.paperStatus, session)
        case .paperStatus: answer(sensors.paperStatus, session)
        case .drawerStatus: answer(sensors.drawerStatus, session)
        case .transmitIdentity: identify(bytes.last ?? 0, session)
        case .response: respond(bytes, session)
        default: break
        }
    }

    private mutating func printLine() {
        guard !line.isEmpty else { return }
        comeOut(line)
        line = []
    }

    private mutating func cut() {
        printLine()
        fire(.cuts(tape.cutCount + 1))
        if sensors.hasCutterError { owesCut = true } else { add(.cut) }
    }

    private mutating func watch(_ mask: UInt8, _ session: Int) {
        guard make.hasAutomaticStatus || make.speaksStar else { return }
        automaticMask = mask
        reported = sensors
        if mask != 0 { say(make.speaksStar ? starStatus : sensors.automaticStatus, to: session) }
    }

    /// Everything before the mark is on paper.
    private mutating func countMark(_ session: Int) {
        printLine()
        countedMarks = (countedMarks + 1) & 31
        if automaticMask != 0 { say(starStatus, to: session) }
    }

    private var starStatus: [UInt8] {
        var status = PrinterStatus(
            paper: sensors.isPaperOut ? .out : sensors.isNearEnd ? .nearEnd : .ok, isCoverOpen: sensors.isCoverOpen,
            isOffline: sensors.isOffline, hasCutterError: sensors.hasCutterError,
            hasRecoverableError: sensors.hasMechanicalError,
            hasUnrecoverableError: sensors.hasUnrecoverableError)
        status.isDrawerPinHigh = sensors.isDrawerOpen
        return StarStatus(status, completed: countedMarks).bytes
    }

    private mutating func answer(_ status: UInt8, _ session: Int) {
        if make.answersInOrder { say([status], to: session) }
    }

    private mutating func identify(_ n: UInt8, _ session: Int) {
        guard make.answersInOrder else { return }
        switch n {
        case 1, 49: say([0x20], to: session)
        case 2, 50: say([0x02], to: session)
        case 3, 51: say([0x01], to: session)
        case 65: say([0x5F] + Array("1.00 SIM".utf8) + [0x00], to: session)
        case 66: say([0x5F] + Array("COUNTERFOIL".utf8) + [0x00], to: session)
        case 67: say([0x5F] + Array(make.model.utf8) + [0x00], to: session)
        case 68: say([0x5F] + Array("SIM0000001".utf8) + [0x00], to: session)
        case 33: say([0x3D, 0x21] + Array(make.model.utf8) + [0x00], to: session)
        default: break
        }
    }

    /// `GS ( H`: function 48 asks for a process ID, 49 for a word whenever it goes offline.
    private mutating func respond(_ bytes: [UInt8], _ session: Int) {
        guard make.hasProcessID, bytes.count >= 8 else { return }
        if bytes[5] == 0x30, bytes[6] == 0x30, bytes.count == 11 {
            // Of several that wait only the newest is sent: it implies the others.
            pendingProcessID = (session, Array(bytes[7...]))
        } else if bytes[5] == 0x31, bytes[6] == 0x30 {
            offlineReply = bytes[7] & 0x0F
        }
    }

    mutating func confirm() {
        guard let pending = pendingProcessID else { return }
        pendingProcessID = nil
        say([0x37, 0x22] + pending.id + [0x00], to: pending.session)
    }

    /// Tells of changes, to those who asked.
    mutating func report() {
        guard sensors != reported, isOn, !isFrozen else { return }
        let (changes, wasOffline) = (sensors.changes(since: reported), reported.isOffline)
        reported = sensors
        guard let session = sessions.last else { return }
        if make.speaksStar {
            if automaticMask != 0 { say(starStatus, to: session) }
        } else if changes & automaticMask != 0 {
            say(sensors.automaticStatus, to: session)
        }
        guard sensors.isOffline, !wasOffline, offlineReply != 0 else { return }
        let causes: [UInt8] = offlineReply == 2 ? (1...4).compactMap { sensors.realTimeStatus($0) } + [0x40] : []
        say([0x37, 0x23] + causes + [0x00], to: session)
    }

    mutating func say(_ bytes: [UInt8], to session: Int) {
        guard !isFrozen else { return }
        replies.append((session, bytes))
        // A host that never reads is not remembered for ever.
        if replies.count > 4_096 { replies.removeFirst(1_024) }
    }
}
