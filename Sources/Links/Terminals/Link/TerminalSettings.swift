// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
public import Nexo
public import Receipts
public import Terminals

/// How one terminal is reached and believed.
public struct TerminalSettings: Sendable, Hashable {
    /// `https://192.168.1.50:8443/nexo`; `http` only for a terminal that speaks so.
    public var address: String
    /// `model-serial`.
    public var poiID: String
    /// Our name towards the terminal.
    public var saleID: String
    /// Keys of message security, the one to send with last; empty for none.
    public var keys: [KeyFile] = []
    /// File with the certificates, as PEM, that the terminal's must come from; nil takes the system's.
    public var authorityFile: String?
    /// Whether the certificate's name must be that of this terminal.
    public var checksName = true
    /// Where the terminal works; nil for either.
    public var world: TerminalCertificateName.World?
    /// Paper on which slips are set.
    public var paper = Paper.mm80

    public init(address: String, poiID: String, saleID: String) {
        self.address = address
        self.poiID = poiID
        self.saleID = saleID
    }

    /// A key of message security: its passphrase stands in the first line of a file.
    public struct KeyFile: Sendable, Hashable {
        public var file: String
        public var identifier: String
        public var version: Int64

        public init(file: String, identifier: String, version: Int64) {
            self.file = file
            self.identifier = identifier
            self.version = version
        }

        /// Reads the file and derives the key.
        public func key() throws(TerminalSetupError) -> MessageKey {
            guard let text = SmallFile.text(file) else { throw .file(file) }
            let name = MessageKey.Name(identifier: identifier, version: version)
            do throws(MessageKey.DerivationError) {
                return try MessageKey(
                    passphrase: String(text.prefix { !$0.isNewline }), name: name, crypto: NexoCrypto())
            } catch {
                throw .key(file, error)
            }
        }
    }
}

/// Why a terminal cannot be spoken to at all; nothing was sent.
public enum TerminalSetupError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Not `https://HOST[:PORT][/PATH]` or `http://…`.
    case address(String)
    case file(String)
    case key(String, MessageKey.DerivationError)
    case certificate(String)
    /// The port cannot be listened on.
    case port(String)

    public var description: String {
        switch self {
        case .address(let text): "‘\(text)’ is not https://HOST:PORT/PATH"
        case .file(let name): "\(name): the file cannot be read"
        case .key(let name, .emptyPassphrase): "\(name): no passphrase in the first line"
        case .key(let name, .passphraseNotASCII): "\(name): a passphrase has printable ASCII characters only"
        case .key(let name, .refused): "\(name): the cryptographic library refused to derive the key"
        case .certificate(let text): "certificate: \(text)"
        case .port(let text): text
        }
    }
}
