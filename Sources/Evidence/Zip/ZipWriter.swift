// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes

/// Writes an archive in the one form in which packs are written: the same files give the same bytes.
///
///     local header (30) │ name │ bytes      once for each file, without a gap
///     central entry (46) │ name             once for each file, in the same order
///     end (22)                              no comment
///
/// Files are stored, not deflated: pictures and PDF are compressed already, and what is stored can be read by
/// eye and cannot unpack into more than it is. Times are 1980-01-01 00:00; the manifest has the real ones.
public enum ZipWriter {
    /// The archive; nil when a name is unsound or doubled, or a limit is passed.
    public static func archive(_ entries: [ZipEntry]) -> [UInt8]? {
        let room = entries.reduce(22) { $0 + $1.bytes.count + 2 * $1.name.utf8.count + 76 }
        guard entries.count <= ZipLimits.entries, room <= ZipLimits.bytes else { return nil }
        guard entries.allSatisfy({ ZipEntry.isSound($0.name) }), areDistinct(entries.map(\.name)) else { return nil }
        var out = ByteWriter(reserving: room)
        var directory = ByteWriter(reserving: entries.count * 80)
        for entry in entries {
            let offset = UInt32(out.count)
            let shape = Shape(entry)
            out.fixed(UInt32(0x0403_4B50))
            shape.write(to: &out)
            out.raw(entry.name.utf8)
            out.raw(entry.bytes)
            directory.fixed(UInt32(0x0201_4B50))
            // Made by version 2.0 on a system without file modes.
            directory.fixed(UInt16(20))
            shape.write(to: &directory)
            // Comment, disk, inner and outer attributes: none.
            directory.raw([UInt8](repeating: 0, count: 10))
            directory.fixed(offset)
            directory.raw(entry.name.utf8)
        }
        let start = UInt32(out.count)
        out.raw(directory.bytes)
        out.fixed(UInt32(0x0605_4B50))
        out.fixed(UInt32(0))
        out.fixed(UInt16(entries.count))
        out.fixed(UInt16(entries.count))
        out.fixed(UInt32(directory.count))
        out.fixed(start)
        out.fixed(UInt16(0))
        return out.bytes
    }

    /// Names that differ only in case are one file on many disks.
    static func areDistinct(_ names: [String]) -> Bool {
        Set(names.map { $0.lowercased() }).count == names.count
    }

    /// The 26 bytes that a local header and a central entry have in common.
    private struct Shape {
        let crc: UInt32
        let size: UInt32
        let nameCount: UInt16

        init(_ entry: ZipEntry) {
            crc = CRC32.of(entry.bytes[...])
            size = UInt32(entry.bytes.count)
            nameCount = UInt16(entry.name.utf8.count)
        }

        func write(to out: inout ByteWriter) {
            // Version needed 2.0; flag 11: names are UTF-8; method 0: stored.
            out.fixed(UInt16(20))
            out.fixed(UInt16(0x0800))
            out.fixed(UInt16(0))
            // 00:00 on 1980-01-01.
            out.fixed(UInt16(0))
            out.fixed(UInt16(0x0021))
            out.fixed(crc)
            out.fixed(size)
            out.fixed(size)
            out.fixed(nameCount)
            out.fixed(UInt16(0))
        }
    }
}
