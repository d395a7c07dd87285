// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why a receipt could not be drawn.
public enum RenderingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No font for Chinese is installed; what would be drawn would be empty boxes.
    case missingFont(String)
    /// The drawing library refused; its own words.
    case failed(String)

    public var description: String {
        switch self {
        case .missingFont(let name):
            "the font \(name) is not installed: apt-get install fonts-noto-cjk, then try again"
        case .failed(let words):
            "the receipt could not be drawn: \(words); its bytes and its text are kept, try again or take the text"
        }
    }
}
