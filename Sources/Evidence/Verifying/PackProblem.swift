// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges

/// One thing that is wrong with a pack.
public enum PackProblem: Sendable, Hashable {
    /// The archive around the parts.
    case archive(ZipProblem)
    /// The manifest, its signature or the key is missing or not in its form.
    case unreadable(String)
    /// The manifest was not signed by the key in the pack.
    case notSigned
    /// The pack was signed by another key than the one that was asked for.
    case otherKey
    /// The manifest names a part that is not there.
    case missing(String)
    /// A part that the manifest does not name, or not at this place.
    case unknown(String)
    /// A part that is not as the manifest describes it.
    case changed(String)
    /// The journal's state was not signed by the key in the pack.
    case checkpoint
    /// A record that is not shown to be in the journal.
    case notProved(record: UInt64)

    /// Which part of the pack it is about.
    public var part: String {
        switch self {
        case .archive(.damaged(let name)), .archive(.doubled(let name)): name
        case .archive: "zip"
        case .unreadable(let name), .missing(let name), .unknown(let name), .changed(let name): name
        case .notSigned: Manifest.signatureName
        case .otherKey: PackWriter.keyName
        case .checkpoint: ProofSheet.checkpointName
        case .notProved(let number): ProofSheet.fileName(of: number)
        }
    }

    /// What it means, in both languages.
    public var words: Bilingual {
        switch self {
        case .archive(let problem): problem.words
        case .unreadable: Bilingual(zh: "缺失，或不是证据包应有的格式", en: "missing, or not as a pack writes it")
        case .notSigned: Bilingual(zh: "清单签名不符：清单被改动过", en: "the manifest was changed: its signature does not fit")
        case .otherKey: Bilingual(zh: "签名密钥不是所指定的那一把", en: "signed by another key than the one asked for")
        case .missing: Bilingual(zh: "清单中有，包中没有", en: "named in the manifest, not in the pack")
        case .unknown: Bilingual(zh: "包中有，清单中没有", en: "in the pack, not named in the manifest")
        case .changed: Bilingual(zh: "内容被改动：SHA-256 与清单不符", en: "changed: its SHA-256 is not that of the manifest")
        case .checkpoint: Bilingual(zh: "流水检查点的签名不符", en: "the signature of the journal's state does not fit")
        case .notProved(let number):
            Bilingual(
                zh: "第 \(number) 号流水不能证明在已签名的流水之中", en: "record \(number) is not shown to be in the signed journal")
        }
    }
}

extension ZipProblem {
    /// What it means, in both languages.
    public var words: Bilingual {
        switch self {
        case .tooLarge: Bilingual(zh: "文件太大，不是证据包", en: "too large for an evidence pack")
        case .cutShort: Bilingual(zh: "文件不完整，或末尾被加了东西", en: "cut short, or something was added at the end")
        case .malformed(let byte): Bilingual(zh: "第 \(byte) 字节处的文件头不对", en: "the header at byte \(byte) is wrong")
        case .unsoundName(let byte):
            Bilingual(zh: "第 \(byte) 字节处的文件名不安全", en: "the file name at byte \(byte) is not safe")
        case .doubled: Bilingual(zh: "同名文件出现两次", en: "two files have this name")
        case .damaged: Bilingual(zh: "内容损坏：校验和不符", en: "damaged: the check sum does not fit")
        case .notCanonical:
            Bilingual(zh: "压缩包的目录或文件头被改动过", en: "the directory or a header of the archive was changed")
        }
    }
}
