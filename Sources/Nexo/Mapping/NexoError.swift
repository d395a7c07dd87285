// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import JSON

/// Why bytes are not a nexo message, which member, and where. Never holds values of the message.
public struct NexoError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Reason: Sendable, Hashable {
        /// Not JSON, or beyond the limits.
        case notJSON(JSONError.Reason)
        /// A member that must be there is not.
        case missing
        /// The value is of another kind than the member has.
        case wrongKind(expected: String)
        /// The text is none of the words that the member allows.
        case unknownWord(expected: String)
        /// The header says one thing and the body or the envelope another.
        case contradiction(String)
        /// Two members of which only one may be there.
        case twoOf(String)
        /// None of the shapes that a message or a fragment of one has.
        case unrecognised
        /// An amount with more decimals than its currency has, larger than any amount, or of an unknown currency.
        case amount
        /// Not base64, or not of the length that it must have.
        case blob(expected: String)
    }

    public let reason: Reason
    /// Dotted path of the member, for example `SaleToPOIRequest.AbortRequest.AbortReason`; empty for the whole.
    public let path: String
    /// Byte of the text: of the value that is wrong, or of the object in which something is missing.
    public let offset: Int

    public init(_ reason: Reason, path: String = "", at offset: Int = 0) {
        self.reason = reason
        self.path = path
        self.offset = offset
    }

    init(_ error: JSONError) { self.init(.notJSON(error.reason), at: error.offset) }

    /// The same seen from outside a member.
    func under(_ name: String) -> NexoError {
        guard !path.isEmpty else { return NexoError(reason, path: name, at: offset) }
        return NexoError(reason, path: path.hasPrefix("[") ? name + path : "\(name).\(path)", at: offset)
    }

    public var description: String {
        let place = path.isEmpty ? "" : "\(path): "
        return switch reason {
        case .notJSON(let reason): "\(JSONError(reason, at: offset))"
        case .missing: "\(place)missing from the object at byte \(offset)"
        case .wrongKind(let expected): "\(place)not \(expected) at byte \(offset)"
        case .unknownWord(let expected): "\(place)none of \(expected) at byte \(offset)"
        case .contradiction(let what): "\(place)\(what) at byte \(offset)"
        case .twoOf(let what): "\(place)more than one \(what) at byte \(offset)"
        case .unrecognised: "\(place)no nexo message and no part of one at byte \(offset)"
        case .amount: "\(place)not an exact amount of a known currency at byte \(offset)"
        case .blob(let expected): "\(place)not \(expected) in base64 at byte \(offset)"
        }
    }
}
