// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// Why a file job was refused. Nothing has been written when it is thrown.
public enum FileJobError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(file: String, reason: Bilingual)
    case empty(file: String)
    case headerUnreadable(file: String)
    /// - Parameter nearest: the column of the file that looks most like it.
    case missingColumn(file: String, column: String, nearest: String? = nil)
    case duplicateColumn(file: String, column: String)
    /// The file changed while it was being read.
    case cutShort(file: String)
    /// More different terminals, merchants or keys than the engine holds.
    case tooMany(what: String, limit: Int)
    case tooLarge(side: String, limit: Int64)
    case nothingToCompare
    case cannotWrite(file: String)
    /// Rows beyond the memory limit could not be kept on disk: the disk is full, or the folder cannot be written to.
    case cannotSpill(folder: String, reason: String)
    /// A file of a carry folder is not what was written there.
    case carryDamaged(folder: String, file: String)
    /// The folder was written by a later version.
    case carryOtherVersion(folder: String, version: Int)
    /// Another run is at work in it.
    case carryBusy(folder: String)
    case carryUnusable(folder: String, reason: String)
    /// What was asked for does not go together with what the folder holds, or with carrying at all.
    case carryRefuses(Bilingual)
    /// Somebody asked it to end (`FileJobStop`).
    case stopped

    public var description: String { explanation.english }

    /// What happened, to which file, and what to do.
    public var explanation: Bilingual {
        switch self {
        case .unreadable(let file, let reason):
            Bilingual(zh: "\(file)：\(reason.chinese)", en: "\(file): \(reason.english)")
        case .empty(let file):
            Bilingual(zh: "\(file)：是空文件；第一行应当是列名", en: "\(file): is empty; a header row is required")
        case .headerUnreadable(let file):
            Bilingual(
                zh: "\(file)：第一行不是 CSV 列名（UTF-8 或 GBK，不超过 1 MiB）",
                en: "\(file): the first row is not a CSV header (UTF-8 or GBK, at most 1 MiB)")
        case .missingColumn(let file, let column, let nearest):
            Bilingual(
                zh: "\(file)：缺少必需的列 \(column)" + (nearest.map { "，最接近的是“\($0)”" } ?? ""),
                en: "\(file): the required column \(column) is missing"
                    + (nearest.map { ", the nearest seen is “\($0)”" } ?? ""))
        case .duplicateColumn(let file, let column):
            Bilingual(zh: "\(file)：列 \(column) 出现两次", en: "\(file): the column \(column) appears twice")
        case .cutShort(let file):
            Bilingual(
                zh: "\(file)：读取时变短了；等文件写完后再运行一次",
                en: "\(file): became shorter while it was being read; run again when it is complete")
        case .tooMany(let what, let limit):
            Bilingual(zh: "不同的 \(what) 超过 \(limit) 个", en: "more than \(limit) different \(what)")
        case .tooLarge(let side, let limit):
            Bilingual(
                zh: "\(side) 一侧的文件合计超过 \(limit) 字节",
                en: "the \(side) files together are larger than \(limit) bytes")
        case .nothingToCompare:
            Bilingual(zh: "需要收银文件和收单文件各至少一个", en: "a till file and an acquirer file are needed")
        case .cannotSpill(let folder, let reason):
            Bilingual(
                zh: "\(folder)：放不下超出内存的行（\(reason)）；没有写出任何结果。请腾出磁盘空间，或用更大的 --memory",
                en:
                    "\(folder): no room for the rows that do not fit into memory (\(reason)); nothing was written. "
                    + "Free some disk space or give more --memory")
        case .cannotWrite(let file): Bilingual(zh: "\(file)：无法写入", en: "\(file): cannot be written")
        case .carryDamaged, .carryOtherVersion, .carryBusy, .carryUnusable, .carryRefuses: carryExplanation
        case .stopped:
            Bilingual(zh: "已中止，没有写出任何结果", en: "stopped before it was done; nothing was written")
        }
    }
}
