// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// One text in the two languages of the product.
public struct Phrase: Hashable, Sendable {
    public let chinese: String
    public let english: String

    public init(zh chinese: String, en english: String) {
        self.chinese = chinese
        self.english = english
    }

    /// The English text, a title, with `a` or `an` before it.
    public var englishWithArticle: String {
        let isVowel = english.first.map { "AEIOaeio".contains($0) } ?? false
        return (isVowel ? "an " : "a ") + english
    }
}
