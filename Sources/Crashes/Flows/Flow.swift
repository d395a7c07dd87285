// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

public import Attempts

/// What the people of a shop want in one trial, and what happens to the messages meanwhile.
public struct Flow: Hashable, Sendable, CustomStringConvertible {
    /// One thing somebody wants.
    public struct Wish: Hashable, Sendable {
        /// nil closes the batch.
        public let kind: MovementKind?
        public let yuan: Int64
        public let order: String
        /// The wish whose money it moves, by its place.
        public let of: Int?
        /// The host is to refuse it.
        public let isHopeless: Bool

        public init(
            _ kind: MovementKind?, _ yuan: Int64 = 58, order: String = "R1", of: Int? = nil, isHopeless: Bool = false
        ) {
            self.kind = kind
            self.yuan = yuan
            self.order = order
            self.of = of
            self.isHopeless = isHopeless
        }
    }

    public let name: String
    public let ability: LinkAbility
    public let wishes: [Wish]
    public let faults: [Fault]
    /// Whether the host counts the batch otherwise.
    public let differs: Bool

    public init(
        _ name: String, _ wishes: [Wish], _ faults: [Fault] = [], over ability: LinkAbility = .acquirer,
        differs: Bool = false
    ) {
        self.name = name
        self.ability = ability
        self.wishes = wishes
        self.faults = faults
        self.differs = differs
    }

    public var description: String { name }
}
