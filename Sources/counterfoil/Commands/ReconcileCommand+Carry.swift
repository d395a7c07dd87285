// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Links
import Reconciliation

extension ReconcileCommand {
    /// What this run changed of what was open.
    func show(_ change: CarryChange) {
        for name in change.known {
            Terminal.write(
                language.choose(
                    zh: "\(name)：以前的运行已经读过，这次没有再算", en: "\(name): an earlier run has read it; left out"))
        }
        Terminal.write(
            language.choose(
                zh: "结转第 \(change.run) 次：未清算的收银行 \(change.tillsBefore) → \(change.tillsNow)"
                    + "（了结 \(change.tillsClosed)，新增 \(change.tillsOpened)），"
                    + "无销售的收单行 \(change.chargesBefore) → \(change.chargesNow)"
                    + "（了结 \(change.chargesClosed)，新增 \(change.chargesOpened)）",
                en: "carried, run \(change.run): till rows without a charge \(change.tillsBefore) → \(change.tillsNow) "
                    + "(closed \(change.tillsClosed), opened \(change.tillsOpened)), "
                    + "charges without a sale \(change.chargesBefore) → \(change.chargesNow) "
                    + "(closed \(change.chargesClosed), opened \(change.chargesOpened))"))
    }
}
