// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The first walk through a stream: collects what the encoding is judged by.
enum TextSurvey {
    /// Text that is looked at; the rest of a longer job is read the same way.
    private static let limit = 1 << 20

    static func plan(_ bytes: [UInt8], _ profile: Profile) -> ReadingPlan {
        var walk = Walk(bytes: bytes)
        var decoder = StreamDecoder(profile: profile)
        decoder.feed(bytes[...]) { token, _ in walk.take(token) }
        decoder.finish { token, _ in walk.take(token) }
        walk.closeText()
        return EncodingDetector(segments: walk.segments, profile: profile).plan()
    }

    private struct Walk {
        let bytes: [UInt8]
        var segments: [TextSegment] = []
        private var mode = TextMode()
        private var isDisplay = false
        private var open: Range<Int>?
        private var seen = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func take(_ token: Token) {
            let end = min(token.offset + token.length, bytes.count)
            switch token.kind {
            case .text: open = (open?.lowerBound ?? token.offset)..<end
            case .command(let command):
                closeText()
                let code = bytes[token.offset..<end]
                mode.follow(command.meaning, code)
                if command.meaning == .selectDevice { isDisplay = (code.last ?? 1) & 3 == 2 }
            case .control, .unknown, .truncated: closeText()
            }
        }

        /// Adjoining text tokens are one stretch: a wide character may straddle them.
        mutating func closeText() {
            guard let range = open else { return }
            open = nil
            let segment = TextSegment(bytes: bytes[range], mode: mode)
            guard !isDisplay, seen < limit, !segment.isASCII || mode.named == .jis && mode.cjk == true else { return }
            seen += range.count
            segments.append(segment)
        }
    }
}
