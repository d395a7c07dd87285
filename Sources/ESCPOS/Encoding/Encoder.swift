// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Writes a print stream, typed.
///
///     var slip = Encoder()
///     slip.initialise()
///     slip.align(.centre)
///     try slip.line("签购单", .gb18030)
///     slip.cut(.partial)
///     slip.bytes        1B 40 │ 1B 61 01 │ 1C 26 C7 A9 B9 BA B5 A5 0A │ 1D 56 01
///
/// Text can never become a command: bytes below 20h in it are refused or replaced. Image data never holds a real-time
/// command: a printer would execute it in the middle of the picture, so one dot is turned over (`RealTimeGuard`).
public struct Encoder: Sendable {
    public internal(set) var bytes: [UInt8] = []
    /// Whether `FS &` is in force; nil before either was written.
    var isCJKOn: Bool?

    public init() {}

    /// `ESC @`: all modes as after switching on. What waits in the printer to be printed is lost.
    public mutating func initialise() {
        put(0x1B, 0x40)
        isCJKOn = nil
    }

    /// Ends a command that somebody else left half sent: NULs to fill it up, then `ESC @`.
    ///
    /// - Parameter count: NULs, as many as the longest payload that may be missing; 0…65,536.
    public mutating func flush(_ count: Int = 8192) {
        bytes += Array(repeating: 0, count: min(max(count, 0), 65_536))
        initialise()
    }

    /// Bytes as they are, for commands that have no function here.
    public mutating func raw(_ more: some Collection<UInt8>) { bytes += more }

    /// A status request; its answer comes back through `StatusDecoder`.
    public mutating func request(_ request: StatusRequest) { bytes += request.bytes }

    /// `ESC p`.
    ///
    /// - Parameters:
    ///   - pin: 2 or 5 of the drawer connector.
    ///   - milliseconds: how long the pulse is on; steps of 2, up to 510. The pause after it is as long, at least 100.
    public mutating func drawer(pin: DrawerPin = .two, milliseconds: Int = 50) {
        let on = UInt8(clamping: min(max(milliseconds, 2), 510) / 2)
        put(0x1B, 0x70, pin.rawValue, on, max(on, 50))
    }

    public enum DrawerPin: UInt8, CaseIterable, Sendable, Hashable {
        case two = 0
        case five = 1
    }

    public enum Cut: Sendable, Hashable {
        case full, partial
        /// Feeds so many vertical units beyond the blade first.
        case fullAfter(feed: UInt8)
        case partialAfter(feed: UInt8)
    }

    /// `GS V`.
    public mutating func cut(_ cut: Cut) {
        switch cut {
        case .full: put(0x1D, 0x56, 0x00)
        case .partial: put(0x1D, 0x56, 0x01)
        case .fullAfter(let feed): put(0x1D, 0x56, 0x41, feed)
        case .partialAfter(let feed): put(0x1D, 0x56, 0x42, feed)
        }
    }

    /// `ESC d`: prints the line and feeds more; over 255 in several commands, at most 4,096.
    public mutating func feed(lines: Int) { repeatFeed(0x64, lines) }

    /// `ESC J`: prints the line and feeds vertical units.
    public mutating func feed(dots: Int) { repeatFeed(0x4A, dots) }

    private mutating func repeatFeed(_ letter: UInt8, _ count: Int) {
        var rest = min(max(count, 0), 4096)
        while rest > 0 {
            put(0x1B, letter, UInt8(min(rest, 255)))
            rest -= min(rest, 255)
        }
    }

    /// Which of the devices on the line listens: `ESC =`.
    public mutating func select(printer: Bool, display: Bool) {
        put(0x1B, 0x3D, (printer ? 1 : 0) | (display ? 2 : 0))
    }

    mutating func put(_ more: UInt8...) { bytes += more }

    mutating func put(word value: Int) {
        put(UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8))
    }
}
