// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc
public import Reconciliation

/// A folder of output files that appears complete or not at all.
///
///     out.partial-4711/ ── write, fsync each ──▶ fsync folder ──▶ rename ──▶ out/
///
/// A folder that already holds an earlier run's files is exchanged in one step and the old one removed. One that
/// holds anything else is kept: the files are then moved into it one by one, the summary last.
public struct OutputFolder: FileJobSink {
    private let target: String
    private let partial: String
    private var descriptors: [String: Int32] = [:]
    private var names: [String] = []

    /// Makes the hidden folder beside the target.
    public init(_ path: String) throws(FileJobError) {
        var target = path
        while target.count > 1, target.hasSuffix("/") { target.removeLast() }
        self.target = target
        partial = "\(target).partial-\(getpid())"
        Self.remove(partial)
        guard unsafe mkdir(partial, 0o755) == 0 else { throw .cannotWrite(file: path) }
    }

    public mutating func write(_ bytes: [UInt8], to file: String) throws(FileJobError) {
        let descriptor = try descriptor(of: file)
        var done = 0
        while done < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + done }, bytes.count - done)
            }
            guard written > 0 || (written < 0 && errno == EINTR) else { throw .cannotWrite(file: file) }
            done += max(0, written)
        }
        // The disk begins now, while the next file is made; what is waited for in the end is the rest.
        _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
    }

    private mutating func descriptor(of file: String) throws(FileJobError) -> Int32 {
        if let known = descriptors[file] { return known }
        let opened = unsafe open("\(partial)/\(file)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard opened >= 0 else { throw .cannotWrite(file: file) }
        descriptors[file] = opened
        names.append(file)
        return opened
    }

    /// Makes everything durable and puts the folder in its place.
    public mutating func commit() throws(FileJobError) {
        for name in names {
            guard let descriptor = descriptors[name] else { continue }
            guard fsync(descriptor) == 0 else { throw .cannotWrite(file: name) }
            _ = close(descriptor)
        }
        descriptors = [:]
        guard Self.sync(partial) else { throw .cannotWrite(file: target) }
        try place()
        _ = Self.sync(Self.parent(of: target))
    }

    /// The folder in which a folder stands.
    public static func parent(of path: String) -> String {
        var path = path[...]
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Removes what has been written so far.
    public mutating func discard() {
        for descriptor in descriptors.values { _ = close(descriptor) }
        descriptors = [:]
        Self.remove(partial)
    }

    private func place() throws(FileJobError) {
        // A missing or empty folder is replaced by a plain rename.
        if unsafe rename(partial, target) == 0 { return }
        if Set(Self.entries(of: target) ?? []).isSubset(of: names) {
            let former = "\(target).former"
            Self.remove(former)
            guard unsafe rename(target, former) == 0 else { return try moveIn() }
            guard unsafe rename(partial, target) == 0 else {
                // Back to what was there: an old result is better than none.
                _ = unsafe rename(former, target)
                throw .cannotWrite(file: target)
            }
            Self.remove(former)
        } else {
            try moveIn()
        }
    }

    private func moveIn() throws(FileJobError) {
        let last = "summary.json"
        for name in names.filter({ $0 != last }) + names.filter({ $0 == last }) {
            guard unsafe rename("\(partial)/\(name)", "\(target)/\(name)") == 0 else {
                throw .cannotWrite(file: target)
            }
        }
        _ = Self.sync(target)
        Self.remove(partial)
    }

    private static func sync(_ folder: String) -> Bool {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { _ = close(descriptor) }
        return fsync(descriptor) == 0
    }

    private static func entries(of folder: String) -> [String]? {
        guard let stream = unsafe opendir(folder) else { return nil }
        defer { unsafe _ = closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Removes a folder of plain files.
    private static func remove(_ folder: String) {
        for name in entries(of: folder) ?? [] { _ = unsafe unlink("\(folder)/\(name)") }
        _ = unsafe rmdir(folder)
    }
}
