// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Reads `multipart/form-data` (RFC 7578) piece by piece as it arrives, in bounded memory.
///
///     --B\r\n headers \r\n\r\n body \r\n--B\r\n … \r\n--B--
///
/// The reader holds back at most a delimiter's length of a body, and a part's headers while they are incomplete.
struct MultipartReader: Sendable {
    enum Event: Sendable, Equatable {
        /// A part begins.
        case part(name: String, fileName: String?)
        /// More of its content.
        case bytes([UInt8])
        case partEnd
    }

    static let headerByteCountMax = 16_384

    private enum State: Sendable {
        /// Before the first delimiter, which needs no line break in front.
        case preamble
        /// Right after a delimiter: `\r\n` begins a part, `--` ends it all.
        case afterDelimiter
        case headers
        /// The line break that ends the headers is still held.
        case bodyStart
        case body
        case end
    }

    private let delimiter: [UInt8]
    private var state = State.preamble
    private var held: [UInt8] = [13, 10]

    /// - Parameter contentType: value of the `Content-Type` header; nil when it names no usable boundary.
    init?(contentType: String) {
        guard contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
        let parameters = contentType.split(separator: ";").dropFirst()
        guard let value = parameters.lazy.map(\.trimmingBlanks).first(where: { $0.lowercased().hasPrefix("boundary=") })
        else { return nil }
        var boundary = value.dropFirst("boundary=".count)
        if boundary.first == "\"", boundary.last == "\"", boundary.count >= 2 {
            boundary = boundary.dropFirst().dropLast()
        }
        let bytes = Array(boundary.utf8)
        guard !bytes.isEmpty, bytes.count <= 70, bytes.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
        delimiter = [13, 10, 45, 45] + bytes
    }

    /// Whether the closing delimiter was seen.
    var isComplete: Bool {
        if case .end = state { return true }
        return false
    }

    /// Takes the next piece.
    mutating func read(_ piece: some Collection<UInt8>) throws(Refusal) -> [Event] {
        held.append(contentsOf: piece)
        var events: [Event] = []
        var goesOn = true
        while goesOn {
            switch state {
            case .preamble: goesOn = try skipPreamble()
            case .afterDelimiter: goesOn = try readAfterDelimiter()
            case .headers: goesOn = try readHeaders(&events)
            case .bodyStart: goesOn = readStart(&events)
            case .body: goesOn = readBody(&events)
            case .end:
                // What follows the last delimiter says nothing.
                held = []
                goesOn = false
            }
        }
        return events
    }

    private mutating func skipPreamble() throws(Refusal) -> Bool {
        if let found = Self.find(delimiter, in: held) {
            held.removeFirst(found + delimiter.count)
            state = .afterDelimiter
            return true
        }
        guard held.count <= Self.headerByteCountMax else { throw .malformed("multipart: no boundary") }
        return false
    }

    private mutating func readAfterDelimiter() throws(Refusal) -> Bool {
        guard held.count >= 2 else { return false }
        switch (held[0], held[1]) {
        case (45, 45): state = .end
        case (13, 10):
            held.removeFirst(2)
            state = .headers
        default: throw .malformed("multipart: a boundary that goes on")
        }
        return true
    }

    private mutating func readHeaders(_ events: inout [Event]) throws(Refusal) -> Bool {
        let end: [UInt8] = [13, 10, 13, 10]
        guard let found = Self.find(end, in: held) else {
            guard held.count <= Self.headerByteCountMax else { throw .malformed("multipart: headers too long") }
            return false
        }
        guard found <= Self.headerByteCountMax, let text = String(validating: held[..<found], as: UTF8.self) else {
            throw .malformed("multipart: headers are not UTF-8")
        }
        let disposition = try Disposition(headers: text)
        events.append(.part(name: disposition.name, fileName: disposition.fileName))
        // The last line break stays: when the part is empty, it already belongs to the delimiter.
        held.removeFirst(found + 2)
        state = .bodyStart
        return true
    }

    /// An empty part has its delimiter where its content would begin.
    private mutating func readStart(_ events: inout [Event]) -> Bool {
        guard held.count >= delimiter.count else { return false }
        if !held.starts(with: delimiter) { held.removeFirst(2) }
        state = .body
        return true
    }

    private mutating func readBody(_ events: inout [Event]) -> Bool {
        if let found = Self.find(delimiter, in: held) {
            if found > 0 { events.append(.bytes(Array(held[..<found]))) }
            events.append(.partEnd)
            held.removeFirst(found + delimiter.count)
            state = .afterDelimiter
            return true
        }
        let safe = held.count - (delimiter.count - 1)
        if safe > 0 {
            events.append(.bytes(Array(held[..<safe])))
            held.removeFirst(safe)
        }
        return false
    }

    /// The place of a pattern that begins with CR; nil when it is not there whole.
    private static func find(_ pattern: [UInt8], in bytes: [UInt8]) -> Int? {
        guard bytes.count >= pattern.count else { return nil }
        var start = 0
        let last = bytes.count - pattern.count
        while start <= last, let next = bytes[start...last].firstIndex(of: 13) {
            if bytes[next..<(next + pattern.count)].elementsEqual(pattern) { return next }
            start = next + 1
        }
        return nil
    }
}

/// What a part's `Content-Disposition` says.
private struct Disposition {
    let name: String
    let fileName: String?

    init(headers: String) throws(Refusal) {
        let lines = headers.split(separator: "\r\n")
        guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }) else {
            throw .malformed("multipart: a part without a name")
        }
        let parameters = Self.parameters(of: line.dropFirst("content-disposition:".count))
        guard let name = parameters["name"], name.utf8.count <= 256 else {
            throw .malformed("multipart: a part without a name")
        }
        self.name = name
        fileName = parameters["filename"]
    }

    /// `form-data; name="file"; filename="bill.csv"`; browsers write a quote inside a name as `%22`.
    private static func parameters(of text: Substring) -> [String: String] {
        var parameters: [String: String] = [:]
        var rest = text
        while let mark = rest.firstIndex(of: "=") {
            let name = rest[..<mark].split(separator: ";").last.map { String($0.trimmingBlanks).lowercased() } ?? ""
            rest = rest[rest.index(after: mark)...]
            let value: Substring
            if rest.first == "\"" {
                rest = rest.dropFirst()
                value = rest.prefix { $0 != "\"" }
                rest = rest.dropFirst(value.count).dropFirst()
            } else {
                value = rest.prefix { $0 != ";" }
                rest = rest.dropFirst(value.count)
            }
            parameters[name] = String(value).replacing("%22", with: "\"")
        }
        return parameters
    }
}
