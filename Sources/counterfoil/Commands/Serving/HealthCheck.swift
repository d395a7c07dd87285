// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Glibc
import Rendering
import Store

/// One thing `doctor` looked at: what it saw, and how to mend it.
struct HealthCheck: Encodable {
    enum State: String, Encodable { case good, doubtful, bad }

    let name: Bilingual
    let state: State
    let says: Bilingual
    let mend: Bilingual?

    init(_ name: Bilingual, _ state: State, _ says: Bilingual, mend: Bilingual? = nil) {
        self.name = name
        self.state = state
        self.says = says
        self.mend = mend
    }

    enum CodingKeys: String, CodingKey { case name, state, says, mend }

    func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(name.english, forKey: .name)
        try box.encode(state, forKey: .state)
        try box.encode(says.english, forKey: .says)
        try box.encodeIfPresent(mend?.english, forKey: .mend)
    }

    static func disk(of folder: String) -> HealthCheck {
        let name = Bilingual(zh: "磁盘空间", en: "disk space")
        var info = statvfs()
        let exists = FileManager.default.fileExists(atPath: folder)
        guard unsafe statvfs(exists ? folder : ".", &info) == 0 else {
            return HealthCheck(name, .bad, Bilingual(zh: "无法读取", en: "cannot be read"))
        }
        let free = (UInt64(info.f_bavail) * UInt64(info.f_frsize)) >> 20
        let says = Bilingual(zh: "剩余 \(free) MiB", en: "\(free) MiB free")
        guard free < 2_048 else { return HealthCheck(name, .good, says) }
        return HealthCheck(
            name, free < 256 ? .bad : .doubtful, says,
            mend: Bilingual(
                zh: "清理磁盘或换大盘；空间用尽时拒绝写入但仍可查询",
                en:
                    "free some space; with a full disk writing is refused, reading goes on"))
    }

    static func zones() -> HealthCheck {
        let name = Bilingual(zh: "时区数据", en: "time-zone data")
        guard TimeZone(identifier: "Asia/Shanghai") != nil, TimeZone(identifier: "America/New_York") != nil else {
            return HealthCheck(
                name, .bad, Bilingual(zh: "缺失", en: "missing"),
                mend: Bilingual(zh: "安装 tzdata", en: "install tzdata"))
        }
        return HealthCheck(name, .good, Bilingual(zh: "齐全", en: "present"))
    }

    static func clock() -> HealthCheck {
        let name = Bilingual(zh: "时钟", en: "clock")
        // Both common time services leave a mark once the clock was set.
        let marks = ["/run/systemd/timesync/synchronized", "/run/chrony/chronyd.pid", "/var/run/ntpd.pid"]
        guard marks.contains(where: { FileManager.default.fileExists(atPath: $0) }) else {
            return HealthCheck(
                name, .doubtful, Bilingual(zh: "未见自动对时服务", en: "no time service was seen"),
                mend: Bilingual(
                    zh: "开启系统自动对时（systemd-timesyncd 或 chrony）",
                    en:
                        "switch automatic time on (systemd-timesyncd or chrony)"))
        }
        return HealthCheck(name, .good, Bilingual(zh: "已同步", en: "synchronised"))
    }

    /// Receipts are drawn on this machine: without the font every Chinese character would be an empty box.
    static func chineseFonts() -> HealthCheck {
        let name = Bilingual(zh: "小票字体", en: "receipt fonts")
        guard let problem = FontCheck.problem() else {
            return HealthCheck(
                name, .good, Bilingual(zh: "\(FontCheck.family) 已安装", en: "\(FontCheck.family) is installed"))
        }
        return HealthCheck(
            name, .bad, Bilingual(zh: "画不出中文小票：\(problem)", en: "receipts cannot be drawn: \(problem)"),
            mend: Bilingual(zh: "安装 fonts-noto-cjk", en: "install fonts-noto-cjk"))
    }

    static func writable(_ folder: String) -> HealthCheck {
        let name = Bilingual(zh: "数据目录", en: "data folder")
        guard FileManager.default.fileExists(atPath: folder) else {
            return HealthCheck(
                name, .doubtful, Bilingual(zh: "\(folder) 尚不存在", en: "\(folder) does not exist yet"),
                mend: Bilingual(zh: "运行 counterfoil serve 即会建立", en: "counterfoil serve makes it"))
        }
        guard unsafe access(folder, R_OK | W_OK | X_OK) == 0 else {
            return HealthCheck(
                name, .bad, Bilingual(zh: "\(folder) 不可写", en: "\(folder) cannot be written"),
                mend: Bilingual(zh: "更正目录的属主和权限", en: "correct its owner and permissions"))
        }
        return HealthCheck(name, .good, Bilingual(zh: "\(folder) 可读写", en: "\(folder) can be read and written"))
    }

    /// What the shop itself says of its journal and database.
    static func shop(in folder: String) async -> [HealthCheck] {
        let name = Bilingual(zh: "流水与数据库", en: "journal and database")
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        do throws(StoreError) {
            let shop = try await Shop.openForReading(directory: folder, clock: SystemClock())
            let counts = try await shop.counts()
            return [
                HealthCheck(
                    name, .good,
                    Bilingual(
                        zh: "\(counts.transactions) 笔交易，\(counts.observations) 条凭据",
                        en:
                            "\(counts.transactions) transactions, \(counts.observations) observations"))
            ]
        } catch {
            return [
                HealthCheck(
                    name, .bad, FailureText.of(error),
                    mend: Bilingual(
                        zh: "先运行 counterfoil journal verify，再运行 counterfoil rebuild",
                        en:
                            "run counterfoil journal verify, then counterfoil rebuild"))
            ]
        }
    }
}
