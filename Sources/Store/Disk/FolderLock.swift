// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Glibc
internal import Synchronization

/// Holds the data folder for one process: a second one is refused, and the lock dies with its holder.
final class FolderLock: Sendable {
    private let descriptor: Mutex<Int32>

    /// - Throws: `StoreError.inUse` while another process holds the folder.
    init(directory: String) throws(StoreError) {
        let path = "\(directory)/lock"
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unreachable("\(path): \(SystemFault.text(errno))") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK ? .inUse(directory) : .unreachable("\(path): \(SystemFault.text(code))")
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    /// Lets the folder go; a second time does nothing.
    func release() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    /// Creates the folder and those above it, for the owner alone.
    static func makeFolder(_ path: String) throws(StoreError) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += made.isEmpty || made.hasSuffix("/") ? String(part) : "/\(part)"
            guard unsafe mkdir(made, 0o700) != 0 else { continue }
            let code = errno
            guard code == EEXIST || isFolder(made) else { throw .unreachable("\(made): \(SystemFault.text(code))") }
        }
        guard isFolder(path) else { throw .unreachable("\(path): \(SystemFault.text(ENOTDIR))") }
    }

    /// Whether there is a shop's journal in a folder.
    static func holdsShop(_ directory: String) -> Bool { isFolder("\(directory)/journal") }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}

/// The system's own words for an error number.
enum SystemFault {
    static func text(_ code: Int32) -> String {
        guard let words = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: words)
    }
}
