// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ArgumentParser
import Charges
import Store

/// What a failure means to the person at the terminal, and its exit code.
enum FailureText {
    static func of(_ error: StoreError) -> Bilingual {
        switch error {
        case .damaged(let text):
            Bilingual(zh: "流水损坏，已拒绝启动：\(text)", en: "the journal is damaged, start refused: \(text)")
        case .diskFull: Bilingual(zh: "磁盘已满：未写入任何内容；可继续查询", en: "the disk is full: nothing was written; reading works")
        case .inUse(let text):
            Bilingual(zh: "数据目录正被另一进程使用：\(text)", en: "another process holds the data folder: \(text)")
        case .unreachable(let text): Bilingual(zh: "无法访问：\(text)", en: "cannot be reached: \(text)")
        case .missing: Bilingual(zh: "没有这一项", en: "there is no such thing")
        case .conflict(let text): Bilingual(zh: "冲突：\(text)", en: "conflict: \(text)")
        case .refused(let words): words
        case .forbidden: Bilingual(zh: "无此权限", en: "not allowed")
        case .invalid(let text): Bilingual(zh: "输入有误：\(text)", en: "bad input: \(text)")
        case .failed(let code, let text): Bilingual(zh: "内部错误 \(code)：\(text)", en: "internal error \(code): \(text)")
        }
    }

    static func code(of error: StoreError) -> ExitCode {
        switch error {
        case .damaged: ExitReason.notVerified
        case .invalid, .missing, .conflict, .refused, .forbidden: ExitReason.badInput
        case .diskFull, .inUse, .unreachable, .failed: ExitReason.unreachable
        }
    }
}
