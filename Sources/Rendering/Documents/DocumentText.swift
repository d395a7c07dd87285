// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Text as the drawing library takes it.
enum DocumentText {
    /// Bytes of the longest piece that is set at once: more would not fit on a page.
    static let longest = 1_500

    /// Without control characters; line ends stay where they may.
    static func plain(_ text: String, keepsLines: Bool = false) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F || keepsLines && $0 == "\n" }))
    }

    /// In pieces that each fit on a page, cut at line ends.
    static func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        for line in plain(text, keepsLines: true).split(separator: "\n", omittingEmptySubsequences: false) {
            var rest = line[...]
            repeat {
                pieces.append(String(rest.prefix(longest)))
                rest = rest.dropFirst(longest)
            } while !rest.isEmpty
        }
        return pieces
    }
}
