// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
public import Tender

/// One `[[link]]` of the configuration: a terminal's lane, and what its attempts go through.
public struct LinkSettings: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A card terminal that speaks nexo.
        case terminal
        /// An acquirer's host that speaks ISO 8583.
        case acquirer
        case wechat
        case alipay
    }

    public let terminal: TerminalID
    public let kind: Kind
    /// `https://HOST:PORT/nexo`, `HOST:PORT`, or a wallet's `https://` address.
    public let address: String
    /// Printer of its slips, as set up in the shop; empty where the device prints itself.
    public let printer: String
    /// Seconds until an answer counts as lost; nil for the kind's own.
    public let answerWithin: Int?
    private let table: SettingsTable

    static let limit = 500

    init(_ table: SettingsTable) throws(SettingsError) {
        try table.allow(only: LinkKey.allCases.map(\.rawValue))
        self.table = table
        let name = Bilingual(zh: "终端号，1 至 64 字节", en: "a terminal's number of 1 to 64 bytes")
        terminal = try Self.required(table, .terminal, name) { TerminalID($0) }
        let kinds = Kind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        kind = try Self.required(table, .kind, Bilingual(zh: "下列之一：\(kinds)", en: "one of \(kinds)")) {
            Kind(rawValue: $0)
        }
        let text = Bilingual(zh: "1 至 300 字节的文字", en: "text of 1 to 300 bytes")
        let address = try table.value(LinkKey.address.rawValue, expected: text) { Self.short($0) }
        guard let address = address ?? Self.knownAddress(kind) else {
            throw table.error(LinkKey.address.rawValue, .missing)
        }
        self.address = address
        printer = try table.text(LinkKey.printer.rawValue) ?? ""
        answerWithin = try table.integer(LinkKey.answerWithin.rawValue, in: 1...600)
    }

    private static func knownAddress(_ kind: Kind) -> String? {
        switch kind {
        case .terminal, .acquirer: nil
        case .wechat: "https://api.mch.weixin.qq.com"
        case .alipay: "https://openapi.alipay.com/gateway.do"
        }
    }

    private static func short(_ text: String) -> String? { (1...300).contains(text.utf8.count) ? text : nil }

    private static func required<Value>(
        _ table: SettingsTable, _ key: LinkKey, _ expected: Bilingual, _ make: (String) -> Value?
    ) throws(SettingsError) -> Value {
        guard let value = try table.value(key.rawValue, expected: expected, make) else {
            throw table.error(key.rawValue, .missing)
        }
        return value
    }

    // MARK: - What only some kinds need

    func text(_ key: LinkKey) throws(SettingsError) -> String? {
        let expected = Bilingual(zh: "1 至 300 字节的文字", en: "text of 1 to 300 bytes")
        return try table.value(key.rawValue, expected: expected) { Self.short($0) }
    }

    func needed(_ key: LinkKey) throws(SettingsError) -> String {
        guard let text = try text(key) else { throw table.error(key.rawValue, .missing) }
        return text
    }

    func texts(_ key: LinkKey) throws(SettingsError) -> [String] {
        table.has(key.rawValue) ? try table.texts(key.rawValue) : []
    }

    func integer(_ key: LinkKey, in range: ClosedRange<Int>) throws(SettingsError) -> Int? {
        try table.integer(key.rawValue, in: range)
    }

    func flag(_ key: LinkKey) throws(SettingsError) -> Bool? { try table.flag(key.rawValue) }

    /// What a key names does not do.
    func refused(_ key: LinkKey, _ expected: Bilingual) -> SettingsError {
        let value = (try? table.text(key.rawValue)) ?? ""
        return table.error(key.rawValue, .unexpected(value: value, expected: expected))
    }

    /// Reads the links of a configuration.
    static func read(_ table: SettingsTable) throws(SettingsError) -> [LinkSettings] {
        var links: [LinkSettings] = []
        for row in try table.rows("link", atMost: limit) {
            let link = try LinkSettings(row)
            guard !links.contains(where: { $0.terminal == link.terminal }) else {
                let expected = Bilingual(zh: "每个终端只写一次", en: "each terminal once")
                throw link.refused(.terminal, expected)
            }
            links.append(link)
        }
        return links
    }
}
