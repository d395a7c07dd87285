// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension String {
    /// Whole characters from the beginning, at most so many bytes of UTF-8: what another machine says, fit to be kept.
    ///
    /// Reads no further than it keeps. From the end it would take as long as the text is long for each flag it drops,
    /// and a character may itself be thousands of bytes.
    public func shortened(to limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var short = ""
        for character in self {
            guard short.utf8.count + character.utf8.count <= limit else { break }
            short.append(character)
        }
        return short
    }
}
