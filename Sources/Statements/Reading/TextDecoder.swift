// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Glibc

/// Turns the bytes of cells into text. Bytes that are not text in the file's encoding give nil, never a guess.
public final class TextDecoder {
    public let encoding: TextEncoding
    private let converter: GB18030Converter?

    /// nil when the system has no GB18030 table.
    public init?(_ encoding: TextEncoding) {
        self.encoding = encoding
        guard encoding == .gb18030 else {
            converter = nil
            return
        }
        guard let made = GB18030Converter() else { return nil }
        converter = made
    }

    public func text(_ bytes: ArraySlice<UInt8>) -> String? {
        if encoding == .windows1252 { return Windows1252.text(bytes) }
        guard let converter, bytes.contains(where: { $0 >= 0x80 }) else {
            return String(validating: bytes, as: UTF8.self)
        }
        return converter.text(bytes)
    }

    /// Text for people to look at: what is not valid becomes `?`.
    public func lenientText(_ bytes: ArraySlice<UInt8>) -> String {
        if let exact = text(bytes) { return exact }
        guard let converter else { return String(decoding: bytes, as: UTF8.self) }
        var result = ""
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let width = bytes[index] >= 0x81 ? 2 : 1
            let end = min(index + width, bytes.endIndex)
            result += converter.text(bytes[index..<end]) ?? "?"
            index = end
        }
        return result
    }
}

/// The system's GB18030 table behind one safe call.
@safe
final class GB18030Converter {
    private let handle: iconv_t

    init?() {
        guard let opened = unsafe iconv_open("UTF-8", "GB18030"), Int(bitPattern: opened) != -1 else { return nil }
        unsafe handle = opened
    }

    deinit { _ = unsafe iconv_close(handle) }

    /// The text, or nil when any byte is not part of a valid character.
    func text(_ bytes: ArraySlice<UInt8>) -> String? {
        // Two bytes become at most three, four become at most four.
        var output = [UInt8](repeating: 0, count: bytes.count * 3 + 8)
        var written = 0
        let isWhole = unsafe bytes.withUnsafeBytes { source in
            unsafe output.withUnsafeMutableBytes { target in
                unsafe convert(source, into: target, written: &written)
            }
        }
        guard isWhole, written <= output.count else { return nil }
        return String(validating: output[0..<written], as: UTF8.self)
    }

    private func convert(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, written: inout Int
    ) -> Bool {
        _ = unsafe iconv(handle, nil, nil, nil, nil)
        // iconv does not write to its input; its C signature only lacks the const.
        var input = unsafe UnsafeMutableRawPointer(mutating: source.baseAddress)?
            .assumingMemoryBound(to: CChar.self)
        var output = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
        var inputLeft = source.count
        var outputLeft = target.count
        let result = unsafe iconv(handle, &input, &inputLeft, &output, &outputLeft)
        written = target.count - outputLeft
        return result != -1 && inputLeft == 0
    }
}
