// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The two languages of the product.
enum Language: String, CaseIterable, Sendable {
    case chinese = "zh-CN"
    case english = "en"

    /// Its own name, as the switch shows it.
    var name: String {
        switch self {
        case .chinese: "中文"
        case .english: "English"
        }
    }

    var other: Language { self == .chinese ? .english : .chinese }

    /// Reads a language tag as a form, a cookie or a person's record carries it.
    init?(tag: some StringProtocol) {
        let tag = tag.lowercased()
        if tag == "zh" || tag.hasPrefix("zh-") {
            self = .chinese
        } else if tag == "en" || tag.hasPrefix("en-") {
            self = .english
        } else {
            return nil
        }
    }

    /// The first language of an `Accept-Language` header that we speak, by weight then order (RFC 9110 12.5.4).
    static func preferred(accepting header: String) -> Language? {
        var best: (language: Language, weight: Double)?
        for range in header.prefix(400).split(separator: ",").prefix(20) {
            let parts = range.split(separator: ";")
            guard let tag = parts.first?.trimmingBlanks, let language = Language(tag: tag) else { continue }
            let weight = parts.dropFirst().compactMap { Self.weight(of: $0.trimmingBlanks) }.first ?? 1
            if weight > 0, weight > best?.weight ?? 0 { best = (language, weight) }
        }
        return best?.language
    }

    private static func weight(of parameter: Substring) -> Double? {
        guard parameter.hasPrefix("q=") else { return nil }
        return Double(parameter.dropFirst(2)) ?? 0
    }
}

extension Substring {
    /// Without blanks and tabs at either end.
    var trimmingBlanks: Substring {
        var rest = self.drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}
