// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A stream token by token, with text in the encoding that the whole job was found to be in.
public struct StreamText: Sendable {
    public struct Piece: Sendable {
        public let token: Token
        public let bytes: ArraySlice<UInt8>
        /// Of text tokens; U+FFFD where the encoding has no character. nil for everything else and for what went to a
        /// customer display.
        public let text: String?
    }

    public let pieces: [Piece]
    public let encoding: EncodingVerdict

    public init(_ bytes: [UInt8], _ profile: Profile = .standard) {
        let plan = TextSurvey.plan(bytes, profile)
        var pieces: [Piece] = []
        var mode = TextMode()
        var isDisplay = false
        let take = { (token: Token) in
            let code = bytes[token.offset..<min(token.offset + token.length, bytes.count)]
            var text: String?
            switch token.kind {
            case .text: if !isDisplay { text = Self.text(code, plan.encoding(for: mode), mode.international) }
            case .command(let command):
                mode.follow(command.meaning, code)
                if command.meaning == .selectDevice { isDisplay = (code.last ?? 1) & 3 == 2 }
            case .control, .unknown, .truncated: break
            }
            pieces.append(Piece(token: token, bytes: code, text: text))
        }
        var decoder = StreamDecoder(profile: profile)
        decoder.feed(bytes[...]) { token, _ in take(token) }
        decoder.finish { token, _ in take(token) }
        self.pieces = pieces
        encoding = plan.verdict
    }

    private static func text(_ code: ArraySlice<UInt8>, _ encoding: PrintEncoding, _ set: InternationalSet) -> String {
        var text = ""
        var rest = code
        while let character = encoding.first(of: rest, set: set) {
            text.unicodeScalars.append(character.scalar ?? "\u{FFFD}")
            rest = rest.dropFirst(character.length)
        }
        return text
    }
}
