// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How far an import is. Every file is read twice: once to check it whole, once to record it.
public struct ImportProgress: Sendable, Hashable {
    public enum Phase: Sendable, Hashable { case checking, recording }

    /// The file or entry being read.
    public var name: String
    public var phase = Phase.checking
    /// Bytes read in both passes over all contents.
    public var bytesRead: Int64 = 0
    /// Bytes that will have been read at the end.
    public var bytesTotal: Int64 = 0
    /// Rows of this content given to the shop and durable.
    public var rowsDurable: Int64 = 0

    /// 0 to 100.
    public var percent: Int {
        bytesTotal > 0 ? Int(min(100, max(0, bytesRead / max(1, bytesTotal / 100)))) : 0
    }
}
