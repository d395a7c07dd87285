// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Acquirers
internal import Attempts
internal import Charges
internal import ISO8583
internal import Store
internal import Tender

/// What terminals must share to share a connection to their acquirer.
struct HostKey: Hashable {
    let address: String
    let dialect: String
    let settings: [String]
    let masterKeyFile: String?

    init(_ link: LinkSettings) throws(SettingsError) {
        address = link.address
        dialect = try link.text(.profile) ?? "unionpay"
        settings = try link.texts(.settings)
        masterKeyFile = try link.text(.masterKeyFile)
    }
}

extension LinkSettings {
    static func openHost(
        _ key: HostKey, _ links: [LinkSettings], now: @escaping @Sendable () -> Instant,
        late: @escaping @Sendable (LateAnswer) async -> Void
    ) throws(SettingsError) -> [OpenLink] {
        guard let first = links.first else { return [] }
        guard let place = ListenAddress(key.address) else {
            throw first.refused(.address, Bilingual(zh: "主机:端口", en: "HOST:PORT"))
        }
        var terminals: [AcquirerTerminal] = []
        for link in links {
            guard let merchant = MerchantID(try link.needed(.merchant)) else {
                throw link.refused(.merchant, Bilingual(zh: "商户号", en: "a merchant's number"))
            }
            terminals.append(
                AcquirerTerminal(link.terminal, merchant: merchant, masterKey: try link.text(.masterKey) ?? "TMK"))
        }
        let trace = SessionTrace(now)
        let link = AcquirerLink(
            try first.profile(key), place, terminals: terminals, keys: try first.keys(key),
            nextTrace: { _ in trace.next() }, now: now, late: late)
        return try links.map { settings throws(SettingsError) in
            let batch = try settings.text(.batch) ?? "000001"
            guard batch.utf8.count == 6, batch.utf8.allSatisfy({ (48...57).contains($0) }) else {
                throw settings.refused(.batch, Bilingual(zh: "6 位数字", en: "six digits"))
            }
            let policy = RecoveryPolicy(answerWithin: settings.patience(60_000))
            var route = settings.route(.acquirer, .acquirer, policy, batch: BatchNumber(batch))
            route.acceptsCards = try settings.flag(.acceptsCards) ?? false
            var open = OpenLink(AttemptStation.Lane(settings.terminal, route: route, link: link))
            open.acquirer = link
            open.counter = BatchStation.Counter(
                settings.terminal, first: BatchNumber(batch) ?? "000001", rows: link.profile.uploadRows,
                closeAt: try settings.closingTime(), link: link)
            return open
        }
    }

    private func closingTime() throws(SettingsError) -> ClosingTime? {
        guard let text = try text(.closeAt) else { return nil }
        guard let time = ClosingTime(text) else {
            throw refused(.closeAt, Bilingual(zh: "一天中的时间，如 \"23:30\"", en: "a time of day such as \"23:30\""))
        }
        return time
    }

    private func profile(_ key: HostKey) throws(SettingsError) -> AcquirerProfile {
        guard let dialect = Dialect(named: key.dialect) else {
            let known = "unionpay, iso87-ascii, iso87-bcd"
            throw refused(.profile, Bilingual(zh: "下列之一：\(known)", en: "one of \(known)"))
        }
        var profile = dialect == .unionPay ? AcquirerProfile.unionPay : .standard
        profile.dialect = dialect
        for text in key.settings {
            let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard sides.count == 2 else {
                throw refused(.settings, Bilingual(zh: "\"名=值\"，\(text)", en: "\"NAME=VALUE\", \(text)"))
            }
            do throws(AcquirerSettingError) {
                try profile.set(sides[0], to: sides[1])
            } catch {
                throw refused(.settings, error.words)
            }
        }
        return profile
    }

    private func keys(_ key: HostKey) throws(SettingsError) -> any KeyStore {
        do throws(MasterKeyFile.Problem) {
            guard let file = key.masterKeyFile else { return try MasterKeyFile.store(text: "") }
            return try MasterKeyFile.store(path: file)
        } catch {
            let words = error.description
            throw refused(.masterKeyFile, Bilingual(zh: "可用的主密钥文件（\(words)）", en: "a file of master keys (\(words))"))
        }
    }
}
