// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Why the console does not do what was asked. `ErrorAnswer` turns it into a status and a text.
enum Refusal: Error, Sendable, Equatable {
    case signInFirst
    case notAllowed
    case notFound
    /// The form does not carry the token of a page of ours, or began on another site.
    case forgedForm
    case unknownHost
    case unsupportedType
    case tooLarge(byteCountMax: Int64)
    /// The request breaks a rule of its format; the text names it and never repeats the input.
    case malformed(String)
    /// A value breaks a rule of ours; the text names field and rule.
    case invalid(String)
    case conflict(String)
    case tooManyRequests(secondsToWait: Int)
    case busy(String)
}
