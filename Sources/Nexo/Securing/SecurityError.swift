// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why an encrypted message is not believed.
public enum SecurityError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The trailer names a key that we do not have. Keys' names are no secret.
    case unknownKey(MessageKey.Name)
    /// A version of the scheme that we do not know.
    case unknownVersion(Int64)
    /// Padding or HMAC is wrong: deliberately one error, so that nobody learns which by asking.
    case notVerified
    /// The proof holds, but the header in the clear is not the one inside: somebody changed it on the way.
    case headersDiffer(field: String)
    /// The proof holds, but what was encrypted is no message.
    case malformed(NexoError)
    /// The cryptographic library refused to encrypt.
    case refused

    public var description: String {
        switch self {
        case .unknownKey(let name): "no key \(name)"
        case .unknownVersion(let version): "message security version \(version) is not known"
        case .notVerified: "the message is not the one that was sealed with this key"
        case .headersDiffer(let field): "the header outside differs from the one inside in \(field)"
        case .malformed(let error): "what was encrypted is no message: \(error)"
        case .refused: "the cryptographic library refused"
        }
    }
}
