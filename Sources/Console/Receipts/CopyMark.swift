// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The duplicate mark on a copy's bytes.
enum CopyMark {
    /// - Throws: while slips cannot be marked; an unmarked copy is never printed.
    static func apply(
        to bytes: [UInt8], copy: Int, at time: String, by person: String, language: Language
    ) throws -> [UInt8] {
        throw Refusal.busy("copies cannot be marked in this version")
    }
}
