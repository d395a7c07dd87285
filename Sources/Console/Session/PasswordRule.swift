// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a password must be. Length counts most; nothing is asked about kinds of characters.
enum PasswordRule {
    static let characterCountMin = 12
    static let byteCountMax = 256

    /// The key of the text that says what is wrong; nil when it will do.
    static func problem(_ password: String, again: String, name: String) -> FormProblem? {
        guard password == again else { return FormProblem("form.password-mismatch") }
        let isLong = password.count >= characterCountMin && password.utf8.count <= byteCountMax
        guard isLong, Set(password).count >= 4, password.lowercased() != name.lowercased() else {
            return FormProblem("form.password-short")
        }
        return nil
    }
}
