// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Glibc

/// The system's conversion tables, read one code at a time.
///
/// It is opened to fill a table and closed again; nothing keeps a descriptor, so every encoding is a plain value.
@safe
struct SystemCharset: ~Copyable {
    private let handle: iconv_t

    /// nil when the system has no such table.
    init?(_ name: String) {
        guard let opened = unsafe iconv_open("UTF-32LE", name), Int(bitPattern: opened) != -1 else { return nil }
        unsafe handle = opened
    }

    deinit { _ = unsafe iconv_close(handle) }

    /// The one scalar that these bytes stand for, or nil when they stand for none or for several.
    func scalar(_ code: [UInt8]) -> Unicode.Scalar? {
        var source = code
        var output = [UInt8](repeating: 0, count: 16)
        var written = 0
        let isWhole = unsafe source.withUnsafeMutableBytes { from in
            unsafe output.withUnsafeMutableBytes { to in unsafe convert(from, into: to, written: &written) }
        }
        guard isWhole, written == 4 else { return nil }
        return Unicode.Scalar(output[0..<4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    }

    private func convert(
        _ source: UnsafeMutableRawBufferPointer, into target: UnsafeMutableRawBufferPointer, written: inout Int
    ) -> Bool {
        _ = unsafe iconv(handle, nil, nil, nil, nil)
        var input = unsafe source.baseAddress?.assumingMemoryBound(to: CChar.self)
        var output = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
        var (inputLeft, outputLeft) = (source.count, target.count)
        let result = unsafe iconv(handle, &input, &inputLeft, &output, &outputLeft)
        // A table with combining marks holds a letter back until it knows what follows: ask for it.
        let flushed = unsafe iconv(handle, nil, nil, &output, &outputLeft)
        written = target.count - outputLeft
        return result != -1 && flushed != -1 && inputLeft == 0
    }
}
