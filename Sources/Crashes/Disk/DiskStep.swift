// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One thing a program does to a folder, as a recording keeps it.
public enum DiskStep: Hashable, Sendable {
    case create(String)
    case write(String, at: Int, [UInt8])
    case truncate(String, to: Int)
    case remove(String)
    /// Everything written to the file is on the platter.
    case sync(String)
    /// Every name created or removed in this folder is on the platter.
    case syncFolder(String)
}
