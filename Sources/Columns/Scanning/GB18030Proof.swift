// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Whether bytes are well-formed GB18030.
///
///     one byte      00–7F
///     two bytes     81–FE, 40–7E or 80–FE
///     four bytes    81–FE, 30–39, 81–FE, 30–39: the first 39,420 of them, and 1,048,576 from 90 30 81 30 on
///
/// Eighteen of the four-byte codes are second names of characters that have a code of two bytes; the system's table has
/// none for them, so they are taken for no characters here.
public enum GB18030Proof {
    private static let highBits: UInt64 = 0x8080_8080_8080_8080
    private static let (rareHan, uprightMarks) = (19_057..<19_065, 39_076..<39_086)

    static func holds(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let raw = UnsafeRawBufferPointer(bytes)
        let count = raw.count
        var index = 0
        while index < count {
            if index &+ 8 <= count {
                let word = unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian & highBits
                if word == 0 {
                    index &+= 8
                    continue
                }
                index &+= word.trailingZeroBitCount &>> 3
            }
            guard unsafe raw[index] >= 0x80 else {
                index &+= 1
                continue
            }
            let width = unsafe width(raw, at: index)
            guard width > 0 else { return false }
            index &+= width
        }
        return true
    }

    /// The same of bytes that are held.
    public static func holds(_ bytes: ArraySlice<UInt8>) -> Bool {
        unsafe bytes.withUnsafeBufferPointer { unsafe holds($0) }
    }

    /// Bytes of the character of several bytes at a place; 0 where there is none.
    @inline(__always)
    private static func width(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
        let lead = unsafe bytes[index]
        guard lead >= 0x81, lead <= 0xFE, index &+ 1 < bytes.count else { return 0 }
        let second = unsafe bytes[index &+ 1]
        if second >= 0x40 { return second != 0x7F && second != 0xFF ? 2 : 0 }
        guard second >= 0x30, second <= 0x39, index &+ 3 < bytes.count else { return 0 }
        let (third, fourth) = unsafe (bytes[index &+ 2], bytes[index &+ 3])
        guard third >= 0x81, third <= 0xFE, fourth >= 0x30, fourth <= 0x39 else { return 0 }
        let place =
            (Int(lead &- 0x81) &* 10 &+ Int(second &- 0x30)) &* 1_260 &+ Int(third &- 0x81) &* 10
            &+ Int(fourth &- 0x30)
        if place < 39_420 { return rareHan.contains(place) || uprightMarks.contains(place) ? 0 : 4 }
        return (189_000..<1_237_576).contains(place) ? 4 : 0
    }
}
