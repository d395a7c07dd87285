// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Charges
public import ISO8583

/// Why an answer is not the answer to a request.
public enum ReplyMismatch: Sendable, Hashable {
    case type(String)
    case field(Int)
    case missing(Int)

    public var words: Bilingual {
        switch self {
        case .type(let type):
            Bilingual(zh: "应答类型 \(type) 与请求不符，没有采信。", en: "An answer of type \(type) does not fit; not believed.")
        case .field(let number):
            Bilingual(
                zh: "应答第 \(number) 域与请求不符，没有采信。", en: "Field \(number) of the answer is not as asked; not believed.")
        case .missing(let number):
            Bilingual(zh: "应答缺第 \(number) 域，没有采信。", en: "The answer lacks field \(number); not believed.")
        }
    }
}

extension AcquirerProfile {
    /// The first thing that does not fit; nil where the answer can be believed, its code apart.
    ///
    /// Field 4 of an approval in part is less than was asked; field 42 is compared on approvals, hosts leave it out
    /// of others.
    public func mismatch(of reply: Message, to request: Message) -> ReplyMismatch? {
        guard reply.type == request.type.reply else { return .type(reply.type.text) }
        let code = reply.text(39)
        let effect = ReplyCode(code ?? "").effect
        let isApproval = effect == .moved || effect == .movedInPart
        for field in checkedFields.sorted() {
            guard let told = reply[field], let asked = request[field] else { continue }
            if field == 4, effect == .movedInPart { continue }
            if field == 42, !isApproval { continue }
            guard Self.isSame(told, asked) else { return .field(field) }
        }
        for field in requiredFields.sorted() where request.has(field) || field == 39 {
            guard isApproval || field == 11 || field == 39 else { continue }
            guard reply.has(field) else { return .missing(field) }
        }
        return nil
    }

    /// Fixed text is padded with blanks on the wire.
    private static func isSame(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
        trimmed(one).elementsEqual(trimmed(other))
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        text.prefix((text.lastIndex { $0 != 32 } ?? text.startIndex - 1) - text.startIndex + 1)
    }

    /// Whether this answer must carry a right authentication code.
    public func mustBeAuthentic(_ reply: Message) -> Bool {
        guard mac != nil else { return false }
        switch macAnswers {
        case .never: return false
        case .approvals: return reply.text(39) == "00"
        case .always: return true
        }
    }
}
