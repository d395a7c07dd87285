// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import CryptoExtras
internal import Dispatch
internal import Foundation

/// Passwords as scrypt texts: `$scrypt$ln=15,r=8,p=3$<salt>$<hash>`, base64 without padding (OWASP's costs).
enum Password {
    private static let blockSize = 8
    private static let parallelism = 3
    private static let hashCount = 32
    /// A cost read from a text may not ask for more memory than this many times what is usual.
    private static let largestCost = 18

    /// One at a time: each takes 32 MiB, and a flood of sign-ins must not take them all at once.
    private static let queue = DispatchQueue(label: "counterfoil.password")

    /// Why a password is not accepted; nil when it is.
    static func objection(to password: String, name: String) -> String? {
        if password.count < 12 { return "password: at least 12 characters" }
        if password.utf8.count > 1_024 { return "password: at most 1,024 bytes" }
        if password.lowercased() == name.lowercased() { return "password: not the name" }
        if Set(password).count < 4 { return "password: at least 4 different characters" }
        return nil
    }

    static func hashed(_ password: String, cost: Int) async throws(StoreError) -> String {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        guard let hash = await derive(password, salt: salt, cost: cost, count: hashCount) else {
            throw .failed(code: 0, "scrypt")
        }
        return "$scrypt$ln=\(cost),r=\(blockSize),p=\(parallelism)$\(base64(salt))$\(base64(hash))"
    }

    /// Whether the password is the one of a text. Takes as long for a wrong one as for the right one.
    static func verify(_ password: String, against text: String) async -> Bool {
        let parts = text.split(separator: "$")
        guard parts.count == 4, parts[0] == "scrypt", let cost = cost(of: parts[1]),
            let salt = bytes(parts[2]), let expected = bytes(parts[3]), expected.count == hashCount
        else { return false }
        guard let hash = await derive(password, salt: salt, cost: cost, count: hashCount) else { return false }
        return zip(hash, expected).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// A text that no password fits, of the same cost as a real one: for names that do not exist.
    static func nobody(cost: Int) -> String {
        let salt = base64([UInt8](repeating: 0, count: 16))
        let hash = base64([UInt8](repeating: 0, count: hashCount))
        return "$scrypt$ln=\(cost),r=\(blockSize),p=\(parallelism)$\(salt)$\(hash)"
    }

    private static func cost(of text: Substring) -> Int? {
        let fields = text.split(separator: ",")
        guard fields.count == 3, fields[0].hasPrefix("ln="), fields[1] == "r=\(blockSize)",
            fields[2] == "p=\(parallelism)", let cost = Int(fields[0].dropFirst(3)), (4...largestCost).contains(cost)
        else { return nil }
        return cost
    }

    private static func derive(_ password: String, salt: [UInt8], cost: Int, count: Int) async -> [UInt8]? {
        await withCheckedContinuation { continuation in
            queue.async {
                let key = try? KDF.Scrypt.deriveKey(
                    from: Array(password.utf8), salt: salt, outputByteCount: count, rounds: 1 << cost,
                    blockSize: blockSize, parallelism: parallelism, maxMemory: 256 << 20)
                continuation.resume(returning: key.map { key in unsafe key.withUnsafeBytes { unsafe Array($0) } })
            }
        }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("=", with: "")
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).map { Array($0) }
    }
}
