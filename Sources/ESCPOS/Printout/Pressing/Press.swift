// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The printer's mechanism on an endless tape: follows tokens and leaves items.
///
///     token ─▶ modes, layout ─▶ line buffer ─(LF, wrap, feed)─▶ items at y ─▶ y advances
///                               page buffer ─(FF)─────────────▶
struct Press {
    let bytes: [UInt8]
    let profile: Profile
    let plan: ReadingPlan
    var items: [Printout.Item] = []
    var lines: [String] = []
    var facts = StreamFacts()
    /// The tape's position and the lower edge of everything printed.
    var y = 0
    var extent = 0
    var text = TextMode()
    var modes = CharacterModes()
    var layout = LineLayout()
    var line = LineBuffer()
    var page: PageBuffer?
    var images = ImageStore()
    var symbols = SymbolSettings()
    /// A raster image has just been printed: the one line feed that follows at once moves nothing. Measured on 58 mm
    /// printers of the Chinese market, which most raster streams are made for.
    var isAfterRaster = false
    private var isDisplay = false
    private var openText: Range<Int>?

    init(bytes: [UInt8], profile: Profile, plan: ReadingPlan) {
        self.bytes = bytes
        self.profile = profile
        self.plan = plan
    }

    mutating func take(_ token: Token) {
        facts.tokens += 1
        facts.bytes += token.length
        let range = token.offset..<min(token.offset + token.length, bytes.count)
        if case .text = token.kind {
            openText = (openText?.lowerBound ?? range.lowerBound)..<range.upperBound
            return
        }
        closeText()
        let wasAfterRaster = isAfterRaster
        isAfterRaster = false
        switch token.kind {
        case .text: break
        case .control(let byte): control(byte, wasAfterRaster)
        case .command(let command): follow(command, bytes[range])
        case .unknown: note(token)
        case .truncated(let command):
            facts.truncated = .init(offset: token.offset, length: token.length, name: command?.name)
            if let command { broken(command, bytes[range]) }
        }
    }

    /// Ends the stream. Text that waits for its line feed is kept and said to be unprinted.
    mutating func finish() -> Printout {
        closeText()
        if page != nil { printPage(isUnprinted: true) }
        if !line.isEmpty {
            facts.hasUnprintedText = facts.hasUnprintedText || line.hasText
            endLine(.lines(1))
        }
        return Printout(
            width: profile.dots, height: max(y, extent), items: items, lines: lines, encoding: plan.verdict,
            facts: facts)
    }

    private mutating func closeText() {
        guard let range = openText else { return }
        openText = nil
        isAfterRaster = false
        if isDisplay {
            facts.displayBytes += range.count
        } else {
            put(range)
        }
    }

    private mutating func note(_ token: Token) {
        facts.unknownCount += 1
        guard facts.unknown.count < PrintoutLimits.unknown else { return }
        facts.unknown.append(.init(offset: token.offset, length: token.length, name: nil))
    }

    private mutating func control(_ byte: UInt8, _ wasAfterRaster: Bool) {
        if isDisplay {
            facts.displayBytes += 1
            return
        }
        switch byte {
        case 0x0A where wasAfterRaster && line.isEmpty: break
        case 0x0A: endLine(.lines(1))
        case 0x0D: isAfterRaster = wasAfterRaster
        case 0x09: tab()
        case 0x0C: formFeed()
        case 0x18: page?.clear()
        case 0x07, 0x1A,
            0x1C where profile.language == .star:
            facts.drawerPulses += 1
        default: break
        }
    }

    private mutating func formFeed() {
        if page != nil {
            printPage(isUnprinted: false)
            page = nil
        } else if !line.isEmpty {
            endLine(.lines(1))
        }
    }

    private mutating func follow(_ command: Command, _ code: ArraySlice<UInt8>) {
        let meaning = command.meaning
        if meaning == .selectDevice {
            isDisplay = (code.last ?? 1) & 3 == 2
            return
        }
        if isDisplay {
            facts.displayBytes += code.count
            if meaning == .initialise { initialise() }
            return
        }
        if meaning == .initialise { initialise() }
        if text.follow(meaning, code) || modes.follow(meaning, code) { return }
        if followLayout(meaning, code) || followFeed(meaning, code) || followPage(meaning, code) { return }
        if followImage(command, code) || followSymbol(meaning, code) { return }
        followDevice(command, code)
    }

    private mutating func initialise() {
        if !line.isEmpty {
            // The printer forgets the line; the reader of the stream should not.
            facts.hasUnprintedText = facts.hasUnprintedText || line.hasText
            endLine(.lines(1))
        }
        page = nil
        modes = CharacterModes()
        layout = LineLayout()
        symbols = SymbolSettings()
        images.forgetDownloads()
    }

    private mutating func followDevice(_ command: Command, _ code: ArraySlice<UInt8>) {
        switch command.meaning {
        case .drawer, .starDrawer: facts.drawerPulses += 1
        case .realTimeAction where code.count == 5 && code[code.startIndex + 2] == 1: facts.drawerPulses += 1
        case .cut, .cutFull, .cutPartial, .starCut: cut(command.meaning, code)
        default: break
        }
    }

    /// `GS V m [n]`: 0 full, 1 partial, as digits too; 65–66, 97–98, 103–104 with n dots of feed before.
    private mutating func cut(_ meaning: Meaning, _ code: ArraySlice<UInt8>) {
        if !line.isEmpty { endLine(.lines(1)) }
        var kind = Printout.Cut.full
        switch meaning {
        case .cut:
            let m = code.dropFirst(2).first ?? 0
            kind = [1, 0x31, 66, 98, 104].contains(m) ? .partial : .full
            if [65, 66].contains(m), code.count > 3 { y += layout.down(Int(code[code.startIndex + 3])) }
        case .starCut: kind = (code.last ?? 0) & 1 == 1 ? .partial : .full
        case .cutPartial, .cutFull: kind = .partial
        default: break
        }
        facts.cuts += 1
        add(.init(x: 0, y: y, width: profile.dots, height: 0, content: .cut(kind)))
    }

    /// Puts a box on the tape.
    mutating func add(_ item: Printout.Item) {
        guard items.count < PrintoutLimits.items else {
            facts.leftOut += 1
            return
        }
        extent = max(extent, item.y + item.height)
        items.append(item)
    }
}
