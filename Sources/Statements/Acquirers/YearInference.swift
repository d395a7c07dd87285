// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tender

/// The year of a time that is written without one: `1231235950` in a file of 2 January belongs to the year before.
///
/// Two witnesses may speak: the settlement day in the file's name (`INN26112088ZM_…`), and a query number that begins
/// with the whole time. Where both speak they must agree; where neither does, nobody guesses.
struct YearInference {
    /// How long before the settlement day a transaction may be, and how long after, in days.
    static let window = (before: Int32(90), after: Int32(1))

    let settledOn: CivilDate?

    init(fileName: String) { settledOn = Self.day(in: fileName) }

    /// The six digits after `INN` as a day of this century; nil when the name is not of that form.
    static func day(in name: String) -> CivilDate? {
        let bytes = Array(name.utf8)
        let mark = Array("INN".utf8)
        for start in bytes.indices.dropLast(8) where bytes[start...].starts(with: mark) {
            guard let number = TimeText.number(bytes[(start + 3)..<(start + 9)]) else { continue }
            let day = CivilDate(year: 2_000 + number / 10_000, month: number / 100 % 100, day: number % 100)
            if let day { return day }
        }
        return nil
    }

    func time(_ cells: Cells) throws(RowFault) -> CivilTime {
        let column = cells.map.name(of: .time)
        let bytes = cells.bytes(.time)
        guard !bytes.isEmpty else { throw .missing(column: column) }
        guard bytes.count == 10, let day = TimeText.number(bytes.prefix(4)),
            let second = TimeText.secondOfDay(bytes.suffix(6))
        else { throw .notATime(column: column) }
        let stated = Self.year(in: cells.bytes(.channelOrder), of: bytes)
        if let stated {
            guard let date = CivilDate(year: stated, month: day / 100, day: day % 100) else {
                throw .notATime(column: column)
            }
            if let settledOn, !Self.isNear(date, settledOn) { throw .yearUnsure(column: column) }
            return CivilTime(date, secondOfDay: second)
        }
        guard let settledOn else { throw .yearUnsure(column: column) }
        let year = settledOn.components.year
        let dates = [year - 1, year, year + 1].compactMap { CivilDate(year: $0, month: day / 100, day: day % 100) }
        guard !dates.isEmpty else { throw .notATime(column: column) }
        let near = dates.filter { Self.isNear($0, settledOn) }
        guard near.count == 1, let date = near.first else { throw .yearUnsure(column: column) }
        return CivilTime(date, secondOfDay: second)
    }

    private static func isNear(_ date: CivilDate, _ settled: CivilDate) -> Bool {
        let days = settled.daysSinceEpoch - date.daysSinceEpoch
        return days <= window.before && days >= -window.after
    }

    /// `20261120153007…`, when the ten digits after the year are the time itself.
    private static func year(in number: ArraySlice<UInt8>, of time: ArraySlice<UInt8>) -> Int? {
        guard number.count >= 14, number.dropFirst(4).prefix(10).elementsEqual(time) else { return nil }
        guard let year = TimeText.number(number.prefix(4)), (2_000...2_099).contains(year) else { return nil }
        return year
    }
}
