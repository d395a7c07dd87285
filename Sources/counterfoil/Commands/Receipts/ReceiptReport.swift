// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS

/// `receipt decode --json`: every token in the order of the stream, and the verdicts on the whole.
struct ReceiptReport: Encodable {
    struct Entry: Encodable {
        let offset: Int
        let length: Int
        /// text, control, command, unknown, truncated.
        let kind: String
        /// The vendor's spelling of a command, or LF, HT, … of a control.
        var name: String?
        /// Parameter bytes in hexadecimal, cut after `parameterLimit`.
        var parameters: String?
        var text: String?
    }

    struct Verdict: Encodable {
        let name: String
        let confidence: Int
        let origin: String
        let runnerUp: String?
    }

    struct Place: Encodable {
        let offset: Int
        let length: Int
        let name: String?
    }

    /// Parameter bytes that are shown of one command; an image has its length.
    static let parameterLimit = 64

    let profile: String
    let bytes: Int
    let encoding: Verdict
    let lines: [String]
    let tokens: [Entry]
    let truncated: Place?
    let unknown: [Place]
    let unknownCount: Int
    let unreadableBytes: Int
    let unprintedText: Bool
    let cuts: Int
    let drawerPulses: Int
    let displayBytes: Int
    let leftOut: Int

    init(_ bytes: [UInt8], _ printout: Printout, _ profile: Profile) {
        let facts = printout.facts
        self.profile = profile.name
        self.bytes = bytes.count
        encoding = Verdict(
            name: printout.encoding.encoding.name, confidence: printout.encoding.confidence,
            origin: printout.encoding.origin.rawValue, runnerUp: printout.encoding.runnerUp?.name)
        lines = printout.lines
        tokens = StreamText(bytes, profile).pieces.map(Self.entry)
        truncated = facts.truncated.map { Place(offset: $0.offset, length: $0.length, name: $0.name) }
        unknown = facts.unknown.map { Place(offset: $0.offset, length: $0.length, name: $0.name) }
        unknownCount = facts.unknownCount
        unreadableBytes = facts.unreadable
        unprintedText = facts.hasUnprintedText
        cuts = facts.cuts
        drawerPulses = facts.drawerPulses
        displayBytes = facts.displayBytes
        leftOut = facts.leftOut
    }

    private static func entry(_ piece: StreamText.Piece) -> Entry {
        let token = piece.token
        switch token.kind {
        case .text: return Entry(offset: token.offset, length: token.length, kind: "text", text: piece.text)
        case .control(let byte):
            return Entry(offset: token.offset, length: token.length, kind: "control", name: controlName(byte))
        case .command(let command):
            let parameters = piece.bytes.dropFirst(command.prefix.count)
            return Entry(
                offset: token.offset, length: token.length, kind: "command", name: command.name,
                parameters: hex(parameters))
        case .unknown:
            return Entry(offset: token.offset, length: token.length, kind: "unknown", parameters: hex(piece.bytes))
        case .truncated(let command):
            return Entry(
                offset: token.offset, length: token.length, kind: "truncated", name: command?.name,
                parameters: hex(piece.bytes))
        }
    }

    private static func hex(_ bytes: ArraySlice<UInt8>) -> String? {
        guard !bytes.isEmpty else { return nil }
        let digits = Array("0123456789abcdef")
        let shown = bytes.prefix(parameterLimit).map { String([digits[Int($0 >> 4)], digits[Int($0 & 15)]]) }
        return shown.joined(separator: " ") + (bytes.count > parameterLimit ? " …" : "")
    }

    private static func controlName(_ byte: UInt8) -> String {
        let names = [
            "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI",
            "DLE",
            "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
        ]
        return names.indices.contains(Int(byte)) ? names[Int(byte)] : "DEL"
    }
}
