// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why a file of a folder could not be written, named or removed.
public struct FolderFault: Error, Sendable, Hashable {
    public let file: String
    /// In the system's words.
    public let reason: String

    public init(file: String, reason: String) {
        self.file = file
        self.reason = reason
    }
}

/// A folder whose files are written once, read many times, and replaced by a new name: what a job keeps between its
/// runs. Every call is one step that a crash may come before or after.
public protocol KeptFolder: Sendable {
    /// What messages call it.
    var name: String { get }
    func names() throws(FolderFault) -> [String]
    /// nil where there is no such file, or it cannot be opened.
    func source(_ file: String) -> ByteSource?
    func create(_ file: String) throws(FolderFault) -> any KeptFile
    /// Gives a file another name, in place of the file that had it; lasting when it returns.
    func rename(_ file: String, to name: String) throws(FolderFault)
    func remove(_ file: String) throws(FolderFault)
}

/// A file being written; several threads may write to different places of it.
public protocol KeptFile: Sendable {
    func write(_ bytes: RawSpan, at offset: Int64) throws(FolderFault)
    /// Lasting when it returns.
    func finish() throws(FolderFault)
}
