// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Cases
import Charges
import SimKit
import Store
import Tender

/// Whom the sample shop calls besides the numbers that everybody has: its acquirers, the supplier of its printers and
/// its lawyer, all made up.
enum SampleDirectory {
    static func load(_ sample: SampleShop, into shop: Shop) async throws {
        let hours = Bilingual(zh: "每天 8:00–22:00", en: "daily 8:00 to 22:00")
        let checked = DirectoryEntry.Standing.checked(on: sample.today.adding(days: -20), by: "finance")
        var entries = sample.acquirers.map { acquirer in
            DirectoryEntry(
                id: "acquirer-\(acquirer.name)", kind: .acquirer,
                name: Bilingual(zh: acquirer.title, en: "Sample acquirer “\(acquirer.name)”"),
                numbers: ["400-000-0000"], hours: hours, address: "",
                source: Bilingual(zh: "收单合同第 2 页", en: "acquiring contract, page 2"), standing: checked)
        }
        entries.append(
            DirectoryEntry(
                id: "supplier-sample", kind: .supplier, name: Bilingual(zh: "示例设备服务", en: "Sample Device Service"),
                numbers: ["400-000-0000"], hours: hours,
                source: Bilingual(zh: "维保合同第 5 页，4 小时响应", en: "maintenance contract, page 5, response in 4 h"),
                standing: checked))
        entries.append(
            DirectoryEntry(
                id: "lawyer-sample", kind: .lawyer, name: Bilingual(zh: "示例律师事务所", en: "Example Law Office"),
                numbers: ["400-000-0000"], source: Bilingual(zh: "委托书", en: "letter of engagement"),
                standing: .unchecked(since: sample.today.adding(days: -18))))
        for entry in entries.compactMap({ $0 }) { try await shop.writeDirectory(entry, by: .sample) }
    }
}
