// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The four-byte codes of GB 18030.
///
///     81–FE │ 30–39 │ 81–FE │ 30–39      index = ((b1−81h)·10 + b2−30h)·1260 + (b3−81h)·10 + b4−30h
///
/// From index 189,000 on they are the planes beyond the first, in order; below they fill the first plane's gaps.
enum FourByteTable {
    /// nil when the bytes are not a four-byte code; a nil scalar when they are one without a character.
    static func code(_ bytes: ArraySlice<UInt8>) -> (scalar: Unicode.Scalar?, length: Int)? {
        guard bytes.count >= 4 else { return nil }
        let code = bytes.prefix(4).map { $0 }
        guard (0x81...0xFE).contains(code[0]), (0x30...0x39).contains(code[1]), (0x81...0xFE).contains(code[2]),
            (0x30...0x39).contains(code[3])
        else { return nil }
        let index =
            ((Int(code[0]) - 0x81) * 10 + Int(code[1]) - 0x30) * 1_260 + (Int(code[2]) - 0x81) * 10 + Int(code[3])
            - 0x30
        if index >= 189_000 { return (Unicode.Scalar(UInt32(index - 189_000 + 0x1_0000)), 4) }
        guard firstPlane.indices.contains(index), firstPlane[index] != 0 else { return (nil, 4) }
        return (Unicode.Scalar(firstPlane[index]), 4)
    }

    static func bytes(_ scalar: Unicode.Scalar) -> [UInt8]? {
        if scalar.value >= 0x1_0000 { return bytes(at: Int(scalar.value) - 0x1_0000 + 189_000) }
        return places[scalar.value].map { bytes(at: Int($0)) }
    }

    private static func bytes(at index: Int) -> [UInt8] {
        [
            UInt8(0x81 + index / 12_600), UInt8(0x30 + index / 1_260 % 10), UInt8(0x81 + index / 10 % 126),
            UInt8(0x30 + index % 10),
        ]
    }

    private static let firstPlane: [UInt32] = {
        guard let charset = SystemCharset("GB18030") else { return [] }
        return (0..<39_420).map { charset.scalar(bytes(at: $0))?.value ?? 0 }
    }()

    private static let places: [UInt32: UInt16] = {
        var places: [UInt32: UInt16] = [:]
        for (index, value) in firstPlane.enumerated() where value != 0 { places[value] = UInt16(index) }
        return places
    }()
}
