// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import ISO8583
public import Tender

/// What a host said to a sign-in.
public enum SignInReading: Sendable, Hashable {
    /// - Parameters:
    ///   - keys: nil where the acquirer gives none; their check values are the key store's to compare.
    ///   - batch: the batch that the host has open, where it says so.
    case signedIn(keys: SignInKeys?, batch: BatchNumber?)
    case refused(ReplyCode)
    /// Not the answer to the sign-in.
    case unreadable(Bilingual)

    /// - Parameter master: name of the master key that working keys are wrapped under.
    public init(_ reply: Message, to request: Message, _ profile: AcquirerProfile, master: String) {
        if let mismatch = profile.mismatch(of: reply, to: request) {
            self = .unreadable(mismatch.words)
            return
        }
        let code = ReplyCode(reply.text(39) ?? "")
        guard code.code == "00" else {
            self = .refused(code)
            return
        }
        var batch: BatchNumber?
        if profile.family == .unionPay, let content = reply[60], let reference = try? BatchReference(content) {
            batch = BatchNumber(reference.batch)
        }
        guard profile.mac != nil else {
            self = .signedIn(keys: nil, batch: batch)
            return
        }
        guard let content = reply[62] else {
            self = .unreadable(ReplyMismatch.missing(62).words)
            return
        }
        do throws(MessageError) {
            self = .signedIn(keys: try SignInKeys(content, master: master), batch: batch)
        } catch {
            self = .unreadable(Bilingual(zh: "签到应答的密钥读不出：\(error)。", en: "The keys cannot be read: \(error)."))
        }
    }
}
