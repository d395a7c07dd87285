// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON
public import Nexo

/// How messages stand on the wire to one terminal: plain, or encrypted with keys that both sides know.
///
/// With keys nothing plain is believed and nothing plain is sent; without keys nothing encrypted can be read.
public struct TerminalWire: Sendable {
    public let keys: MessageKeyRing?
    private let crypto: any MessageCrypto
    private let nonce: @Sendable () -> MessageBytes<Sixteen>

    /// Bytes of an answer, and what reading it may cost.
    public static let limits = JSONLimits(length: 1 << 20, depth: 32, values: 50_000)

    /// - Parameters:
    ///   - keys: nil for a terminal that speaks plainly.
    ///   - nonce: 16 bytes from a cryptographic source of chance, each time others.
    public init(
        keys: MessageKeyRing?, crypto: any MessageCrypto, nonce: @escaping @Sendable () -> MessageBytes<Sixteen>
    ) {
        self.keys = keys
        self.crypto = crypto
        self.nonce = nonce
    }

    /// Why nothing could be made of a message.
    public enum Refusal: Error, Sendable, Hashable, CustomStringConvertible {
        case unreadable(NexoError)
        case notBelieved(SecurityError)
        /// It is plain, and the terminal has keys.
        case plain
        /// It is encrypted, and there are no keys.
        case encrypted(MessageKey.Name)

        /// What it means for the request that it should have answered.
        public var loss: LostAnswer {
            switch self {
            case .unreadable, .notBelieved(.malformed), .encrypted: .unreadable
            case .notBelieved, .plain: .notVerified
            }
        }

        public var description: String {
            switch self {
            case .unreadable(let error): "the message cannot be read: \(error)"
            case .notBelieved(let error): "\(error)"
            case .plain: "the message came in the clear although the terminal has keys"
            case .encrypted(let name): "the message is encrypted with key \(name), and no key is set"
            }
        }
    }

    /// The bytes of a message.
    public func bytes(of message: SaleToPOIMessage) throws(Refusal) -> [UInt8] {
        guard let keys else { return message.encoded() }
        guard let key = keys.sealing else { throw .notBelieved(.refused) }
        do throws(SecurityError) {
            return try message.sealed(with: key, nonce: nonce(), crypto: crypto).encoded()
        } catch {
            throw .notBelieved(error)
        }
    }

    /// The message in an answer's bytes.
    public func message(in bytes: [UInt8]) throws(Refusal) -> ForgivenMessage {
        let envelope: NexoEnvelope?
        do throws(NexoError) {
            envelope = try NexoEnvelope(bytes, limits: Self.limits)
        } catch {
            // A plain answer may be forgiven something; an encrypted one that is no envelope may not.
            guard keys == nil else { throw .unreadable(error) }
            envelope = nil
        }
        switch envelope {
        case .secured(let secured):
            guard let keys else { throw .encrypted(secured.trailer.key) }
            do throws(SecurityError) {
                return try secured.openedForgiving(with: keys, crypto: crypto, limits: Self.limits)
            } catch {
                throw .notBelieved(error)
            }
        case .plain(let message):
            guard keys == nil else { throw .plain }
            return ForgivenMessage(message: message, leftOut: [])
        case nil:
            do throws(NexoError) { return try SaleToPOIMessage.forgiving(bytes, limits: Self.limits) } catch {
                throw .unreadable(error)
            }
        }
    }
}
