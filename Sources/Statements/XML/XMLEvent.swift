// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a reader of XML meets, in the order of the document.
struct XMLEvent: Equatable {
    enum Kind: Equatable {
        /// An element begins; `attributes` are set.
        case open
        case close
        /// Text of the innermost element, entities resolved; in as many pieces as comments cut it into. nil where the
        /// bytes are not text in the file's encoding.
        case text(String?)
    }

    let kind: Kind
    /// The element's name without prefix.
    let name: String
    /// The namespace of the element's name; empty when it has none.
    let space: String
    var attributes: [XMLAttribute] = []
    let line: Int
    let byte: Int64
}

/// One attribute that is not a declaration of a namespace.
struct XMLAttribute: Equatable {
    /// As it stands in the file, prefix and all.
    let name: String
    let value: String
}
