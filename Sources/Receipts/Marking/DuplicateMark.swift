// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import ESCPOS

/// Turns the bytes of a receipt into those of a copy: marked at top and bottom, and without what must not happen twice.
///
///     ESC @ │ logo, text … │ cut │ text … │ cut          a job may hold several slips
///           ▲mark      mark▲     ▲mark▲                  each gets its marks
///
/// Drawer pulses, real-time requests and questions to the printer are left out: nobody waits for their answers, and a
/// drawer must not open for a reprint. Images and symbols stay byte for byte.
public enum DuplicateMark {
    /// Why a stream cannot be marked, so that it must not be printed again as it is.
    public enum Refusal: Error, Sendable, Hashable, CustomStringConvertible {
        /// Star's picture printers draw dots only; text in such a stream does not come out.
        case picturesOnly
        /// The stream ends in page mode, where a line of text has no place of its own.
        case insidePage

        public var description: String {
            switch self {
            case .picturesOnly:
                "this receipt is one picture for a Star printer and cannot be marked as a copy; hand it over as PDF"
            case .insidePage:
                "this receipt leaves the printer in page mode and cannot be marked as a copy; hand it over as PDF"
            }
        }
    }

    /// - Parameters:
    ///   - bytes: the original, as it was captured.
    ///   - copy: 2 for the first reprint: the number of copies on paper with this one.
    ///   - time: when it is printed again, for people: `2026-11-25 12:03:44`.
    ///   - person: who prints it again; empty leaves the word out.
    ///   - language: Chinese words are used only where the stream itself prints Chinese.
    public static func apply(
        to bytes: [UInt8], copy: Int, at time: String, by person: String, language: SlipLanguage = .chinese,
        profile: Profile = .standard
    ) throws(Refusal) -> [UInt8] {
        let profile = profile.recognising(bytes[...])
        let isStar = profile.language == .star
        let encoding = Printout.read(bytes, profile: profile).encoding.encoding
        let words = MarkWords(
            copy: copy, time: time, person: person, language: language, encoding: encoding,
            isWide: profile.cjkByDefault)
        var marker = StreamMarker(mark: words, isStar: isStar)
        var decoder = StreamDecoder(profile: profile, limits: DecodingLimits(body: max(bytes.count, 64)))
        decoder.feed(bytes[...]) { token, body in marker.take(token, body) }
        decoder.finish { token, body in marker.take(token, body) }
        let marked = marker.finish()
        if let refusal = marker.refusal { throw refusal }
        return marked
    }
}

/// The lines of a mark, in bytes that the stream's printer prints.
struct MarkWords {
    /// Without line feeds.
    let lines: [[UInt8]]
    /// Beyond ASCII, so that CJK must be on.
    let isWide: Bool
    /// The encoding needs no `FS &`.
    let isUTF8: Bool

    /// Fits the narrowest paper.
    private static let columns = 32

    init(
        copy: Int, time: String, person: String, language: SlipLanguage, encoding: PrintEncoding, isWide: Bool
    ) {
        let page: PrintEncoding = encoding == .ascii && isWide ? .gbk : encoding
        let number = max(copy, 2)
        let who = person.isEmpty ? "" : " \(person)"
        let chinese = ["** 重打印 DUPLICATE \(number) **", "\(time)\(who)"]
        let english = ["** DUPLICATE \(number) **", "\(time)\(who)"]
        let wide = language == .chinese && page.isMultiByte && page.bytes(chinese[0]) != nil
        let texts = (wide ? chinese : english).flatMap {
            ColumnText.wrap(ColumnText.harmless($0), columns: Self.columns)
        }
        lines = texts.map { text in
            // A name's letter that the printer lacks must not stop the mark.
            text.unicodeScalars.flatMap { scalar -> [UInt8] in
                if scalar.isASCII { return [UInt8(scalar.value)] }
                return page.isMultiByte ? page.bytes(of: scalar) ?? [0x3F] : [0x3F]
            }
        }
        isUTF8 = page == .utf8
        self.isWide = lines.contains { $0.contains { $0 >= 0x80 } }
    }
}
