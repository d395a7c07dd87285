// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

extension SecuredMessage {
    /// A message whose proof holds, with the bytes that it was read from.
    public struct Opened: Sendable, Hashable {
        public let message: SaleToPOIMessage
        public let plaintext: [UInt8]
    }

    /// Decrypts, verifies, reads, and compares the header outside with the one inside.
    ///
    ///     key by identifier and version ─▶ decrypt ─▶ padding? ─┐
    ///                                                HMAC? ────┴─▶ both hold ─▶ read ─▶ headers equal? ─▶ message
    ///
    /// The HMAC is computed and compared whether the padding holds or not, and both failures are one error.
    public func opened(
        with keys: MessageKeyRing, crypto: some MessageCrypto, limits: JSONLimits = JSONLimits()
    ) throws(SecurityError) -> Opened {
        let plaintext = try proven(with: keys, crypto: crypto)
        let message: SaleToPOIMessage
        do throws(NexoError) { message = try SaleToPOIMessage(plaintext, limits: limits) } catch {
            throw .malformed(error)
        }
        if let field = header.firstDifference(from: message.header) { throw .headersDiffer(field: field) }
        return Opened(message: message, plaintext: plaintext)
    }

    /// The same for an answer of which only the money must be right (`SaleToPOIMessage.forgiving`). Proof and headers
    /// are forgiven nothing.
    public func openedForgiving(
        with keys: MessageKeyRing, crypto: some MessageCrypto, limits: JSONLimits = JSONLimits()
    ) throws(SecurityError) -> ForgivenMessage {
        let plaintext = try proven(with: keys, crypto: crypto)
        let answer: ForgivenMessage
        do throws(NexoError) { answer = try SaleToPOIMessage.forgiving(plaintext, limits: limits) } catch {
            throw .malformed(error)
        }
        if let field = header.firstDifference(from: answer.message.header) { throw .headersDiffer(field: field) }
        return answer
    }

    /// What was encrypted, once its proof holds.
    private func proven(
        with keys: MessageKeyRing, crypto: some MessageCrypto
    ) throws(SecurityError) -> [UInt8] {
        guard trailer.cryptoVersion == 1 else { throw .unknownVersion(trailer.cryptoVersion) }
        guard let key = keys[trailer.key] else { throw .unknownKey(trailer.key) }
        guard
            let padded = crypto.decryptAESCBC(blob, key: key.cipherKey, iv: key.iv(trailer.nonce.bytes)),
            padded.count == blob.count
        else { throw .notVerified }
        let (count, isPadded) = BlockPadding.unpadded(padded)
        let plaintext = Array(padded[..<count])
        let hmac = crypto.hmacSHA256(plaintext, key: key.hmacKey)
        let isProven = ConstantTime.isEqual(hmac, trailer.hmac.bytes)
        guard isProven, isPadded else { throw .notVerified }
        return plaintext
    }
}

extension SaleToPOIMessage {
    /// Encrypts a message.
    ///
    /// - Parameter nonce: 16 bytes from a cryptographic source of chance; never the same twice under one key.
    /// - Parameter layout: how the plain message is written; any is understood.
    public func sealed(
        with key: MessageKey, nonce: MessageBytes<Sixteen>, crypto: some MessageCrypto,
        layout: JSONWriter.Layout = .compact
    ) throws(SecurityError) -> SecuredMessage {
        try sealed(encoded(layout), with: key, nonce: nonce, crypto: crypto)
    }

    /// Encrypts the bytes that this message was read from, as they are.
    public func sealed(
        _ plaintext: [UInt8], with key: MessageKey, nonce: MessageBytes<Sixteen>, crypto: some MessageCrypto
    ) throws(SecurityError) -> SecuredMessage {
        let padded = BlockPadding.padded(plaintext)
        guard let blob = crypto.encryptAESCBC(padded, key: key.cipherKey, iv: key.iv(nonce.bytes)),
            blob.count == padded.count,
            let hmac = MessageBytes<ThirtyTwo>(bytes: crypto.hmacSHA256(plaintext, key: key.hmacKey))
        else { throw .refused }
        var trailer = SecurityTrailer()
        trailer.keyIdentifier = key.name.identifier
        trailer.keyVersion = key.name.version
        trailer.nonce = nonce
        trailer.hmac = hmac
        return SecuredMessage(wrapper: wrapper, header: header, trailer: trailer, blob: blob)
    }
}

extension MessageHeader {
    /// The first of the standard's fields that differs; unknown members of the outer header mean nothing.
    func firstDifference(from inner: MessageHeader) -> String? {
        if protocolVersion != inner.protocolVersion { return "ProtocolVersion" }
        if messageClass != inner.messageClass { return "MessageClass" }
        if category != inner.category { return "MessageCategory" }
        if type != inner.type { return "MessageType" }
        if serviceID != inner.serviceID { return "ServiceID" }
        if deviceID != inner.deviceID { return "DeviceID" }
        if saleID != inner.saleID { return "SaleID" }
        return poiID != inner.poiID ? "POIID" : nil
    }
}
