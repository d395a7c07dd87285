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
}
