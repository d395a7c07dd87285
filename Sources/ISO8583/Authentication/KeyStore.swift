// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// A key as a host sends it: encrypted under a master key that a terminal was loaded with. Safe to keep and to log.
///
///     │ encrypted key 8 or 16 │ check value 3 or 4 │
///
public struct WorkingKey: Sendable, Hashable {
    /// The key's name in the key store that it was wrapped under.
    public let master: String
    /// 8 or 16 bytes, encrypted block by block.
    public let wrapped: [UInt8]
    /// The first bytes of eight zeros encrypted under the key.
    public let checkValue: [UInt8]

    public init(master: String, wrapped: [UInt8], checkValue: [UInt8]) {
        self.master = master
        self.wrapped = wrapped
        self.checkValue = checkValue
    }
}

/// Whoever holds the keys: software, or a module that never gives them out. Clear keys do not pass through here.
public protocol KeyStore: Sendable {
    /// Unwraps a key and compares its check value.
    ///
    /// - Throws: `KeyError.checkValue` when it differs.
    func check(_ key: WorkingKey) async throws(KeyError)

    /// The eight bytes of a message authentication code.
    func code(
        _ algorithm: MACAlgorithm, over bytes: ArraySlice<UInt8>, with key: WorkingKey
    ) async throws(KeyError) -> [UInt8]
}

/// Master keys in memory, for shops without a key module and for tests. Prints as nothing.
public struct SoftwareKeys<Suite: CipherSuite>: KeyStore, CustomStringConvertible, CustomReflectable {
    private let masters: [String: [UInt8]]
    private let suite: Suite

    /// - Parameter masters: clear keys by name, 8, 16 or 24 bytes each.
    public init(masters: [String: [UInt8]], _ suite: Suite) {
        self.masters = masters
        self.suite = suite
    }

    public var description: String { "\(masters.count) master keys" }
    public var customMirror: Mirror { Mirror(self, children: ["keys": description]) }

    public func check(_ key: WorkingKey) throws(KeyError) { _ = try clear(key) }

    public func code(
        _ algorithm: MACAlgorithm, over bytes: ArraySlice<UInt8>, with key: WorkingKey
    ) throws(KeyError) -> [UInt8] {
        try algorithm.code(over: bytes, key: try clear(key)[...], suite)
    }

    /// A clear key as a host would send it, for simulated hosts.
    public func wrap(_ clear: [UInt8], under master: String, checkBytes: Int = 4) throws(KeyError) -> WorkingKey {
        let cipher = try self.cipher(master)
        var wrapped: [UInt8] = []
        Blocks.forEach(in: clear[...]) { wrapped += Blocks.bytes(cipher.encrypt($0)) }
        let check = Blocks.bytes(try suite.cipher(key: clear[...]).encrypt(0)).prefix(checkBytes)
        return WorkingKey(master: master, wrapped: wrapped, checkValue: Array(check))
    }

    private func cipher(_ master: String) throws(KeyError) -> any BlockCipher {
        guard let key = masters[master] else { throw .unknown(master) }
        return try suite.cipher(key: key[...])
    }

    private func clear(_ key: WorkingKey) throws(KeyError) -> [UInt8] {
        guard key.wrapped.count == 8 || key.wrapped.count == 16 else { throw .unusable(key.wrapped.count) }
        let cipher = try self.cipher(key.master)
        var clear: [UInt8] = []
        Blocks.forEach(in: key.wrapped[...]) { clear += Blocks.bytes(cipher.decrypt($0)) }
        let check = Blocks.bytes(try suite.cipher(key: clear[...]).encrypt(0))
        guard (3...8).contains(key.checkValue.count),
            ConstantTime.isEqual(check.prefix(key.checkValue.count), key.checkValue)
        else { throw .checkValue }
        return clear
    }
}
