// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One line as it will stand on paper, before it becomes commands.
public struct SlipLine: Sendable, Hashable {
    public enum Content: Sendable, Hashable {
        case text(String)
        /// The text of a QR code.
        case code(String)
    }

    public enum Style: Sendable, Hashable {
        case plain
        case bold
        /// Bold, twice as wide and as high: each character takes two columns.
        case large
    }

    public let content: Content
    public let style: Style
    public let isCentred: Bool

    public init(_ content: Content, style: Style = .plain, isCentred: Bool = false) {
        self.content = content
        self.style = style
        self.isCentred = isCentred
    }

    public init(_ text: String, style: Style = .plain, isCentred: Bool = false) {
        self.init(.text(text), style: style, isCentred: isCentred)
    }
}
