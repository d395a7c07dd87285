// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What is in a pack, and whence each part is. Every part is in it but itself and its signature.
///
///     manifest.json            this
///     manifest.sig             a signed note: its origin, then `manifest sha256 <64 hexadecimal digits>`
///     public-key.txt  …        parts, in the order of `parts`
public struct Manifest: Sendable, Hashable {
    /// One file of the pack.
    public struct Part: Sendable, Hashable {
        public let name: String
        public let size: Int
        /// Lower-case hexadecimal.
        public let sha256: String
        /// What it was made of: `journal 4711`, `printer stream`, `computed`.
        public let origin: String
        /// RFC 3339.
        public let capturedAt: String
        /// Sign-in name, source or program.
        public let by: String

        public init(name: String, size: Int, sha256: String, origin: String, capturedAt: String, by: String) {
            self.name = name
            self.size = size
            self.sha256 = sha256
            self.origin = origin
            self.capturedAt = capturedAt
            self.by = by
        }
    }

    /// What stands at the head.
    public struct Head: Sendable, Hashable {
        /// Whose journal: the name of the key.
        public var origin: String
        /// Number of the case or the transaction.
        public var subject: String
        public var variant: PackVariant
        /// RFC 3339.
        public var madeAt: String
        public var madeBy: String
        public var reason: String
        /// Name and version of the program.
        public var program: String

        public init(
            origin: String, subject: String, variant: PackVariant, madeAt: String, madeBy: String, reason: String,
            program: String
        ) {
            self.origin = origin
            self.subject = subject
            self.variant = variant
            self.madeAt = madeAt
            self.madeBy = madeBy
            self.reason = reason
            self.program = program
        }
    }

    public let head: Head
    public let parts: [Part]

    public init(head: Head, parts: [Part]) {
        self.head = head
        self.parts = parts
    }

    static let format = "counterfoil-evidence-1"
    /// Name of the file in the pack.
    public static let fileName = "manifest.json"
    /// Name of the signed note over it.
    public static let signatureName = "manifest.sig"

    /// The file, one part a line.
    public var encoded: String {
        func pair(_ key: String, _ value: String) -> String {
            "  \(JSONValue.quoted(key)): \(JSONValue.quoted(value)),\n"
        }
        var text = "{\n" + pair("format", Self.format) + pair("origin", head.origin) + pair("subject", head.subject)
        text += pair("variant", head.variant.rawValue) + pair("madeAt", head.madeAt) + pair("madeBy", head.madeBy)
        text += pair("reason", head.reason) + pair("program", head.program) + "  \"parts\": [\n"
        text += parts.map { "    " + $0.value.text }.joined(separator: ",\n")
        return text + "\n  ]\n}\n"
    }

    /// Reads what `encoded` wrote, and nothing else: nil for a text that differs from it in one byte.
    public init?(_ encoded: String) {
        guard case .object(let members)? = JSONValue(encoded), members.count == 9 else { return nil }
        func text(_ key: String) -> String? { members.first { $0.name == key }?.value.string }
        guard text("format") == Self.format, let origin = text("origin"), let subject = text("subject"),
            let variant = text("variant").flatMap({ PackVariant(rawValue: $0) }), let madeAt = text("madeAt"),
            let madeBy = text("madeBy"), let reason = text("reason"), let program = text("program"),
            case .array(let values)? = members.first(where: { $0.name == "parts" })?.value
        else { return nil }
        let parts = values.compactMap { Part($0) }
        guard parts.count == values.count else { return nil }
        head = Head(
            origin: origin, subject: subject, variant: variant, madeAt: madeAt, madeBy: madeBy, reason: reason,
            program: program)
        self.parts = parts
        guard Array(self.encoded.utf8) == Array(encoded.utf8) else { return nil }
    }
}

extension Manifest.Part {
    var value: JSONValue {
        func member(_ name: String, _ value: JSONValue) -> JSONValue.Member {
            JSONValue.Member(name: name, value: value)
        }
        return .object([
            member("name", .text(name)), member("size", .number(Int64(size))), member("sha256", .text(sha256)),
            member("origin", .text(origin)), member("capturedAt", .text(capturedAt)), member("by", .text(by)),
        ])
    }

    init?(_ value: JSONValue) {
        guard case .object(let members) = value, members.count == 6 else { return nil }
        func text(_ key: String) -> String? { members.first { $0.name == key }?.value.string }
        guard let name = text("name"), let sha256 = text("sha256"), let origin = text("origin"),
            let capturedAt = text("capturedAt"), let by = text("by"),
            case .number(let size)? = members.first(where: { $0.name == "size" })?.value, size >= 0
        else { return nil }
        self.init(name: name, size: Int(size), sha256: sha256, origin: origin, capturedAt: capturedAt, by: by)
    }
}
