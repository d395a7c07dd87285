// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts
internal import Charges
public import Tender

extension LinkSettings {
    /// Opens the link.
    ///
    /// - Parameters:
    ///   - late: takes answers that nobody waits for any more.
    ///   - log: something a person at the machine should read.
    /// - Throws: `SettingsError` that names the link and the key: a file that cannot be read, a key that is none.
    public func lane(
        now: @escaping @Sendable () -> Instant, late: @escaping @Sendable (LateAnswer) async -> Void,
        log: @escaping @Sendable (String) -> Void
    ) throws(SettingsError) -> AttemptStation.Lane {
        switch kind {
        case .terminal, .acquirer, .wechat, .alipay:
            throw refused(.kind, Bilingual(zh: "本版本支持的种类", en: "a kind that this version knows"))
        }
    }
}
