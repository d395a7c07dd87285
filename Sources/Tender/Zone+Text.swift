// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

extension Zone {
    /// A fixed offset as people write it: `+08:00`, `-03:30`, `+00:00`; nil for anything else, and beyond 18 hours.
    public init?(offset text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
            let clock = CivilTime.secondOfDay(text: text.dropFirst()), clock <= 64_800
        else { return nil }
        let seconds = Int32(clock)
        self.init(name: String(text), fixedOffset: bytes[0] == UInt8(ascii: "-") ? -seconds : seconds)
    }

    /// Zones whose clocks have not been changed since 1992, for systems without time-zone data: name and offset.
    public static let steady: [String: Int32] = [
        "UTC": 0, "Asia/Shanghai": 28_800, "Asia/Hong_Kong": 28_800, "Asia/Macau": 28_800, "Asia/Taipei": 28_800,
        "Asia/Singapore": 28_800, "Asia/Tokyo": 32_400, "Asia/Seoul": 32_400, "Asia/Bangkok": 25_200,
        "Asia/Jakarta": 25_200, "Asia/Kolkata": 19_800, "Asia/Dubai": 14_400,
    ]
}
