// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Bytes
internal import Crypto
internal import Tender

/// The signatures that providers of short messages ask for. Each signs what is sent, so that nobody on the way can
/// change the number or the text.
enum CloudSignature {
    static func digest(_ bytes: [UInt8]) -> String { Hexadecimal.text(of: Array(SHA256.hash(data: bytes))) }

    static func code(_ text: String, key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key)))
    }
}

/// Alibaba Cloud's V3 signature, ACS3-HMAC-SHA256.
///
///     canonical = METHOD ⏎ / ⏎ sorted query ⏎ header:value ⏎ … ⏎ ⏎ names;of;headers ⏎ SHA-256 of the body
///     signature = HMAC(secret, "ACS3-HMAC-SHA256" ⏎ SHA-256 of canonical)
struct AlibabaSignature {
    let keyID: String
    let secret: String

    /// - Parameter headers: `host` and all that begin with `x-acs-`, small letters.
    /// - Returns: what stands in `Authorization`.
    func authorization(
        method: String, query: [(String, String)], headers: [(String, String)], bodyDigest: String
    ) -> String {
        let sorted = headers.sorted { $0.0 < $1.0 }
        let names = sorted.map(\.0).joined(separator: ";")
        let lines = sorted.map { "\($0.0):\($0.1)\n" }.joined()
        let canonical = "\(method)\n/\n\(Self.query(query))\n\(lines)\n\(names)\n\(bodyDigest)"
        let text = "ACS3-HMAC-SHA256\n\(CloudSignature.digest(Array(canonical.utf8)))"
        let signature = Hexadecimal.text(of: CloudSignature.code(text, key: Array(secret.utf8)))
        return "ACS3-HMAC-SHA256 Credential=\(keyID),SignedHeaders=\(names),Signature=\(signature)"
    }

    /// Sorted by name, everything but the unreserved signs of RFC 3986 escaped.
    static func query(_ parts: [(String, String)]) -> String {
        parts.map { (escaped($0.0), escaped($0.1)) }.sorted { $0 < $1 }.map { "\($0.0)=\($0.1)" }
            .joined(separator: "&")
    }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default: escaped += "%" + Hexadecimal.text(of: [byte]).uppercased()
            }
        }
        return escaped
    }
}

/// Tencent Cloud's signature, TC3-HMAC-SHA256.
///
///     canonical = POST ⏎ / ⏎ ⏎ content-type:… ⏎ host:… ⏎ x-tc-action:… ⏎ ⏎ names;of;headers ⏎ SHA-256 of the body
///     key       = HMAC(HMAC(HMAC("TC3" + secret, date), service), "tc3_request")
///     signature = HMAC(key, "TC3-HMAC-SHA256" ⏎ seconds ⏎ date/service/tc3_request ⏎ SHA-256 of canonical)
struct TencentSignature {
    static let contentType = "application/json; charset=utf-8"

    let keyID: String
    let secret: String

    /// - Returns: what stands in `Authorization`.
    func authorization(service: String, host: String, action: String, at seconds: Int64, body: [UInt8]) -> String {
        let names = "content-type;host;x-tc-action"
        let headers = "content-type:\(Self.contentType)\nhost:\(host)\nx-tc-action:\(action.lowercased())\n"
        let canonical = "POST\n/\n\n\(headers)\n\(names)\n\(CloudSignature.digest(body))"
        let date = "\(CivilTime(secondsSinceEpoch: seconds).date)"
        let scope = "\(date)/\(service)/tc3_request"
        let text = "TC3-HMAC-SHA256\n\(seconds)\n\(scope)\n\(CloudSignature.digest(Array(canonical.utf8)))"
        var key = CloudSignature.code(date, key: Array("TC3\(secret)".utf8))
        for part in [service, "tc3_request"] { key = CloudSignature.code(part, key: key) }
        let signature = Hexadecimal.text(of: CloudSignature.code(text, key: key))
        return "TC3-HMAC-SHA256 Credential=\(keyID)/\(scope), SignedHeaders=\(names), Signature=\(signature)"
    }
}

/// Our own signature, for the generic gateway and for webhooks: both sides know a secret.
///
///     X-Counterfoil-Timestamp: 1763622187
///     X-Counterfoil-Signature: hex(HMAC-SHA256(secret, timestamp + "." + body))
public enum WebhookSignature {
    /// Compares in constant time.
    static func isValid(_ code: String, secret: String, at seconds: Int64, body: [UInt8]) -> Bool {
        guard let told = Hexadecimal.bytes(of: code) else { return false }
        let key = SymmetricKey(data: Array(secret.utf8))
        return HMAC<SHA256>.isValidAuthenticationCode(
            told, authenticating: Array("\(seconds).".utf8) + body, using: key)
    }

    /// - Parameter seconds: since 1970; whoever receives it refuses what is older than five minutes.
    public static func code(secret: String, at seconds: Int64, body: [UInt8]) -> String {
        let signed = Array("\(seconds).".utf8) + body
        let key = SymmetricKey(data: Array(secret.utf8))
        return Hexadecimal.text(of: Array(HMAC<SHA256>.authenticationCode(for: signed, using: key)))
    }
}
