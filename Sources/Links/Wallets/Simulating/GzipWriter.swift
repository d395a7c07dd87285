// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A gzip file whose content is not made smaller (RFC 1952 around stored blocks of RFC 1951), for simulators alone.
///
///     1F 8B 08 00 │ 00 00 00 00 │ 00 FF │ blocks: 00 or 01 for the last, length, its complement, bytes │ CRC-32 │ size
enum GzipWriter {
    static func file(of bytes: [UInt8]) -> [UInt8] {
        var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        var start = 0
        repeat {
            let end = min(start + 0xFFFF, bytes.count)
            let count = UInt32(end - start)
            file.append(end == bytes.count ? 1 : 0)
            file += little(count, 2) + little(~count, 2) + bytes[start..<end]
            start = end
        } while start < bytes.count
        var checksum = Checksum()
        checksum.add(bytes)
        return file + little(UInt32(truncatingIfNeeded: checksum.value), 4)
            + little(UInt32(truncatingIfNeeded: bytes.count), 4)
    }

    private static func little(_ number: UInt32, _ count: UInt32) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
