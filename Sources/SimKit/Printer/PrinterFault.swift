// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// Something that can be made to happen to a simulated printer.
public enum PrinterFault: String, CaseIterable, Sendable, Hashable {
    case paperOut = "paper-out"
    case nearEnd = "near-end"
    case coverOpen = "cover"
    case cutter
    case jam
    case unrecoverable
    case offline
    /// Takes bytes, prints nothing and answers nothing, until it is over.
    case frozen

    /// One line for `--help`.
    public var explanation: String {
        switch self {
        case .paperOut: "the roll is empty: printing stops where it is, and goes on by itself after a new roll"
        case .nearEnd: "the roll is nearly empty; printing goes on"
        case .coverOpen: "the cover is open: printing stops until it is closed"
        case .cutter: "the knife is stuck: printing stops; remove the cause, then DLE ENQ 1 or open and close the cover"
        case .jam: "paper is jammed: as with the knife"
        case .unrecoverable: "only switching it off and on helps"
        case .offline: "switched offline at its panel"
        case .frozen: "takes no byte, prints nothing, answers nothing, keeps the connection"
        }
    }
}
