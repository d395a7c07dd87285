// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A stretch of text and what the stream had said when it came.
struct TextSegment: Sendable {
    let bytes: ArraySlice<UInt8>
    let mode: TextMode

    var isASCII: Bool { bytes.allSatisfy { $0 < 0x80 } }
}

/// How each stretch of a job's text is read: the stream's word where it gives one, the likeliest reading where not.
struct ReadingPlan: Sendable {
    /// For text that the stream itself declares CJK (`FS &`) without naming the set.
    var declared: PrintEncoding?
    /// For text about which the stream says nothing; nil reads it by its page.
    var undeclared: PrintEncoding?
    /// The page of text without `ESC t`.
    var page: CodePage = .cp437
    var numbers: CodePageNumbers = .vendor
    var verdict: EncodingVerdict = .ascii

    func encoding(for mode: TextMode) -> PrintEncoding {
        switch mode.named {
        case .some(.utf8): return .utf8
        case .some(.jis): return mode.cjk == true ? .jis : self.page(for: mode)
        case .some(let named) where mode.cjk != false: return named
        default: break
        }
        switch mode.cjk {
        case .some(true): return declared ?? .gbk
        case .some(false): return self.page(for: mode)
        case nil: return undeclared ?? self.page(for: mode)
        }
    }

    private func page(for mode: TextMode) -> PrintEncoding {
        guard let number = mode.page else { return .page(page) }
        // A number that the printer's table lacks prints nothing that can be known.
        return .page(numbers.page(number) ?? CodePage("ESC t \(number)"))
    }
}
