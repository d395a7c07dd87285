// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// How sure we are that a slip is on paper. "Sent to the printer" is not "printed".
public enum EvidenceLevel: Int, CaseIterable, Sendable, Hashable, Comparable {
    /// E0: the bytes are in our record.
    case captured = 0
    /// E1: the printer's side took the bytes.
    case accepted = 1
    /// E2: the printer answered a status request that stood in order behind the bytes.
    case fenced = 2
    /// E3: the device itself confirmed the job (process ID or counter).
    case confirmed = 3
    /// E4: a person looked at the paper.
    case witnessed = 4

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// Whether anybody may say "printed".
    public var isPrinted: Bool { self >= .fenced }

    /// `E0` to `E4`.
    public var name: String { "E\(rawValue)" }
}
