// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Why a file, or an entry of a zip, cannot be opened or unpacked.
public enum FileProblem: Error, Hashable, Sendable {
    /// The path does not lead to a file that can be read.
    case unreadable
    case tooLarge(limit: Int64)
    case damagedArchive
    case encrypted
    /// A packing other than "stored" and "deflate".
    case unknownPacking(Int)
    case tooManyEntries(limit: Int)
    /// It unpacks to far more than it should.
    case expandsTooFar(ratio: Int64)
    case checksumDiffers
    /// The file was written to while it was read.
    case changedWhileReading
    case noEntries
    /// An OpenDocument file, such as LibreOffice saves by itself.
    case openDocument

    /// The reason in words.
    public var explanation: Bilingual {
        switch self {
        case .unreadable: Bilingual(zh: "文件打不开", en: "the file cannot be opened")
        case .tooLarge(let limit):
            Bilingual(zh: "文件超过 \(limit >> 20) MiB", en: "the file is larger than \(limit >> 20) MiB")
        case .damagedArchive: Bilingual(zh: "压缩包已损坏", en: "the archive is damaged")
        case .encrypted: Bilingual(zh: "压缩包有密码，请先解压", en: "the archive has a password; unpack it first")
        case .unknownPacking(let method):
            Bilingual(zh: "压缩方式 \(method) 不支持", en: "packing method \(method) is not supported")
        case .tooManyEntries(let limit):
            Bilingual(zh: "压缩包内超过 \(limit) 个文件", en: "the archive has more than \(limit) entries")
        case .expandsTooFar(let ratio):
            Bilingual(zh: "解压后超过 \(ratio) 倍，可能是压缩炸弹", en: "it unpacks to more than \(ratio) times its size")
        case .checksumDiffers: Bilingual(zh: "校验和不符，文件已损坏", en: "the checksum differs; the file is damaged")
        case .changedWhileReading: Bilingual(zh: "读取时文件被改动，请重试", en: "the file changed while it was read; try again")
        case .openDocument:
            Bilingual(
                zh: "这是 OpenDocument（ods）文件；请另存为 xlsx 或 UTF-8 的 CSV",
                en: "this is an OpenDocument file (ods); save it as xlsx, or as CSV in UTF-8")
        case .noEntries: Bilingual(zh: "压缩包内没有文件", en: "the archive holds no file")
        }
    }
}
