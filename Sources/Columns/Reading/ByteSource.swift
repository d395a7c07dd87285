// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc

/// Bytes that can be read at any place by any thread: a file, or an array.
///
/// A file is read with `pread` and not mapped: one that is cut short while it is being read then ends early
/// instead of killing the process (docs/decisions, the file job).
public final class ByteSource: Sendable {
    private enum Origin: Sendable {
        case file(Int32)
        case memory([UInt8])
    }

    private let origin: Origin
    /// Size when it was opened.
    public let size: Int64

    public init(bytes: [UInt8]) {
        origin = .memory(bytes)
        size = Int64(bytes.count)
    }

    /// nil when the path cannot be opened or is not a plain file.
    public init?(path: String) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var facts = stat()
        guard unsafe fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            _ = close(descriptor)
            return nil
        }
        origin = .file(descriptor)
        size = Int64(facts.st_size)
    }

    deinit {
        if case .file(let descriptor) = origin { _ = close(descriptor) }
    }

    /// Fills as much of the buffer as there is from an offset on; fewer bytes mean the end, or a failing disk.
    public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) -> Int {
        guard offset >= 0, offset < size, let base = buffer.baseAddress else { return 0 }
        let wanted = Int(min(Int64(buffer.count), size - offset))
        switch origin {
        case .memory(let bytes):
            unsafe bytes.withUnsafeBytes { all in
                if let start = all.baseAddress {
                    unsafe base.copyMemory(from: start + Int(offset), byteCount: wanted)
                }
            }
            return wanted
        case .file(let descriptor):
            var done = 0
            while done < wanted {
                let got = unsafe pread(descriptor, base + done, wanted - done, off_t(offset) + off_t(done))
                if got > 0 { done += got } else if got == 0 || errno != EINTR { break }
            }
            return done
        }
    }

    /// A copy of a range, cut at the end.
    public func bytes(at offset: Int64, count: Int) -> [UInt8] {
        guard offset >= 0, offset < size, count > 0 else { return [] }
        let wanted = Int(min(Int64(count), size - offset))
        return unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            filled = unsafe read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
        }
    }
}
