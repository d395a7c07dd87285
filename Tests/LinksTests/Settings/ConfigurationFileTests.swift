// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import Charges
import Foundation
import Links
import Testing

@Suite struct ConfigurationFileTests {
    static func read(_ text: String?, _ environment: [String: String] = [:]) throws(SettingsError)
        -> ServerConfiguration
    {
        try ConfigurationFile.read(text: text, name: "counterfoil.toml", environment: environment)
    }

    @Test func `without a file everything has its default`() throws {
        #expect(try Self.read(nil) == ServerConfiguration())
        #expect(try Self.read("") == ServerConfiguration())
    }

    @Test func `the file changes the defaults and the environment changes the file`() throws {
        let text =
            "listen = \"[::1]:9000\"\ndata = \"/srv/shop\"\nallowed_hosts = [\"till.example\"]\nlanguage = \"zh\""
        let configuration = try Self.read(text, ["COUNTERFOIL_DATA": "/mnt/shop", "COUNTERFOIL_SECURE_COOKIES": "1"])
        #expect(configuration.host == "::1")
        #expect(configuration.port == 9_000)
        #expect(configuration.data == "/mnt/shop")
        #expect(configuration.allowedHosts == ["till.example"])
        #expect(configuration.secureCookies)
        #expect(configuration.language == "zh")
    }

    @Test func `every key has a twin in the environment`() throws {
        let configuration = try Self.read(
            nil,
            [
                "COUNTERFOIL_LISTEN": "0.0.0.0:80", "COUNTERFOIL_ALLOWED_HOSTS": "a.example, b.example",
                "COUNTERFOIL_SESSION_IDLE_MINUTES": "5", "COUNTERFOIL_SESSION_HOURS": "8", "COUNTERFOIL_LANGUAGE": "en",
                "COUNTERFOIL_IMPORT_MAX_BYTES": "2147483648", "COUNTERFOIL_LOG_LEVEL": "debug",
                "COUNTERFOIL_COMPARISON_MEMORY_BYTES": "268435456",
                "COUNTERFOIL_TRUSTED_PROXIES": "10.0.0.5, fd00::/8",
            ])
        #expect(configuration.trustedProxies == ["10.0.0.5", "fd00::/8"].compactMap { SenderRule($0) })
        #expect(configuration.host == "0.0.0.0")
        #expect(configuration.allowedHosts == ["a.example", "b.example"])
        #expect(configuration.sessionIdleMinutes == 5)
        #expect(configuration.sessionHours == 8)
        #expect(configuration.language == "en")
        #expect(configuration.importMaxBytes == 2_147_483_648)
        #expect(configuration.comparisonMemoryBytes == 268_435_456)
        #expect(configuration.logLevel == "debug")
    }

    @Test(
        arguments: [
            ("lisen = \"127.0.0.1:80\"", [:], "counterfoil.toml: unknown key 'lisen'; did you mean 'listen'?"),
            ("port = 80", [:], "counterfoil.toml: unknown key 'port'"),
            ("listen = \"80\"", [:], "counterfoil.toml: listen = \"80\" cannot be used"),
            ("listen = \"h:65536\"", [:], "counterfoil.toml: listen = \"h:65536\" cannot be used"),
            ("listen = \"::1:80\"", [:], "counterfoil.toml: listen = \"::1:80\" cannot be used"),
            ("session_idle_minutes = 0", [:], "counterfoil.toml: session_idle_minutes = 0 cannot be used"),
            ("trusted_proxies = [\"proxy\"]", [:], "counterfoil.toml: trusted_proxies = […] cannot be used"),
            ("secure_cookies = \"yes\"", [:], "counterfoil.toml: secure_cookies = \"yes\" cannot be used"),
            (
                "", ["COUNTERFOIL_SESSION_HOURS": "long"],
                "COUNTERFOIL_SESSION_HOURS: session_hours = \"long\" cannot be used"
            ),
            ("", ["COUNTERFOIL_LANGUAGE": "fr"], "COUNTERFOIL_LANGUAGE: language = \"fr\" cannot be used"),
        ] as [(String, [String: String], String)])
    func `a wrong value is named`(_ text: String, _ environment: [String: String], _ message: String) {
        let error = #expect(throws: SettingsError.self) { try Self.read(text, environment) }
        #expect(error?.explanation.english.hasPrefix(message) == true, "\(error?.explanation.english ?? "")")
    }

    @Test func `the documented sample is up to date and can be read`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let written = try String(contentsOf: root.appending(path: "docs/counterfoil.sample.toml"), encoding: .utf8)
        #expect(written == ConfigurationFile.sample)
        let uncommented = written.split(separator: "\n").map {
            $0.hasPrefix("# ") && $0.contains(" = ") ? $0.dropFirst(2) : $0
        }
        var sample = ServerConfiguration()
        sample.language = "zh"
        sample.receiptAddress = "https://r.example.cn"
        let read = try Self.read(uncommented.joined(separator: "\n"))
        #expect(read.messaging.routes.count == 3 && read.messaging.texts.provider != nil)
        #expect(read.messaging.mail.port == 587 && read.messaging.sign == "示例超市")
        sample.messaging = read.messaging
        #expect(read == sample)
    }
}
