// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

/// One key of the configuration: what it is for and how its value is written. The reader and the documented
/// sample are made from this list, so neither can forget a key.
enum ConfigurationKey: String, CaseIterable {
    case data
    case listen
    case allowedHosts = "allowed_hosts"
    case secureCookies = "secure_cookies"
    case trustedProxies = "trusted_proxies"
    case receiptAddress = "receipt_address"
    case language
    case sessionIdleMinutes = "session_idle_minutes"
    case sessionHours = "session_hours"
    case importMaxBytes = "import_max_bytes"
    case comparisonMemoryBytes = "comparison_memory_bytes"
    case logLevel = "log_level"

    static let logLevels = ["trace", "debug", "info", "notice", "warning", "error", "critical"]

    /// Its twin in the environment.
    var variable: String { "COUNTERFOIL_" + rawValue.uppercased() }

    var purpose: Bilingual {
        switch self {
        case .data: Bilingual(zh: "流水与数据库所在目录", en: "Folder of the journal and its database.")
        case .listen:
            Bilingual(
                zh: "监听地址；默认只接受本机访问，端口 0 由系统选择",
                en: "HOST:PORT to listen on. The default answers this machine alone; port 0 lets the system choose.")
        case .allowedHosts:
            Bilingual(
                zh: "除本机外，浏览器可用的主机名", en: "Host names, besides this machine's own, under which browsers may call.")
        case .secureCookies:
            Bilingual(zh: "前面有 TLS 代理时设为 true", en: "Set to true when a proxy in front speaks TLS.")
        case .trustedProxies:
            Bilingual(
                zh: "可信代理的地址或网段；只有它们的 X-Forwarded-For 算数，默认只信本机",
                en:
                    "Addresses or networks of proxies whose X-Forwarded-For is believed. The default believes this machine alone."
            )
        case .receiptAddress:
            Bilingual(
                zh: "顾客打开电子小票的网址，如 https://r.example.cn；不写则用访问本系统的地址",
                en:
                    "Where customers open receipts, such as https://r.example.cn; left out, the address the console is called by."
            )
        case .language: Bilingual(zh: "界面语言：zh 或 en；不写则按系统语言", en: "zh or en; left out, the locale decides.")
        case .sessionIdleMinutes:
            Bilingual(zh: "多少分钟不操作即退出登录", en: "Minutes without use after which a session ends.")
        case .sessionHours: Bilingual(zh: "登录最长保持多少小时", en: "Hours after which a session ends in any case.")
        case .importMaxBytes: Bilingual(zh: "可导入文件的最大字节数", en: "Largest file, in bytes, that is imported.")
        case .comparisonMemoryBytes:
            Bilingual(
                zh: "文件比对可用的内存字节数；放不下的行暂存在 data 目录下",
                en: "Memory, in bytes, that comparing files may take; rows beyond it wait on disk below data.")
        case .logLevel:
            Bilingual(
                zh: "日志级别：\(Self.logLevels.joined(separator: " "))",
                en: "One of \(Self.logLevels.joined(separator: ", ")).")
        }
    }

    /// The default as it is written in a file; an example where there is none.
    var example: String {
        let defaults = ServerConfiguration()
        return switch self {
        case .data: "\"\(defaults.data)\""
        case .listen: "\"\(defaults.host):\(defaults.port)\""
        case .allowedHosts: "[]"
        case .secureCookies: String(defaults.secureCookies)
        case .trustedProxies: "[\"127.0.0.0/8\", \"::1\"]"
        case .receiptAddress: "\"https://r.example.cn\""
        case .language: "\"zh\""
        case .sessionIdleMinutes: String(defaults.sessionIdleMinutes)
        case .sessionHours: String(defaults.sessionHours)
        case .importMaxBytes: String(defaults.importMaxBytes)
        case .comparisonMemoryBytes: String(defaults.comparisonMemoryBytes)
        case .logLevel: "\"\(defaults.logLevel)\""
        }
    }

    /// The value that text in the environment stands for; lists are separated by commas.
    func value(of text: String) -> SettingValue {
        switch self {
        case .data, .listen, .receiptAddress, .language, .logLevel: return .text(text)
        case .allowedHosts, .trustedProxies:
            return .list(text.split(separator: ",").map { .text(String($0.filter { $0 != " " })) })
        case .secureCookies:
            let flags = ["true": true, "1": true, "false": false, "0": false]
            return flags[text].map { .flag($0) } ?? .text(text)
        case .sessionIdleMinutes, .sessionHours, .importMaxBytes, .comparisonMemoryBytes:
            return Int(text).map { .integer($0) } ?? .text(text)
        }
    }

    /// Takes the key's value out of a table into the configuration, if it is there.
    func apply(_ table: SettingsTable, to configuration: inout ServerConfiguration) throws(SettingsError) {
        let key = rawValue
        switch self {
        case .data:
            let expected = Bilingual(zh: "目录", en: "a folder")
            if let text = try table.value(key, expected: expected, { $0.isEmpty ? nil : $0 }) {
                configuration.data = text
            }
        case .listen:
            let expected = Bilingual(zh: "主机:端口，如 \"127.0.0.1:8080\"", en: "HOST:PORT such as \"127.0.0.1:8080\"")
            if let address = try table.value(key, expected: expected, { ListenAddress($0) }) {
                (configuration.host, configuration.port) = (address.host, address.port)
            }
        case .allowedHosts: if table.has(key) { configuration.allowedHosts = try table.texts(key) }
        case .secureCookies: configuration.secureCookies = try table.flag(key) ?? configuration.secureCookies
        case .trustedProxies:
            guard table.has(key) else { return }
            let example = "[\"10.0.0.5\", \"10.1.0.0/16\"]"
            let expected = Bilingual(zh: "地址或网段，如 \(example)", en: "addresses or networks such as \(example)")
            let texts = try table.texts(key)
            let rules = texts.compactMap { SenderRule($0) }
            guard rules.count == texts.count, rules.count <= 100 else {
                throw table.error(key, .unexpected(value: "[…]", expected: expected))
            }
            configuration.trustedProxies = rules
        case .receiptAddress:
            let expected = Bilingual(
                zh: "以 http:// 或 https:// 开头的网址", en: "an address that begins with http:// or https://")
            let address = try table.value(key, expected: expected) { text in
                let isAddress = text.hasPrefix("https://") || text.hasPrefix("http://")
                return isAddress && text.utf8.count <= 200 && !text.contains(" ") ? text : nil
            }
            configuration.receiptAddress = address ?? configuration.receiptAddress
        case .language:
            let expected = Bilingual(zh: "\"zh\" 或 \"en\"", en: "\"zh\" or \"en\"")
            let language = try table.value(key, expected: expected) { ["zh", "en"].contains($0) ? $0 : nil }
            configuration.language = language ?? configuration.language
        case .sessionIdleMinutes:
            configuration.sessionIdleMinutes = try table.integer(key, in: 1...1_440) ?? configuration.sessionIdleMinutes
        case .sessionHours:
            configuration.sessionHours = try table.integer(key, in: 1...168) ?? configuration.sessionHours
        case .importMaxBytes:
            let bytes = try table.integer(key, in: 1_048_576...1_099_511_627_776)
            configuration.importMaxBytes = bytes.map { Int64($0) } ?? configuration.importMaxBytes
        case .comparisonMemoryBytes:
            let bytes = try table.integer(key, in: 67_108_864...1_099_511_627_776)
            configuration.comparisonMemoryBytes = bytes.map { Int64($0) } ?? configuration.comparisonMemoryBytes
        case .logLevel:
            let names = Self.logLevels.joined(separator: ", ")
            let expected = Bilingual(zh: "下列之一：\(names)", en: "one of \(names)")
            let level = try table.value(key, expected: expected) { Self.logLevels.contains($0) ? $0 : nil }
            configuration.logLevel = level ?? configuration.logLevel
        }
    }
}
