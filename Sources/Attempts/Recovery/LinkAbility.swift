// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What the other side of a link can do when an answer was lost.
public struct LinkAbility: Hashable, Sendable {
    /// It can be asked what became of a request (TransactionStatus, a wallet's query).
    public let canBeAsked: Bool
    /// It takes a reversal of a request whose answer was never seen (0400, a wallet's cancel).
    public let canReverse: Bool
    /// It counts a repeated message once, by its number.
    public let canRepeat: Bool

    public init(canBeAsked: Bool, canReverse: Bool, canRepeat: Bool) {
        self.canBeAsked = canBeAsked
        self.canReverse = canReverse
        self.canRepeat = canRepeat
    }

    /// Whether it offers a remedy.
    func offers(_ remedy: MovementKind.Remedy) -> Bool { remedy == .reversal ? canReverse : canRepeat }

    /// A terminal that speaks nexo: it is asked; only what is known to be approved can be reversed.
    public static let terminal = LinkAbility(canBeAsked: true, canReverse: false, canRepeat: false)
    /// An acquirer's host that speaks ISO 8583.
    public static let acquirer = LinkAbility(canBeAsked: false, canReverse: true, canRepeat: true)
    /// A wallet: asked first, cancelled after.
    public static let wallet = LinkAbility(canBeAsked: true, canReverse: true, canRepeat: true)
}
