// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
public import Tender

/// The numbers that every shop in the country may need. They are nationally published short numbers; the shop still
/// checks them before it relies on them, and the page says so until somebody has.
extension DirectoryEntry {
    /// The day on which this list was put together.
    public static let listedOn = CivilDate(daysSinceEpoch: 20_783)

    /// What stands in a new book, in the order of kinds.
    public static let known: [DirectoryEntry] = (wallets + banks + authorities + legal).compactMap { $0 }

    private static let wallets = [
        entry("scheme-95516", .wallet, "中国银联客户服务", "China UnionPay customer service", "95516"),
        entry("wallet-95017", .wallet, "微信支付客服", "WeChat Pay customer service", "95017"),
        entry("wallet-95188", .wallet, "支付宝客服", "Alipay customer service", "95188"),
    ]

    private static let banks = [
        entry("bank-95588", .bank, "中国工商银行", "Industrial and Commercial Bank of China", "95588"),
        entry("bank-95533", .bank, "中国建设银行", "China Construction Bank", "95533"),
        entry("bank-95599", .bank, "中国农业银行", "Agricultural Bank of China", "95599"),
        entry("bank-95566", .bank, "中国银行", "Bank of China", "95566"),
        entry("bank-95559", .bank, "交通银行", "Bank of Communications", "95559"),
        entry("bank-95580", .bank, "中国邮政储蓄银行", "Postal Savings Bank of China", "95580"),
        entry("bank-95555", .bank, "招商银行", "China Merchants Bank", "95555"),
        entry("bank-95528", .bank, "浦发银行", "Shanghai Pudong Development Bank", "95528"),
        entry("bank-95558", .bank, "中信银行", "China CITIC Bank", "95558"),
        entry("bank-95568", .bank, "中国民生银行", "China Minsheng Bank", "95568"),
        entry("bank-95561", .bank, "兴业银行", "Industrial Bank", "95561"),
        entry("bank-95595", .bank, "中国光大银行", "China Everbright Bank", "95595"),
    ]

    private static let authorities = [
        entry(
            "authority-12315", .authority, "市场监管投诉举报热线 12315", "Market regulation and consumer complaints, 12315",
            "12315"),
        entry(
            "authority-12363", .authority, "人民银行金融消费权益保护热线 12363",
            "People's Bank of China, protection of financial consumers, 12363", "12363"),
        entry("authority-12345", .authority, "政务服务便民热线 12345", "Government service hotline, 12345", "12345"),
        entry("authority-110", .authority, "报警", "Police", "110"),
    ]

    private static let legal = [
        entry("legal-12348", .lawyer, "公共法律服务热线 12348", "Public legal service hotline, 12348", "12348")
    ]

    private static func entry(
        _ id: String, _ kind: Kind, _ chinese: String, _ english: String, _ number: String
    ) -> DirectoryEntry? {
        DirectoryEntry(
            id: id, kind: kind, name: Bilingual(zh: chinese, en: english), numbers: [number],
            source: Bilingual(
                zh: "全国统一公布的服务号码；以官网、卡背、合同所印为准",
                en: "Nationally published service number; the official site, the card's back or the contract decides"),
            standing: .unchecked(since: listedOn))
    }
}

/// The book as it stands: the known numbers, and what the shop wrote since. The last word on an id counts.
public struct DirectoryBook: Hashable, Sendable {
    private var byID: [String: DirectoryEntry]

    /// - Parameter written: what the shop wrote, in the order of the journal.
    public init(_ written: some Sequence<DirectoryEntry> = []) {
        byID = Dictionary(DirectoryEntry.known.map { ($0.id, $0) }) { first, _ in first }
        for entry in written { write(entry) }
    }

    /// Adds an entry, or replaces the one of the same id.
    public mutating func write(_ entry: DirectoryEntry) { byID[entry.id] = entry }

    /// What the page shows: by kind, then by id.
    public var entries: [DirectoryEntry] {
        let order = DirectoryEntry.Kind.allCases
        return byID.values.filter { !$0.isRemoved }.sorted { left, right in
            let places = (order.firstIndex(of: left.kind) ?? 0, order.firstIndex(of: right.kind) ?? 0)
            return places.0 != places.1 ? places.0 < places.1 : left.id < right.id
        }
    }

    /// Also one that was taken out.
    public subscript(id: String) -> DirectoryEntry? { byID[id] }
}
