// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import HTTPTypes
import Hummingbird
import NIOCore

/// The fields of a posted form, `application/x-www-form-urlencoded`.
struct Form: Sendable {
    private let fields: [String: [String]]

    static let fieldCountMax = 400

    /// A form that nobody has filled in.
    static let empty = Form()

    private init() { fields = [:] }

    /// Reads a form and checks that it comes from a page of ours.
    static func read(_ request: Request, visit: Visit, upTo byteCountMax: Int) async throws -> Form {
        try CrossSite.check(request)
        let type = request.headers[.contentType]?.lowercased() ?? ""
        guard type.hasPrefix("application/x-www-form-urlencoded") else { throw Refusal.unsupportedType }
        let body = try await request.body.collect(upTo: byteCountMax)
        let form = try Form(Array(body.readableBytesView))
        guard CrossSite.isValid(form[CrossSite.field], for: visit.secret) else { throw Refusal.forgedForm }
        return form
    }

    /// - Throws: `Refusal.malformed` for a broken escape, bad UTF-8 or too many fields.
    init(_ bytes: [UInt8]) throws(Refusal) {
        var fields: [String: [String]] = [:]
        let parts = bytes.split(separator: UInt8(ascii: "&"))
        guard parts.count <= Self.fieldCountMax else { throw .malformed("too many fields") }
        for part in parts {
            let mark = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            let name = try Self.decode(part[..<mark])
            let value = mark < part.endIndex ? try Self.decode(part[(mark + 1)...]) : ""
            fields[name, default: []].append(value)
        }
        self.fields = fields
    }

    /// The first value of a field, without blanks at its ends; nil when the field is absent or empty.
    subscript(_ name: String) -> String? {
        guard let value = fields[name]?.first else { return nil }
        let trimmed = String(value[...].trimmingBlanks)
        return trimmed.isEmpty ? nil : trimmed
    }

    /// A field exactly as it was typed, for passwords and texts.
    func verbatim(_ name: String) -> String { fields[name]?.first ?? "" }

    /// Every value of a repeated field.
    func all(_ name: String) -> [String] { fields[name] ?? [] }

    private static func decode(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> String {
        guard let text = PercentText.decode(bytes, plusIsBlank: true) else {
            throw .malformed("a field is not UTF-8")
        }
        return text
    }
}

/// Percent-escaped text of forms and addresses.
enum PercentText {
    /// nil for a broken escape, a NUL or bytes that are not UTF-8.
    static func decode(_ bytes: some Collection<UInt8>, plusIsBlank: Bool) -> String? {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(nibble), let low = rest.popFirst().flatMap(nibble) else {
                    return nil
                }
                plain.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsBlank: plain.append(UInt8(ascii: " "))
            default: plain.append(byte)
            }
        }
        guard !plain.contains(0) else { return nil }
        return String(validating: plain, as: UTF8.self)
    }

    /// Escapes everything but the unreserved characters of RFC 3986.
    static func encode(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126: escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default: escaped += "%\(pair(byte).uppercased())"
            }
        }
        return escaped
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }
}
