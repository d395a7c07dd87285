// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// How a file writes dates and times: `yyyy-MM-dd HH:mm:ss`, `d/M/yyyy`, `HHmmss`.
///
/// A doubled letter takes exactly two digits, a single one takes one or two, `yyyy` four, `yy` two (2000 to 2099).
public struct TimePattern: Sendable, Hashable {
    enum Piece: Sendable, Hashable {
        case number(Unit, least: Int, most: Int)
        case literal(UInt8)
    }

    enum Unit: Sendable, Hashable { case year, month, day, hour, minute, second }

    public let text: String
    private let pieces: [Piece]

    /// nil for a pattern with a letter that stands for nothing, or with a unit twice.
    public init?(_ text: String) {
        var pieces: [Piece] = []
        var units: Set<Unit> = []
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= 40 else { return nil }
        var index = 0
        while index < bytes.count {
            let letter = bytes[index]
            let run = bytes[index...].prefix { $0 == letter }.count
            guard let unit = Self.unit(letter) else {
                guard letter < 0x80, !Self.isLetter(letter) else { return nil }
                pieces.append(.literal(letter))
                index += 1
                continue
            }
            let isYear = unit == .year
            guard isYear ? run == 4 || run == 2 : run <= 2, units.insert(unit).inserted else { return nil }
            pieces.append(.number(unit, least: run, most: isYear ? run : 2))
            index += run
        }
        self.text = text
        self.pieces = pieces
    }

    private static func unit(_ letter: UInt8) -> Unit? {
        switch letter {
        case UInt8(ascii: "y"): .year
        case UInt8(ascii: "M"): .month
        case UInt8(ascii: "d"): .day
        case UInt8(ascii: "H"): .hour
        case UInt8(ascii: "m"): .minute
        case UInt8(ascii: "s"): .second
        default: nil
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

    /// Whether it gives a day.
    public var hasDate: Bool { has(.year) && has(.month) && has(.day) }
    /// Whether it gives a time of day.
    public var hasClock: Bool { has(.hour) && has(.minute) }

    private func has(_ unit: Unit) -> Bool {
        pieces.contains { if case .number(unit, _, _) = $0 { true } else { false } }
    }

    /// The date and second of day that a text gives; nil when it is not written so.
    func read(_ bytes: ArraySlice<UInt8>) -> (date: CivilDate?, second: Int?)? {
        var values: [Unit: Int] = [:]
        var index = bytes.startIndex
        for piece in pieces {
            switch piece {
            case .literal(let byte):
                guard index < bytes.endIndex, bytes[index] == byte else { return nil }
                index += 1
            case .number(let unit, let least, let most):
                let digits = bytes[index...].prefix(most).prefix { $0 >= 48 && $0 <= 57 }
                guard digits.count >= least, let number = TimeText.number(digits) else { return nil }
                values[unit] = unit == .year && most == 2 ? 2_000 + number : number
                index = digits.endIndex
            }
        }
        guard index == bytes.endIndex else { return nil }
        return assemble(values)
    }

    private func assemble(_ values: [Unit: Int]) -> (date: CivilDate?, second: Int?)? {
        var date: CivilDate?
        if hasDate {
            guard let year = values[.year], let month = values[.month], let day = values[.day],
                let found = CivilDate(year: year, month: month, day: day)
            else { return nil }
            date = found
        }
        guard hasClock else { return (date, nil) }
        let (hour, minute, second) = (values[.hour] ?? 0, values[.minute] ?? 0, values[.second] ?? 0)
        guard hour < 24, minute < 60, second < 60 else { return nil }
        return (date, hour * 3_600 + minute * 60 + second)
    }
}
