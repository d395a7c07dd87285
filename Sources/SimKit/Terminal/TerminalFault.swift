// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Something that can be made to happen to a simulated terminal.
public enum TerminalFault: String, CaseIterable, Sendable, Hashable {
    // What becomes of the money.
    case refusal
    case cancel
    case partial
    case unreachableHost = "unreachable-host"
    // What becomes of the answer; the money has moved.
    case lostAnswer = "lost-answer"
    case silence
    case late
    case double
    case reordered
    case wrongProof = "wrong-hmac"
    case wrongHeader = "wrong-header"
    case wrongAmount = "wrong-amount"
    case missingFields = "missing-fields"
    case cutAnswer = "cut-answer"
    case httpError = "http-500"
    case restart
    case restartEarly = "restart-early"
    // How the terminal is, until it is cleared.
    case busy
    case dead
    case hostDown = "host-down"
    case paperLow = "paper-low"
    case paperOut = "paper-out"

    /// Whether it stays until it is cleared; the others happen to the next payment or reversal, once.
    public var isStanding: Bool {
        switch self {
        case .busy, .dead, .hostDown, .paperLow, .paperOut: true
        default: false
        }
    }

    /// One line for `--help`.
    public var explanation: String {
        switch self {
        case .refusal: "the issuer refuses"
        case .cancel: "the customer presses the red key"
        case .partial: "half is approved"
        case .unreachableHost: "the acquirer is not reached, nothing is charged"
        case .lostAnswer: "approved, then the connection ends without an answer"
        case .silence: "approved, then not a word; the connection stays"
        case .late: "approved, the answer comes late (?ms=, default 5000)"
        case .double: "approved, the answer comes twice"
        case .reordered: "approved, and another request's answer comes in its place"
        case .wrongProof: "approved, one bit of the answer's HMAC is wrong (with --passphrase-file)"
        case .wrongHeader: "approved, the answer's header names another request"
        case .wrongAmount: "approved, the answer tells another amount"
        case .missingFields: "approved, the answer lacks members that the standard asks for"
        case .cutAnswer: "approved, the connection ends in the middle of the answer"
        case .httpError: "approved, answered with HTTP status 500"
        case .restart: "approved, then the terminal restarts before it answers"
        case .restartEarly: "the terminal restarts before anything is charged, and remembers nothing of it"
        case .busy: "answers Busy to whatever moves money or paper, until cleared"
        case .dead: "takes requests and does nothing, until cleared"
        case .hostDown: "the acquirer is not reached, until cleared"
        case .paperLow: "the roll is nearly empty, until cleared"
        case .paperOut: "the roll is empty: printing fails, until cleared"
        }
    }
}
