// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

import ESCPOS
import Receipts

/// The duplicate mark on a copy's bytes.
enum CopyMark {
    /// - Throws: `Refusal.invalid` for a stream that cannot be marked; an unmarked copy is never printed.
    static func apply(
        to bytes: [UInt8], profile: Profile = .standard, copy: Int, at time: String, by person: String,
        language: Language
    ) throws(Refusal) -> [UInt8] {
        do throws(DuplicateMark.Refusal) {
            return try DuplicateMark.apply(
                to: bytes, copy: copy, at: time, by: person, language: language == .chinese ? .chinese : .english,
                profile: profile)
        } catch {
            throw .invalid("copy: \(error)")
        }
    }
}
