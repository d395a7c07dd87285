// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Charges
internal import Crypto
internal import Tender

/// A number by which a transaction is found, in the 63 bits of a key that sorts and compares as an integer.
///
///     bit 62…60   59        58…55    54…0
///     kind        0         length   the digits as a number, where the text is 1 to 15 digits
///     kind        1         first 59 bits of SHA-256 over the text, where it is anything else
///
/// Digits keep their order, so rows of one file lie near each other in the table. Two texts may share a hash:
/// whoever looks a handle up compares the text itself afterwards.
struct Handle: Sendable, Hashable {
    /// What the number is. The raw values are part of the table's content.
    enum Kind: Int64 {
        case order = 0
        case channelOrder = 1
        case reference = 2
        /// Terminal, batch and voucher.
        case voucher = 3
        /// Authorisation code and amount.
        case authorisation = 4
        /// Order number or reference of the transaction that this one gives back; the last kind.
        case original = 5
    }

    let key: Int64

    init(_ kind: Kind, _ text: String) {
        key = kind.rawValue << 60 | (Self.digits(text) ?? Self.hash(text))
    }

    /// Smallest key of a kind.
    static func first(_ kind: Kind) -> Int64 { kind.rawValue << 60 }

    private static func digits(_ text: String) -> Int64? {
        let bytes = text.utf8
        guard (1...15).contains(bytes.count) else { return nil }
        var number: Int64 = 0
        for byte in bytes {
            guard byte >= 48, byte <= 57 else { return nil }
            number = number * 10 + Int64(byte - 48)
        }
        return Int64(bytes.count) << 55 | number
    }

    private static func hash(_ text: String) -> Int64 {
        let value = SHA256.hash(data: Array(text.utf8)).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int64(value >> 5) | 1 << 59
    }
}

extension Facts {
    /// Handles that a stored transaction is found by, each once.
    var handles: [Handle] {
        var found = joiningHandles
        if let original { found.append(Handle(.original, original)) }
        return found
    }

    /// Handles of the keys by which an observation with these facts may join a stored transaction.
    var joiningHandles: [Handle] {
        var found: [Handle] = []
        if let order { found.append(Handle(.order, order.text)) }
        if let channelOrder { found.append(Handle(.channelOrder, channelOrder.text)) }
        if let reference { found.append(Handle(.reference, reference.text)) }
        if let voucherHandle { found.append(voucherHandle) }
        if let authorisationHandle { found.append(authorisationHandle) }
        return found
    }

    var voucherHandle: Handle? {
        guard let voucher, let batch, let terminal else { return nil }
        return Handle(.voucher, "\(terminal.text)\u{1F}\(batch.text)\u{1F}\(voucher.text)")
    }

    var authorisationHandle: Handle? {
        guard let authorisation, let amount else { return nil }
        return Handle(.authorisation, "\(authorisation.text)\u{1F}\(amount.minor)")
    }
}
