// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges

/// Reads the server's configuration: defaults, then the file, then the environment; flags come on top.
public enum ConfigurationFile {
    /// - Parameters:
    ///   - text: the file's text; nil when there is no file.
    ///   - name: the file's name, for messages.
    ///   - environment: variables of the process; `COUNTERFOIL_LISTEN` wins over `listen` in the file.
    /// - Throws: `SettingsError` that names the key or the variable.
    public static func read(
        text: String?, name: String, environment: [String: String]
    ) throws(SettingsError) -> ServerConfiguration {
        var configuration = ServerConfiguration()
        if let text {
            let table = try SettingsTable(text: text, file: name)
            try table.allow(
                only: ConfigurationKey.allCases.map(\.rawValue) + MessagingKey.allCases.map(\.rawValue) + ["link"])
            for key in ConfigurationKey.allCases { try key.apply(table, to: &configuration) }
            for key in MessagingKey.allCases { try key.apply(table, to: &configuration.messaging) }
            configuration.links = try LinkSettings.read(table)
        }
        for key in ConfigurationKey.allCases {
            guard let value = environment[key.variable] else { continue }
            let table = SettingsTable(file: key.variable, row: nil, entries: [key.rawValue: key.value(of: value)])
            try key.apply(table, to: &configuration)
        }
        for key in MessagingKey.allCases {
            guard let value = environment[key.variable] else { continue }
            let table = SettingsTable(file: key.variable, row: nil, entries: [key.rawValue: key.value(of: value)])
            try key.apply(table, to: &configuration.messaging)
        }
        return configuration
    }

    /// The documented sample: every key with its purpose, its default and its twin in the environment.
    public static var sample: String {
        let head = """
            # Counterfoil's configuration: counterfoil serve --config FILE
            # 存根的配置文件。每一项都有默认值；去掉行首的 # 即可修改。
            # Every key has a default; remove the # before a line to change it.
            # Order: default, this file, the environment, flags. Secrets do not belong here.

            """
        let keys = ConfigurationKey.allCases.map { entry($0.rawValue, $0.purpose, $0.variable, $0.example) }
        let messages = MessagingKey.allCases.map { entry($0.rawValue, $0.purpose, $0.variable, $0.example) }
        return head + keys.joined() + messages.joined() + links
    }

    /// A list of tables has no twin in the environment.
    private static var links: String {
        let head = """

            # 支付连接：每个终端一张 [[link]] 表 Payment links: one [[link]] for each terminal
            # [[link]]

            """
        let keys = LinkKey.allCases.map { key in
            let text = "#   \(key.rawValue)"
            let pad = String(repeating: " ", count: max(1, 24 - text.utf8.count))
            return "\(text)\(pad)\(key.purpose.chinese) \(key.purpose.english)\n"
        }
        return head + keys.joined()
    }

    private static func entry(_ name: String, _ purpose: Bilingual, _ variable: String, _ example: String) -> String {
        """

        # \(purpose.chinese)
        # \(purpose.english)
        # \(variable)
        # \(name) = \(example)

        """
    }
}
