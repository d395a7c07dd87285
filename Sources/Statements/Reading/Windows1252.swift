// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Windows-1252: ISO 8859-1 with letters and signs in place of most of its second block of controls.
enum Windows1252 {
    /// What 0x80 to 0x9F stand for; the five that stand for nothing keep their number.
    private static let second: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]

    static func text(_ bytes: ArraySlice<UInt8>) -> String {
        var result = String.UnicodeScalarView()
        for byte in bytes {
            guard (0x80...0x9F).contains(byte), let scalar = Unicode.Scalar(second[Int(byte) - 0x80]) else {
                result.append(Unicode.Scalar(byte))
                continue
            }
            result.append(scalar)
        }
        return String(result)
    }
}
