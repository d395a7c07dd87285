// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Tariffs
import Tender

/// What stands in the sample shop before the first customer comes.
struct Furnishing: Sendable {
    let today: CivilDate
    /// The first of the sixty days.
    let firstDay: CivilDate

    init(today: CivilDate) {
        self.today = today
        firstDay = today.adding(days: 1 - SampleShop.dayCount)
    }

    let stores = [
        SampleStore(
            id: "S01", name: "示例超市（青石路店）", zone: "Asia/Shanghai", businessDay: .midnight,
            address: "示例市青石路 58 号", telephone: "400-000-0000", taxNumber: "91000000EXAMPLE001",
            statementName: "示例超市 EXAMPLE MART"),
        SampleStore(
            id: "S02", name: "示例酒馆（月湖店）", zone: "Asia/Shanghai",
            businessDay: BusinessDay(cutOff: 4 * 3_600) ?? .midnight, address: "示例市月湖西路 12 号 1 层",
            telephone: "400-000-0000", taxNumber: "91000000EXAMPLE002", statementName: "示例酒馆 EXAMPLE TAVERN"),
    ]

    let acquirers = [
        SampleAcquirer(name: "card", title: "示例银卡收单", products: ["debit", "credit"]),
        SampleAcquirer(name: "qr", title: "示例聚合支付", products: ["qr"]),
        SampleAcquirer(name: "bank", title: "示例银行收单", products: ["debit", "credit"]),
    ]

    /// Merchant numbers of the 999 range, which no acquirer has.
    let terminals = [
        SampleTerminal(
            id: "30100001", merchant: "999290054110001", store: "S01", acquirer: "card", model: "Sample Desk 1"),
        SampleTerminal(
            id: "30100002", merchant: "999290054110001", store: "S01", acquirer: "card", model: "Sample Desk 1"),
        SampleTerminal(
            id: "70200001", merchant: "999290054110002", store: "S01", acquirer: "qr", model: "Sample Scan 2"),
        SampleTerminal(
            id: "70200002", merchant: "999290058130002", store: "S02", acquirer: "qr", model: "Sample Scan 2"),
        SampleTerminal(
            id: "30100003", merchant: "999290058130001", store: "S02", acquirer: "card", model: "Sample Desk 1"),
        SampleTerminal(
            id: "50300001", merchant: "999290058130003", store: "S02", acquirer: "bank", model: "Sample Hand 3"),
    ]

    let staff = [
        SampleStaff(name: "chen", displayName: "陈小满", role: "cashier", stores: ["S01"], language: "zh-CN"),
        SampleStaff(name: "lin", displayName: "林一禾", role: "cashier", stores: ["S01"], language: "zh-CN"),
        SampleStaff(name: "zhou", displayName: "周乐", role: "cashier", stores: ["S02"], language: "zh-CN"),
        SampleStaff(name: "manager1", displayName: "何青", role: "manager", stores: ["S01"], language: "zh-CN"),
        SampleStaff(name: "manager2", displayName: "Mia Lake", role: "manager", stores: ["S02"], language: "en"),
        SampleStaff(name: "service", displayName: "宋知夏", role: "service", stores: [], language: "zh-CN"),
        SampleStaff(name: "finance", displayName: "钱多宝", role: "finance", stores: [], language: "zh-CN"),
        SampleStaff(name: "auditor", displayName: "Sam Check", role: "auditor", stores: [], language: "en"),
        SampleStaff(
            name: "technician", displayName: "高明", role: "technician", stores: ["S01", "S02"], language: "zh-CN"),
    ]

    /// The day whose clearing file of one acquirer never came: recent enough to be asked for.
    var missingDay: CivilDate { today.adding(days: -6) }
    let missingAcquirer = "bank"

    func terminals(of store: StoreID, taking product: String) -> [SampleTerminal] {
        let takers = Set(acquirers.filter { $0.products.contains(product) }.map(\.name))
        return terminals.filter { $0.store == store && takers.contains($0.acquirer) }
    }

    /// Till names of those who stand at the till of a store.
    func cashiers(of store: StoreID) -> [String] {
        staff.filter { $0.role == "cashier" && $0.stores.contains(store) }.map(\.displayName)
    }

    func calendar(of store: StoreID) -> SettlementCalendar {
        let day = stores.first { $0.id == store }?.businessDay ?? .midnight
        return SettlementCalendar(zone: .shanghai, businessDay: day, settleAfterDays: 1, asOf: today)
    }
}
