// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What the stream has said so far about how its text is to be read.
///
///     ESC t n ── page          FS & / FS . ── CJK on, off      FS ( C 48, ESC 9 ── UTF-8
///     ESC R n ── 12 slots      FS C n ── Japanese code         ESC @ ── everything back to the start
public struct TextMode: Sendable, Hashable {
    /// `FS &` true, `FS .` false, nil while the stream has not said: the printer's own default then holds.
    public private(set) var cjk: Bool?
    /// The number given with `ESC t`; nil before the first.
    public private(set) var page: UInt8?
    public private(set) var international = InternationalSet.usa
    /// An encoding the stream names outright: UTF-8 (`FS ( C`, `ESC 9 1`), GBK or Big5 (`ESC 9`), the Japanese codes.
    public private(set) var named: PrintEncoding?

    public init() {}

    /// Follows one command.
    ///
    /// - Parameter bytes: the whole command, prefix and parameters.
    /// - Returns: whether the command was one about characters' meaning.
    @discardableResult
    public mutating func follow(_ meaning: Meaning, _ bytes: ArraySlice<UInt8>) -> Bool {
        let last = bytes.last ?? 0
        switch meaning {
        case .initialise: self = TextMode()
        case .codePage: page = last
        case .internationalSet: international = InternationalSet(number: last)
        case .cjkOn: cjk = true
        case .cjkOff: cjk = false
        case .cjkCode: japanese(last)
        case .cloneEncoding: clone(last)
        case .encoding: function(bytes)
        default: return false
        }
        return true
    }

    /// `FS C n`: 0 JIS, 1 Shift JIS, 2 Shift JIS 2004, also as digits.
    private mutating func japanese(_ number: UInt8) {
        switch number {
        case 0, 0x30: named = .jis
        case 1, 2, 0x31, 0x32: named = .shiftJIS
        default: break
        }
    }

    /// `ESC 9 n` of the Chinese market.
    private mutating func clone(_ number: UInt8) {
        switch number {
        case 0: named = .gbk
        case 1: named = .utf8
        case 3: named = .big5
        default: break
        }
    }

    /// `FS ( C 02 00 30 m`: m = 1 one-byte pages, 2 UTF-8, also as digits.
    private mutating func function(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count == 7, bytes[bytes.startIndex + 5] == 0x30 else { return }
        switch bytes[bytes.startIndex + 6] {
        case 2, 0x32: named = .utf8
        case 1, 0x31: named = named == .utf8 ? nil : named
        default: break
        }
    }
}
