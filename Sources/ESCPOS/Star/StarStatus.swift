// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Automatic status of a Star printer in line or StarPRNT mode: what it sends after `ESC ACK SOH`, and by itself after
/// `ESC RS a`.
///
///     byte 0   0 l4 l3 0 l2 l1 l0 1     length of the frame, 7 to 9 on most printers, up to 33
///     byte 1   e v4 v3 0 v2 v1 v0 0     version; e adds two bytes to the length
///     byte 2   0 · 20h cover open · 08h offline · 04h drawer
///     byte 3   40h too hot · 20h unrecoverable · 08h cutter · 04h mechanical
///     byte 4   40h buffer overflow · 08h black mark · 02h voltage
///     byte 5   08h paper out · 04h, 02h near the end (inner, outer sensor)
///     byte 6   presenter and slip: not read
///     byte 7   0 c4 c3 0 c2 c1 c0 0     counts ETB (17h): everything before it is on paper
///     byte 8…  presenter's state: not read
///
/// Of every byte behind the second, bits 7, 4 and 0 are zero: no text of a printer looks like that. Bits that are not
/// read are kept. The meaning of the bits was taken from public drivers for these printers, not tried on one.
public struct StarStatus: Sendable, Hashable {
    /// The frame as the printer sends it.
    public private(set) var bytes: [UInt8]

    /// Shortest frame, which speaks of everything but the counter.
    public static let shortest = 7
    public static let longest = 33

    /// A printer that is in order.
    public init(length: Int = 9) {
        let length = min(max(length, Self.shortest), 31)
        bytes = [UInt8](repeating: 0, count: length)
        bytes[0] = Self.spread(UInt8(length)) | 1
        bytes[1] = Self.spread(3)
    }

    /// nil where the bytes are no frame, or not exactly one.
    public init?(_ frame: some Collection<UInt8>) {
        let frame = Array(frame)
        guard let length = Self.length(frame[...]), frame.count == length, Self.isWhole(frame) else { return nil }
        bytes = frame
    }

    /// How many bytes a frame has by its first two: nil where they begin none, or fewer than two are there.
    public static func length(_ start: ArraySlice<UInt8>) -> Int? {
        guard start.count >= 2, let first = start.first, begins(first) else { return nil }
        let second = start[start.startIndex + 1]
        guard second & 0x11 == 0 else { return nil }
        let length = Int(gathered(first)) + (second & 0x80 == 0 ? 0 : 2)
        return (shortest...longest).contains(length) ? length : nil
    }

    /// Whether a byte can be a frame's first.
    public static func begins(_ byte: UInt8) -> Bool { byte & 0x91 == 0x01 }

    /// Whether a byte can be a frame's third or later.
    public static func continues(_ byte: UInt8) -> Bool { byte & 0x91 == 0 }

    private static func isWhole(_ frame: [UInt8]) -> Bool { frame.dropFirst(2).allSatisfy(continues) }

    /// Five bits out of `0xx0xxx0`.
    private static func gathered(_ byte: UInt8) -> UInt8 { byte >> 2 & 0x18 | byte >> 1 & 0x07 }

    private static func spread(_ number: UInt8) -> UInt8 { (number & 0x18) << 2 | (number & 0x07) << 1 }

    public var version: Int { Int(Self.gathered(bytes[1] & 0x7F)) }

    public var isCoverOpen: Bool {
        get { has(2, 0x20) }
        set { set(2, 0x20, newValue) }
    }
    public var isOffline: Bool {
        get { has(2, 0x08) }
        set { set(2, 0x08, newValue) }
    }
    /// Level of the drawer's switch; which of the two means "open" depends on the drawer.
    public var isDrawerHigh: Bool {
        get { has(2, 0x04) }
        set { set(2, 0x04, newValue) }
    }
    public var isTooHot: Bool {
        get { has(3, 0x40) }
        set { set(3, 0x40, newValue) }
    }
    public var hasUnrecoverableError: Bool {
        get { has(3, 0x20) }
        set { set(3, 0x20, newValue) }
    }
    public var hasCutterError: Bool {
        get { has(3, 0x08) }
        set { set(3, 0x08, newValue) }
    }
    public var hasMechanicalError: Bool {
        get { has(3, 0x04) }
        set { set(3, 0x04, newValue) }
    }
    public var hasOverflow: Bool {
        get { has(4, 0x40) }
        set { set(4, 0x40, newValue) }
    }
    public var hasBlackMarkError: Bool {
        get { has(4, 0x08) }
        set { set(4, 0x08, newValue) }
    }
    public var hasVoltageError: Bool {
        get { has(4, 0x02) }
        set { set(4, 0x02, newValue) }
    }

    public var paper: PrinterStatus.Paper {
        get { has(5, 0x08) ? .out : has(5, 0x06) ? .nearEnd : .ok }
        set {
            set(5, 0x08, newValue == .out)
            set(5, 0x04, newValue != .ok)
            set(5, 0x02, false)
        }
    }

    /// How many ETBs were reached, modulo 32; nil where the frame is too short to say.
    public var completed: Int? {
        get { bytes.count > 7 ? Int(Self.gathered(bytes[7])) : nil }
        set {
            guard bytes.count > 7, let newValue else { return }
            bytes[7] = Self.spread(UInt8(truncatingIfNeeded: newValue) & 0x1F)
        }
    }

    private func has(_ index: Int, _ mask: UInt8) -> Bool { bytes[index] & mask != 0 }

    private mutating func set(_ index: Int, _ mask: UInt8, _ isOn: Bool) {
        bytes[index] = isOn ? bytes[index] | mask : bytes[index] & ~mask
    }
}

extension PrinterStatus {
    /// What a Star printer says, in the words of this room.
    public init(_ star: StarStatus) {
        self.init(
            paper: star.paper, isCoverOpen: star.isCoverOpen, isOffline: star.isOffline,
            hasCutterError: star.hasCutterError, hasRecoverableError: star.hasMechanicalError || star.hasBlackMarkError,
            hasUnrecoverableError: star.hasUnrecoverableError || star.hasVoltageError, hasPassingError: star.isTooHot)
        isDrawerPinHigh = star.isDrawerHigh
    }
}

extension StarStatus {
    /// The frame that a Star printer in this state sends.
    public init(_ status: PrinterStatus, completed: Int = 0) {
        self.init()
        paper = status.paper
        isCoverOpen = status.isCoverOpen
        isOffline = status.isOffline || status.cannotPrint
        hasCutterError = status.hasCutterError
        hasMechanicalError = status.hasRecoverableError
        hasUnrecoverableError = status.hasUnrecoverableError
        isTooHot = status.hasPassingError
        isDrawerHigh = status.isDrawerPinHigh
        self.completed = completed
    }
}

/// Takes a Star printer's side of the line apart: frames of status, and what is none. Split-safe; keeps at most one
/// frame.
public struct StarStatusDecoder: Sendable {
    public enum Reply: Sendable, Hashable {
        case status(StarStatus)
        /// Bytes that are no frame: lost beginnings, torn ends, something else.
        case broken([UInt8])
    }

    /// `ESC ACK SOH`: the status at once, even when the printer is offline.
    public static let question: [UInt8] = [0x1B, 0x06, 0x01]
    /// `ESC RS a 1`: report changes by yourself.
    public static let watch: [UInt8] = [0x1B, 0x1E, 0x61, 0x01]

    private var held: [UInt8] = []

    public init() {}

    /// The messages that are complete now. Every byte is in exactly one of them, or still held.
    public mutating func feed(_ bytes: some Sequence<UInt8>) -> [Reply] {
        var replies: [Reply] = []
        for byte in bytes { take(byte, &replies) }
        return replies
    }

    private mutating func take(_ byte: UInt8, _ replies: inout [Reply]) {
        if held.isEmpty {
            if StarStatus.begins(byte) { held = [byte] } else { add([byte], &replies) }
            return
        }
        let fits = held.count == 1 ? StarStatus.length([held[0], byte]) != nil : StarStatus.continues(byte)
        guard fits else {
            add(held, &replies)
            held = []
            return take(byte, &replies)
        }
        held.append(byte)
        if held.count == StarStatus.length(held[...]) {
            if let status = StarStatus(held) { replies.append(.status(status)) }
            held = []
        }
    }

    /// Broken bytes in a row are one message.
    private func add(_ bytes: [UInt8], _ replies: inout [Reply]) {
        if case .broken(let before)? = replies.last {
            replies[replies.count - 1] = .broken(before + bytes)
        } else {
            replies.append(.broken(bytes))
        }
    }
}
