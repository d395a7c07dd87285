// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why a message could not be read or written: where, in which part, and what is wrong. Never holds content.
public struct MessageError: Error, Hashable, Sendable {
    /// The part of a message.
    public enum Part: Hashable, Sendable {
        case length
        case tpdu
        case header
        case messageType
        /// 1 the primary bitmap, 2 the secondary, 3 the tertiary.
        case bitmap(Int)
        case field(Int)
        case end
    }

    public enum Reason: Hashable, Sendable {
        /// The input ends: bytes that are needed here, bytes that are left.
        case truncated(needed: Int, left: Int)
        /// Bytes after the last field.
        case trailing(Int)
        /// A byte or digit outside the field's content class.
        case content(ContentClass)
        /// Digits that are no date or time of this form.
        case form(DateForm)
        /// A length that is no number.
        case lengthDigits
        /// A length above the field's limit.
        case tooLong(count: Int, limit: Int)
        /// A value of another length than the field's, which is not padded.
        case wrongLength(count: Int, wanted: Int)
        /// Something else than zeros where the dialect pads.
        case padding
        /// The bitmap names a field that the dialect does not have.
        case unknownField
        /// The dialect requires the field in this message.
        case missing(MessageType)
        /// No message type: four digits of a version that ISO gave out.
        case messageType
        /// Not what begins a TPDU or a header.
        case envelope
        /// Chip data whose tag, length or value does not fit.
        case chip(String)
        /// Longer than a message may be.
        case tooLarge(limit: Int)
    }

    public let reason: Reason
    /// Offset of the offending byte from the start of what was given, or of what was being written.
    public let offset: Int
    public let part: Part

    public init(_ reason: Reason, at offset: Int, in part: Part) {
        self.reason = reason
        self.offset = offset
        self.part = part
    }

    /// The field at fault, where one is; the bitmap is field 1.
    public var field: Int? {
        switch part {
        case .field(let number): number
        case .bitmap(let number): number == 1 ? nil : number == 2 ? 1 : 65
        case .length, .tpdu, .header, .messageType, .end: nil
        }
    }
}

extension MessageError: CustomStringConvertible {
    /// `field 13 at offset 97: not a date MMDD`.
    public var description: String { "\(part) at offset \(offset): \(reason)" }
}

extension MessageError.Part: CustomStringConvertible {
    public var description: String {
        switch self {
        case .length: "length"
        case .tpdu: "TPDU"
        case .header: "header"
        case .messageType: "message type"
        case .bitmap(1): "bitmap"
        case .bitmap(let number): "bitmap \(number)"
        case .field(let number): "field \(number)"
        case .end: "end"
        }
    }
}

extension MessageError.Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .truncated(let needed, let left): "needs \(needed) bytes, \(left) are left"
        case .trailing(let count): "\(count) bytes after the last field"
        case .content(let content): "not of content class \(content.spelling)"
        case .form(let form): "not a date or time \(form.spelling)"
        case .lengthDigits: "its length is not a number"
        case .tooLong(let count, let limit): "length \(count) is above \(limit)"
        case .wrongLength(let count, let wanted): "length \(count) instead of \(wanted)"
        case .padding: "padding is not what the dialect pads with"
        case .unknownField: "the dialect has no such field"
        case .missing(let type): "is required in \(type) and is not there"
        case .messageType: "not four digits of a known version"
        case .envelope: "not what begins here"
        case .chip(let item): "chip data whose \(item) does not fit"
        case .tooLarge(let limit): "longer than \(limit) bytes"
        }
    }
}
