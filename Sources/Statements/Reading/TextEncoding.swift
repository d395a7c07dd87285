// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How the bytes of a file stand for characters.
public enum TextEncoding: String, CaseIterable, Sendable, Hashable {
    case utf8 = "utf-8"
    /// GB18030, which holds GBK and GB2312.
    case gb18030 = "gb18030"

    /// The name people know it by.
    public var label: String { self == .utf8 ? "UTF-8" : "GBK/GB18030" }

    /// Reads `utf-8`, `gbk`, `gb2312`, `gb18030` in either case.
    public init?(name: String) {
        switch name.lowercased() {
        case "utf-8", "utf8", "utf-8-bom": self = .utf8
        case "gbk", "gb2312", "gb18030", "cp936": self = .gb18030
        default: return nil
        }
    }
}
