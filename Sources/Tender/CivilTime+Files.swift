// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

// A spreadsheet that opens a file and saves it shows days and hours without leading zeros: `2026/1/5 9:05`. Years come
// first there, so that nothing is to be guessed.

extension CivilDate {
    /// Reads what `init(text:)` does, and `2026/1/5` or `2026-1-5`; nil for anything else.
    public init?(fileText text: some StringProtocol) {
        if let date = CivilDate(text: text) {
            self = date
            return
        }
        let mark: Character = text.contains("/") ? "/" : "-"
        let parts = text.split(separator: mark, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, let year = Self.number(parts[0]),
            let month = Self.number(parts[1]), let day = Self.number(parts[2]), parts[1].utf8.count <= 2,
            parts[2].utf8.count <= 2
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    private static func number(_ digits: some StringProtocol) -> Int? {
        digits.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? Int(digits) : nil
    }
}

extension CivilTime {
    /// Reads what `init(text:)` does, and the same without leading zeros of month, day and hour; nil for anything else.
    public init?(fileText text: some StringProtocol) {
        if let time = CivilTime(text: text) {
            self = time
            return
        }
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" })
        guard parts.count == 2, let date = CivilDate(fileText: parts[0]) else { return nil }
        let clock = parts[1]
        let isShort = clock.utf8.dropFirst().first == UInt8(ascii: ":")
        guard let second = Self.secondOfDay(text: isShort ? "0\(clock)" : "\(clock)") else { return nil }
        self.init(date, secondOfDay: second)
    }
}
