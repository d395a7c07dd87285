// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

extension FileJobError {
    /// What is the matter with a carry folder, and what to do.
    var carryExplanation: Bilingual {
        switch self {
        case .carryDamaged(let folder, let file):
            Bilingual(
                zh: "--carry \(folder)：\(file) 已损坏或缺失，没有写出任何结果。请从备份恢复整个文件夹；"
                    + "没有备份时，换一个空文件夹，把原来的文件按顺序重新给一遍",
                en: "--carry \(folder): \(file) is damaged or missing; nothing was written. Restore the whole folder "
                    + "from a backup; without one, take an empty folder and give the files again, in their order")
        case .carryOtherVersion(let folder, let version) where version < CarryManifest.version:
            Bilingual(
                zh: "--carry \(folder)：由更早的版本写成（格式 \(version)），这个版本不能接着用；"
                    + "请换一个空文件夹，把原来的文件按顺序重新给一遍",
                en:
                    "--carry \(folder): was written by an earlier version (format \(version)), which this one cannot go "
                    + "on from; take an empty folder and give the files again, in their order")
        case .carryOtherVersion(let folder, let version):
            Bilingual(
                zh: "--carry \(folder)：由更新的版本写成（格式 \(version)）；请用那个版本运行",
                en: "--carry \(folder): was written by a later version (format \(version)); run that version")
        case .carryBusy(let folder):
            Bilingual(
                zh: "--carry \(folder)：另一次运行正在使用；等它结束后再运行",
                en: "--carry \(folder): another run is at work in it; run again when it has ended")
        case .carryUnusable(let folder, let reason):
            Bilingual(
                zh: "--carry \(folder)：无法使用（\(reason)）；文件夹保持原样",
                en: "--carry \(folder): cannot be used (\(reason)); it stays as it was")
        case .carryRefuses(let reason): reason
        default: Bilingual(zh: "", en: "")
        }
    }
}
