// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes

/// The larger numbers of zip64 (APPNOTE 4.3.14, 4.3.15, 4.5.3). Programs that do not know beforehand how long a zip
/// becomes use them for small ones too.
///
///     … │ central directory │ zip64 end record │ locator (20 bytes) │ end record
///             └── an entry's extra field 1: size, packed size, offset, each where its 32 bits are all ones
extension ZipArchive {
    /// - Parameter end: where the end record stands, whose numbers are too small.
    static func largeDirectory(
        of source: ByteSource, before end: Int64
    ) throws(FileProblem) -> (start: Int64, size: Int, count: Int) {
        guard end >= 20 else { throw .damagedArchive }
        let locator = try source.bytes(from: end - 20, count: 20)
        let place = try number(locator, at: 8, after: 0x0706_4B50)
        let record = try source.bytes(from: place, count: 56)
        let (count, size) = (
            try number(record, at: 32, after: 0x0606_4B50), try number(record, at: 40, after: 0x0606_4B50)
        )
        return (try number(record, at: 48, after: 0x0606_4B50), Int(size), Int(count))
    }

    /// A number of 64 bits in a record that begins with its mark.
    private static func number(_ record: [UInt8], at place: Int, after mark: UInt32) throws(FileProblem) -> Int64 {
        do throws(DecodeError) {
            var cursor = ByteCursor(record)
            guard try cursor.fixed(UInt32.self, "zip64.mark") == mark else {
                throw DecodeError(.invalid, at: 0, field: "zip64.mark")
            }
            _ = try cursor.raw(place - cursor.offset, "zip64.record")
            return Int64(clamping: try cursor.fixed(UInt64.self, "zip64.number"))
        } catch {
            throw .damagedArchive
        }
    }

    /// Puts the numbers of an entry's extra field in the place of those that are all ones. What else the field holds,
    /// however it is written, is passed over.
    static func takeLargeNumbers(
        _ extra: ArraySlice<UInt8>, _ size: inout Int64, _ packed: inout Int64, _ offset: inout Int64
    ) throws(DecodeError) {
        let ones = Int64(UInt32.max)
        guard size == ones || packed == ones || offset == ones else { return }
        var fields = ByteCursor(extra)
        while extra.count - fields.offset >= 4 {
            let kind = try fields.fixed(UInt16.self, "zip.extra")
            let count = Int(try fields.fixed(UInt16.self, "zip.extra"))
            var numbers = ByteCursor(try fields.raw(count, "zip.extra"))
            guard kind == 1 else { continue }
            if size == ones { size = Int64(clamping: try numbers.fixed(UInt64.self, "zip64.size")) }
            if packed == ones { packed = Int64(clamping: try numbers.fixed(UInt64.self, "zip64.packed")) }
            if offset == ones { offset = Int64(clamping: try numbers.fixed(UInt64.self, "zip64.offset")) }
            return
        }
    }
}
