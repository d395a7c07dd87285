// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why a text is no template, and where.
public enum TemplateError: Error, Hashable, Sendable {
    /// `{` without its `}`, counted in characters from 0.
    case unclosed(at: Int)
    /// A name that is no variable.
    case unknownVariable(String, at: Int)
    case empty
    /// More characters than any provider takes.
    case tooLong(characters: Int, limit: Int)
    /// A value that the template needs was not given.
    case missing(MessageVariable)
    /// A value longer than its variable may be, or with a line break in it.
    case badValue(MessageVariable, String)
}
