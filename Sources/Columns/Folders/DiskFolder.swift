// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc

/// A kept folder on disk. One process at a time has it: a lock of the system, which goes with the process.
public final class DiskFolder: KeptFolder {
    /// Why a folder cannot be had.
    public enum Refusal: Error, Sendable, Hashable {
        /// Another process has it.
        case busy
        case unusable(reason: String)
    }

    public static let lockName = "lock"

    public let name: String
    private let path: String
    private let lock: Int32

    /// Opens a folder, and makes it where there is none, for this user alone.
    public init(path: String, name: String? = nil) throws(Refusal) {
        self.path = path
        self.name = name ?? path
        if unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw .unusable(reason: Self.reason(errno)) }
        lock = unsafe open("\(path)/\(Self.lockName)", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw .unusable(reason: Self.reason(errno)) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            _ = close(lock)
            throw code == EWOULDBLOCK ? .busy : .unusable(reason: Self.reason(code))
        }
    }

    deinit { _ = close(lock) }

    public func names() throws(FolderFault) -> [String] {
        guard let folder = unsafe opendir(path) else { throw fault("") }
        defer { _ = unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { place in
                unsafe place.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != "..", name != Self.lockName { names.append(name) }
        }
        return names.sorted()
    }

    public func source(_ file: String) -> ByteSource? { ByteSource(path: "\(path)/\(file)") }

    public func create(_ file: String) throws(FolderFault) -> any KeptFile {
        let descriptor = unsafe open("\(path)/\(file)", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw fault(file) }
        return DiskFile(name: file, descriptor: descriptor)
    }

    public func rename(_ file: String, to name: String) throws(FolderFault) {
        // The folder's own entries first: what the new name will speak of must be there after a power cut.
        try synchronize(name)
        guard unsafe Glibc.rename("\(path)/\(file)", "\(path)/\(name)") == 0 else { throw fault(name) }
        try synchronize(name)
    }

    public func remove(_ file: String) throws(FolderFault) {
        guard unsafe unlink("\(path)/\(file)") == 0 || errno == ENOENT else { throw fault(file) }
    }

    private func synchronize(_ file: String) throws(FolderFault) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault(file) }
        defer { _ = close(descriptor) }
        guard fsync(descriptor) == 0 else { throw fault(file) }
    }

    private func fault(_ file: String) -> FolderFault { FolderFault(file: file, reason: Self.reason(errno)) }

    static func reason(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}

private final class DiskFile: KeptFile {
    private let name: String
    private let descriptor: Int32

    init(name: String, descriptor: Int32) {
        self.name = name
        self.descriptor = descriptor
    }

    deinit { _ = close(descriptor) }

    func write(_ bytes: RawSpan, at offset: Int64) throws(FolderFault) {
        let code = unsafe bytes.withUnsafeBytes { bytes -> Int32 in
            var done = 0
            while done < bytes.count, let base = bytes.baseAddress {
                let got = unsafe pwrite(descriptor, base + done, bytes.count - done, off_t(offset) + off_t(done))
                if got > 0 {
                    done += got
                } else if got == 0 || errno != EINTR {
                    return got == 0 ? ENOSPC : errno
                }
            }
            return 0
        }
        guard code == 0 else { throw FolderFault(file: name, reason: DiskFolder.reason(code)) }
    }

    func finish() throws(FolderFault) {
        guard fsync(descriptor) == 0 else { throw FolderFault(file: name, reason: DiskFolder.reason(errno)) }
    }
}
