// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Charges
public import Nexo
internal import Store
public import Tender
internal import Terminals
internal import Wallets

extension LinkSettings {
    /// Opens all links of a configuration; terminals of one acquirer share one connection.
    ///
    /// - Parameters:
    ///   - late: takes answers that nobody waits for any more.
    ///   - told: takes what a terminal tells without being asked.
    /// - Throws: `SettingsError` that names the link and the key: a file that cannot be read, a key that is none.
    public static func open(
        _ links: [LinkSettings], now: @escaping @Sendable () -> Instant,
        late: @escaping @Sendable (LateAnswer) async -> Void,
        told: @escaping @Sendable (TerminalID, EventNotification) async -> Void = { _, _ in }
    ) throws(SettingsError) -> [OpenLink] {
        var open: [OpenLink] = []
        var hosts: [(key: HostKey, links: [LinkSettings])] = []
        // Terminals of one merchant name the same files: read once, where a shop has hundreds of them.
        var keys: [[LinkKey: [String]]: WalletKeys] = [:]
        for link in links {
            switch link.kind {
            case .terminal: open.append(try link.openTerminal(late: late, told: told))
            case .wechat: open.append(try link.openWeChat(&keys, now: now))
            case .alipay: open.append(try link.openAlipay(&keys, now: now))
            case .acquirer:
                let key = try HostKey(link)
                if let index = hosts.firstIndex(where: { $0.key == key }) {
                    hosts[index].links.append(link)
                } else {
                    hosts.append((key, [link]))
                }
            }
        }
        for host in hosts { open += try openHost(host.key, host.links, now: now, late: late) }
        return open
    }

    func route(
        _ link: LinkKind, _ ability: LinkAbility, _ policy: RecoveryPolicy, batch: BatchNumber? = nil
    ) -> PaymentRoute {
        PaymentRoute(link: link, ability: ability, policy: policy, batch: batch, printer: printer)
    }

    /// Milliseconds until an answer counts as lost.
    func patience(_ usual: Int64) -> Int64 { answerWithin.map { Int64($0) * 1_000 } ?? usual }

    // MARK: - Terminals

    private func openTerminal(
        late: @escaping @Sendable (LateAnswer) async -> Void,
        told: @escaping @Sendable (TerminalID, EventNotification) async -> Void
    ) throws(SettingsError) -> OpenLink {
        let terminal = terminal
        let heard: @Sendable (EventNotification) async -> Void = { await told(terminal, $0) }
        var settings = TerminalSettings(
            address: address, poiID: try needed(.poiID), saleID: try text(.saleID) ?? "counterfoil")
        settings.authorityFile = try text(.authorityFile)
        if let file = try text(.passphraseFile) {
            let version = try integer(.keyVersion, in: 0...1_000_000) ?? 1
            settings.keys = [
                TerminalSettings.KeyFile(file: file, identifier: try needed(.keyID), version: Int64(version))
            ]
        }
        let link: NexoTerminalLink
        do throws(TerminalSetupError) {
            link = try NexoTerminalLink(settings) { answer in
                Task { await late(answer) }
            } told: { event in
                Task { await heard(event) }
            }
        } catch {
            let words = error.description
            throw refused(.address, Bilingual(zh: "可以使用的终端设置（\(words)）", en: "a terminal that can be used (\(words))"))
        }
        let within = patience(RecoveryPolicy.terminal.answerWithin)
        var route = route(.terminal, .terminal, .terminal(.sale, answerWithin: within))
        for kind in MovementKind.allCases { route.policies[kind] = .terminal(kind, answerWithin: within) }
        var open = OpenLink(AttemptStation.Lane(terminal, route: route, link: link))
        open.terminal = link
        open.proxy = try proxy(settings, .terminal(.sale, answerWithin: within))
        open.proxy?.told = heard
        return open
    }

    /// The proxy before the terminal; nil where no address of it is set.
    private func proxy(
        _ link: TerminalSettings, _ policy: RecoveryPolicy
    ) throws(SettingsError) -> TerminalProxySettings? {
        let expected = Bilingual(zh: "主机:端口，例如 0.0.0.0:8443", en: "HOST:PORT, for example 0.0.0.0:8443")
        guard let name = try text(.listen) else { return nil }
        guard let listen = ListenAddress(name) else { throw refused(.listen, expected) }
        var proxy = TerminalProxySettings(listen: listen, link: link, terminal: terminal)
        proxy.policy = policy
        if try text(.listenCertificate) != nil {
            let (pem, key) = (try file(.listenCertificate), try file(.listenKey))
            do throws(TerminalSetupError) { proxy.certificate = try OwnCertificate(pem: pem, key: key) } catch {
                let words = error.description
                throw refused(
                    .listenCertificate, Bilingual(zh: "成对的 PEM 证书和私钥（\(words)）", en: "a PEM pair that fits (\(words))"))
            }
        }
        return proxy
    }

    // MARK: - Wallets

    private func walletKeys(_ known: inout [[LinkKey: [String]]: WalletKeys]) throws(SettingsError) -> WalletKeys {
        let named = [
            LinkKey.keyFile: [try needed(.keyFile)], .platformKeyFiles: try texts(.platformKeyFiles),
            .apiKeyFile: [try text(.apiKeyFile) ?? ""],
        ]
        if let keys = known[named] { return keys }
        let keys = try walletKeys()
        known[named] = keys
        return keys
    }

    private func walletKeys() throws(SettingsError) -> WalletKeys {
        var peers: [(serial: String, key: String)] = []
        for text in try texts(.platformKeyFiles) {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard let file = parts.last, let key = SmallFile.text(file) else {
                throw refused(.platformKeyFiles, Bilingual(zh: "可读的文件，\(text)", en: "files that can be read, \(text)"))
            }
            peers.append((parts.count == 2 ? parts[0] : "", key))
        }
        let own = try file(.keyFile)
        let apiKey = try text(.apiKeyFile) == nil ? nil : try file(.apiKeyFile)
        do throws(WalletKeyError) {
            return try WalletKeys(privateKey: own, peers: peers, apiKey: apiKey)
        } catch {
            throw refused(.keyFile, Bilingual(zh: "PEM 密钥（\(error)）", en: "keys as PEM (\(error))"))
        }
    }

    /// The text of the file that a key names, without the last line's end.
    func file(_ key: LinkKey) throws(SettingsError) -> String {
        let name = try needed(key)
        guard let text = SmallFile.text(name) else {
            throw refused(key, Bilingual(zh: "可读的文件", en: "a file that can be read"))
        }
        return String(text.reversed().drop { $0.isNewline || $0 == " " }.reversed())
    }

    private func walletRoute(_ wallet: WalletKind) -> PaymentRoute {
        let within = patience(30_000)
        var route = route(.wallet, .wallet, .wallet(wallet, .sale, answerWithin: within))
        for kind in MovementKind.allCases {
            route.policies[kind] = .wallet(wallet, kind, answerWithin: within)
        }
        return route
    }

    private func openWeChat(
        _ known: inout [[LinkKey: [String]]: WalletKeys], now: @escaping @Sendable () -> Instant
    ) throws(SettingsError) -> OpenLink {
        let account = WeChatAccount(
            merchant: try needed(.merchant), app: try needed(.application), serial: try needed(.serial),
            title: try text(.title) ?? "Counterfoil", store: terminal.text, notifyURL: try text(.notifyURL) ?? "")
        let link = WeChatLink(account, keys: try walletKeys(&known), address: address, now: now)
        var open = OpenLink(AttemptStation.Lane(terminal, route: walletRoute(.wechat), link: link))
        open.weChat = link
        return open
    }

    private func openAlipay(
        _ known: inout [[LinkKey: [String]]: WalletKeys], now: @escaping @Sendable () -> Instant
    ) throws(SettingsError) -> OpenLink {
        let account = AlipayAccount(
            app: try needed(.application), title: try text(.title) ?? "Counterfoil", store: terminal.text,
            notifyURL: try text(.notifyURL) ?? "")
        let link = AlipayLink(account, keys: try walletKeys(&known), address: address, now: now)
        var open = OpenLink(AttemptStation.Lane(terminal, route: walletRoute(.alipay), link: link))
        open.alipay = link
        return open
    }
}
