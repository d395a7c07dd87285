// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc
public import Journal

/// The folder of the journal on a real file system.
public struct FolderDisk: Disk {
    private let path: String

    /// - Parameter path: a folder that exists.
    public init(path: String) { self.path = path }

    public func names() throws(DiskFault) -> [String] {
        guard let folder = unsafe opendir(path) else { throw DiskFault(.list, code: errno) }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    public func open(_ name: String) throws(DiskFault) -> any DiskFile {
        let descriptor = unsafe Glibc.open("\(path)/\(name)", O_RDWR | O_CLOEXEC)
        if descriptor >= 0 { return FolderFile(descriptor) }
        // A journal may be verified from a medium that cannot be written.
        let readOnly = unsafe Glibc.open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
        guard readOnly >= 0 else { throw DiskFault(.open, code: errno) }
        return FolderFile(readOnly)
    }

    public func create(_ name: String) throws(DiskFault) -> any DiskFile {
        let descriptor = unsafe Glibc.open("\(path)/\(name)", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DiskFault(.create, code: errno, isFull: FolderFile.isFull(errno)) }
        return FolderFile(descriptor)
    }

    public func remove(_ name: String) throws(DiskFault) {
        guard unsafe unlink("\(path)/\(name)") == 0 else { throw DiskFault(.remove, code: errno) }
    }

    public func syncFolder() throws(DiskFault) {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DiskFault(.sync, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw DiskFault(.sync, code: errno) }
    }
}

/// One open file; closed when nobody holds it.
private final class FolderFile: DiskFile {
    private let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    static func isFull(_ code: Int32) -> Bool { code == ENOSPC || code == EDQUOT }

    func size() throws(DiskFault) -> Int {
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0 else { throw DiskFault(.read, code: errno) }
        return end
    }

    func read(at offset: Int, count: Int) throws(DiskFault) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: max(0, min(count, try size() - offset)))
        var done = 0
        while done < bytes.count {
            let taken = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe pread(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, offset + done)
            }
            if taken < 0, errno == EINTR { continue }
            guard taken >= 0 else { throw DiskFault(.read, code: errno) }
            if taken == 0 { return Array(bytes[..<done]) }
            done += taken
        }
        return bytes
    }

    func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(DiskFault) -> Int {
        while true {
            let taken = unsafe bytes.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, offset) }
            if taken < 0, errno == EINTR { continue }
            guard taken >= 0 else { throw DiskFault(.write, code: errno, isFull: Self.isFull(errno)) }
            return taken
        }
    }

    func sync() throws(DiskFault) {
        guard fdatasync(descriptor) == 0 else { throw DiskFault(.sync, code: errno) }
    }

    func truncate(to size: Int) throws(DiskFault) {
        guard ftruncate(descriptor, size) == 0 else { throw DiskFault(.truncate, code: errno) }
    }
}
