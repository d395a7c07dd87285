// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a decoder takes upon itself. Every limit has a name and a number.
public struct DecodingLimits: Sendable, Hashable {
    /// Bytes of one token that are handed over; a longer token is counted whole and its bytes are cut.
    public var body: Int
    /// Bytes of one text token; a longer run comes as several, and a wide character may straddle two of them.
    public var text: Int
    /// Parameters a command may claim; one that claims more is not believed and costs two bytes.
    public var claim: Int

    /// - Parameters are raised to what framing itself needs: 64 bytes.
    public init(body: Int = 4 << 20, text: Int = 64 << 10, claim: Int = 1 << 33) {
        self.body = max(body, 64)
        self.text = min(max(text, 64), self.body)
        self.claim = max(claim, 64)
    }

    public static let standard = DecodingLimits()
}
