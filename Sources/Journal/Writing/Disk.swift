// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The folder that holds the segments. Production is a real folder; tests are a faulty one in memory.
public protocol Disk: Sendable {
    /// Names of the files in the folder, in any order.
    func names() throws(DiskFault) -> [String]
    /// Opens a file that exists.
    func open(_ name: String) throws(DiskFault) -> any DiskFile
    /// Creates a file that must not exist.
    func create(_ name: String) throws(DiskFault) -> any DiskFile
    /// Removes a file.
    func remove(_ name: String) throws(DiskFault)
    /// Makes created and removed names durable.
    func syncFolder() throws(DiskFault)
}

/// One open file.
public protocol DiskFile: Sendable {
    func size() throws(DiskFault) -> Int
    /// Up to `count` bytes from an offset; fewer only at the end of the file.
    func read(at offset: Int, count: Int) throws(DiskFault) -> [UInt8]
    /// Writes from the front of `bytes` and says how many were taken; may be fewer than given.
    func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(DiskFault) -> Int
    /// Makes everything written durable.
    func sync() throws(DiskFault)
    func truncate(to size: Int) throws(DiskFault)
}

/// A refusal of the operating system.
public struct DiskFault: Error, Sendable, Hashable {
    public enum Operation: String, Sendable {
        case list, open, create, remove, read, write, sync, truncate
    }

    public let operation: Operation
    /// The system's error number.
    public let code: Int32
    /// No room, or over quota: reading can go on.
    public let isFull: Bool

    public init(_ operation: Operation, code: Int32, isFull: Bool = false) {
        self.operation = operation
        self.code = code
        self.isFull = isFull
    }
}
