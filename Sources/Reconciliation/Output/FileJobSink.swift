// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Where the output files of a job go: a folder, or memory. Each file is written from its beginning on, one
/// after the other.
public protocol FileJobSink {
    mutating func write(_ bytes: [UInt8], to file: String) throws(FileJobError)
}

/// Output files in memory, for tests and small jobs.
public struct MemorySink: FileJobSink {
    /// Bytes by file name.
    public private(set) var files: [String: [UInt8]] = [:]

    public init() {}

    public mutating func write(_ bytes: [UInt8], to file: String) {
        files[file, default: []].append(contentsOf: bytes)
    }
}
