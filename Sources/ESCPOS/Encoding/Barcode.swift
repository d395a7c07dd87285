// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The kinds of barcode, by the m of `GS k` that gives their length.
public enum Barcode: UInt8, CaseIterable, Sendable, Hashable {
    case upcA = 65
    case upcE, ean13, ean8, code39, itf, codabar, code93, code128

    /// What stands behind the length byte.
    func content(_ data: [UInt8]) throws(EncodingError) -> [UInt8] {
        guard !data.isEmpty else { throw .data("A barcode of nothing cannot be printed.") }
        let content = self == .code128 ? Code128Sets.content(data) : data
        guard content.count <= 255 else { throw .tooLong("A barcode", count: content.count, limit: 255) }
        guard data.allSatisfy({ allows($0) }) else {
            throw .data("\(name) allows \(allowed), and the data has something else.")
        }
        guard lengths.contains(data.count), self != .itf || data.count % 2 == 0 else {
            throw .data("\(name) does not take \(data.count) characters.")
        }
        return content
    }

    public var name: String {
        switch self {
        case .upcA: "UPC-A"
        case .upcE: "UPC-E"
        case .ean13: "EAN-13"
        case .ean8: "EAN-8"
        case .code39: "CODE39"
        case .itf: "ITF"
        case .codabar: "CODABAR"
        case .code93: "CODE93"
        case .code128: "CODE128"
        }
    }

    private var allowed: String {
        switch self {
        case .upcA, .upcE, .ean13, .ean8, .itf: "digits"
        case .code39: "digits, capital letters and $ % * + - . / and blank"
        case .codabar: "digits, A to D and $ + - . / :"
        case .code93, .code128: "ASCII characters"
        }
    }

    private func allows(_ byte: UInt8) -> Bool {
        let isDigit = (0x30...0x39).contains(byte)
        return switch self {
        case .upcA, .upcE, .ean13, .ean8, .itf: isDigit
        case .code39: isDigit || (0x41...0x5A).contains(byte) || Array(" $%*+-./".utf8).contains(byte)
        case .codabar: isDigit || Array("ABCDabcd$+-./:".utf8).contains(byte)
        case .code93, .code128: byte < 0x80
        }
    }

    private var lengths: ClosedRange<Int> {
        switch self {
        case .upcA: 11...12
        case .upcE: 6...12
        case .ean13: 12...13
        case .ean8: 7...8
        case .code39, .code93, .code128: 1...255
        case .itf: 2...254
        case .codabar: 2...255
        }
    }
}

/// CODE128's three code sets, chosen so that the symbol is short.
///
///     {A capitals and controls     {B all printable     {C two digits in one byte
enum Code128Sets {
    static func content(_ data: [UInt8]) -> [UInt8] {
        let short = content(data, pairing: true)
        // Pairs of digits are bytes 0…99, and 16 04 01 among them is a real-time command.
        return RealTimeGuard.isClean(short) ? short : content(data, pairing: false)
    }

    private static func content(_ data: [UInt8], pairing: Bool) -> [UInt8] {
        var content: [UInt8] = []
        var set: UInt8 = 0
        var rest = data[...]
        func select(_ wanted: UInt8) {
            if set != wanted { content += [0x7B, wanted] }
            set = wanted
        }
        while let byte = rest.first {
            let digits = rest.prefix { (0x30...0x39).contains($0) }.count
            if pairing, digits >= (set == 0x43 ? 2 : 4) {
                select(0x43)
                let pair = rest.prefix(2).map { $0 - 0x30 }
                content.append(pair[0] * 10 + pair[1])
                rest = rest.dropFirst(2)
                continue
            }
            let fitsBoth = byte >= 0x20 && byte < 0x60 && (set == 0x41 || set == 0x42)
            if !fitsBoth { select(byte < 0x20 ? 0x41 : 0x42) }
            content += byte == 0x7B ? [0x7B, 0x7B] : [byte]
            rest = rest.dropFirst()
        }
        return content
    }
}
