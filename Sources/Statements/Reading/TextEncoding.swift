// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How the bytes of a file stand for characters.
public enum TextEncoding: String, CaseIterable, Sendable, Hashable {
    case utf8 = "utf-8"
    /// GB18030, which holds GBK and GB2312.
    case gb18030 = "gb18030"
    /// Windows-1252, which holds ISO 8859-1; for files of Western banks.
    case windows1252 = "windows-1252"

    /// The name people know it by.
    public var label: String {
        switch self {
        case .utf8: "UTF-8"
        case .gb18030: "GBK/GB18030"
        case .windows1252: "Windows-1252"
        }
    }

    /// Reads `utf-8`, `gbk`, `gb2312`, `gb18030`, `windows-1252`, `iso-8859-1` in either case.
    public init?(name: String) {
        switch name.lowercased() {
        case "utf-8", "utf8", "utf-8-bom": self = .utf8
        case "gbk", "gb2312", "gb18030", "cp936": self = .gb18030
        case "windows-1252", "cp1252", "iso-8859-1", "latin1": self = .windows1252
        default: return nil
        }
    }
}
