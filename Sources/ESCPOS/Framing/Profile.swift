// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Whose printer a stream was made for: which commands exist, how wide the paper is, whether CJK is on from the start.
public struct Profile: Sendable, Hashable {
    /// How the stream is framed.
    public enum Language: Sendable, Hashable {
        /// ESC/POS; a stream that gives itself away as Star's is framed as that from there on.
        case escpos
        /// ESC/POS whatever it looks like.
        case escposOnly
        /// Star line and StarPRNT mode.
        case star
    }

    public let name: String
    public let language: Language
    /// Makers' extras that the printer knows besides the standard commands.
    public let families: [CommandFamily]
    /// CJK text without `FS &`: what printers for the Chinese market do.
    public var cjkByDefault: Bool
    /// Dots across the paper: 576 on 80 mm, 384 on 58 mm.
    public var dots: Int

    public init(
        name: String, language: Language = .escpos, families: [CommandFamily] = [], cjkByDefault: Bool = false,
        dots: Int = 576
    ) {
        self.name = name
        self.language = language
        self.families = families
        self.cjkByDefault = cjkByDefault
        self.dots = dots
    }

    /// The inventor's printers, 80 mm.
    public static let standard = Profile(name: "standard")
    /// The inventor's printers, 58 mm.
    public static let narrow = Profile(name: "narrow", dots: 384)
    /// Printers of the Chinese market, 80 mm: buzzer by `ESC B`, CJK from the start.
    public static let chinese = Profile(name: "chinese", families: [.chinese], cjkByDefault: true)
    /// Printers of the Chinese market, 58 mm.
    public static let chineseNarrow = Profile(
        name: "chinese-58", families: [.chinese], cjkByDefault: true, dots: 384)
    /// Payment terminals with a printer inside: `ESC B` is a margin.
    public static let terminal = Profile(name: "terminal", families: [.terminal], cjkByDefault: true, dots: 384)
    /// Bare print modules with `DC2` commands.
    public static let module = Profile(name: "module", families: [.module], dots: 384)
    /// Star line and StarPRNT mode.
    public static let star = Profile(name: "star", language: .star)

    public static let all: [Profile] = [.standard, .narrow, .chinese, .chineseNarrow, .terminal, .module, .star]

    /// The profile with this name; nil when there is none.
    public init?(named name: String) {
        guard let profile = Self.all.first(where: { $0.name == name }) else { return nil }
        self = profile
    }

    var table: CommandTable {
        if language == .star { return .star }
        if families.isEmpty { return language == .escpos ? .standard : .pure }
        switch (language, families) {
        case (.escpos, [.chinese]): return .chinese
        case (.escpos, [.terminal]): return .terminal
        case (.escpos, [.module]): return .module
        default: return CommandTable([.printer] + families, recognisingStar: language == .escpos)
        }
    }
}
