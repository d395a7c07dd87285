// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CZlib

/// Unpacks a deflate or gzip stream, chunk by chunk, with a limit on what comes out.
@safe
final class Inflater {
    enum Wrapping: Int32 {
        /// Bare deflate, as in a zip.
        case none = -15
        /// gzip with its header and checksum.
        case gzip = 31
    }

    private var stream = unsafe z_stream()
    private(set) var isAtEnd = false
    private var packed: Int64 = 0
    private var unpacked: Int64 = 0
    private var input: [UInt8] = []
    private var inputStart = 0
    /// Whether a gzip member has ended; the file may end here, or another member begin.
    private(set) var isBetweenMembers = false
    /// Where zlib puts its output; kept, because a file may have very many small members.
    private var room = [UInt8](repeating: 0, count: FileLimits.chunkBytes)
    private let wrapping: Wrapping

    init(_ wrapping: Wrapping) throws(FileProblem) {
        self.wrapping = wrapping
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        guard unsafe inflateInit2_(&stream, wrapping.rawValue, ZLIB_VERSION, size) == Z_OK else {
            throw .damagedArchive
        }
    }

    deinit { unsafe inflateEnd(&stream) }

    /// Whether the bytes given so far are used up.
    var needsInput: Bool { inputStart >= input.count }

    func give(_ bytes: [UInt8]) {
        input = bytes
        inputStart = 0
        packed += Int64(bytes.count)
    }

    /// What the bytes given so far unpack to, at most one chunk; empty when more are needed or at the end.
    func next() throws(FileProblem) -> [UInt8] {
        guard !isAtEnd, try beginMember() else { return [] }
        var (made, used, result) = (0, 0, Z_OK)
        unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe room.withUnsafeMutableBufferPointer { target in
                unsafe run(source, into: target, &made, &used, &result)
            }
        }
        inputStart += used
        guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else { throw .damagedArchive }
        // Whoever asks again until the input is used up must come to an end.
        guard made > 0 || used > 0 || needsInput else { throw .damagedArchive }
        unpacked += Int64(made)
        try checkLimits()
        if result == Z_STREAM_END {
            // A gzip file may be several joined together; a zip entry is one stream.
            if wrapping == .gzip { isBetweenMembers = true } else { isAtEnd = true }
        }
        return Array(room[..<made])
    }

    private func run(
        _ source: UnsafeMutableBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>,
        _ made: inout Int, _ used: inout Int, _ result: inout Int32
    ) {
        let left = source.count - inputStart
        unsafe stream.next_in = source.baseAddress.map { unsafe $0 + inputStart }
        unsafe stream.avail_in = UInt32(clamping: left)
        unsafe stream.next_out = target.baseAddress
        unsafe stream.avail_out = UInt32(clamping: target.count)
        result = unsafe inflate(&stream, Z_NO_FLUSH)
        used = left - Int(unsafe stream.avail_in)
        made = target.count - Int(unsafe stream.avail_out)
    }

    private func checkLimits() throws(FileProblem) {
        guard unpacked <= FileLimits.bytes else { throw .tooLarge(limit: FileLimits.bytes) }
        guard unpacked > FileLimits.ratioFreeBytes else { return }
        guard unpacked / FileLimits.expansionRatio <= max(packed, 1) else {
            throw .expandsTooFar(ratio: FileLimits.expansionRatio)
        }
    }

    /// Goes on with the next member of a gzip file. Its first byte may come with a later chunk, and zeros may fill up
    /// the file; anything else is damage, behind which rows could be missing.
    ///
    /// - Returns: whether there is something to unpack.
    private func beginMember() throws(FileProblem) -> Bool {
        guard isBetweenMembers else { return true }
        while inputStart < input.count, input[inputStart] == 0 { inputStart += 1 }
        guard inputStart < input.count else { return false }
        guard input[inputStart] == 0x1F, unsafe inflateReset(&stream) == Z_OK else { throw .damagedArchive }
        isBetweenMembers = false
        return true
    }
}

/// The checksum that zips carry (CRC-32, ISO 3309).
struct Checksum {
    private(set) var value: UInt = 0

    mutating func add(_ bytes: [UInt8]) {
        value = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe crc32(value, buffer.baseAddress, UInt32(clamping: buffer.count))
        }
    }
}
